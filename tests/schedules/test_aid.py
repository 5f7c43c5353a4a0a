"""How offers and requests end by themselves."""

from __future__ import annotations

from datetime import timedelta

from data import aid as aids
from data import member as members
from data.db import stamp
from tests.conftest import FIRST, OFFICE, PRIVATE, START, MakeTalk, Talk

QUIET = {"greetings": {"birthdays": False, "anniversaries": False, "festivals": []}}


async def passed(make_talk: MakeTalk) -> Talk:
    talk = make_talk(START.replace(hour=10), **QUIET)
    await talk.stage.settle()
    await talk.play(
        ("张三", PRIVATE, "互助 求 借一台轮椅", "互助1号"),
        ("王主任", OFFICE, "互助 通过 1号 支部 一", "确认"),
        ("王主任", OFFICE, "确认", "现在发 1 个群"),
    )
    return talk


async def test_after_thirty_days_it_is_put_away_and_the_member_hears_so(make_talk: MakeTalk) -> None:
    talk = await passed(make_talk)
    await talk.wait(hours=1)
    assert aids.there(talk.db)
    talk.db.execute("UPDATE aids SET decided_at = ?", (stamp(talk.now - timedelta(days=30)),))
    said = await talk.wait(hours=1)
    assert [text for place, text in said if place == "张三"] == [
        "您的互助1号发出 30 天了，先收起来。还需要就再发一次：互助 正文"
    ]
    assert not aids.there(talk.db)


async def test_it_is_posted_once(make_talk: MakeTalk) -> None:
    talk = await passed(make_talk)
    await talk.wait(days=1)
    assert len([text for text in talk.told(FIRST) if "互助1号" in text]) == 1


async def test_what_a_dead_member_asked_is_asked_no_more(make_talk: MakeTalk) -> None:
    talk = await passed(make_talk)
    zhang = members.named(talk.db, "张三")[0].id
    talk.db.execute("UPDATE members SET status = 'deceased' WHERE id = ?", (zhang,))
    await talk.wait(hours=1)
    assert not aids.there(talk.db)


async def test_the_weekly_page_counts_it(make_talk: MakeTalk) -> None:
    talk = await passed(make_talk)
    said = await talk.until(START + timedelta(days=7, hours=2))
    assert [text for place, text in said if place == OFFICE and "互助新提 1 件" in text]
