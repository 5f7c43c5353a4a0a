"""WeChat through a Wechaty gateway: stays connected, hands on what happens, sends what it is given."""

from __future__ import annotations

import asyncio
import base64
import json
import random
import ssl
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from pathlib import Path
from time import monotonic

import structlog
from grpclib.const import Status
from grpclib.exceptions import GRPCError

from bot.ports import (
    Account,
    Event,
    Link,
    Login,
    Media,
    Outcome,
    Problem,
    ProblemKind,
    Room,
    TransportError,
    Unreachable,
)
from bot.transport.wechaty_channel import WrongCertificate
from bot.transport.wechaty_connection import Gateway, Lost, describe
from bot.transport.wechaty_events import ROOM_REQUEST, EventReader
from bot.transport.wechaty_order import in_order
from bot.transport.wechaty_people import People
from bot.transport.wechaty_settings import WechatySettings

__all__ = ["WechatyPuppet", "WechatySettings"]

log = structlog.get_logger("wechaty")

TEXT_LIMIT = 2_000  # bytes of UTF-8
FILE_LIMIT = int(2.9 * 1024 * 1024)  # 4 MiB of gRPC, of which base64 takes a quarter
FETCH_LIMIT = 32 * 1024 * 1024


class WechatyPuppet:
    """The Transport over a Wechaty gateway; one object is one account, and one process has one.

    `events` must be read for anything to work: it is what connects.
    """

    def __init__(self, settings: WechatySettings) -> None:
        self._settings = settings
        self._reader = EventReader(settings.bot_name)
        self._gateway: Gateway | None = None
        self._people: People | None = None
        self._attached: float | None = None  # since when the present connection stands
        self._closing = asyncio.Event()

    async def events(self) -> AsyncGenerator[Event, None]:
        """Yield what happens until `close`; see bot.ports.Transport.

        Whoever stops reading before the end must close it (contextlib.aclosing), as any generator.
        Raises Unreachable at once on a wrong token or certificate, else after `give_up_after` seconds
        without a connection that lasts.
        """
        is_down, failures, since = False, 0, monotonic()
        while not self._closing.is_set():
            self._attached = None
            try:
                async with aclosing(self._attend()) as events:
                    async for event in events:
                        is_down = is_down and not isinstance(event, Login)
                        yield event
            except Exception as error:
                if self._closing.is_set():
                    return
                reason = _reason_to_retry(error)
            if self._attached and monotonic() - self._attached >= self._settings.backoff_max:
                failures, since = 0, monotonic()
            log.warning("gateway lost", reason=reason, failures=failures)
            if not is_down:
                is_down = True
                yield Problem(ProblemKind.LOST, f"lost the gateway: {reason}; reconnecting")
            if monotonic() - since > self._settings.give_up_after:
                raise Unreachable(
                    f"the gateway could not be reached for {self._settings.give_up_after:g} s ({reason}); "
                    "is it running, and do wechaty.endpoint and wechaty.tls fit it?"
                )
            await self._pause(failures)
            failures += 1

    async def _attend(self) -> AsyncGenerator[Event, None]:
        """Live through one connection; always ends by an exception."""
        gateway = Gateway(self._settings)
        self._gateway = gateway
        self._reader.is_logged_in = False  # until the gateway says so
        try:
            await gateway.attach()
            if self._closing.is_set():
                raise Lost("it ended")
            self._attached = monotonic()
            self._people = people = People(gateway)
            log.info("gateway attached", tls=self._settings.has_tls)

            async def read(happening: tuple[int, str]) -> Event | None:
                return await self._reader.read(gateway, people, *happening)

            async with aclosing(in_order(gateway.happenings(), read)) as events:
                async for event in events:
                    if event is not None:
                        yield event
        finally:
            self._gateway = self._people = None
            gateway.cut()

    async def _pause(self, failures: int) -> None:
        longest = min(self._settings.backoff_first * 2.0**failures, self._settings.backoff_max)
        # Many bots on one gateway must not come back in step.
        delay = longest * random.uniform(0.5, 1.0)  # noqa: S311 -- no secret hangs on it
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), delay)

    async def close(self) -> None:
        """Drop the connection; the account stays logged in at the gateway. The event stream ends."""
        self._closing.set()
        if self._gateway is not None:
            self._gateway.cut()
        await asyncio.sleep(0)

    async def send_text(self, conversation: str, text: str, mentions: tuple[str, ...] = ()) -> str | None:
        """Say a text of at most 2,000 bytes; see bot.ports.Transport."""
        size = len(text.encode())
        if size > TEXT_LIMIT:
            raise TransportError(
                f"the text has {size} bytes, one message takes {TEXT_LIMIT}", Outcome.REFUSED
            )
        gateway = self._logged_in()
        return await gateway.ask(gateway.message_send_text, conversation, text, list(mentions)) or None

    async def send_file(self, conversation: str, path: Path, name: str) -> str | None:
        """Send a picture or another file of at most 2.9 MiB; see bot.ports.Transport."""
        box = await asyncio.to_thread(_file_box, path, name)
        gateway = self._logged_in()
        answer = await gateway.ask(
            gateway.puppet_stub.message_send_file,
            conversation_id=conversation,
            filebox=box,
            within=self._settings.slow_deadline,
        )
        return answer.id or None

    async def send_link(self, conversation: str, link: Link) -> str | None:
        """Send a link as a card."""
        gateway = self._logged_in()
        card = {
            "title": link.title,
            "url": link.url,
            "description": link.description,
            "thumbnailUrl": link.thumbnail,
        }
        answer = await gateway.ask(
            gateway.puppet_stub.message_send_url,
            conversation_id=conversation,
            url_link=json.dumps({name: value for name, value in card.items() if value}),
        )
        return answer.id or None

    async def rooms(self) -> tuple[Room, ...]:
        """List the rooms the bot's account sits in."""
        return await self._known().rooms()

    async def members(self, room_id: str) -> tuple[Account, ...]:
        """List who sits in a room; a nickname the gateway does not give is ""."""
        return await self._known().members(room_id)

    async def friends(self) -> tuple[Account, ...]:
        """List the accounts private messages can be sent to."""
        return await self._known().friends(self._reader.own_id)

    async def accept(self, request_id: str) -> None:
        """Accept an Invitation or a FriendRequest by the id it came with."""
        gateway = self._logged_in()
        kind, _, request = request_id.partition(":")
        stub = gateway.puppet_stub
        call = stub.room_invitation_accept if kind + ":" == ROOM_REQUEST else stub.friendship_accept
        await gateway.ask(call, id=request)

    async def fetch(self, message_id: str) -> Media:
        """Load the picture or file of a message, at most 32 MiB.

        The gateway does not answer at all when it has none: then it takes `slow_deadline` to fail.
        """
        gateway = self._logged_in()

        async def load() -> Media:
            name, content = "", bytearray()
            async for part in gateway.puppet_stub.message_file_stream(id=message_id):
                name = name or part.file_box_chunk.name
                content += part.file_box_chunk.data
                if len(content) > FETCH_LIMIT:
                    raise GRPCError(Status.OUT_OF_RANGE)
            return Media(name, bytes(content))

        media: Media = await gateway.ask(load, within=self._settings.slow_deadline)
        return media

    async def recall(self, message_id: str) -> None:
        """Take back a message of the bot's own."""
        gateway = self._logged_in()
        if not await gateway.ask(gateway.message_recall, message_id):
            raise TransportError(
                "WeChat did not take the message back; perhaps it is older than two minutes", Outcome.REFUSED
            )

    def _logged_in(self) -> Gateway:
        if self._gateway is None:
            raise TransportError("the gateway is not connected", Outcome.NOT_SENT)
        if not self._reader.is_logged_in:
            raise TransportError("the account is not logged in to WeChat", Outcome.NOT_SENT)
        return self._gateway

    def _known(self) -> People:
        if self._people is None:
            raise TransportError("the gateway is not connected", Outcome.NOT_SENT)
        return self._people


