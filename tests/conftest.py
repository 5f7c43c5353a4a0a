"""The fixed cast on the simulated WeChat, a fresh database for each test, no network beyond this machine."""

from __future__ import annotations

import ipaddress
import re
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from zoneinfo import ZoneInfo

import pytest
import structlog
from sqlite_utils import Database

from bot import config
from bot.clock import MovedClock
from bot.config import Settings
from bot.domain.member import Member, Role
from bot.domain.room import RoomKind
from bot.own import telling
from bot.ports import Account, Quote
from data import account as accounts
from data import member as members
from data import room as rooms
from data import unit as units
from data.db import open_store

if TYPE_CHECKING:
    from bot.simulation import Stage
    from bot.transport.simulated import Said

CONFIG = Path(__file__).parents[1] / "config.yaml"
BEIJING = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 23, 8, tzinfo=BEIJING)  # a Monday

PRIVATE = "私聊"
CENTRAL, SECRETARIES, OFFICE = "中心党委群", "支部书记群", "党办"
FIRST, SECOND, OVERSEAS = "第一支部群", "第二支部群", "国外党员群"

MakeSettings = Callable[..., Settings]
MakeTalk = Callable[..., "Talk"]
# Who writes, where (a room's topic or PRIVATE), what, and a pattern of the answer there (None: silence).
Line = tuple[str, str, str, str | None]


# No network


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test that reaches beyond this machine fail with a sentence."""

    def refuse(place: object) -> NoReturn:
        pytest.fail(f"a test tried to reach {place}; tests talk to 127.0.0.1 only")

    real_connect, real_lookup = socket.socket.connect, socket.getaddrinfo

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
            refuse(address)
        real_connect(self, address)

    def look_up(host: Any, *rest: Any, **named: Any) -> Any:
        return real_lookup(host, *rest, **named) if _is_here(host) else refuse(host)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def _is_here(host: object) -> bool:
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def fresh_log() -> Iterator[None]:
    """Leave no log set-up to the next test."""
    yield
    structlog.reset_defaults()


# The store and the settings


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    """Where the test's database is."""
    return tmp_path / "kiteline.db"


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the present schema, to be copied: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "kiteline.db"
    open_store(path).close()
    return path


@pytest.fixture
def db(store_path: Path, empty_store: Path) -> Iterator[Database]:
    """A fresh database file with nobody in it."""
    yield from _copied(empty_store, store_path)


def _copied(source: Path, path: Path) -> Iterator[Database]:
    shutil.copyfile(source, path)
    db = open_store(path)
    db.execute("PRAGMA synchronous = OFF")  # no test cuts the power, and weeks pass in some of them
    yield db
    db.close()


@pytest.fixture
def make_settings(store_path: Path) -> MakeSettings:
    """Give a function that reads config.yaml with overrides by section: make_settings(delivery={…})."""

    def make(**overrides: Mapping[str, object]) -> Settings:
        quiet = {"rollcalls": {"weekly": False}}  # the weekly round has tests of its own
        return config.load(CONFIG, {"database": str(store_path), **quiet, **overrides})

    return make


@pytest.fixture
def settings(make_settings: MakeSettings) -> Settings:
    """The settings as delivered, over the test's database."""
    return make_settings()


# The cast


