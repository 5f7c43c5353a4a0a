"""`python -m bot run`: the bot itself, on the simulated WeChat or a real one."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from sqlite_utils import Database

from bot import config
from bot.app import Bot
from bot.cli import systemd
from bot.cli.gateway import gateway_settings
from bot.cli.store import store
from bot.clock import MovedClock, WallClock
from bot.config import ConfigError, Settings
from bot.context import Context
from bot.domain.roll import RollError
from bot.manual.hand import bot_by_hand
from bot.operation import health
from bot.operation.operator import read_webhook
from bot.ports import Unreachable
from bot.reading import prepare, read
from bot.sheets import SheetError
from bot.simulation import REAL, SIMULATED, Stage, claim_world, seed_sample, tie_roll
from bot.transport.wechaty_settings import WechatySettings
from bot.web import server
from bot.web.chat import pages as chat
from bot.web.chat.worlds import Worlds
from bot.web.site import Pages, make_site
from bot.web.worktable import pages as worktable
from data.db import empty

log = structlog.get_logger(__name__)

# What ends a run with a plain sentence instead of a traceback.
EXPECTED = (ConfigError, RollError, SheetError, Unreachable)


@dataclass(frozen=True, slots=True)
class Work:
    """What runs, and the pages that show it."""

    bot: Callable[[], Bot]  # the simulated one may be another after a restart
    live: Callable[[], Coroutine[Any, Any, None]]
    pages: Sequence[Pages]
    home: str
    close: Callable[[], Coroutine[Any, Any, None]] | None = None


def run(settings: Settings, config_path: Path, started: float) -> None:
    """Run until stopped. Raises ConfigError, StoreError, Unreachable with a sentence for the operator.

    `started` is the process's first moment (time.monotonic), to tell how long the start took.
    """
    gateway = gateway_settings(settings) if settings.transport == "wechaty" else None
    if settings.operator.webhook_file:
        read_webhook(Path(settings.operator.webhook_file))  # better refused now than silent in need
    with server.take_port(settings.web) as listener, store(settings) as db:
        claim_world(db, SIMULATED if settings.transport == "simulated" else REAL)
        if gateway:
            work = _real(settings, config_path, db, gateway)
        elif settings.transport == "manual":
            work = _with_worktable(bot_by_hand(settings, db, WallClock(), config_path))
        else:
            work = _simulated(settings, config_path, db)
        asyncio.run(_run(settings, work, listener, started))


def _simulated(settings: Settings, config_path: Path, db: Database) -> Work:
    def make_stage(afresh: bool) -> Stage:
        now = datetime.now(UTC)
        if afresh:
            empty(db)
            claim_world(db, SIMULATED)
        seed_sample(db, settings, now)
        tie_roll(db, settings, now)
        return Stage(settings, db, MovedClock(now, flows=True))

    worlds = Worlds(make_stage, lambda overrides: config.load(config_path, overrides))

    def bot() -> Bot:
        return worlds.main.stage.bot

    pages = [chat.make_pages(worlds), worktable.make_pages(bot, trial=True)]
    return Work(bot, worlds.live, pages, "/world/main/", worlds.close)


def _real(settings: Settings, config_path: Path, db: Database, gateway: WechatySettings) -> Work:
    # The gateway's libraries cost a quarter of a second: only who uses them pays.
    from bot.transport.wechaty_puppet import WechatyPuppet  # noqa: PLC0415

    bot = Bot(settings, db, WechatyPuppet(gateway), WallClock(), config_path=config_path)
    return _with_worktable(bot)


def _with_worktable(bot: Bot) -> Work:
    return Work(lambda: bot, bot.run, [worktable.make_pages(lambda: bot, trial=False)], "/worktable/")


async def _run(settings: Settings, work: Work, listener: socket.socket, started: float) -> None:
    site = make_site(settings.web, lambda: _health(settings, work.bot()), work.pages, home=work.home)
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers in its loop
            loop.add_signal_handler(name, stop.set)
    parts = [asyncio.ensure_future(part) for part in (work.live(), server.show(site, listener), stop.wait())]
    address = server.address_of(settings.web, listener)
    log.info(
        "ready",
        transport=settings.transport,
        page=f"{address}/",
        health=f"{address}/health",
        seconds=round(time.monotonic() - started, 2),
    )
    systemd.tell("READY=1")
    if sys.stdin.isatty() and work.home:
        _show_the_way(f"{address}/")
    beside = [asyncio.create_task(_warm_up(settings)), asyncio.create_task(systemd.keep_telling())]
    try:
        await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
    finally:
        systemd.tell("STOPPING=1")
        for task in (*parts, *beside):
            task.cancel()
        ended = await asyncio.gather(*parts, return_exceptions=True)
        if work.close:
            await work.close()
    for result in ended:
        if isinstance(result, Exception):
            raise result
    log.info("stopped")


def _show_the_way(address: str) -> None:
    """Tell who started it at a terminal where to look, and open it where there is a desktop."""
    print(f"\n  Open {address} in a browser. Ctrl-C ends Kiteline.\n", flush=True)
    if sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)


async def _warm_up(settings: Settings) -> None:
    """Load the dictionaries beside the work, so that nobody's first check-in waits a second for them."""
    prepare(Path(settings.database).parent / "cache")
    now, home = datetime.now(settings.organisation.zone), settings.organisation.home
    await asyncio.to_thread(read, "平安，在上海长安镇，过完年回", now=now, home=home)


def _health(settings: Settings, bot: Bot) -> dict[str, Any]:
    return health.tell(Context(bot.db, bot.clock.now(), settings), online=bot.outbox.online)
