"""关联群: a room gets its place in the organisation."""

from __future__ import annotations

import pytest

from bot.domain.room import RoomKind
from bot.ports import Account
from data import room as rooms
from data import unit as units
from tests.conftest import FIRST, OFFICE, PRIVATE, Talk, account_id, room_id

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
    ],
)
async def test_a_clerk_ties_the_room_he_writes_in(
    new_room: Talk, words: str, kind: RoomKind, branch: str | None
) -> None:
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
