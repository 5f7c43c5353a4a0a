"""What the clock does about cases: reminders, climbing, filing away."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.domain.member import Role
from data import case as cases
from data import member as members
from data import unit as units
from tests.conftest import BEIJING, PRIVATE, START, MakeTalk, Talk

ASKED = ("张三", PRIVATE, "求助 孩子转学手续不会办", "求助1号，最晚11月24日 18:00")


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


def about(talk: Talk, who: str) -> list[str]:
    return [text for text in talk.told(who) if "求助1号" in text or "1号" in text]


async def test_who_has_a_case_is_reminded_at_half_time_and_before_the_end(talk: Talk) -> None:
    await talk.play(ASKED)
    await talk.until(at(24, 17, 30))
    assert [text[:4] for text in about(talk, "李书记")] == ["【求助1", "提醒一声", "提醒一声"]


async def test_a_day_to_answer_needs_no_half_time(talk: Talk) -> None:
    await talk.play(ASKED)
    await talk.until(at(25, 17, 30))
    assert [text[:4] for text in about(talk, "王主任")] == ["过了答应", "提醒一声"]


async def test_several_cases_are_reminded_of_in_one_message(talk: Talk) -> None:
    await talk.play(ASKED, ("李四", PRIVATE, "求助 老房子漏水不知道找谁修", "求助2号"))
    await talk.until(at(24, 17, 30))
    assert [text[:4] for text in about(talk, "李书记")][-1] == "提醒一声"
    assert "有 2 件快到答应的时间了：\n1号 求助 张三" in talk.told("李书记")[-1]


async def test_a_late_case_climbs_and_everybody_hears_it_once(talk: Talk) -> None:
    await talk.play(ASKED)
    await talk.until(at(25, 9))
    assert about(talk, "王主任") == [
        "过了答应的时间，请您看看：【求助1号】张三（第一支部）：孩子转学手续不会办\n"
        "最晚11月25日 18:00答复，发：答复 1号 内容\n"
        "接手回“我来处理 求助1号”；要问本人：追问 1号 问题；转给别人：转办 1号 名字"
    ]
    assert about(talk, "李书记")[-1].startswith(
        "求助1号过了答应的时间，先请党办看了。您已经在办的话，直接答复"
    )
    assert about(talk, "张三")[-1] == "您的求助1号让您久等了，已经请党办来看，最晚11月25日 18:00前答复您。"


async def test_a_case_climbs_to_the_committee_at_last_and_rests_there(talk: Talk) -> None:
    committee = units.committee(talk.db, "怀柔人才党委").id
    (one,) = members.named(talk.db, "孙七")
    members.give_post(talk.db, one.id, Role.COMMITTEE, committee)
    talk.db.conn.commit()
    await talk.play(ASKED)
    await talk.until(at(27, 10))
    assert sum("过了答应的时间，请您看看" in text for text in about(talk, "孙七")) == 1
    assert sum("比答应的晚了" in text for text in about(talk, "张三")) == 1
    await talk.play(("孙七", PRIVATE, "答复 1号 学校联系好了", "答复了"))


async def test_without_a_committee_a_late_case_stays_with_the_office(talk: Talk) -> None:
    await talk.play(ASKED)
    await talk.until(at(26, 10))
    found = cases.find(talk.db, 1)
    assert found is not None
    assert found.level == "office"
    assert sum(text.startswith("过了答应的时间：") for text in about(talk, "王主任")) == 1


async def test_days_off_do_not_count(make_talk: MakeTalk) -> None:
    talk = make_talk(at(7, 10, month=10))
    await talk.stage.settle()
    await talk.play(("张三", PRIVATE, "求助 孩子转学手续不会办", "最晚10月8日 18:00"))
    await talk.until(at(8, 17, 30, month=10))
    assert not about(talk, "王主任")


async def test_a_case_that_was_answered_does_not_climb(talk: Talk) -> None:
    await talk.play(ASKED, ("李书记", PRIVATE, "答复 1号 我去学校问", "答复了"))
    await talk.until(at(25, 10))
    assert not about(talk, "王主任")


async def test_a_case_answered_a_month_ago_is_filed_away_silently(talk: Talk) -> None:
    await talk.play(ASKED, ("李书记", PRIVATE, "答复 1号 我去学校问", "答复了"))
    before = len(about(talk, "张三"))
    talk.db.execute("UPDATE cases SET answered_at = '2026-10-20T00:00:00.000Z'")
    talk.db.conn.commit()
    await talk.wait(hours=1)
    found = cases.find(talk.db, 1)
    assert found is not None
    assert found.closed_at
    assert len(about(talk, "张三")) == before


@pytest.mark.parametrize("who", ["李书记", "赵书记"])
async def test_a_confidential_case_climbs_to_nobody_who_is_not_named(make_talk: MakeTalk, who: str) -> None:
    talk = make_talk(START, cases={"confidential": ["王主任"], "answer_within": {**_WITHIN, "report": "1d"}})
    await talk.stage.settle()
    await talk.play(("张三", PRIVATE, "举报 某人收了东西", "举报1号"))
    await talk.until(at(26, 10))
    assert not [text for text in talk.told(who) if "1号" in text]
    assert not [text for text in talk.told("王主任") if "某人" in text or "举报" in text]
    assert not [text for where, text in talk.heard if where.endswith("群") and "1号" in text]


_WITHIN = {
    "help": "1d",
    "errand": "3d",
    "suggestion": "5d",
    "problem": "5d",
    "appeal": "10d",
    "report": "10d",
}


async def test_the_weekly_page_counts_and_names_nobody(make_talk: MakeTalk) -> None:
    talk = make_talk(at(27, 10), cases={"confidential": ["王主任"]})
    await talk.stage.settle()
    await talk.play(
        ("张三", PRIVATE, "求助 孩子转学手续不会办", "求助1号，最晚11月30日 18:00"),
        ("李四", PRIVATE, "建议 周末上课", "建议2号"),
        ("李书记", PRIVATE, "答复 2号 好", "答复了"),
        ("张三", PRIVATE, "举报 某人收了东西", "举报3号"),
    )
    await talk.until(at(30, 10))
    page = next(text for text in talk.told("党办") if "【周报】" in text)
    assert "建议反映求助在办 1 件\n等了 0–2天的 1" in page
    assert "建议反映求助答复了 1 件\n一半在" in page
    assert "需保密的 1 件，由专人办" in page
    assert "某人" not in page
