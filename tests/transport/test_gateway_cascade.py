"""The main job over the real gateway: first start, a cascade down, receipts back, a restart in between."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot import config
from bot.app import Bot
from bot.clock import WallClock
from bot.config import Settings
from bot.domain.delivery import Kind, Outgoing
from bot.domain.member import Member, Role
from bot.own import telling
from bot.transport.wechaty_puppet import WechatyPuppet, WechatySettings
from data import bindcode, outbox
from data import member as members
from data import unit as units
from data.db import open_store
from tests.transport.gateway_process import TOKEN, GatewayProcess

OFFICE, SECRETARIES, FIRST, SECOND = (
    "office@chatroom",
    "secretaries@chatroom",
    "first@chatroom",
    "second@chatroom",
)
ROOMS = {OFFICE: "党办", SECRETARIES: "支部书记群", FIRST: "第一支部群", SECOND: "第二支部群"}
CAST = {"wang-z": "王主任", "li-s": "李书记", "zhang": "张三", "sun": "孙七"}
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 1000
SEATS = {
    OFFICE: ["wang-z"],
    SECRETARIES: ["wang-z", "li-s"],
    FIRST: ["wang-z", "li-s", "zhang"],
    SECOND: ["wang-z", "sun"],
}


@pytest.fixture
def gateway() -> Iterator[GatewayProcess]:
    """A gateway of this test's own, with the rooms of a small committee."""
    process = GatewayProcess()
    try:
        process.start()
        _furnish(process)
        yield process
    finally:
        process.kill()


def _furnish(process: GatewayProcess) -> None:
    for account, name in CAST.items():
        process.order("contact", id=account, name=name)
    for room, topic in ROOMS.items():
        process.order("room", id=room, topic=topic, memberIdList=["bot", *SEATS[room]])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The delivered configuration without its pauses."""
    quick = {
        "room_gap": "0.01s",
        "jitter_from": "0s",
        "jitter_to": "0s",
        "broadcast_gap": "0s",
        "per_minute": 60,
    }
    return config.load(Path("config.yaml"), {"database": str(tmp_path / "kite.db"), "delivery": quick})


@pytest.fixture
def store(settings: Settings) -> Iterator[Database]:
    """A database with a roll of two branches and no accounts."""
    db = open_store(Path(settings.database))
    with db.atomic():
        committee = units.committee(db, "怀柔人才党委").id
        first, second = (units.make(db, "branch", name, committee) for name in ("第一支部", "第二支部"))
        people = {"李书记": first, "张三": first, "孙七": second}
        ids = {name: members.add(db, Member(0, name, branch_id=unit)) for name, unit in people.items()}
        members.give_post(db, ids["李书记"], Role.SECRETARY, first)
    yield db
    db.close()


@contextlib.asynccontextmanager
async def _running(gateway: GatewayProcess, settings: Settings, db: Database) -> AsyncIterator[Bot]:
    times: dict[str, Any] = {"call_deadline": 2, "keepalive": 0.5, "backoff_first": 0.1, "backoff_max": 0.5}
    puppet = WechatyPuppet(WechatySettings(endpoint=gateway.endpoint, token=TOKEN, **times))
    bot = Bot(settings, db, puppet, WallClock())
    task = asyncio.create_task(bot.run())
    try:
        await _until(lambda: bot.outbox.online)
        await bot.looked_around()
        yield bot
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _until(condition: Any, seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 -- the bot has no events for tests
            await asyncio.sleep(0.02)


async def _hear(gateway: GatewayProcess, count: int) -> dict[str, str]:
    """Wait for so many messages of the bot's; gives them by conversation."""
    heard = {}
    for _ in range(count):
        said = (await gateway.done_by_bot())["said"]
        heard[said["to"]] = said["text"]
    return heard


async def _set_up(gateway: GatewayProcess, settings: Settings) -> None:
    """Do what a new office does: the code from the terminal, the rooms, the accounts."""
    code = bindcode.make(bindcode.folder(Path(settings.database)), "王主任", datetime.now(UTC))
    gateway.speak("wang-z", code)
    assert "党办的命令" in (await _hear(gateway, 1))["wang-z"]
    places = {OFFICE: "党办", SECRETARIES: "书记", FIRST: "支部 第一支部", SECOND: "支部 第二支部"}
    for room, place in places.items():
        gateway.speak("wang-z", f"关联群 {place}", room)
        assert "好了，这里是" in (await _hear(gateway, 1))[room]
    gateway.speak("wang-z", "绑定 名单", OFFICE)
    listed = (await _hear(gateway, 1))[OFFICE]
    assert all(name in listed for name in ("张三", "孙七"))
    assert "李书记" not in listed  # who holds a post is bound by name, not by nickname
    gateway.speak("wang-z", "确认", OFFICE)
    assert "绑好了 2 人" in (await _hear(gateway, 1))[OFFICE]
    mentions = {"mentionIdList": ["bot", "li-s"]}
    gateway.speak("wang-z", "@风筝线\u2005绑定 @李书记\u2005李书记", SECRETARIES, **mentions)
    assert "已绑定李书记" in (await _hear(gateway, 1))[SECRETARIES]


