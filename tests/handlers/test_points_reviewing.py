"""名单 积分待审, 积分 通过, 积分 不通过: who reviews what, and what the member hears."""

from __future__ import annotations

import pytest

from data import audit, points
from data import member as members
from tests.conftest import FIRST, OFFICE, PRIVATE, START, Line, Talk

CLAIMED: Line = ("张三", PRIVATE, "积分 申报 志愿服务 上周六社区清扫", "记下了")
BLOOD: Line = ("李四", PRIVATE, "积分 申报 献血 昨天献血400毫升", "记下了")
LISTED: Line = ("李书记", PRIVATE, "名单 积分待审", "等您看的积分 2 项：\n1 张三.*2 李四")


def number_of(talk: Talk, name: str) -> int:
    return members.named(talk.db, name)[0].id


def states(talk: Talk) -> list[str]:
    return [row[0] for row in talk.db.execute("SELECT state FROM points ORDER BY id")]


async def test_several_are_passed_at_once_and_each_hears_the_own(talk: Talk) -> None:
    await talk.play(CLAIMED, BLOOD, LISTED, ("李书记", PRIVATE, "积分 通过 1、2", "通过了：张三的.*、李四的"))
    assert states(talk) == ["approved", "approved"]
    assert "志愿服务" in talk.told("张三")[-1]
    assert "献血" not in talk.told("张三")[-1]


async def test_a_number_may_stand_close(talk: Talk) -> None:
    await talk.play(CLAIMED, BLOOD, LISTED, ("李书记", PRIVATE, "积分通过2号", "通过了：李四的"))


async def test_all_of_the_list_are_passed(talk: Talk) -> None:
    await talk.play(CLAIMED, BLOOD, LISTED, ("李书记", PRIVATE, "积分 通过 全部", "通过了"))
    assert states(talk) == ["approved", "approved"]


async def test_a_refusal_is_told_kindly_with_its_reason(talk: Talk) -> None:
    await talk.play(
        CLAIMED, BLOOD, LISTED, ("李书记", PRIVATE, "积分 不通过 ２ 那天没有采血车", "没有通过：李四")
    )
    said = talk.told("李四")[-1]
    assert "这次没记上积分，原因：那天没有采血车" in said
    assert "驳回" not in said
    assert states(talk) == ["waiting", "refused"]


async def test_a_refusal_needs_its_reason(talk: Talk) -> None:
    await talk.play(CLAIMED, BLOOD, LISTED, ("李书记", PRIVATE, "积分 不通过 2", "请写上原因"))
    assert states(talk) == ["waiting", "waiting"]


async def test_a_decision_is_taken_back_and_the_member_hears_it(talk: Talk) -> None:
    await talk.play(
        CLAIMED,
        BLOOD,
        LISTED,
        ("李书记", PRIVATE, "积分 通过 1", "通过了"),
        ("李书记", PRIVATE, "撤", "已撤：张三的志愿服务.*又在等着看了"),
    )
    assert states(talk) == ["waiting", "waiting"]
    assert talk.db.execute("SELECT sum(amount) FROM points").fetchone()[0] == 0
    assert "还要再看看" in talk.told("张三")[-1]


async def test_what_was_seen_already_is_not_decided_twice(talk: Talk) -> None:
    await talk.play(
        CLAIMED,
        BLOOD,
        LISTED,
        ("李书记", PRIVATE, "积分 通过 1", "通过了"),
        ("李书记", PRIVATE, "积分 不通过 1 看错了", "已经看过"),
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("积分 通过 9", "没有 9 号，一共 2 项"),
        ("积分 通过", "写上名单里的编号"),
        ("积分 不通过 没去", "写上名单里的编号和原因"),
        ("积分 通过 张三", "积分 通过 1 3 \\|"),
    ],
)
async def test_a_wrong_place_shows_a_right_one(talk: Talk, words: str, said: str) -> None:
    await talk.play(CLAIMED, BLOOD, LISTED, ("李书记", PRIVATE, words, said))
    assert states(talk) == ["waiting", "waiting"]


async def test_without_a_list_there_are_no_numbers(talk: Talk) -> None:
    await talk.play(CLAIMED, ("李书记", PRIVATE, "积分 通过 1", "请先发“名单 积分待审”"))


async def test_a_secretarys_own_is_the_offices(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "积分 申报 志愿服务 昨天扫雪", "党办看过就算上"),
        ("李书记", PRIVATE, "名单 积分待审", "现在没有等您看的"),
        ("王主任", OFFICE, "名单 积分待审", "1 李书记（第一支部）"),
        ("王主任", OFFICE, "积分 通过 1", "通过了：李书记的"),
    )


async def test_another_branchs_secretary_sees_and_decides_nothing(talk: Talk) -> None:
    await talk.play(
        CLAIMED,
        ("赵书记", PRIVATE, "名单 积分待审", "现在没有等您看的"),
        ("张三", PRIVATE, "名单 积分待审", "只有支部书记可以用"),
        ("张三", PRIVATE, "积分 通过 1", "只有支部书记可以用"),
    )


async def test_in_a_room_nothing_is_decided_and_the_list_goes_privately(talk: Talk) -> None:
    await talk.play(
        CLAIMED,
        ("李书记", FIRST, "名单 积分待审", "^名单已私信您。$"),
        ("李书记", FIRST, "积分 通过 1", "^这类内容请私信我"),
    )
    assert states(talk) == ["waiting"]


async def test_numbers_of_this_list_are_no_people(talk: Talk) -> None:
    await talk.play(CLAIMED, BLOOD, LISTED, ("李书记", PRIVATE, "走访 1 挺好", "没有 1 号，请写名字"))


async def test_over_the_cap_the_member_hears_why_nothing_came(talk: Talk) -> None:
    for day in (16, 17, 18):
        await talk.play(("张三", PRIVATE, f"积分 申报 志愿服务 11月{day}日扫地", "记下了"))
    await talk.play(
        ("李书记", PRIVATE, "名单 积分待审", "3 项"),
        ("李书记", PRIVATE, "积分 通过 1 2", "通过了"),
        ("李书记", PRIVATE, "积分 通过 3", "通过了"),
    )
    assert "加 0 分（到上限了，这次没有再加），今年一共 6 分" in talk.told("张三")[-1]


async def test_who_has_died_waits_for_nobody(talk: Talk) -> None:
    await talk.play(CLAIMED)
    with talk.db.atomic():
        talk.db.execute("UPDATE members SET status = 'deceased' WHERE name = '张三'")
    assert points.waiting(talk.db) == []
    await talk.play(("李书记", PRIVATE, "名单 积分待审", "现在没有"))


async def test_each_look_is_noted(talk: Talk) -> None:
    await talk.play(CLAIMED, BLOOD, LISTED, ("李书记", PRIVATE, "积分 通过 1", "通过了"))
    acts = [one.action for one in audit.of_member(talk.db, number_of(talk, "张三"), START)]
    assert {"名单 积分待审", "积分审核"} <= set(acts)
