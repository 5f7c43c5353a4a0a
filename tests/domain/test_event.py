"""Events: when one is reminded, the calendar file, the words that are read."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.command import Misfit, UserError
from bot.domain.event import Choice, Event, State
from bot.domain.event.calendar import escape, fold, write_calendar
from bot.domain.event.reminding import Before, remind_at
from bot.domain.event.spending import Line, read_spending
from bot.domain.event.typed import SignIn, Wanted, read_for_others, read_sign_in, read_wanted
from bot.event.meant import read_choice
from bot.event.ordering import read_order
from tests.conftest import BEIJING, START

QUIET = time(22), time(8)
TORONTO = ZoneInfo("America/Toronto")


def event(**other: object) -> Event:
    starts_at = datetime(2026, 12, 15, 16, 30, tzinfo=BEIJING)
    return Event(3, "座谈会", "社区活动中心", starts_at, "第一支部", 2, START, **other)  # type: ignore[arg-type]


# Reminders


def test_a_day_and_an_hour_before() -> None:
    start = datetime(2026, 12, 15, 16, 30, tzinfo=BEIJING)
    assert remind_at(start, Before.DAY, QUIET, BEIJING) == start - timedelta(days=1)
    assert remind_at(start, Before.HOUR, QUIET, BEIJING) == start - timedelta(hours=1)


@pytest.mark.parametrize(("hour", "minute"), [(8, 30), (6, 0), (0, 30), (23, 15)])
def test_nobody_is_reminded_at_night(hour: int, minute: int) -> None:
    start = datetime(2026, 12, 15, hour, minute, tzinfo=BEIJING)
    for before in Before:
        moment = remind_at(start, before, QUIET, BEIJING)
        assert moment <= start - before.span
        assert time(8) <= moment.astimezone(BEIJING).time() < time(22)


def test_an_early_event_is_called_to_mind_the_evening_before() -> None:
    start = datetime(2026, 12, 15, 8, 30, tzinfo=BEIJING)
    assert remind_at(start, Before.HOUR, QUIET, BEIJING) == datetime(2026, 12, 14, 21, 30, tzinfo=BEIJING)


def test_the_night_is_that_of_the_persons_own_zone() -> None:
    start = datetime(2026, 12, 15, 16, 30, tzinfo=BEIJING)  # 3:30 in Toronto
    moment = remind_at(start, Before.HOUR, QUIET, TORONTO).astimezone(TORONTO)
    assert moment == datetime(2026, 12, 14, 21, 30, tzinfo=TORONTO)


# The calendar file, read back by the rules of RFC 5545


def lines_of(text: str) -> list[str]:
    """Unfold a calendar and give its lines; fails where a line is too long or not ended rightly."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
    return re.sub(r"\r\n[ \t]", "", text).split("\r\n")[:-1]


def test_a_calendar_holds_one_event_in_utc() -> None:
    lines = lines_of(write_calendar(event(), "怀柔人才党委", START))
    found = dict(line.split(":", 1) for line in lines)
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert found["DTSTART"] == "20261215T083000Z"
    assert found["DTEND"] == "20261215T103000Z"
    assert found["DTSTAMP"] == "20261123T000000Z"
    assert found["SEQUENCE"] == "0"
    assert [line for line in lines if line.startswith("TRIGGER")] == ["TRIGGER:-P1D", "TRIGGER:-PT1H"]


def test_what_begins_in_a_calendar_ends_in_turn() -> None:
    open_parts: list[str] = []
    for line in lines_of(write_calendar(event(), "怀柔", START)):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            open_parts.append(value)
        elif name == "END":
            assert open_parts.pop() == value
        assert re.fullmatch(r"[A-Z-]+", name)
    assert open_parts == []


def test_a_cancelled_event_takes_itself_out_of_calendars() -> None:
    kept, gone = (
        write_calendar(one, "怀柔", START)
        for one in (event(sequence=1), event(sequence=1, state=State.CANCELLED))
    )
    lines = lines_of(gone)
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2"} <= set(lines)
    assert "BEGIN:VALARM" not in lines
    uids = [line for line in lines if line.startswith("UID:")]
    assert uids == [line for line in lines_of(kept) if line.startswith("UID:")]


def test_a_later_version_has_the_same_id() -> None:
    first, later = (write_calendar(one, "怀柔", START) for one in (event(), event(sequence=2)))
    uid = re.compile(r"UID:(\S+(?:\r\n \S+)*)")
    assert uid.findall(first) == uid.findall(later) != []
    assert "SEQUENCE:2\r\n" in later


