"""Service stations elsewhere: members belong to one beside their branch, its head knows them."""

from __future__ import annotations

import pytest

from bot.domain.room import RoomKind
from data import audit
from data import member as members
from data import room as rooms
from data import station as stations
from data import unit as units
from tests.conftest import FIRST, OFFICE, OVERSEAS, PRIVATE, START, Talk, room_id

CLERK, NAME = "王主任", "驻沪服务站"


@pytest.fixture
async def station(talk: Talk) -> Talk:
    """驻沪服务站 stands, 李四 heads it, 张三 lives in Shanghai."""
    talk.db.execute("UPDATE members SET residence = '上海市浦东新区' WHERE name = '张三'")
    await talk.play(
        (CLERK, PRIVATE, f"建驻站 {NAME} 上海", f"^{NAME}建好了"),
        (CLERK, PRIVATE, f"设置 站长 {NAME} 李四", f"担任{NAME}站长"),
        (CLERK, PRIVATE, "确认", "^好了"),
    )
    return talk


def inside(talk: Talk) -> set[int]:
    unit = units.named(talk.db, NAME)
    assert unit is not None
    return stations.members_of(talk.db, unit.id)


async def test_who_lives_there_is_proposed_with_a_masked_number(station: Talk) -> None:
    await station.play(
        (
            "李四",
            PRIVATE,
            "名单 驻站",
            f"^{NAME} 0 人：\n住在上海、还没记到驻站的 1 人：\n1 张三 第一支部 138\\*\\*\\*\\*8000",
        )
    )


async def test_the_head_s_look_is_noted(station: Talk) -> None:
    await station.play(("李四", PRIVATE, "名单 驻站", "张三"))
    zhang, li = (members.named(station.db, name)[0].id for name in ("张三", "李四"))
    (entry,) = audit.of_member(station.db, zhang, START)
    assert (entry.actor_id, entry.action) == (li, f"名单 驻站 {NAME}")


async def test_who_joins_keeps_the_branch(station: Talk) -> None:
    await station.play(("李四", PRIVATE, "驻站 张三", f"^张三记到{NAME}了"))
    zhang = members.named(station.db, "张三")[0]
    assert inside(station) == {zhang.id}
    assert zhang.branch_id == 2
    await station.play(
        (CLERK, PRIVATE, "组织", f"{NAME}（上海）1人，站长李四"),
        (CLERK, PRIVATE, f"驻站 退出 张三 {NAME}", f"张三退出{NAME}了"),
    )
    assert not inside(station)


async def test_the_head_takes_nobody_from_elsewhere(station: Talk) -> None:
    await station.play(("李四", PRIVATE, "驻站 孙七", "住在上海的同志里没有“孙七”"))


async def test_a_head_leads_no_branch(station: Talk) -> None:
    await station.play(
        ("李四", PRIVATE, "本支部", "只有支部书记可以用"), ("李四", PRIVATE, "名单 失联", "只有支部书记")
    )


async def test_others_see_no_station(station: Talk) -> None:
    await station.play(
        ("孙七", PRIVATE, f"名单 驻站 {NAME}", "只有支部书记可以用"),
        ("李书记", PRIVATE, f"名单 驻站 {NAME}", "只有站长和党办可以用"),
        ("李书记", PRIVATE, f"驻站 张三 {NAME}", "只有党办可以用"),
    )


async def test_in_a_room_the_list_goes_privately(station: Talk) -> None:
    await station.play(("李四", FIRST, "名单 驻站", "^名单已私信您"))
    assert "张三" not in "".join(station.told(FIRST))


async def test_a_notice_goes_to_a_station_s_room(station: Talk) -> None:
    unit = units.named(station.db, NAME)
    assert unit is not None
    rooms.tie(station.db, room_id(OVERSEAS), RoomKind.STATION, unit.id)
    await station.play(
        (CLERK, PRIVATE, f"驻站 张三 李四 {NAME}", "张三、李四记到"),
        (CLERK, OFFICE, "通知 驻沪 回执：周六座谈", f"将发给{NAME}，共 2 人.*群：驻外群，私信 2 位"),
        (CLERK, OFFICE, "确认", "第1号"),
    )
    await station.wait(minutes=1)
    assert any("周六座谈" in text for text in station.told(OVERSEAS))
    assert any("周六座谈" in text for text in station.told("张三"))  # who does not sit there


async def test_without_a_room_a_station_s_people_are_written_to_alone(station: Talk) -> None:
    await station.play(
        (CLERK, OFFICE, "通知 驻站 驻沪服务站：座谈", "驻站还没有人"),
        (CLERK, OFFICE, f"驻站 张三 {NAME}", "记到"),
        (CLERK, OFFICE, "通知 驻京：座谈", "没有“驻京”"),
        (CLERK, OFFICE, "通知 驻沪：座谈", "共 1 人\n私信 1 位不在群里的，1 条"),
    )