def _note_met(store: Database, name: str) -> None:
    """Note that somebody has read what every member reads once, at the first private message."""
    (clerk,) = members.named(store, name)
    with store.atomic():
        telling.note_met(store, clerk.id, datetime.now(UTC))


async def test_a_notice_goes_down_the_cascade_and_the_receipts_come_back(
    gateway: GatewayProcess, settings: Settings, store: Database
) -> None:
    async with _running(gateway, settings, store):
        await _set_up(gateway, settings)
        gateway.speak("wang-z", "通知 全体 回执：周六上午九点集中学习", OFFICE)
        assert "共 3 人" in (await _hear(gateway, 1))[OFFICE]
        gateway.speak("wang-z", "确认", OFFICE)
        heard = await _hear(gateway, 4)
        assert "开始发送，共 3 条" in heard[OFFICE]
        assert all("集中学习" in heard[room] for room in (SECRETARIES, FIRST, SECOND))
        gateway.speak("zhang", "收到", FIRST, id="same-id")
        gateway.order("event", name="message", payload={"messageId": "same-id"})  # a repeat
        gateway.speak("sun", "收到", SECOND)
        gateway.speak("wang-z", "进度", OFFICE)
        progress = (await _hear(gateway, 1))[OFFICE]
        assert re.search(r"第一支部 .*1/2\n第二支部 .*1/1\n.*合计 2/3", progress, re.DOTALL)
        assert store.execute("SELECT count(*) FROM receipts").fetchone() == (2,)
        gateway.speak("sun", "通知 全体：不用来了", SECOND)
        assert "只有党办可以用" in (await _hear(gateway, 1))[SECOND]


@pytest.mark.parametrize("what", ["picture", "link"])
async def test_what_a_clerk_sends_goes_out_with_the_notice(
    gateway: GatewayProcess, settings: Settings, store: Database, what: str
) -> None:
    sent = {
        "picture": {"type": 6, "file": {"name": "海报.png", "base64": base64.b64encode(PICTURE).decode()}},
        "link": {"type": 14, "link": {"title": "两会要闻", "url": "https://example.org/1"}},
    }
    async with _running(gateway, settings, store):
        await _set_up(gateway, settings)
        _note_met(store, "王主任")
        gateway.order("message", talkerId="wang-z", listenerId="bot", **sent[what])
        assert "半小时内写" in (await _hear(gateway, 1))["wang-z"]
        gateway.speak("wang-z", "通知 支部 一 带图：周六上午九点集中学习", OFFICE)
        await _hear(gateway, 1)
        gateway.speak("wang-z", "确认", OFFICE)
        said = [(await gateway.done_by_bot())["said"] for _ in range(3)]
        there = [one for one in said if one["to"] == FIRST]
        assert "集中学习" in there[0]["text"]
        if what == "picture":
            assert (there[1]["type"], there[1]["size"]) == ("image/png", len(PICTURE))
        else:
            assert (there[1]["link"]["title"], there[1]["link"]["url"]) == (
                "两会要闻",
                "https://example.org/1",
            )


async def test_what_is_meant_while_the_gateway_is_dead_is_said_when_it_is_back(
    gateway: GatewayProcess, settings: Settings, store: Database
) -> None:
    async with _running(gateway, settings, store) as bot:
        await _set_up(gateway, settings)
        gateway.kill()
        await _until(lambda: not bot.outbox.online)
        now = datetime.now(UTC)
        with store.atomic():
            outbox.put(store, _notice(FIRST, "断线时要说的话", now), now)
        gateway.start()
        _furnish(gateway)
        heard = await _hear(gateway, 1)
        assert heard == {FIRST: "断线时要说的话"}


async def test_a_picture_goes_out_through_the_outbox(
    gateway: GatewayProcess, settings: Settings, store: Database, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(PICTURE)
    async with _running(gateway, settings, store) as bot:
        now = datetime.now(UTC)
        with store.atomic():
            outbox.put(store, _notice(FIRST, "", now, file=str(picture)), now)
        bot.outbox.wake()
        said = (await gateway.done_by_bot())["said"]
        assert (said["to"], said["file"], said["size"]) == (FIRST, "picture.png", 1008)


def _notice(conversation: str, body: str, now: datetime, file: str | None = None) -> Outgoing:
    late = now.replace(year=now.year + 1)
    return Outgoing("test", conversation, body, Kind.NOTICE, now, late, file=file)
