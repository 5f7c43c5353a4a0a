"""What ends a cry for help: outright words of the person, and no routine 平安, whoever writes it."""

from __future__ import annotations

import pytest

from data import account as accounts
from data import alarm as alarms
from tests.conftest import FIRST, PRIVATE, Talk, account_id

NEED = "我摔断腿动不了，快来人"
DESPAIR = "我快撑不住了，不想活了"
LIST = "#接龙\n本周报平安\n1. 张三 平安"


def is_ringing(talk: Talk) -> bool:
    """Whether the only cry there is still waits for somebody to take it."""
    return talk.db.execute("SELECT ring_at FROM alarms WHERE closed_at IS NULL").fetchone() is not None


@pytest.mark.parametrize("cry", [NEED, DESPAIR])
@pytest.mark.parametrize(
    ("who", "where", "text"),
    [
        ("张三", FIRST, LIST),
        ("李四", FIRST, LIST),
        ("张三", FIRST, "平安"),
        ("张三", PRIVATE, "平安，在家"),
        ("张三", FIRST, "平安，在上海浦东，月底回"),
        ("李四", PRIVATE, "代报 张三 平安"),
        ("李四", PRIVATE, "张三没事了，我刚见到他"),
    ],
)
async def test_a_routine_word_ends_no_cry(talk: Talk, cry: str, who: str, where: str, text: str) -> None:
    await talk.say("张三", PRIVATE, cry)
    await talk.say(who, where, text)
    assert is_ringing(talk)
    assert talk.told("王主任")[-1].endswith(
        "求助1号还没有人接，请还是打个电话问问：13800138000。您打，就回“我来处理”。"
    )


@pytest.mark.parametrize(
    ("who", "text", "told"),
    [
        ("张三", LIST, "张三求助之后，刚在群里接龙报了平安。"),
        ("李四", LIST, "李四刚发的群接龙里，张三写着平安。"),
        ("张三", "平安", "张三求助之后，刚报了平安：平安"),
    ],
)
async def test_who_was_rung_hears_how_it_was_said(talk: Talk, who: str, text: str, told: str) -> None:
    await talk.say("张三", PRIVATE, DESPAIR)
    await talk.say(who, FIRST, text)
    assert talk.told("李书记")[-1].splitlines()[0] == told


async def test_a_list_that_goes_round_tells_it_once(talk: Talk) -> None:
    await talk.say("张三", PRIVATE, DESPAIR)
    await talk.say("张三", FIRST, LIST)
    await talk.say("李四", FIRST, f"{LIST}\n2. 李四 平安")
    assert len([text for text in talk.told("李书记") if "接龙" in text]) == 1


async def test_who_reported_in_a_list_is_thanked_and_the_room_reads_nothing_more(talk: Talk) -> None:
    await talk.say("张三", PRIVATE, DESPAIR)
    await talk.say("李四", FIRST, LIST)
    await talk.wait(minutes=2)
    assert talk.told(FIRST) == ["已收到张三的平安。"]


async def test_of_despair_no_words_are_the_end_and_it_rings_on(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, DESPAIR, "120"),
        ("张三", PRIVATE, "没事了，是误报", "^您的话记下了，也转告了。还是会有人打个电话"),
    )
    assert talk.told("李书记")[-1].startswith("张三求助之后，刚报了平安：没事了，是误报\n求助1号还没有人接")
    await talk.wait(minutes=6)
    assert "已经 5 分钟没有人接：张三" in talk.told("李书记")[-1]


async def test_despair_that_is_taken_back_rings_on(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, DESPAIR, "120"), ("张三", PRIVATE, "撤", "已撤"))
    assert is_ringing(talk)
    assert "张三撤回了刚才说张三的那条。\n求助1号还没有人接" in talk.told("李书记")[-1]


async def test_despair_of_who_is_not_bound_rings_on(talk: Talk) -> None:
    await talk.play(
        ("马六", PRIVATE, "我不想活了", "12356"), ("马六", PRIVATE, "没事了", "还是会有人打个电话")
    )
    assert is_ringing(talk)


async def test_who_took_it_ends_despair(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, DESPAIR, "120"),
        ("李书记", PRIVATE, "我来处理", "由您处理"),
        ("张三", PRIVATE, "没事了", "还是会有人打个电话"),
        ("李书记", PRIVATE, "处理好了", "了结了"),
    )
    assert alarms.unfinished(talk.db) == []


