"""积分 排行: branches by points a head, and only those people who agreed."""

from __future__ import annotations

from bot.context import Context
from bot.domain.field import Field
from bot.domain.points import Deed
from bot.domain.record import How
from bot.points import earning
from data import member as members
from data import points
from data import record as records
from tests.conftest import FIRST, PRIVATE, SECOND, START, Talk


def give(talk: Talk, name: str, *numbers: int) -> None:
    ctx = Context(talk.db, talk.stage.clock.now(), talk.stage.settings)
    with talk.db.atomic():
        for number in numbers:
            earning.earn(ctx, members.named(talk.db, name)[0].id, Deed.EVENT, f"event:{number}")


def set_status(talk: Talk, name: str, status: str) -> None:
    with talk.db.atomic():
        talk.db.execute("UPDATE members SET status = ? WHERE name = ?", (status, name))


async def test_branches_rank_by_points_a_head_in_the_room_that_asks(talk: Talk) -> None:
    give(talk, "张三", 1, 2, 3, 4, 5)
    await talk.play(("李四", FIRST, "积分 排行", "1 第一支部 人均 3.0 分\n不到 3 人的不排：第二支部。"))
    assert "张三" not in talk.told(FIRST)[-1]


async def test_who_has_died_or_left_is_no_head_and_no_points(talk: Talk) -> None:
    give(talk, "李四", 1, 2)
    give(talk, "张三", 1, 2)
    await talk.play(("张三", PRIVATE, "积分 公开", "个人排行里会有您"))
    set_status(talk, "张三", "deceased")
    await talk.play(("李四", FIRST, "积分 排行", "第一支部 人均 1.5 分"))
    await talk.play(("李四", PRIVATE, "积分 排行 个人", "还没有人公开"))


async def test_who_is_out_of_reach_pulls_nobody_down(talk: Talk) -> None:
    give(talk, "张三", 1, 2, 3, 4)
    set_status(talk, "老周", "lost")
    await talk.play(("李四", FIRST, "积分 排行", "第一支部 人均 3.0 分"))


async def test_who_came_during_the_year_brings_no_points_from_before(talk: Talk) -> None:
    give(talk, "孙七", 1, 2, 3)
    sun, clerk = (members.named(talk.db, name)[0].id for name in ("孙七", "王主任"))
    with talk.db.atomic():
        values = {Field.BRANCH: "第一支部"}
        now = talk.stage.clock.now()
        records.change(talk.db, sun, values, by=clerk, how=How.OFFICE, now=now.replace(hour=now.hour + 1))
    await talk.wait(hours=2)
    await talk.play(("李四", FIRST, "积分 排行", "第一支部 人均 0.0 分"))


async def test_people_rank_only_if_they_agreed(talk: Talk) -> None:
    give(talk, "张三", 1, 2)
    give(talk, "李四", 1)
    await talk.play(
        ("李四", FIRST, "积分 排行 个人", "^排行已私信您。$"),
        ("张三", FIRST, "积分 公开", "^答复已私信您。$"),
        ("李四", PRIVATE, "积分 排行 个人", "1 张三 6 分"),
    )
    assert "李四" not in talk.told("李四")[-1]
    await talk.play(
        ("张三", PRIVATE, "积分 不公开", "个人排行里没有您"),
        ("李四", PRIVATE, "积分 排行 个人", "本支部还没有人公开"),
    )


async def test_agreeing_twice_changes_nothing(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "积分 公开", "会有您"), ("张三", PRIVATE, "积分 公开", "会有您"))
    assert talk.counts("points_shown") == 1


async def test_a_member_of_another_branch_sees_none_of_them(talk: Talk) -> None:
    give(talk, "张三", 1)
    await talk.play(
        ("张三", PRIVATE, "积分 公开", "会有您"),
        ("孙七", PRIVATE, "积分 排行 个人", "本支部还没有人公开"),
        ("赵书记", PRIVATE, "积分 排行 个人", "本支部还没有人公开"),
        ("王主任", PRIVATE, "积分 排行 个人", "全体积分.*1 张三 3 分"),
    )


async def test_words_about_rankings_stay_talk(talk: Talk) -> None:
    await talk.play(("孙七", SECOND, "积分 排行榜上有你吗", None), ("孙七", SECOND, "积分排行出来了", None))
    assert talk.now >= START


async def test_having_agreed_to_be_seen_is_taken_back(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "积分 公开", "会有您"), ("张三", PRIVATE, "撤", "排行里没有您了"))
    assert not points.shown(talk.db)