@pytest.fixture(scope="session")
def cast_store(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the cast in its rooms, to be copied."""
    path = tmp_path_factory.mktemp("cast") / "kiteline.db"
    shutil.copyfile(empty_store, path)
    db = open_store(path)
    with db.atomic():
        _settle_cast(db)
    db.close()
    return path


def _settle_cast(db: Database) -> None:
    committee = units.committee(db, "怀柔人才党委").id
    first, second = (units.make(db, "branch", name, committee) for name in ("第一支部", "第二支部"))
    for topic, kind, unit in (
        (CENTRAL, RoomKind.CENTRAL, None),
        (SECRETARIES, RoomKind.SECRETARY, None),
        (OFFICE, RoomKind.OFFICE, None),
        (FIRST, RoomKind.BRANCH, first),
        (SECOND, RoomKind.BRANCH, second),
        (OVERSEAS, RoomKind.OVERSEAS, None),
    ):
        rooms.see(db, room_id(topic), topic)
        rooms.tie(db, room_id(topic), kind, unit)

    def add(member: Member, *topics: str, role: Role | None = None, post: int = committee) -> None:
        number = members.add(db, member)
        if role:
            members.give_post(db, number, role, post)
        if member.wechat:
            account = account_id(member.name)
            accounts.bind(db, account, number, None, START)
            accounts.befriend(db, account)
            # The notice of the first contact has tests of its own.
            telling.note_met(db, number, START)
            for topic in topics:
                rooms.seat(db, room_id(topic), Account(account, member.name))

    add(Member(0, "王主任"), CENTRAL, SECRETARIES, OFFICE, role=Role.CLERK)
    add(Member(0, "李书记", branch_id=first), SECRETARIES, FIRST, role=Role.SECRETARY, post=first)
    add(Member(0, "赵书记", branch_id=second), SECRETARIES, SECOND, role=Role.SECRETARY, post=second)
    zhang_born, zhang_joined = date(1988, 11, 25), date(2010, 7, 1)
    add(
        Member(0, "张三", birthday=zhang_born, joined_on=zhang_joined, phone="13800138000", branch_id=first),
        FIRST,
    )
    add(Member(0, "李四", branch_id=first), FIRST)
    add(Member(0, "孙七", branch_id=second), SECOND)
    add(Member(0, "赵海", timezone="America/Toronto", branch_id=first), OVERSEAS)
    add(Member(0, "老周", phone="13900139000", wechat=False, branch_id=first))


def room_id(topic: str) -> str:
    """Give the id of a room of the cast's."""
    return f"{topic}@sim"


def account_id(name: str) -> str:
    """Give the WeChat account of somebody of the cast."""
    return f"wx-{name}"


class Talk:
    """The cast talking in the simulated WeChat, on a clock that the test moves."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.heard: list[tuple[str, str]] = []  # what the bot said: (room's topic or person's name, text)
        stage.wechat.listeners.append(self._hear)

    @property
    def db(self) -> Database:
        """The store behind the bot."""
        return self.stage.db

    @property
    def now(self) -> datetime:
        """The present moment, on the committee's clock."""
        return self.stage.clock.now().astimezone(BEIJING)

    def _hear(self, said: Said) -> None:
        if said.sender == self.stage.wechat.own.account_id:
            where = self.stage.wechat.topics[said.room] if said.room else str(said.partner)
            self.heard.append((where.removeprefix("wx-"), said.text))

    async def say(self, who: str, where: str, text: str, *, quote: Quote | None = None) -> None:
        """Let somebody write; an @ in the text mentions the bot, or who sits in the room by that name."""
        room = None if where == PRIVATE else room_id(where)
        seats = self.stage.wechat.seats.get(room or "", {})
        named = set(re.findall(r"@(\S+)", text))
        self.stage.wechat.speak(
            account_id(who),
            seats.get(account_id(who), who),
            text,
            room=room,
            mentions=tuple(account for account, nickname in seats.items() if nickname in named),
            mentions_bot=self.stage.wechat.own.nickname in named,
            quote=quote,
        )
        await self.stage.run_until(self.now + timedelta(seconds=30))

    async def play(self, *lines: Line) -> None:
        """Play a conversation; each answer comes within half a minute, and None means not a word anywhere."""
        for who, where, text, answered in lines:
            before = len(self.heard)
            await self.say(who, where, text)
            new = self.heard[before:]
            told = f"after {who} @ {where}: {text!r} the bot said {new}"
            if answered is None:
                assert not new, told
                continue
            place = who if where == PRIVATE else where
            here = "\n".join(said for heard_in, said in new if heard_in == place)
            assert re.search(answered, here, re.DOTALL), f"{told}, not {answered!r} in {place}"

    async def wait(self, **span: float) -> list[tuple[str, str]]:
        """Let time pass; gives what the bot said meanwhile."""
        return await self.until(self.now + timedelta(**span))

    async def until(self, moment: datetime) -> list[tuple[str, str]]:
        """Let time pass until a moment; gives what the bot said meanwhile."""
        before = len(self.heard)
        await self.stage.run_until(moment)
        return self.heard[before:]

    def told(self, where: str) -> list[str]:
        """List what the bot has said so far in a room, or privately to somebody."""
        return [text for place, text in self.heard if place == where]

    def outcomes(self) -> list[str]:
        """List what became of the messages so far, in the order they were written."""
        rows = self.db.execute(
            "SELECT outcome FROM inbox ORDER BY received_at, length(message_id), message_id"
        )
        return [row[0] for row in rows]

    def counts(self, table: str) -> int:
        """Count the rows of a table."""
        return int(self.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.fixture
def cast_db(store_path: Path, cast_store: Path) -> Iterator[Database]:
    """A fresh database with the cast in its rooms."""
    yield from _copied(cast_store, store_path)


@pytest.fixture
def make_talk(cast_db: Database, make_settings: MakeSettings) -> MakeTalk:
    """Give a function that puts the cast and the bot on a stage: make_talk(START, delivery={…})."""
    from bot.simulation import Stage

    def make(start: datetime = START, **overrides: Mapping[str, object]) -> Talk:
        return Talk(Stage(make_settings(**overrides), cast_db, MovedClock(start), seed=0))

    return make


@pytest.fixture
async def talk(make_talk: MakeTalk) -> Talk:
    """The cast on Monday morning at eight, with the bot logged in and nothing said yet."""
    made = make_talk()
    await made.stage.settle()
    return made