@pytest.mark.parametrize(
    ("text", "value"),
    [("甲,乙;丙", "甲\\,乙\\;丙"), ("C:\\楼", "C:\\\\楼"), ("一\r\n二", "一\\n二"), ("坏\x07人", "坏人")],
)
def test_marks_in_a_calendar_are_escaped(text: str, value: str) -> None:
    assert escape(text) == value


def test_a_long_line_is_folded_between_characters() -> None:
    line = "SUMMARY:" + "党员活动🎉" * 30
    folded = fold(line)
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == line


def test_a_title_cannot_smuggle_a_line_in() -> None:
    one = Event(3, "会\r\nEND:VCALENDAR", "楼", START, "全体", 1, START)
    assert lines_of(write_calendar(one, "怀柔", START)).count("END:VCALENDAR") == 1


# Orders


@pytest.mark.parametrize(
    ("words", "starts", "place", "title", "seats"),
    [
        ("12月15日 16:30 社区活动中心 座谈会 限30人", "12-15 16:30", "社区活动中心", "座谈会", 30),
        ("下周六上午9点 社区活动中心 座谈会", "12-05 09:00", "社区活动中心", "座谈会", None),
        ("12月15日下午4点半在社区活动中心开座谈会", "12-15 16:30", "社区活动中心", "座谈会", None),
        ("2026-12-15 16:30 三楼会议室 国庆座谈会", "12-15 16:30", "三楼会议室", "国庆座谈会", None),
        ("座谈会 社区活动中心 12月15日 9:00-11:30 名额二十人", "12-15 09:00", "社区活动中心", "座谈会", 20),
        ("12月15日 16：30，社区活动中心，座谈会，限３０人", "12-15 16:30", "社区活动中心", "座谈会", 30),
        ("明天上午十点 地点：党建活动室 主题：读书会", "11-24 10:00", "党建活动室", "读书会", None),
        ("12月 15日 今晚七点 体育馆 篮球", "12-15 19:00", "体育馆", "篮球", None),
    ],
)
def test_an_order_is_read_in_any_sensible_shape(
    words: str, starts: str, place: str, title: str, seats: int | None
) -> None:
    order = read_order(words, START)
    assert (f"{order.starts_at:%m-%d %H:%M}", order.place, order.title, order.seats) == (
        starts,
        place,
        title,
        seats,
    )


def test_the_end_is_read_where_it_is_said() -> None:
    order = read_order("12月15日 下午2点到4点 体育馆 篮球", START)
    assert order.ends_at == datetime(2026, 12, 15, 16, tzinfo=BEIJING)


@pytest.mark.parametrize("words", ["周六几点", "改到周六了", "取消了", "明天有吗", "真热闹", "3号取消"])
def test_talk_is_no_order(words: str) -> None:
    with pytest.raises(Misfit):
        read_wanted(words)


def test_a_number_means_one_event() -> None:
    assert {read_wanted(one) for one in ("3号", "A3", "第3号", "３号")} == {Wanted(3)}


# Answers, attendance


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("参加", (Choice.COMES, "")),
        ("书记好，我报名", (Choice.COMES, "")),
        ("不来了", (Choice.DECLINES, "")),
        ("请假，孩子发烧", (Choice.LEAVE, "孩子发烧")),
        ("请事假", (Choice.LEAVE, "")),
        ("谁参加", None),
        ("你参加吗", None),
        ("收到", None),
    ],
)
def test_whether_one_comes_is_read(words: str, read: tuple[Choice, str] | None) -> None:
    assert read_choice(words) == read


def test_attendance_is_read() -> None:
    assert read_sign_in("3号 全到 除 王五") == SignIn(3, ("王五",), everybody=True)
    assert read_sign_in("3号全到") == SignIn(3, everybody=True)
    assert read_sign_in("3号 没来 王五、李四") == SignIn(3, ("王五", "李四"), absent=True)
    assert read_sign_in("3号 到齐，少了王五") == SignIn(3, ("王五",), everybody=True)
    assert read_sign_in("3号请假 王五") == SignIn(3, ("王五",), absent=True)
    assert read_sign_in("张三和李四") == SignIn(None, ("张三", "李四"))
    assert read_sign_in("") == SignIn()


def test_a_number_alone_names_nobody() -> None:
    with pytest.raises(Misfit):
        read_for_others("3号")


# Money


def test_the_lines_of_a_spending_are_read_in_cents() -> None:
    spent = read_spending("3号 场地500元 茶水 120.5，打印 1,200")
    assert spent.lines == (Line("场地", 50_000), Line("茶水", 12_050), Line("打印", 120_000))
    assert spent.total == 182_050


def test_an_amount_with_letters_is_refused_with_an_example() -> None:
    with pytest.raises(UserError, match="例：活动 经费"):
        read_spending("3号 场地 5oo")
