"""Message in to reply out over the real gateway on loopback: the whole bot, beside python-wechaty's echo bot.

The clock runs from the order to speak until the gateway has the answer, one message after the other. Our bot
has every message and every answer on the disk before the answer goes out; the echo bot keeps nothing. The
pauses between two messages (room gap, jitter, account pace) are turned off: they are meant, and would be all
there is to see.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable
from contextlib import aclosing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.figure import Figure
from bot import config
from bot.app import Bot
from bot.clock import WallClock
from bot.config import Settings
from bot.domain.member import Member
from bot.ports import Incoming, Login
from bot.transport.wechaty_puppet import WechatyPuppet, WechatySettings
from data import account as accounts
from data import member as members
from data.db import open_store
from tests.transport.gateway_process import TOKEN, GatewayProcess

_MESSAGES = 300
_WARM_UP = 20  # the first messages also look up who speaks
_PATIENCE = 120.0  # seconds for one whole measurement
_SPEAKER, _TEXT = "li", "帮助"


def measure() -> tuple[str, list[Figure]]:
    """Measure the whole bot, its transport alone, and the echo bot python-wechaty's documentation shows."""
    runs = (
        ("Kiteline, the whole bot, durable", _whole_bot()),
        ("Kiteline's transport alone, echo", _own_echo()),
        ("python-wechaty's own echo bot", _peer()),
    )
    return f"message in to reply out over the gateway, {_MESSAGES} messages", [
        _figure(name, asyncio.run(run)) for name, run in runs
    ]


def _figure(name: str, times: list[float]) -> Figure:
    p99 = statistics.quantiles(times, n=100)[98]
    return Figure(name, f"{statistics.median(times):.2f} ms median", f"p99 {p99:.2f} ms")


async def _whole_bot() -> list[float]:
    gateway = GatewayProcess()
    with tempfile.TemporaryDirectory(dir=".") as folder:  # the checkout's disk, not a memory disk
        settings = _without_pauses(Path(folder, "bench.db"))
        db = open_store(Path(settings.database))
        with db.atomic():
            accounts.bind(db, _SPEAKER, members.add(db, Member(0, "李四")), None, datetime.now(UTC))
        try:
            gateway.start()
            bot = Bot(settings, db, WechatyPuppet(WechatySettings(gateway.endpoint, TOKEN)), WallClock())

            async def wait_for_login() -> None:
                while not bot.outbox.online:  # noqa: ASYNC110 -- the bot has no events for benches
                    await asyncio.sleep(0.01)

            return await _measure(gateway, wait_for_login(), bot.run())
        finally:
            gateway.kill()
            db.close()


def _without_pauses(database: Path) -> Settings:
    settings = config.load(Path("config.yaml"), {"database": str(database)})
    never = timedelta(0)
    fast = {
        "room_gap": never,
        "jitter_from": never,
        "jitter_to": never,
        "per_minute": 10**6,
        "per_day": 10**9,
    }
    return settings.model_copy(update={"delivery": settings.delivery.model_copy(update=fast)})


async def _own_echo() -> list[float]:
    gateway = GatewayProcess()
    ready = asyncio.Event()

    async def run(transport: WechatyPuppet) -> None:
        async with aclosing(transport.events()) as events:
            async for event in events:
                if isinstance(event, Login):
                    ready.set()
                if isinstance(event, Incoming):
                    await transport.send_text(event.conversation, event.text)

    try:
        gateway.start()
        transport = WechatyPuppet(WechatySettings(gateway.endpoint, TOKEN))
        return await _measure(gateway, ready.wait(), run(transport))
    finally:
        gateway.kill()


async def _peer() -> list[float]:
    from bot.transport.wechaty_import import PuppetOptions, whole_library  # noqa: PLC0415 -- 0.8 s

    gateway = GatewayProcess()
    ready = asyncio.Event()
    with tempfile.TemporaryDirectory() as cache:
        wechaty: Any = whole_library(Path(cache))

        class EchoBot(wechaty.Wechaty):  # type: ignore[misc]  # wechaty is untyped
            async def on_login(self, _contact: Any) -> None:
                ready.set()

            async def on_message(self, message: Any) -> None:
                if not message.is_self():
                    await (message.room() or message.talker()).say(message.text())

        try:
            gateway.start()
            options = PuppetOptions(token=TOKEN, end_point=gateway.endpoint)
            # wechaty opens a web server of its own; on this machine only, on any port.
            bot = EchoBot(wechaty.WechatyOptions(puppet_options=options, host="127.0.0.1", port=0))
            try:
                return await _measure(gateway, ready.wait(), bot.start())
            finally:
                await bot.puppet.stop()
        finally:
            gateway.kill()


async def _measure(gateway: GatewayProcess, ready: Awaitable[Any], run: Awaitable[None]) -> list[float]:
    """Give the round trips in milliseconds."""
    async with asyncio.timeout(_PATIENCE):
        running = asyncio.ensure_future(run)
        try:
            await ready
            # In a thread, so that waiting does not take the bot's time.
            return await asyncio.to_thread(_converse, gateway)
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await running


def _converse(gateway: GatewayProcess) -> list[float]:
    times = []
    for _ in range(_WARM_UP + _MESSAGES):
        begin = time.perf_counter()
        gateway.speak(_SPEAKER, _TEXT)
        answer = gateway.next_done(10)["said"]
        times.append((time.perf_counter() - begin) * 1000)
        if answer["to"] != _SPEAKER:
            raise RuntimeError(f"expected an answer to {_SPEAKER}, got {answer!r}")
    return times[_WARM_UP:]