async def test_what_is_said_once_somebody_takes_it_goes_to_that_one_alone(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"), ("李书记", PRIVATE, "我来处理", "由您处理"))
    before = len(talk.told("王主任"))
    await talk.say("张三", FIRST, "平安")
    assert talk.told("李书记")[-1] == "张三求助之后，刚报了平安：平安\n求助1号办妥了，请回“处理好了”。"
    assert len(talk.told("王主任")) == before


async def test_a_secretary_who_reports_by_telephone_reads_how_to_end_it(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("李书记", PRIVATE, "代报 张三 电话 平安", "张三的求助1号还开着。您联系上了就回“我来处理 1号”"),
    )
    assert is_ringing(talk)


@pytest.mark.parametrize("text", ["没事了，是误报", "已经脱险了", "我没事，火灭了", "虚惊一场"])
async def test_outright_words_of_the_person_end_it(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"), ("张三", PRIVATE, text, "已记"))
    assert alarms.unfinished(talk.db) == []
    assert talk.told("王主任")[-1] == f"张三说没事了：{text}"


@pytest.mark.parametrize("text", ["这不是误报", "死了就没事了", "还没脱险", "没有解除"])
async def test_the_opposite_is_no_all_clear(talk: Talk, text: str) -> None:
    await talk.say("张三", PRIVATE, NEED)
    await talk.say("张三", PRIVATE, text)
    assert is_ringing(talk)


@pytest.mark.parametrize("text", ["撤", "误报，看错人了"])
async def test_who_told_of_another_by_mistake_ends_it(talk: Talk, text: str) -> None:
    await talk.play(("李四", PRIVATE, "张三家着火了，快来人", "120"), ("李四", PRIVATE, text, "已"))
    assert alarms.unfinished(talk.db) == []


@pytest.mark.parametrize("text", ["撤", "误报，看错人了"])
async def test_a_mistake_of_one_is_not_the_end_where_the_person_cried_too(talk: Talk, text: str) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("李四", PRIVATE, "张三家着火了，快来人", "120"),
        ("李四", PRIVATE, text, "已"),
    )
    assert is_ringing(talk)


async def test_in_a_list_a_name_off_the_roll_is_no_all_clear(talk: Talk) -> None:
    await talk.say("张三", PRIVATE, "孙贵芳住院了")
    await talk.say("张三", FIRST, "#接龙\n本周报平安\n1. 张三 平安\n2. 孙贵芳 平安")
    assert is_ringing(talk)


async def test_who_told_of_a_stranger_and_is_well_says_nothing_of_the_other(talk: Talk) -> None:
    await talk.say("张三", PRIVATE, "孙贵芳住院了")
    await talk.say("张三", PRIVATE, "我没事")
    assert is_ringing(talk)


# What the person hears


async def test_at_home_despair_is_told_the_helpline(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, DESPAIR, "可以打 12356，全国统一心理援助热线。\n急病、受伤请打 120"),
        ("李四", PRIVATE, NEED, "会尽快联系您。\n急病、受伤请打 120"),
        ("赵海", PRIVATE, DESPAIR, "会尽快联系您。\n人在国外请打外交部领事保护热线"),
    )


@pytest.mark.parametrize("who", ["张三", "马六"])
async def test_who_cries_hears_before_those_who_are_rung(talk: Talk, who: str) -> None:
    await talk.say(who, PRIVATE, "救命，我煤气中毒了")
    places = [place for place, _ in talk.heard]
    assert places[0] == who
    assert "王主任" in places[1:]


async def test_who_cries_again_hears_first_too(talk: Talk) -> None:
    await talk.say("张三", PRIVATE, NEED)
    before = len(talk.heard)
    await talk.say("张三", PRIVATE, "我流血不止，救命")
    assert [place for place, _ in talk.heard[before:]] == ["张三", "李书记", "王主任"]


async def test_where_nobody_can_be_reached_the_place_kept_for_the_answer_says_so(talk: Talk) -> None:
    for helper in ("李书记", "王主任"):
        accounts.unfriend(talk.db, account_id(helper))
    talk.db.execute("UPDATE rooms SET kind = 'central' WHERE kind = 'secretary'")
    await talk.play(("张三", PRIVATE, NEED, "^看到了，可我现在联系不上支部的人，请您马上打电话.*120"))
