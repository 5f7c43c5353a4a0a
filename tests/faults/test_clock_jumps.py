"""Clocks that jump, years that end, days and hours that exist twice or not at all: everything is said once.

What greetings do by themselves is told in tests/schedules/test_greeting.py; here the whole bot lives through.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.clock import MovedClock
from tests.conftest import BEIJING, FIRST, OFFICE, OVERSEAS, PRIVATE, SECOND, MakeTalk, Talk

BIRTHDAY = datetime(2026, 11, 25, 9, tzinfo=BEIJING)  # 张三's
REMINDED = datetime(2026, 11, 25, 8, 30, tzinfo=BEIJING)  # of a notice until half past eleven


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def jump(talk: Talk, span: timedelta) -> None:
    """Move the clock as a person or NTP does, with nothing happening on the way."""
    clock = talk.stage.clock
    assert isinstance(clock, MovedClock)
    clock._base += span


def born(talk: Talk, name: str, day: date, zone: str | None = None) -> None:
    talk.db.execute(
        "UPDATE members SET birthday = ?, timezone = coalesce(?, timezone) WHERE name = ?",
        (day.isoformat(), zone, name),
    )


def greetings(talk: Talk, name: str) -> list[str]:
    said = [text for _, text in talk.heard if "生日" in text and name in text]
    return [text for text in said if not text.startswith("【周报】")]


def reminders(talk: Talk) -> list[str]:
    return [text for text in talk.told(SECOND) if "没回" in text]


async def start(make_talk: MakeTalk, moment: datetime) -> Talk:
    talk = make_talk(moment)
    await talk.stage.settle()
    return talk


async def send_notice(talk: Talk, deadline: str) -> None:
    words = f"通知 支部 二 回执 {deadline}前：开会"
    await talk.play(("王主任", OFFICE, words, "将发给"), ("王主任", OFFICE, "确认", "第"))


# Jumps


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
@pytest.mark.parametrize("after", [timedelta(minutes=-5), timedelta(minutes=5)])
async def test_a_clock_set_back_around_nine_greets_once(
    make_talk: MakeTalk, back: timedelta, after: timedelta
) -> None:
    talk = await start(make_talk, BIRTHDAY - timedelta(minutes=40))
    await talk.until(BIRTHDAY + after)
    jump(talk, -back)
    await talk.until(BIRTHDAY + timedelta(hours=3))
    assert len(greetings(talk, "张三")) == 1


@pytest.mark.parametrize("forth", [timedelta(hours=1), timedelta(days=1)])
async def test_a_clock_that_went_wrong_and_was_put_right_greets_once(
    make_talk: MakeTalk, forth: timedelta
) -> None:
    talk = await start(make_talk, BIRTHDAY - timedelta(minutes=40))
    jump(talk, forth)
    await talk.wait(minutes=2)
    jump(talk, -forth)
    await talk.until(BIRTHDAY + timedelta(hours=2))
    # A day ahead the greeting was a day late: reported there and then, and so it stays.
    assert len(greetings(talk, "张三")) == (1 if forth < timedelta(days=1) else 0)


@pytest.mark.parametrize("span", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=-1)])
async def test_a_jump_reminds_of_a_notice_once(make_talk: MakeTalk, span: timedelta) -> None:
    talk = await start(make_talk, REMINDED - timedelta(hours=6))
    await send_notice(talk, "周三11:30")
    await talk.until(REMINDED + (timedelta(minutes=20) if span < timedelta(0) else -timedelta(minutes=20)))
    jump(talk, span)
    await talk.until(REMINDED + timedelta(hours=4))
    assert len(reminders(talk)) == 1


async def test_a_jump_over_the_deadline_reminds_nobody(make_talk: MakeTalk) -> None:
    talk = await start(make_talk, REMINDED - timedelta(hours=6))
    await send_notice(talk, "周三11:30")
    jump(talk, timedelta(days=1))
    await talk.wait(hours=2)
    assert reminders(talk) == []


@pytest.mark.parametrize("span", [timedelta(days=1), timedelta(days=-1), timedelta(hours=-1)])
async def test_after_a_jump_the_bot_answers_at_once(make_talk: MakeTalk, span: timedelta) -> None:
    talk = await start(make_talk, at("2026-11-24T10:00"))
    await talk.play(("张三", PRIVATE, "帮助", "自动助手"))
    jump(talk, span)
    await talk.play(("李四", PRIVATE, "帮助", "自动助手"))


# Midnights


async def test_a_reminder_due_after_midnight_waits_for_the_morning(make_talk: MakeTalk) -> None:
    talk = await start(make_talk, at("2026-11-24T20:00"))
    await send_notice(talk, "明天8:00")  # half of the time is over at two in the night
    assert await talk.until(at("2026-11-25T06:59")) == []
    await talk.until(at("2026-11-25T07:30"))
    assert len(reminders(talk)) == 1


async def test_the_year_s_end_greets_everybody_born_around_it_once(make_talk: MakeTalk) -> None:
    talk = await start(make_talk, at("2026-12-30T12:00"))
    for name, day in (("张三", date(1988, 12, 31)), ("李四", date(1990, 1, 1)), ("孙七", date(1991, 1, 2))):
        born(talk, name, day)
    await talk.until(at("2027-01-03T12:00"))
    assert [len([t for _, t in talk.heard if name in t]) for name in ("张三", "李四", "孙七")] == [1, 1, 1]


async def test_a_deadline_in_the_new_year_is_reminded_of_once(make_talk: MakeTalk) -> None:
    talk = await start(make_talk, at("2026-12-31T16:00"))
    await send_notice(talk, "1月1日18:00")
    await talk.until(at("2027-01-01T19:00"))
    assert len(reminders(talk)) == 1


# Days and hours that are not there, or there twice


@pytest.mark.parametrize(("year", "day"), [(2027, "02-28"), (2028, "02-29")])
async def test_29_february_is_greeted_once_in_every_year(make_talk: MakeTalk, year: int, day: str) -> None:
    talk = await start(make_talk, at(f"{year}-02-27T12:00"))
    born(talk, "李四", date(1988, 2, 29))
    await talk.until(at(f"{year}-{day}T08:59"))
    assert greetings(talk, "李四") == []
    await talk.until(at(f"{year}-03-02T12:00"))
    assert len(greetings(talk, "李四")) == 1


@pytest.mark.parametrize(("day", "hour"), [("2026-11-01", "01:30"), ("2027-03-14", "02:30")])
async def test_new_york_s_hour_that_comes_twice_or_never_greets_once(
    make_talk: MakeTalk, day: str, hour: str
) -> None:
    talk = make_talk(at(f"{day}T08:00"), greetings={"at": hour})
    await talk.stage.settle()
    born(talk, "赵海", date.fromisoformat(day).replace(year=1985), "America/New_York")
    for _ in range(8):
        await talk.wait(hours=3)
        talk.stage.restart_bot()
    assert len([text for text in talk.told(OVERSEAS) if "生日" in text]) == 1
    assert talk.told(FIRST) == []
