"""What the clock does for meetings: what is due, the quarter's report, the digest's line."""

from __future__ import annotations

from datetime import datetime

from data import greeting as greetings
from data import member as members
from data import preference as preferences
from tests.conftest import BEIJING, FIRST, OFFICE, PRIVATE, SECRETARIES, MakeTalk, Talk

DUE_DAY = datetime(2026, 12, 20, 9, 55, tzinfo=BEIJING)
REPORT_DAY = datetime(2026, 12, 11, 9, 55, tzinfo=BEIJING)
REPORT = "思想汇报 " + "在外地工作也按时参加线上党课，" * 5


async def at(make_talk: MakeTalk, start: datetime, **overrides: dict[str, object]) -> Talk:
    quiet = {"greetings": {"birthdays": False, "anniversaries": False, "festivals": []}}
    talk = make_talk(start, **quiet, **overrides)
    await talk.stage.settle()
    return talk


def of_reports(talk: Talk) -> dict[str, str]:
    return {place: text for place, text in talk.heard if "还没收到" in text}


async def test_secretaries_hear_once_a_month_what_is_due(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, DUE_DAY)
    await talk.wait(hours=8)
    (said,) = talk.told("李书记")
    assert said.startswith(
        "第一支部到12月31日前还差：党员大会（12月底前）、党课（12月底前）、主题党日（10月、11月没有记录，12月）"
    )
    assert [place for place, text in talk.heard if "还差：" in text] == ["李书记", "赵书记"]
    assert not talk.told(FIRST)
    assert not talk.told(SECRETARIES)


async def test_who_has_held_everything_hears_nothing(make_talk: MakeTalk) -> None:
    due = dict.fromkeys(("congress", "committee", "group", "lesson"))
    talk = await at(make_talk, DUE_DAY, meetings={"due": {**due, "day": "quarter"}})
    await talk.play(("李书记", PRIVATE, "三会一课 主题党日 昨天 全到", "该开的都有了"))
    await talk.wait(hours=8)
    assert not [text for text in talk.told("李书记") if "前还差" in text]


async def test_members_are_reminded_of_the_report_once(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, REPORT_DAY)
    await talk.play(("李四", PRIVATE, REPORT, "收到"))
    await talk.until(REPORT_DAY.replace(hour=18))
    assert set(of_reports(talk)) == {"李书记", "赵书记", "张三", "孙七"}
    before = len(talk.heard)
    await talk.wait(days=3)
    assert {place for place, _ in talk.heard[before:] if "还没收到" in _} == {"赵海"}  # at ten in Toronto


async def test_who_wishes_peace_is_not_reminded(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, REPORT_DAY)
    zhang, li = (members.named(talk.db, name)[0].id for name in ("张三", "李四"))
    clerk = members.named(talk.db, "王主任")[0].id
    with talk.db.atomic():
        until = REPORT_DAY.replace(day=31)
        greetings.rest(talk.db, zhang, until, reason="illness", said_by=clerk, now=REPORT_DAY)
    await talk.play(("李四", PRIVATE, "退订 学习", "不再发"), ("孙七", PRIVATE, "低调", "."))
    assert not preferences.find(talk.db, li).study
    await talk.until(REPORT_DAY.replace(hour=18))
    told = of_reports(talk)
    assert not {"张三", "李四"} & set(told)
    assert "思想" not in told["孙七"]


async def test_the_digest_counts_meetings_and_names_nobody(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, datetime(2026, 11, 26, 9, tzinfo=BEIJING))
    await talk.play(("李书记", PRIVATE, "三会一课 主题党日 昨天 到 张三", "已记"))
    await talk.until(datetime(2026, 11, 30, 9, 30, tzinfo=BEIJING))
    page = next(text for text in reversed(talk.told(OFFICE)) if "【周报】" in text)
    assert "三会一课 开了 1 次" in page
    assert "三会一课还差会的支部 2 个" in page
