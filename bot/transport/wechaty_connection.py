"""One connection to a Wechaty gateway: the secured channel, its deadlines, its signs of life."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Any

from grpclib.const import Status
from grpclib.exceptions import GRPCError, StreamTerminatedError

from bot.ports import Outcome, TransportError
from bot.transport.wechaty_channel import open_channel
from bot.transport.wechaty_import import PuppetOptions, PuppetService, PuppetStub
from bot.transport.wechaty_settings import WechatySettings

_DONG, _ERROR = 3, 16  # event types
# The gateway has looked at the request and will say the same the next time.
_REFUSALS = frozenset(
    {
        Status.INVALID_ARGUMENT,
        Status.NOT_FOUND,
        Status.UNIMPLEMENTED,
        Status.PERMISSION_DENIED,
        Status.UNAUTHENTICATED,
        Status.FAILED_PRECONDITION,
        Status.OUT_OF_RANGE,
    }
)


class Lost(Exception):  # noqa: N818 -- a state, told to the operator as its text
    """The connection no longer serves; the text says how that showed."""


class Gateway(PuppetService):  # type: ignore[misc]  # wechaty is untyped
    """wechaty's puppet, with an own channel and its calls under deadlines. One object is one connection."""

    def __init__(self, settings: WechatySettings) -> None:
        super().__init__(PuppetOptions(token=settings.token, end_point=settings.endpoint))
        self.settings = settings
        self._asked = False  # a ding is out, and nothing was heard since
        self._answers = False  # this gateway has answered a ding before
        self._heard = 0.0

    def _init_puppet(self) -> None:
        """Build the channel; wechaty's own pings by telnet, knows no TLS and sends the token as authority."""
        self.channel = open_channel(self.settings)
        self._puppet_stub = PuppetStub(
            self.channel, metadata={"authorization": f"Wechaty {self.settings.token}"}
        )

    async def attach(self) -> None:
        """Connect, and start the gateway's puppet if it is not running. Raises what grpclib raises."""
        self._init_puppet()
        await _within(self.puppet_stub.start(), self.settings.slow_deadline)

    def cut(self) -> None:
        """Drop the connection at once; calls that wait for an answer end as in doubt. May be repeated."""
        if self.channel is None:
            return
        protocol = self.channel._protocol
        if protocol is not None and not protocol.connection.is_closing():
            # close() alone would wait for a frozen peer to take what is still in the buffer.
            protocol.connection._transport.abort()
        self.channel.close()

    @property
    def is_connected(self) -> bool:
        """Whether the channel stands, as far as the last ping could tell."""
        return (
            self.channel is not None
            and self.channel._connected
            and not self.channel._protocol.connection.is_closing()
        )

    async def ask(
        self, call: Callable[..., Awaitable[Any]], *words: Any, within: float | None = None, **named: Any
    ) -> Any:
        """Await one call of the puppet or its stub under a deadline; every failure is a TransportError.

        The error never carries the gateway's words: they may hold message text or the token.
        """
        if not self.is_connected:
            raise TransportError("the gateway is not connected", Outcome.NOT_SENT)
        seconds = within or self.settings.call_deadline
        try:
            return await _within(call(*words, **named), seconds)
        except TimeoutError:
            raise TransportError(
                f"the gateway did not answer within {seconds:g} s", Outcome.UNKNOWN
            ) from None
        except GRPCError as error:
            raise TransportError(
                f"the gateway answered {error.status.name}", _outcome(error.status)
            ) from None
        except OSError as error:
            # Only connecting raises it; what breaks later is a StreamTerminatedError.
            raise TransportError(
                f"the gateway cannot be reached ({type(error).__name__})", Outcome.NOT_SENT
            ) from None
        except Exception as error:
            raise TransportError(
                f"the connection broke half-way ({type(error).__name__})", Outcome.UNKNOWN
            ) from None

    async def happenings(self) -> AsyncGenerator[tuple[int, str], None]:
        """Yield (event type, JSON payload) as they come. Always ends by an exception: Lost, or grpclib's."""
        try:
            async with aclosing(self._stream()) as stream:
                async for happening in stream:
                    yield happening
        except GRPCError as error:
            if error.status is not Status.ALREADY_EXISTS:
                raise
            # Another client, or our own dead connection, holds the one stream: stopping frees it.
            for step in (self.puppet_stub.stop, self.puppet_stub.start):
                await _within(step(), self.settings.slow_deadline)
            async with aclosing(self._stream()) as stream:
                async for happening in stream:
                    yield happening
        raise Lost("the gateway ended the event stream")

    async def _stream(self) -> AsyncGenerator[tuple[int, str], None]:
        self._hear()
        watch = asyncio.create_task(self._watch())
        try:
            async with aclosing(self.puppet_stub.event()) as events:
                async for event in events:
                    self._hear()
                    kind = int(event.type)
                    self._answers |= kind == _DONG
                    if kind == _ERROR:
                        # The stream itself goes on; whether it still carries anything is asked at once.
                        self._heard -= self.settings.quiet_after
                    yield kind, event.payload
        except StreamTerminatedError:
            if watch.done():
                raise Lost(watch.result()) from None
            raise
        finally:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)

    def _hear(self) -> None:
        self._asked = False
        self._heard = asyncio.get_running_loop().time()

    async def _watch(self) -> str:
        """Wait until the connection is dead or deaf, cut it and say why.

        Pings find a dead one; a deaf one no longer brings the event that answers a ding.
        """
        patience = 0.0  # the first ding goes out anyhow: it tells whether this gateway answers any
        while True:
            await asyncio.sleep(self.settings.keepalive)
            reason = None if self.is_connected else "no echo on the connection"
            if asyncio.get_running_loop().time() - self._heard >= patience:
                reason = reason or await self._listen_into_silence()
            patience = self.settings.quiet_after
            if reason is not None:
                self.cut()
                return reason

    async def _listen_into_silence(self) -> str | None:
        if self._asked and self._answers:
            return "no sound on the event stream"
        self._hear()
        self._asked = True
        try:
            await _within(self.puppet_stub.ding(data="kiteline"), self.settings.call_deadline)
        except GRPCError:
            return None  # a refusal is a sign of life too
        except Exception:
            return "no sign of life from the gateway"
        return None