def _reason_to_retry(error: Exception) -> str:
    if isinstance(error, GRPCError) and error.status is Status.UNAUTHENTICATED:
        raise Unreachable(
            "the gateway refuses the token: compare what wechaty.token_file holds with the gateway's"
        ) from None
    if isinstance(error, WrongCertificate):
        raise Unreachable(
            "the gateway's certificate has another fingerprint than wechaty.tls.fingerprint; nothing sent; "
            "if the certificate was renewed, write the new one; otherwise somebody may pose as the gateway"
        ) from None
    if isinstance(error, ssl.SSLCertVerificationError):
        raise Unreachable(
            "the gateway's certificate does not pass; check wechaty.tls.ca_file (issuer) and wechaty.tls.name"
        ) from None
    return describe(error)


def _file_box(path: Path, name: str) -> str:
    """Pack a file as JSON the way gateways read it; wechaty's own packer logs and copies it thrice."""
    try:
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise TransportError(
                f"the file has {size / 1048576:.1f} MiB, gateways take 2.9 MiB", Outcome.REFUSED
            )
        content = path.read_bytes()
    except OSError as error:
        raise TransportError(f"the file cannot be read ({type(error).__name__})", Outcome.REFUSED) from None
    return json.dumps({"boxType": 1, "type": 1, "name": name, "base64": base64.b64encode(content).decode()})
