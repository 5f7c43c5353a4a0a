"""Message in to reply out over the real gateway on loopback: the whole bot, beside python-wechaty's echo bot.

The clock runs from the order to speak until the gateway has the answer, one message after the other. Each
bot is a process of its own, as in life. Ours has every message and every answer on the disk before the answer
goes out; the echo bot keeps nothing. The pauses between two messages (room gap, jitter, account pace) are
turned off: they are meant, and would be all there is to see.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import queue
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.figure import Figure
from bot import config
from bot.app import Bot
from bot.clock import WallClock
from bot.config import Settings
from bot.domain.member import Member
from bot.ports import Incoming
from bot.transport.wechaty_puppet import WechatyPuppet, WechatySettings
from data import account as accounts
from data import member as members
from data.db import open_store
from tests.transport.gateway_process import TOKEN, GatewayProcess

_MESSAGES = 500
_WARM_UP = 50  # the first messages also look up who speaks
_READY_WITHIN = 30  # seconds
_SPEAKER, _TEXT = "li", "帮助"


def measure() -> tuple[str, list[Figure]]:
    """Measure the whole bot, its transport alone, and the echo bot python-wechaty's documentation shows."""
    runs = (
        ("Kiteline, the whole bot, durable", _run_whole_bot),
        ("Kiteline's transport alone, echo", _run_own_echo),
        ("python-wechaty's own echo bot", _run_peer),
    )
    return f"message in to reply out over the gateway, {_MESSAGES} messages", [
        _figure(name, _measure(run)) for name, run in runs
    ]


def _figure(name: str, times: list[float]) -> Figure:
    p99 = statistics.quantiles(times, n=100)[98]
    return Figure(name, f"{statistics.median(times):.2f} ms median", f"p99 {p99:.2f} ms")


def _measure(run: Callable[[str, str], None]) -> list[float]:
    """Give the round trips in milliseconds to a bot in a process of its own."""
    gateway = GatewayProcess()
    with tempfile.TemporaryDirectory(dir=".") as folder:  # the checkout's disk, not a memory disk
        gateway.start()
        bot = multiprocessing.get_context("spawn").Process(target=run, args=(gateway.endpoint, folder))
        bot.start()
        try:
            _wait_until_ready(gateway)
            return [_round_trip(gateway) for _ in range(_WARM_UP + _MESSAGES)][_WARM_UP:]
        finally:
            bot.kill()
            bot.join()
            gateway.kill()


def _wait_until_ready(gateway: GatewayProcess) -> None:
    for _ in range(_READY_WITHIN * 2):
        gateway.speak(_SPEAKER, _TEXT)
        try:
            gateway.next_done(0.5)
        except queue.Empty:
            continue
        time.sleep(1)  # answers to what was asked meanwhile
        gateway.forget()
        return
    raise RuntimeError(f"the bot did not answer within {_READY_WITHIN} s")


def _round_trip(gateway: GatewayProcess) -> float:
    begin = time.perf_counter()
    gateway.speak(_SPEAKER, _TEXT)
    answer = gateway.next_done(10)["said"]
    if answer["to"] != _SPEAKER:
        raise RuntimeError(f"expected an answer to {_SPEAKER}, got {answer!r}")
    return (time.perf_counter() - begin) * 1000


def _run_whole_bot(endpoint: str, folder: str) -> None:
    settings = _without_pauses(Path(folder, "bench.db"))
    db = open_store(Path(settings.database))
    with db.atomic():
        accounts.bind(db, _SPEAKER, members.add(db, Member(0, "李四")), None, datetime.now(UTC))
    puppet = WechatyPuppet(WechatySettings(endpoint, TOKEN))
    asyncio.run(Bot(settings, db, puppet, WallClock()).run())


def _without_pauses(database: Path) -> Settings:
    settings = config.load(Path("config.yaml"), {"database": str(database)})
    never = timedelta(0)
    fast: dict[str, Any] = {"room_gap": never, "jitter_from": never, "jitter_to": never}
    fast |= {"per_minute": 10**6, "per_day": 10**9}
    return settings.model_copy(update={"delivery": settings.delivery.model_copy(update=fast)})


def _run_own_echo(endpoint: str, _folder: str) -> None:
    async def run(transport: WechatyPuppet) -> None:
        async with aclosing(transport.events()) as events:
            async for event in events:
                if isinstance(event, Incoming):
                    await transport.send_text(event.conversation, event.text)

    asyncio.run(run(WechatyPuppet(WechatySettings(endpoint, TOKEN))))


def _run_peer(endpoint: str, folder: str) -> None:
    from bot.transport.wechaty_import import PuppetOptions, whole_library  # noqa: PLC0415 -- 0.8 s

    wechaty: Any = whole_library(Path(folder))

    class EchoBot(wechaty.Wechaty):  # type: ignore[misc]  # wechaty is untyped
        async def on_message(self, message: Any) -> None:
            if not message.is_self():
                await (message.room() or message.talker()).say(message.text())

    async def run() -> None:
        options = PuppetOptions(token=TOKEN, end_point=endpoint)
        # wechaty opens a web server of its own; on this machine only, on any port.
        await EchoBot(wechaty.WechatyOptions(puppet_options=options, host="127.0.0.1", port=0)).start()

    asyncio.run(run())
