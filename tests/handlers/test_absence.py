"""进山, 出海: who said not to be heard of for a while, and how that ends."""

from __future__ import annotations

from datetime import date

import pytest

from data import absence as absences
from data import account as accounts
from tests.conftest import FIRST, PRIVATE, SECRETARIES, START, Talk, account_id

TODAY = START.date()


def away(talk: Talk, day: date = TODAY) -> list[tuple[str, str]]:
    """List (name, last day) of who is left in peace on a day."""
    names = dict(talk.db.execute("SELECT id, name FROM members").fetchall())
    return [(names[who], str(one.ends_on)) for who, one in absences.on(talk.db, day).items()]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("进山 到 3月1日", "2027-03-01"),
        ("进山 到 明年 3月1日 护林", "2027-03-01"),
        ("进山3月1日回来", "2027-03-01"),
        ("出海 20天", "2026-12-13"),
        ("出海去了，月底回来", "2026-11-30"),
        ("出海 到月底回来", "2026-11-30"),
        ("进山 两个月", "2027-01-23"),
        ("进山 到正月十五，手机没信号", "2027-02-20"),
    ],
)
async def test_the_last_day_is_read_in_many_wordings(talk: Talk, text: str, last: str) -> None:
    await talk.play(("张三", PRIVATE, text, "^好的，到.*先不问您平安，也不算没有消息"))
    assert away(talk) == [("张三", last)]


async def test_in_a_room_it_is_answered_privately_and_the_secretary_hears_of_it(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "进山 到 3月1日 护林", "^$"))
    assert talk.told("张三")[0].startswith("好的，到3月1日先不问您平安")
    assert talk.told("李书记")[0].startswith("张三说到3月1日可能没有信号（护林）")


async def test_who_cannot_be_written_to_reads_no_day_in_the_room(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("张三"))
    await talk.play(("张三", FIRST, "进山 到 3月1日", "^好的，记下了。$"))


@pytest.mark.parametrize(
    "text", ["进山到处都是雪", "进山采蘑菇去", "出海了", "出海捕鱼到3月1日就禁渔了", "进山的同志注意安全"]
)
async def test_other_words_in_a_room_are_chat(talk: Talk, text: str) -> None:
    await talk.play(("张三", FIRST, text, None))
    assert away(talk) == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("进山 到 2025年3月1日", "^2025年3月1日已经过去了.*例：进山 到 3月1日$"),
        ("进山 到 2028年3月1日", "^最长只能说十二个月"),
        ("进山 到开春", "^“开春”是哪一天我拿不准.*例："),
        ("进山 李四 到 3月1日", "^替别人说，要请支部书记来"),
        ("进山 一阵子", "例：进山 到 3月1日"),
        ("进山", "例：进山 到 3月1日"),
        ("进山 取消", "^您没有说过要离开一阵子"),
    ],
)
async def test_what_cannot_be_is_answered_with_an_example(talk: Talk, text: str, answer: str) -> None:
    await talk.play(("张三", PRIVATE, text, answer))
    assert away(talk) == []


async def test_a_second_one_replaces_the_first(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "进山 20天", "12月13日"), ("张三", PRIVATE, "进山 到 3月1日", "3月1日"))
    assert away(talk) == [("张三", "2027-03-01")]


async def test_a_secretary_says_it_for_a_member_of_the_own_branch_only(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "进山 老周 到 3月1日", "^已记：老周到3月1日先不问平安"),
        ("李书记", PRIVATE, "进山 孙七 到 3月1日", "^名册上没找到孙七"),
    )
    assert away(talk) == [("老周", "2027-03-01")]


@pytest.mark.parametrize("text", ["进山 取消", "回来了", "我下山了，平安", "平安，在家", "撤"])
async def test_it_ends_when_the_member_is_back_or_takes_it_back(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, "进山 到 3月1日", "好的"))
    await talk.say("张三", PRIVATE, text)
    assert away(talk) == []


@pytest.mark.parametrize(
    "text", ["平安，在怀柔山里", "平安，3月1日回来", "快回来了", "老周回来了", "回来了吗"]
)
async def test_a_check_in_from_there_does_not_end_it(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, "进山 到 3月1日", "好的"))
    await talk.say("张三", PRIVATE, text)
    assert away(talk) == [("张三", "2027-03-01")]


async def test_taking_back_means_what_was_told_last(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "进山 到 3月1日", "好的"),
        ("张三", PRIVATE, "平安，在上海", "已记"),
        ("张三", PRIVATE, "撤", "^已撤：平安，上海"),
        ("张三", PRIVATE, "撤", "^好的，撤了，照常问您平安。$"),
    )


async def test_the_day_after_the_last_one_it_is_over(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "进山 到 11月25日", "好的"))
    assert away(talk, date(2026, 11, 25)) == [("张三", "2026-11-25")]
    assert away(talk, date(2026, 11, 26)) == []
    assert len(absences.ended_on(talk.db, date(2026, 11, 25))) == 1


# 名单 在外, 名单 境外


async def test_who_is_away_is_listed_to_the_own_secretary_by_city(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，在苏州昆山", "已记"),
        ("李四", PRIVATE, "平安，在家", "已记"),
        ("赵海", PRIVATE, "平安，在多伦多", "已记"),
        ("孙七", PRIVATE, "平安，在上海", "已记"),
        ("李书记", PRIVATE, "进山 老周 到 3月1日 护林", "已记"),
        ("李书记", SECRETARIES, "名单 在外", "^名单已私信您。$"),
        ("李书记", PRIVATE, "名单 境外", "^境外 1 人：\n1 赵海 加拿大多伦多（11月23日说的）$"),
    )
    assert talk.told("李书记")[-2].splitlines() == [
        "在外 3 人：",
        "1 张三 苏州（11月23日说的）",
        "2 赵海 加拿大多伦多（11月23日说的）",
        "3 老周 到3月1日没有信号，护林",
    ]


async def test_where_nobody_is_away_it_says_so(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "名单 在外", "^没有谁说过自己在外。$"),
        ("张三", PRIVATE, "名单 境外", "只有支部书记可以用"),
    )
