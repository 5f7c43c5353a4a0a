"""A notice: what it asks, when it asks again, and how it is shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.notice import (
    Answer,
    Notice,
    other_zones,
    remind_at,
    show_deadline,
    show_failures,
    show_notice,
    show_question,
    show_wait,
)

BEIJING = ZoneInfo("Asia/Shanghai")
SENT = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
FRIDAY = datetime(2026, 11, 27, 18, tzinfo=BEIJING)
BEFORE = timedelta(hours=3)


# Asking again


@pytest.mark.parametrize(
    ("hours", "reminded"),
    [(1, None), (1.99, None), (2, 1), (4, 2), (6, 3), (8, 5), (105, 102)],
)
def test_the_silent_are_asked_before_the_deadline_but_not_in_the_first_half(
    hours: float, reminded: float | None
) -> None:
    expected = None if reminded is None else SENT + timedelta(hours=reminded)
    assert remind_at(SENT, SENT + timedelta(hours=hours), BEFORE) == expected


def test_without_a_deadline_nobody_is_asked_again() -> None:
    assert remind_at(SENT, None, BEFORE) is None


# How it is shown


def test_a_deadline_is_shown_with_its_weekday() -> None:
    assert show_deadline(datetime(2026, 11, 29, 9, 5, tzinfo=BEIJING), since=SENT) == "11月29日（周日）09:05"


def test_a_deadline_in_another_year_is_shown_with_it() -> None:
    assert show_deadline(datetime(2027, 3, 1, 18, tzinfo=BEIJING), since=SENT) == "2027年3月1日（周一）18:00"


def test_an_hour_that_a_clock_shows_twice_is_told_apart() -> None:
    clocks = [("纽约", ZoneInfo("America/New_York"))]
    hours = [datetime(2026, 11, 1, hour, 30, tzinfo=BEIJING) for hour in (12, 13, 14, 15)]
    shown = [show_deadline(hour, since=SENT, clocks=clocks).partition("（纽约 ")[2] for hour in hours]
    assert shown == ["00:30）", "夏令时 01:30）", "冬令时 01:30）", "02:30）"]


def test_a_notice_asks_for_receipts_only_where_they_are_wanted() -> None:
    deadline = datetime(2026, 11, 27, 18, tzinfo=BEIJING)
    assert show_notice(Notice(3, "开会", False, None, SENT)) == "【第3号通知】\n开会"
    assert show_notice(Notice(3, "开会", True, None, SENT)).endswith("请回复“收到”。")
    asked = Notice(3, "开会", True, deadline, SENT)
    assert show_notice(asked).endswith("请在11月27日（周五）18:00前回复“收到”。")
    assert "请在北京时间11月27日" in show_notice(asked, abroad=True)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "不到 1 分钟"),
        (29, "不到 1 分钟"),
        (31, "约 1 分钟"),
        (102, "约 2 分钟"),
        (7000, "约 2 小时"),
        (24_600, "约 6 小时 50 分钟"),
    ],
)
def test_a_wait_is_told_about(seconds: int, shown: str) -> None:
    assert show_wait(timedelta(seconds=seconds)) == shown


def test_places_not_reached_are_told_in_one_message() -> None:
    assert show_failures(12, {"第三支部群": "我不在那个群里了"}) == (
        "第12号通知没能发到第三支部群（我不在那个群里了），请打电话转告。"
    )
    many = show_failures(12, {"第三支部群": "我不在那个群里了", "李四": "不是我的好友"})
    assert many.splitlines()[0] == "第12号通知有 2 处没能发到，请打电话转告："


# What is asked


@pytest.mark.parametrize(
    ("answer", "options", "line"),
    [
        (Answer.RECEIPT, (), "请在11月27日（周五）18:00前回复“收到”。"),
        (Answer.YES_NO, (), "请在11月27日（周五）18:00前回复“是”或“否”。"),
        (Answer.CHOICE, ("去", "不去"), "请在11月27日（周五）18:00前回复编号：1 去 2 不去"),
        (Answer.NUMBER, (), "请在11月27日（周五）18:00前回复一个数字。"),
        (Answer.CHOICE, ("1", "2", "3"), "请在11月27日（周五）18:00前回复编号：1、2、3"),
        (Answer.WORDS, (), "请在11月27日（周五）18:00前引用这条通知回几个字，或者私信我。"),
    ],
)
def test_one_line_says_what_to_answer(answer: Answer, options: tuple[str, ...], line: str) -> None:
    assert show_question(Notice(3, "开会", True, FRIDAY, SENT, answer, options)) == line


def test_privately_words_need_no_quote() -> None:
    asked = Notice(3, "开会", True, None, SENT, Answer.WORDS)
    assert show_question(asked, privately=True) == "请回复几个字。"


def test_a_correction_says_so_and_spares_who_has_answered() -> None:
    shown = show_notice(Notice(3, "八点半", True, None, SENT, Answer.RECEIPT), corrected=True)
    assert shown == "【第3号通知·更正】\n八点半\n请回复“收到”。\n已回的不用再回。"


# Clocks of other places


def test_other_clocks_are_those_of_most_people_whose_hour_differs() -> None:
    lived_in = ["Europe/London", "America/Toronto", "America/New_York", "America/Toronto", "Asia/Singapore"]
    assert other_zones(lived_in, FRIDAY) == ["America/Toronto", "Europe/London"]


def test_zones_of_one_hour_count_together() -> None:
    lived_in = ["Europe/London"] * 2 + ["Asia/Tokyo"] * 2 + ["Europe/Paris", "Europe/Berlin", "Europe/Rome"]
    assert other_zones(lived_in, FRIDAY)[0] == "Europe/Paris"


def test_at_most_three_other_clocks_are_shown() -> None:
    lived_in = ["Europe/London", "America/Toronto", "Asia/Tokyo", "Europe/Berlin"]
    assert len(other_zones(lived_in, FRIDAY)) == 3


def test_a_deadline_abroad_is_shown_on_other_clocks_with_the_day_where_it_is_another() -> None:
    clocks = [("多伦多", ZoneInfo("America/Toronto")), ("奥克兰", ZoneInfo("Pacific/Auckland"))]
    late = FRIDAY.replace(hour=20)
    assert show_deadline(late, since=SENT, clocks=clocks) == (
        "北京时间11月27日（周五）20:00（多伦多 07:00、奥克兰 11月28日 01:00）"
    )
