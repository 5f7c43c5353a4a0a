"""Who is reminded of a lesson, and when."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.preference import Preference
from data import greeting as greetings
from data import member as members
from data import preference as preferences
from tests.conftest import FIRST, OFFICE, OVERSEAS, PRIVATE, START, MakeTalk, Talk

HOUR = START.replace(hour=19)


async def opened(make_talk: MakeTalk) -> Talk:
    talk = make_talk(START.replace(hour=17), greetings={"birthdays": False, "anniversaries": False})
    await talk.stage.settle()
    await talk.play(
        ("王主任", OFFICE, "线上党课 今天 20:00 学党章 https://meet.example.cn/1 全体", "确认"),
        ("王主任", OFFICE, "确认", "发到 3 个群"),
    )
    return talk


def reminders(said: list[tuple[str, str]]) -> list[str]:
    return sorted(place for place, text in said if "20:00" in text and "从这里进" in text)


async def test_rooms_are_reminded_an_hour_before_in_one_line(make_talk: MakeTalk) -> None:
    talk = await opened(make_talk)
    assert reminders(await talk.until(HOUR - timedelta(minutes=1))) == []
    assert reminders(await talk.until(HOUR + timedelta(hours=3))) == [
        "国外党员群",
        "第一支部群",
        "第二支部群",
    ]
    (line,) = [text for text in talk.told(FIRST) if "从这里进" in text]
    assert line == "【线上党课1号】学党章，11月23日（周一）20:00开课。从这里进：https://meet.example.cn/1"


async def test_who_wished_it_is_reminded_privately_also_at_night(make_talk: MakeTalk) -> None:
    talk = await opened(make_talk)
    await talk.play(("赵海", PRIVATE, "提醒我 1号", "好的"))
    assert "赵海" in reminders(await talk.until(HOUR + timedelta(minutes=30)))
    assert "您当地 07:00" in talk.told("赵海")[-1]
    assert talk.told(OVERSEAS)


async def test_who_keeps_a_low_key_reads_nothing_of_what_it_is(make_talk: MakeTalk) -> None:
    talk = await opened(make_talk)
    preferences.keep(talk.db, members.named(talk.db, "李四")[0].id, Preference(low_key=True))
    await talk.play(("李四", PRIVATE, "提醒我 1号", "好的"))
    await talk.until(HOUR + timedelta(minutes=30))
    assert "党" not in talk.told("李四")[-1]


async def test_who_is_left_in_peace_is_not_reminded(make_talk: MakeTalk) -> None:
    talk = await opened(make_talk)
    li = members.named(talk.db, "李四")[0].id
    await talk.play(("李四", PRIVATE, "提醒我 1号", "好的"))
    until = talk.now + timedelta(days=30)
    greetings.rest(talk.db, li, until, reason="mourning", said_by=li, now=talk.now)
    assert "李四" not in reminders(await talk.until(HOUR + timedelta(minutes=30)))


async def test_the_weekly_page_counts_who_attended(make_talk: MakeTalk) -> None:
    talk = await opened(make_talk)
    await talk.until(HOUR + timedelta(hours=1))
    await talk.play(("张三", PRIVATE, "到课", "签到了"))
    said = await talk.until(START + timedelta(days=7, hours=2))
    assert [text for place, text in said if place == OFFICE and "线上党课1号 学党章 到课 1/7" in text]
