"""关联群: a room gets its place in the organisation."""

from __future__ import annotations

import pytest

from bot import texts
from bot.domain.room import RoomKind
from bot.ports import Account
from data import fact as facts
from data import room as rooms
from data import unit as units
from tests.conftest import FIRST, OFFICE, PRIVATE, SECOND, START, MakeTalk, Talk, account_id, room_id

NEW = "新群"


@pytest.fixture
async def new_room(talk: Talk) -> Talk:
    """The bot and the clerk sit in a room that nobody has tied."""
    talk.stage.wechat.make_room(room_id(NEW), NEW)
    for name in ("王主任", "李书记", "张三"):
        talk.stage.wechat.join(room_id(NEW), account_id(name), name)
    await talk.wait(seconds=10)
    return talk


@pytest.mark.parametrize(
    ("words", "kind", "branch"),
    [
        ("支部 第二支部", RoomKind.BRANCH, "第二支部"),
        ("支部 二", RoomKind.BRANCH, "第二支部"),
        ("中心", RoomKind.CENTRAL, None),
        ("书记", RoomKind.SECRETARY, None),
        ("境外", RoomKind.OVERSEAS, None),
        ("驻外 驻沪服务站", RoomKind.STATION, "驻沪服务站"),
        ("总支 第一总支", RoomKind.GENERAL, "第一总支"),
    ],
)
async def test_a_clerk_ties_the_room_he_writes_in(
    new_room: Talk, words: str, kind: RoomKind, branch: str | None
) -> None:
    for made, name in (("station", "驻沪服务站"), ("general", "第一总支")):
        units.make(new_room.db, made, name)
    await new_room.play(("王主任", NEW, f"关联群 {words}", "好了，这里是.*只记对我说的话"))
    unit = units.named(new_room.db, branch) if branch else None
    room = rooms.find(new_room.db, room_id(NEW))
    assert room
    assert (room.kind, room.unit_id) == (kind, unit.id if unit else None)


async def test_a_tie_is_refused_with_the_reason(new_room: Talk) -> None:
    await new_room.play(
        ("王主任", NEW, "关联群 支部 第九支部", "名册里没有“第九支部”。现有：第一支部、第二支部"),
        ("王主任", NEW, "@风筝线 关联群 支部", "例：关联群 支部 第三支部"),
        ("王主任", NEW, "@风筝线 关联群 中心 第一支部", "例：关联群"),
        ("王主任", NEW, "@风筝线 关联群 食堂", "例：关联群"),
        ("王主任", NEW, "关联群 驻外 驻沪服务站", "没有“驻沪服务站”"),
        ("王主任", NEW, "关联群 支部 第一总支", "没有“第一总支"),
        ("王主任", PRIVATE, "关联群 中心", "请在要关联的那个群里"),
        ("李书记", NEW, "关联群 中心", "只有党办可以用"),
        ("张三", NEW, "关联群 支部 第一支部", "只有党办可以用"),
    )
    room = rooms.find(new_room.db, room_id(NEW))
    assert room
    assert room.kind is None


async def test_a_room_may_be_tied_anew(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "关联群 支部 第一支部", "这里是第一支部的群"))
    assert len(rooms.of_kind(talk.db, RoomKind.BRANCH)) == 3


async def test_a_room_the_bot_has_not_heard_of_yet_can_be_tied(talk: Talk) -> None:
    talk.stage.wechat.make_room(room_id(NEW), NEW)
    talk.stage.wechat.sit(room_id(NEW), account_id("王主任"), "王主任")
    await talk.play(("王主任", NEW, "关联群 境外", "这里是境外的群"))


async def test_a_tied_room_hears_notices(new_room: Talk) -> None:
    await new_room.play(
        ("王主任", NEW, "关联群 支部 第一支部", "好了"),
        ("王主任", PRIVATE, "通知 支部 一：开会", "2 个支部群"),
        ("王主任", PRIVATE, "确认", "共 2 条"),
    )
    await new_room.wait(minutes=1)
    assert any("开会" in text for text in new_room.told(NEW))
    assert any("开会" in text for text in new_room.told(FIRST))


def test_who_sits_in_an_untied_room_sits_nowhere(talk: Talk) -> None:
    rooms.see(talk.db, room_id(NEW), NEW)
    rooms.seat(talk.db, room_id(NEW), Account(account_id("张三"), "张三"))
    assert room_id(NEW) not in {room.room_id for _, room in rooms.sitting_members(talk.db)}


async def test_an_office_room_holds_clerks_only(new_room: Talk) -> None:
    await new_room.play(("王主任", NEW, "关联群 党办", "只能有党办的人。还有：.*张三"))
    for who in ("张三", "李书记"):
        new_room.stage.wechat.leave(room_id(NEW), account_id(who))
    await new_room.play(("王主任", NEW, "关联群 党办", "好了，这里是党办的群"))


async def test_the_welcome_says_who_carries_the_messages_and_what_is_kept(make_talk: MakeTalk) -> None:
    organisation = {"gateway_operator": "区信息中心"}
    talk = make_talk(START, organisation=organisation)
    await talk.stage.settle()
    await talk.play(("王主任", OFFICE, "关联群 支部 第一支部", "区信息中心的机器"))
    (welcome,) = talk.told(OFFICE)
    assert "只记到城市，留 12 个月" in welcome
    assert "从不要钱" in welcome
    assert "退订" in welcome
    assert "删除我的数据" in welcome
    assert len(welcome.splitlines()) <= 9


async def test_without_a_named_operator_the_welcome_says_that_there_is_one(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "关联群 支部 第一支部", "要经一台转发的机器"))


async def test_which_version_of_the_welcome_a_room_has_read_is_noted(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "关联群 支部 第一支部", "好了"))
    assert (
        facts.read(talk.db, f"welcome:{room_id(OFFICE)}") == f"{texts.load('welcome')['version']} 2026-11-23"
    )


async def test_a_room_of_wechat_takes_over_what_the_worktable_stood_in_for(new_room: Talk) -> None:
    second = units.named(new_room.db, "第二支部")
    assert second
    rooms.untie(new_room.db, room_id(SECOND))
    rooms.see(new_room.db, "hand:branch:2", "第二支部群")
    rooms.tie(new_room.db, "hand:branch:2", RoomKind.BRANCH, second.id)
    await new_room.play(("王主任", NEW, "关联群 支部 第二支部", "好了"))
    assert [room.room_id for room in rooms.of_kind(new_room.db, RoomKind.BRANCH, second.id)] == [room_id(NEW)]