async def _within(call: Awaitable[Any], seconds: float) -> Any:
    """Await a call of the gateway, in a task of its own, for so long; then it is cancelled: TimeoutError.

    grpclib wakes whoever waits on a broken connection by cancelling his task, and never takes that back:
    in the caller's task it would confuse every asyncio.timeout and TaskGroup further up.
    """
    task = asyncio.ensure_future(call)
    try:
        await asyncio.wait({task}, timeout=seconds)
        if not task.done():
            raise TimeoutError
        if task.cancelled():  # by grpclib: nobody else can
            raise StreamTerminatedError("Connection lost")
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        elif not task.cancelled():
            task.exception()  # looked at, or asyncio logs it where we were cancelled in the same moment


def _outcome(status: Status) -> Outcome:
    if status in _REFUSALS:
        return Outcome.REFUSED
    # Too much at once: the gateway has not taken it. (Too large is refused before it is sent.)
    return Outcome.NOT_SENT if status is Status.RESOURCE_EXHAUSTED else Outcome.UNKNOWN


def describe(error: Exception) -> str:
    """Say in a few words how a connection failed, without any word of the gateway's."""
    if isinstance(error, Lost):
        return str(error)
    if isinstance(error, TimeoutError):
        return "the gateway does not answer"
    if isinstance(error, GRPCError):
        return f"the gateway answered {error.status.name}"
    if isinstance(error, StreamTerminatedError):
        return "the connection was cut"
    return f"no connection: {type(error).__name__}"
