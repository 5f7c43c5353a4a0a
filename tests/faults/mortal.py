"""The bot as a process of its own that dies where it is told to: what the crash loops start and kill.

The lives are forked from one process that has everything imported (`multiprocessing`'s fork server), so
that a start costs milliseconds. What a life says to WeChat and what it has taken goes through a pipe, whose
other end keeps it when the life is over.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

import structlog
from sqlite_utils import Database

from bot import almanac, app, config, nouns, reading
from bot.clock import MovedClock
from bot.config import Settings
from bot.context import Tick
from bot.domain.delivery import Kind
from bot.ports import Event, Incoming, Login, Transport
from bot.transport.simulated import SimulatedWeChat
from bot.transport.wechaty_puppet import WechatyPuppet, WechatySettings
from data.db import open_store

CONFIG = Path(__file__).parents[2] / "config.yaml"
SLOT_ROOM = "中心党委群@sim"

# Where a life may be told to die. "random" is decided by the one who kills.
POINTS = ("before commit", "committed", "claimed", "sent", "scheduled")


@dataclass(frozen=True, slots=True)
class Life:
    """How a life goes: over which database, from which moment of its clock, until where."""

    database: str
    first_life: datetime
    begins: datetime
    point: str | None = None
    times: int = 1  # it dies when it comes there for the so-manieth time
    gateway: str | None = None  # endpoint of a real gateway; None: WeChat is behind the pipe
    token: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a start found in the database."""

    interrupted: int
    integrity: str


@dataclass(frozen=True, slots=True)
class Online:
    """The bot is in WeChat."""


@dataclass(frozen=True, slots=True)
class Took:
    """A message's transaction has committed."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Said:
    """The bot says something; it waits until it is told that it arrived."""

    conversation: str
    text: str


@dataclass(frozen=True, slots=True)
class Died:
    """The life came to its end where it was told to."""

    point: str


ARRIVED = "arrived"  # the pipe's answer to Said


def live(life: Life, line: Connection) -> None:
    """Run the whole bot until killed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    db = open_store(Path(life.database))
    line.send(_look(db))
    death = _Death(life, line)
    nouns.SCHEDULES = (*nouns.SCHEDULES, _slots(life, death))
    clock = MovedClock(life.begins, flows=True)
    bot = app.Bot(_settings(life), db, _transport(life, line, clock), clock)
    _let_die(bot, death, line)
    asyncio.run(bot.run())


def _look(db: Database) -> Found:
    (interrupted,) = db.execute("SELECT count(*) FROM outbox WHERE state = 'sending'").fetchone()
    (integrity,) = db.execute("PRAGMA integrity_check").fetchone()
    return Found(interrupted, integrity)


def _settings(life: Life) -> Settings:
    """Give the delivered settings without the pauses between two messages; the pipe carries no files."""
    own = {"database": life.database, "rollcalls": {"weekly": False}, "greetings": {"card": False}}
    own["digest"] = {"picture": False}
    settings = config.load(CONFIG, own)
    never = timedelta(0)
    fast: dict[str, Any] = {"room_gap": never, "jitter_from": never, "jitter_to": never}
    fast |= {"per_minute": 10**6, "per_day": 10**9}
    return settings.model_copy(update={"delivery": settings.delivery.model_copy(update=fast)})


def _transport(life: Life, line: Connection, clock: MovedClock) -> Transport:
    if life.gateway is None:
        return _Pipe(clock, line)
    quick: dict[str, Any] = {"call_deadline": 2.0, "backoff_first": 0.05, "backoff_max": 0.2}
    return WechatyPuppet(WechatySettings(life.gateway, life.token, **quick))


class _Death:
    """Kills this process when it comes to the named point often enough."""

    def __init__(self, life: Life, line: Connection) -> None:
        self._point, self._left, self._line = life.point, life.times, line

    def passes(self, point: str) -> None:
        self._left -= point == self._point
        if self._left == 0:
            self._line.send(Died(point))
            os.kill(os.getpid(), signal.SIGKILL)


def _let_die(bot: app.Bot, death: _Death, line: Connection) -> None:
    """Hang the named points, and the word of what was taken, around the bot's own functions."""
    handle, take = bot.handle, bot.take
    send, settle_sent = bot.outbox._send, bot.outbox._settle_sent
    handling = False

    def handle_and_tell(incoming: Incoming) -> None:
        nonlocal handling
        handling = True
        handle(incoming)
        handling = False
        death.passes("committed")
        line.send(Took(incoming.message_id))

    def look_for_commit(statement: str) -> None:
        if handling and statement == "COMMIT":  # SQLite tells of a statement before it runs it
            death.passes("before commit")

    async def take_and_tell(event: Event) -> None:
        await take(event)
        if isinstance(event, Login):
            line.send(Online())

    async def die_or_send(row: Any) -> None:
        death.passes("claimed")
        await send(row)

    def die_or_settle(row: Any, echo_id: str | None) -> None:
        death.passes("sent")
        settle_sent(row, echo_id)

    bot.db.conn.set_trace_callback(look_for_commit)
    wrapped: dict[Any, dict[str, Any]] = {
        bot: {"handle": handle_and_tell, "take": take_and_tell},
        bot.outbox: {"_send": die_or_send, "_settle_sent": die_or_settle},
    }
    for owner, functions in wrapped.items():
        for name, function in functions.items():
            setattr(owner, name, function)


def _slots(life: Life, death: _Death) -> ModuleType:
    """Make a schedule that has something to say for every minute; a life may die in the middle of it."""

    def run(tick: Tick) -> None:
        slot = life.first_life
        while slot <= tick.now:
            if tick.covers(slot):
                late = tick.now + timedelta(days=1)
                tick.say(f"slot:{slot:%d%H%M}", SLOT_ROOM, f"{slot:%H:%M}", Kind.REMINDER, not_after=late)
                death.passes("scheduled")
            slot += timedelta(minutes=1)

    module: Any = ModuleType("schedules.slots")
    module.WHEN, module.run = {"minute": "*"}, run
    return module  # type: ignore[no-any-return]


class _Pipe(SimulatedWeChat):
    """A WeChat that lives on when the bot is killed: at the other end of a pipe."""

    def __init__(self, clock: MovedClock, line: Connection) -> None:
        super().__init__(clock, "风筝线")
        self._line = line
        self._arrived: asyncio.Queue[str] = asyncio.Queue()

    async def events(self) -> AsyncGenerator[Event, None]:
        asyncio.get_running_loop().add_reader(self._line.fileno(), self._read)
        async for event in super().events():
            yield event

    def _read(self) -> None:
        while self._line.poll():
            word = self._line.recv()
            if word == ARRIVED:
                self._arrived.put_nowait(word)
            else:
                self._tell(word)

    async def send_text(self, conversation: str, text: str, mentions: tuple[str, ...] = ()) -> str | None:
        del mentions
        self._line.send(Said(conversation, text))
        await self._arrived.get()
        return None


def warm_up() -> None:
    """Load what is loaded at first use once, before the first life is forked: none may be silent for long."""
    from datetime import UTC, date

    reading.read("平安，在上海，过完年回", now=datetime.now(UTC), home="北京市怀柔区")
    almanac.festivals(2026)
    almanac.working_day(date(2026, 11, 25))
