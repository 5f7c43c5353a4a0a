"""What is for one person, or for those named alone, reaches nobody else by a way round."""

from __future__ import annotations

import re

import pytest

from bot.domain.member import Role
from data import member as members
from data import unit as units
from tests.conftest import OFFICE, PRIVATE, START, MakeTalk, Talk

NAMED = {"cases": {"confidential": ["王主任"]}}
INCOME = re.compile(r"8[,，]?000|月收入|税后|工资|退休金|八千")


async def pass_on(talk: Talk, words: str) -> list[str]:
    """Let 张三 write this privately and agree to whatever is asked; gives what 李书记 heard."""
    before = len(talk.told("李书记"))
    for said in (words, "转", "确认"):
        await talk.say("张三", PRIVATE, said)
    await talk.say("李书记", PRIVATE, "名单 待看")
    return [text for text in talk.told("李书记")[before:] if "待看" not in text or words in text]


# What is not understood


@pytest.mark.parametrize(
    "words",
    [
        *("举报李书记收礼", "我要举报李书记收礼", "您好，我想举报一件事，李书记收礼", "匿名举报李书记"),
        *("申诉处理不公", "检举李书记", "投诉李书记乱收费", "李书记收礼的事我打算举报"),
    ],
)
async def test_a_report_in_other_words_is_never_passed_on_to_the_secretary(talk: Talk, words: str) -> None:
    assert await pass_on(talk, words) == []
    assert "没有转给任何人" in talk.told("张三")[0]


async def test_more_words_after_a_report_go_to_nobody(make_talk: MakeTalk) -> None:
    talk = make_talk(START, **NAMED)
    await talk.stage.settle()
    await talk.play(("张三", PRIVATE, "举报 李书记收礼", "已记下，举报1号"))
    assert await pass_on(talk, "他还收过两条烟") == []
    await talk.play(
        ("张三", PRIVATE, "他还收过两条烟", "没有转给任何人。要补充举报1号，请在开头写上“举报1号”")
    )


async def test_a_cry_for_help_beside_a_report_rings(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "我要举报，他们打我，救命", "已经告诉"))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "月收入8000",
            "我月收入8000",
            "党费申报8000",
            "申报 月收入8000",
            "税后8000",
            "工资8000，党费交多少",
        ),
        *(
            "党费 申报8000元工资",
            "每月 8000",
            "月收入 八千",
            "我退休金4500",
            "党费基数8000",
            "党费申报：到手8k",
        ),
    ],
)
async def test_an_income_in_other_words_is_never_passed_on(talk: Talk, words: str) -> None:
    assert await pass_on(talk, words) == []
    assert "没有转给别人" in talk.told("张三")[0]


@pytest.mark.parametrize("words", ["老板欠我工资8000元不给", "工资拖欠 3000 块了"])
async def test_wages_owed_are_a_cry_for_help_and_no_income_told(talk: Talk, words: str) -> None:
    await talk.play(("张三", PRIVATE, words, "已经告诉李书记"))


async def test_who_books_dues_is_no_sender_of_an_income(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "党费 120元 张三 已交 2026-11", "已记党费"))


@pytest.mark.parametrize(
    "words", ["我觉得赵海不错", "优秀党员我选赵海", "我想提名赵海，因为" + "他工作认真负责，" * 6]
)
async def test_a_nomination_in_other_words_is_never_passed_on(talk: Talk, words: str) -> None:
    await talk.play(
        ("李书记", PRIVATE, "提名 开始 优秀党员", "确认"),
        ("李书记", PRIVATE, "确认", "提名1号开始了"),
    )
    assert await pass_on(talk, words) == []


# A pilot shows the secretary what would be said, but not what is the member's own


@pytest.fixture
async def pilot(make_talk: MakeTalk) -> Talk:
    """The cast with a pilot of the first branch under way, and a clerk named for reports."""
    made = make_talk(START, **NAMED)
    await made.stage.settle()
    await made.play(("王主任", OFFICE, "试点 一", "试点第一支部"), ("王主任", OFFICE, "确认", "试点开始"))
    await made.wait(minutes=1)
    return made


async def shown(talk: Talk, *words: str) -> str:
    before = len(talk.told("李书记"))
    for said in words:
        await talk.say("张三", PRIVATE, said)
        await talk.wait(minutes=2)
    return "\n".join(talk.told("李书记")[before:])


async def test_a_pilot_shows_no_income(pilot: Talk) -> None:
    said = await shown(pilot, "党费 申报 月收入 8000", "党费", "党费 申报 月收入 80", "我月收入8000", "撤")
    assert not INCOME.search(said)
    assert "每月交 120元" in "\n".join(pilot.told("张三"))


async def test_a_pilot_shows_no_report(pilot: Talk) -> None:
    words = (
        "举报",
        "举报 某某收礼",
        "举报 某某收礼",
        "我的工单",
        "工单 1号",
        "我的工单 1号",
        "重开 1号 不对",
        "撤",
    )
    assert not re.search("举报|收礼", await shown(pilot, *words))
    assert "举报1号" in "\n".join(pilot.told("张三"))


async def test_a_pilot_shows_no_report_where_no_clerk_is_named(make_talk: MakeTalk) -> None:
    talk = make_talk(START, cases={"confidential": ["孙七"]})
    (sun,) = members.named(talk.db, "孙七")
    with talk.db.atomic():
        members.give_post(talk.db, sun.id, Role.COMMITTEE, units.committee(talk.db, "怀柔人才党委").id)
    await talk.stage.settle()
    await talk.play(("王主任", OFFICE, "试点 一", "试点第一支部"), ("王主任", OFFICE, "确认", "试点开始"))
    assert not re.search("举报|收礼", await shown(talk, "举报 某某收礼"))
    assert "已记下，举报1号" in "\n".join(talk.told("张三"))


async def test_a_pilot_shows_no_nomination(pilot: Talk) -> None:
    await pilot.play(
        ("李书记", PRIVATE, "提名 开始 优秀党员", "确认"), ("李书记", PRIVATE, "确认", "提名1号开始了")
    )
    await pilot.wait(minutes=2)
    assert not re.search("赵[海四]", await shown(pilot, "提名 赵海", "提名 赵四", "提名 撤"))
    assert "记下了，提名1号" in "\n".join(pilot.told("张三"))


async def test_a_pilot_still_shows_what_is_said_to_a_member(pilot: Talk) -> None:
    assert "准备对张三（私信）说" in await shown(pilot, "帮助")
