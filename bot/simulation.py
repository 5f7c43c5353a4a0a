"""A roll put into a simulated WeChat: rooms, accounts and ties made up, and time moved step by step."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlite_utils import Database

from bot.app import Bot
from bot.clock import MovedClock
from bot.config import ConfigError, Settings
from bot.domain.member import Member, Role
from bot.domain.roll import RollError
from bot.domain.room import RoomKind
from bot.own import telling
from bot.ports import Account, Incoming
from bot.recording import READERS
from bot.sheets import SheetError
from bot.transport.simulated import SimulatedWeChat
from data import account as accounts
from data import fact as facts
from data import member as members
from data import roll
from data import room as rooms
from data import unit as units

SIMULATED, REAL = "simulated", "real"


def claim_world(db: Database, world: str) -> None:
    """Keep made-up and real data apart: a database belongs to one of them for good. Raises ConfigError."""
    known = facts.read(db, "world")
    if known and known != world:
        raise ConfigError(
            f"database: it holds the data of a {known} WeChat, and transport wants a {world} one;"
            " name another file under `database:`"
        )
    if not known:
        with db.atomic():
            facts.write(db, "world", world)


def seed_sample(db: Database, settings: Settings, now: datetime) -> None:
    """Read the sample roll into a database that has no people yet. Raises ConfigError."""
    if members.count(db) == 0:
        path, organisation = Path(settings.simulated.roll), settings.organisation
        here = now.astimezone(organisation.zone)
        try:
            roll.load(
                path,
                db,
                committee=organisation.name,
                now=here,
                readers=READERS,
                zone_of=lambda _residence: None,
            )
        except (SheetError, RollError) as error:
            raise ConfigError(f"simulated.roll: {error}") from error


def tie_roll(db: Database, settings: Settings, now: datetime) -> None:
    """Give everybody of the roll who has WeChat an account, a seat and a tie; once, before any room."""
    if rooms.everything(db):
        return
    with db.atomic():
        make_room(db, "central@sim", "中心党委群", RoomKind.CENTRAL)
        make_room(db, "secretary@sim", "支部书记群", RoomKind.SECRETARY)
        for branch in units.branches(db):
            make_room(db, f"branch-{branch.id}@sim", f"{branch.name}群", RoomKind.BRANCH, branch.id)
        make_room(db, "overseas@sim", "国外党员特别群", RoomKind.OVERSEAS)
        for person in members.everybody(db):
            if person.wechat:
                tie_member(db, person, _rooms_of(db, settings, person), now)
                telling.note_met(db, person.id, now)


def make_room(db: Database, room_id: str, topic: str, kind: RoomKind, unit_id: int | None = None) -> None:
    """Make a room that is tied already."""
    rooms.see(db, room_id, topic)
    rooms.tie(db, room_id, kind, unit_id)


def _rooms_of(db: Database, settings: Settings, person: Member) -> list[str]:
    roles = {post.role for post in members.posts(db, person.id)}
    seats = [f"branch-{person.branch_id}@sim"]
    if roles & {Role.CLERK, Role.COMMITTEE}:
        seats.append("central@sim")
    if roles & {Role.CLERK, Role.SECRETARY}:
        seats.append("secretary@sim")
    if person.lives_abroad(settings.organisation.timezone):
        seats.append("overseas@sim")
    return seats


def tie_member(db: Database, person: Member, room_ids: list[str], now: datetime, nickname: str = "") -> str:
    """Give one person an account that is bound, the bot's friend, and sits in these rooms; gives its id."""
    account_id = f"member-{person.id}"
    accounts.bind(db, account_id, person.id, None, now)
    accounts.befriend(db, account_id)
    for room_id in room_ids:
        rooms.seat(db, room_id, Account(account_id, nickname or person.name))
    return account_id


class Watcher(Protocol):
    """Somebody who looks on while a message is handled."""

    def before(self, incoming: Incoming) -> None:
        """Note the state of things before a message is handled."""
        ...

    def after(self, incoming: Incoming) -> None:
        """Note what became of it."""
        ...


class _WatchedBot(Bot):
    """The bot, with its doings open to those who look on."""

    def __init__(self, *parts: Any, on: Sequence[Watcher], **named: Any) -> None:
        super().__init__(*parts, **named)
        self._watchers = on

    def handle(self, incoming: Incoming, at: datetime | None = None) -> None:
        for watcher in self._watchers:
            watcher.before(incoming)
        super().handle(incoming, at)
        for watcher in self._watchers:
            watcher.after(incoming)


class Stage:
    """A bot on a simulated WeChat, with a clock that can be moved through everything due on the way."""

    def __init__(
        self, settings: Settings, db: Database, clock: MovedClock, *, seed: int | None = None
    ) -> None:
        self.settings = settings
        self.db = db
        self.clock = clock
        self.watchers: list[Watcher] = []
        self._seed = seed
        self.wechat = SimulatedWeChat(clock, settings.bot.name)
        self._populate()
        self.bot = self._make_bot()

    def _make_bot(self) -> Bot:
        return _WatchedBot(self.settings, self.db, self.wechat, self.clock, seed=self._seed, on=self.watchers)

    def _populate(self) -> None:
        """Build the WeChat that the database knows of."""
        for room in rooms.everything(self.db):
            self.wechat.make_room(room.room_id, room.topic)
            for seat in rooms.seats(self.db, room.room_id):
                self.wechat.sit(room.room_id, seat.account_id, seat.nickname)
        self.wechat.friend_ids |= accounts.friends(self.db)

    def restart_bot(self) -> None:
        """End the bot as kill -9 does, and start another over the same database and WeChat."""
        self.wechat.restart_bot()
        self.bot = self._make_bot()

    async def settle(self) -> datetime | None:
        """Do everything due at this moment; gives the moment when there is more to do."""
        while True:
            for event in self.wechat.pending():
                await self.bot.take(event)
            await self.bot.looked_around()
            await self.bot.fetcher.done()
            await self.bot.reckoner.done()
            next_run = self.bot.scheduler.step()
            look_again = await self.bot.outbox.deliver_due()
            if not self.wechat.has_pending:
                return min((moment for moment in (next_run, look_again) if moment), default=None)

    async def run_until(self, moment: datetime) -> None:
        """Move the clock to a moment; everything due on the way happens at its time."""
        while True:
            following = await self.settle()
            if following is None or following > moment:
                break
            self.clock.move_to(following)
            await asyncio.sleep(0)  # who looks on sees it happen
        self.clock.move_to(moment)
        await self.settle()
