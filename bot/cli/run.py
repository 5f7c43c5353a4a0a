"""`python -m bot run`: the bot itself, on the simulated WeChat or a real one."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from sqlite_utils import Database

from bot.app import Bot
from bot.cli.gateway import gateway_settings
from bot.cli.store import store
from bot.clock import MovedClock, WallClock
from bot.config import ConfigError, Settings
from bot.context import Context
from bot.domain.roll import RollError
from bot.operation import health
from bot.operation.operator import read_webhook
from bot.ports import Unreachable
from bot.reading import prepare, read
from bot.sheets import SheetError
from bot.simulation import REAL, SIMULATED, Stage, claim_world, seed_sample, tie_roll
from bot.transport.wechaty_settings import WechatySettings
from bot.web import status

log = structlog.get_logger(__name__)

# What ends a run with a plain sentence instead of a traceback.
EXPECTED = (ConfigError, RollError, SheetError, Unreachable)


def run(settings: Settings, started: float) -> None:
    """Run until stopped. Raises ConfigError, StoreError, Unreachable with a sentence for the operator.

    `started` is the process's first moment (time.monotonic), to tell how long the start took.
    """
    if settings.transport == "manual":
        raise ConfigError(
            "transport: manual has nothing to run yet; work with `paste`, `say` and `import-replies`,"
            " or choose simulated or wechaty"
        )
    gateway = gateway_settings(settings) if settings.transport == "wechaty" else None
    if settings.operator.webhook_file:
        read_webhook(Path(settings.operator.webhook_file))  # better refused now than silent in need
    with status.take_port(settings.status) as listener, store(settings) as db:
        claim_world(db, REAL if gateway else SIMULATED)
        bot, talk = _real(settings, db, gateway) if gateway else _simulated(settings, db)
        asyncio.run(_run(settings, bot, talk, listener, started))


Talk = Coroutine[Any, Any, None]


def _simulated(settings: Settings, db: Database) -> tuple[Bot, Talk | None]:
    now = datetime.now(UTC)
    seed_sample(db, settings, now)
    tie_roll(db, settings, now)
    stage = Stage(settings, db, MovedClock(now, flows=True))
    if not sys.stdin.isatty():
        return stage.bot, None
    from bot.prompt import Prompt  # noqa: PLC0415 -- needs a terminal

    return stage.bot, Prompt(stage).talk()


def _real(settings: Settings, db: Database, gateway: WechatySettings) -> tuple[Bot, None]:
    # The gateway's libraries cost a quarter of a second: only who uses them pays.
    from bot.transport.wechaty_puppet import WechatyPuppet  # noqa: PLC0415

    return Bot(settings, db, WechatyPuppet(gateway), WallClock()), None


async def _run(settings: Settings, bot: Bot, talk: Talk | None, listener: Any, started: float) -> None:
    work: list[asyncio.Future[Any]] = [asyncio.ensure_future(bot.run())]
    page = status.make_page(lambda: _health(settings, bot))
    work.append(asyncio.ensure_future(status.show(page, listener)))
    if talk:
        work.append(asyncio.ensure_future(talk))
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers in its loop
            loop.add_signal_handler(name, stop.set)
    work.append(asyncio.ensure_future(stop.wait()))
    log.info(
        "ready",
        transport=settings.transport,
        health=f"http://{settings.status.host}:{listener.getsockname()[1]}/health",
        seconds=round(time.monotonic() - started, 2),
    )
    warming = asyncio.create_task(_warm_up(settings))
    try:
        await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (*work, warming):
            task.cancel()
        ended = await asyncio.gather(*work, return_exceptions=True)
    for result in ended:
        if isinstance(result, Exception):
            raise result
    log.info("stopped")


async def _warm_up(settings: Settings) -> None:
    """Load the dictionaries beside the work, so that nobody's first check-in waits a second for them."""
    prepare(Path(settings.database).parent / "cache")
    now, home = datetime.now(settings.organisation.zone), settings.organisation.home
    await asyncio.to_thread(read, "平安，在上海长安镇，过完年回", now=now, home=home)


def _health(settings: Settings, bot: Bot) -> dict[str, Any]:
    return health.tell(Context(bot.db, bot.clock.now(), settings), online=bot.outbox.online)
