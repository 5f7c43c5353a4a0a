"""5,000 messages from 100 rooms at once, beside python-wechaty with a dictionary of handlers.

Both run over the real gateway, each as a process of its own. Every tenth message is a question that both
answer; the rest is chat. Ours has every message's id and every answer on the disk before the answer goes out;
the peer keeps nothing, knows nobody and forgets the lot when it ends. The pauses between two messages are
turned off for ours: they are meant, and would be all there is to see.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import queue
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.figure import Figure
from bot import config
from bot.app import Bot
from bot.clock import WallClock
from bot.transport.wechaty_puppet import WechatyPuppet, WechatySettings
from data.db import open_store
from tests.faults.crowd import account_of, room_of, seat_crowd, without_pauses
from tests.transport.gateway_process import BOT, TOKEN, GatewayProcess

_ROOMS, _MESSAGES, _QUESTIONS = 100, 5000, 500
_QUESTION = "@风筝线\u2005帮助"
_PATIENCE = 120.0  # seconds without an answer until the rest counts as lost


def measure() -> tuple[str, list[Figure]]:
    """Let both bots drain the same burst."""
    runs = (
        ("Kiteline, the whole bot, durable", _run_whole_bot),
        ("python-wechaty, a dictionary of handlers", _run_peer),
    )
    figures = [figure for name, run in runs for figure in _measure(name, run)]
    return f"{_MESSAGES} messages from {_ROOMS} rooms at once, {_QUESTIONS} of them questions", figures


def _measure(name: str, run: Callable[[str, str], None]) -> list[Figure]:
    gateway = GatewayProcess()
    with tempfile.TemporaryDirectory(dir=".") as folder:  # the checkout's disk, not a memory disk
        gateway.start()
        _furnish(gateway)
        bot = multiprocessing.get_context("spawn").Process(target=run, args=(gateway.endpoint, folder))
        bot.start()
        try:
            _wait_until_ready(gateway)
            before = _resident(bot.pid)
            seconds, answers = _drain(gateway)
            grown = _resident(bot.pid) - before
        finally:
            bot.kill()
            bot.join()
            gateway.kill()
    return [
        Figure(
            f"{name}: until the last answer", f"{seconds:.1f} s", f"{_MESSAGES / seconds:,.0f} messages/s"
        ),
        Figure(f"{name}: answers", f"{answers} of {_QUESTIONS}"),
        Figure(f"{name}: memory grown by", f"{grown / 1024:.0f} MB", f"from {before / 1024:.0f} MB"),
    ]


def _furnish(gateway: GatewayProcess) -> None:
    for room in range(_ROOMS):
        gateway.order("contact", id=account_of(room, 0), name=f"党员{room}")
        gateway.order(
            "room", id=room_of(room), topic=f"第{room + 1}支部群", memberIdList=[BOT, account_of(room, 0)]
        )


def _wait_until_ready(gateway: GatewayProcess) -> None:
    """Ask in every room until it answers, so that both bots have met everybody before."""
    time.sleep(5)
    for room in range(_ROOMS):
        for _ in range(30):
            gateway.order("burst", messages=[_message(room, _QUESTION)])
            try:
                gateway.next_done(1)
                break
            except queue.Empty:
                continue
    time.sleep(2)
    gateway.forget()


def _drain(gateway: GatewayProcess) -> tuple[float, int]:
    chance = random.Random(0)
    texts = [_QUESTION] * _QUESTIONS + ["今天下雨了"] * (_MESSAGES - _QUESTIONS)
    chance.shuffle(texts)
    messages = [_message(number % _ROOMS, text) for number, text in enumerate(texts)]
    begin = end = time.perf_counter()
    gateway.order("burst", messages=messages)
    for answers in range(_QUESTIONS):
        try:
            gateway.next_done(_PATIENCE)
        except queue.Empty:
            return end - begin, answers
        end = time.perf_counter()
    return end - begin, _QUESTIONS


def _message(room: int, text: str) -> dict[str, Any]:
    mentions = [BOT] if text == _QUESTION else []
    return {"talkerId": account_of(room, 0), "roomId": room_of(room), "text": text, "mentionIdList": mentions}


def _resident(pid: int | None) -> int:
    """Tell how many kilobytes of memory a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))


def _run_whole_bot(endpoint: str, folder: str) -> None:
    settings = config.load(Path("config.yaml"), {"database": str(Path(folder, "bench.db"))})
    db = open_store(Path(settings.database))
    seat_crowd(db, _ROOMS, 1, datetime.now(UTC))
    puppet = WechatyPuppet(WechatySettings(endpoint, TOKEN))
    asyncio.run(Bot(without_pauses(settings), db, puppet, WallClock()).run())


def _run_peer(endpoint: str, folder: str) -> None:
    from bot.transport.wechaty_import import PuppetOptions, whole_library  # noqa: PLC0415 -- 0.8 s

    wechaty: Any = whole_library(Path(folder))
    handlers = {_QUESTION: lambda: "我是自动助手，可以收通知回执、报平安。"}

    class DictionaryBot(wechaty.Wechaty):  # type: ignore[misc]  # wechaty is untyped
        async def on_message(self, message: Any) -> None:
            handler = handlers.get(message.text())
            if handler and not message.is_self():
                await message.room().say(handler())

    async def run() -> None:
        options = PuppetOptions(token=TOKEN, end_point=endpoint)
        # wechaty opens a web server of its own; on this machine only, on any port.
        await DictionaryBot(wechaty.WechatyOptions(puppet_options=options, host="127.0.0.1", port=0)).start()

    asyncio.run(run())
