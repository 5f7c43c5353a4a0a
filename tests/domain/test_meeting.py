"""Meetings as typed, quarters, days that are over, what is due."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.command import Misfit
from bot.domain.meeting import (
    Every,
    Kind,
    Quarter,
    find_lacks,
    read_told,
    show_lacks,
    take_quarter,
)
from bot.domain.past import DayError, read_past_day

TODAY = date(2026, 11, 23)  # a Monday
RULE = {Kind.CONGRESS: Every.QUARTER, Kind.DAY: Every.MONTH}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("今天", date(2026, 11, 23)),
        ("昨天晚上", date(2026, 11, 22)),
        ("前天", date(2026, 11, 21)),
        ("11月20日", date(2026, 11, 20)),
        ("11月20日下午3点", date(2026, 11, 20)),
        ("１１月２０号", date(2026, 11, 20)),
        ("十一月二十日", date(2026, 11, 20)),
        ("11.20", date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("20号", date(2026, 11, 20)),
        ("25号", date(2026, 10, 25)),
        ("上个月25号", date(2026, 10, 25)),
        ("周五", date(2026, 11, 20)),
        ("上周五", date(2026, 11, 20)),
        ("上上周日", date(2026, 11, 15)),
        ("本周一", date(2026, 11, 23)),
        ("2月29日", date(2024, 2, 29)),
        ("3月1日", date(2026, 3, 1)),
    ],
)
def test_a_day_that_is_over_is_read(words: str, day: date) -> None:
    assert read_past_day(words, TODAY) == day


@pytest.mark.parametrize(
    ("words", "why"),
    [
        *(("明天", "还没到"), ("下周五", "还没到"), ("12月1日", "还没到"), ("本周日", "还没到")),
        *(
            ("2月30日", "没有“2月30日”这一天"),
            ("13月1日", "没有"),
            ("2026-02-29", "没有"),
            ("那天", "没看懂"),
        ),
    ],
)
def test_a_day_that_cannot_be_is_said(words: str, why: str) -> None:
    with pytest.raises(DayError, match=why):
        read_past_day(words, TODAY)


def test_in_january_december_is_last_year() -> None:
    assert read_past_day("12月28日", date(2027, 1, 5)) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("words", "came", "missed", "everybody"),
    [
        ("支委会 11月20日 到 张三 李四 缺 王五 出差", ["张三", "李四"], ["王五", "出差"], False),
        (
            "支委会 11月20日 到 张三和李四 缺 王五 照顾老人和小孩",
            ["张三", "李四"],
            ["王五", "照顾老人和小孩"],
            False,
        ),
        ("支委会11月20日到会：张三、李四；缺席：王五（出差）", ["张三", "李四"], ["王五（出差）"], False),
        ("党课 昨天 线上 全到", [], [], True),
        ("主题党日 20号 全到，除王五 赵六", [], ["王五", "赵六"], True),
        ("党员大会 11月20日 张三 李四参加", ["张三", "李四"], [], False),
        ("支委会 第一支部 11月20日 张三 李四", ["张三", "李四"], [], False),
        ("大会 11月20日 到张三 请假 赵六 到外地", ["张三"], ["赵六", "到外地"], False),
        ("小组会 到 张三 11月20日 李四", ["张三", "李四"], [], False),
    ],
)
def test_who_came_is_read(words: str, came: list[str], missed: list[str], everybody: bool) -> None:
    told = read_told(words)
    assert (told.came, told.missed, told.everybody) == (came, missed, everybody)


def test_what_it_was_about_stands_behind_a_colon_or_in_the_next_line() -> None:
    assert read_told("党课 昨天 全到 内容：学习条例，到 12 月").topic == "学习条例，到 12 月"
    assert read_told("党课 昨天 全到\n学习条例").topic == "学习条例"


@pytest.mark.parametrize("words", ["党课要补一下", "党课 大家准备", "开会", "大会定了再说", ""])
def test_talk_is_no_record(words: str) -> None:
    with pytest.raises(Misfit):
        read_told(words)


@pytest.mark.parametrize(
    ("words", "quarter", "rest"),
    [
        ("3季度", Quarter(2026, 3), ""),
        ("第三支部 三季度", Quarter(2026, 3), "第三支部"),
        ("2025年4季度", Quarter(2025, 4), ""),
        ("上季度 第三支部", Quarter(2026, 3), "第三支部"),
        ("本季", Quarter(2026, 4), ""),
        ("第三支部", None, "第三支部"),
    ],
)
def test_a_quarter_is_read(words: str, quarter: Quarter | None, rest: str) -> None:
    assert take_quarter(words, TODAY) == (quarter, rest)


def test_a_quarter_not_begun_is_last_years() -> None:
    assert take_quarter("4季度", date(2027, 2, 1))[0] == Quarter(2026, 4)


def test_what_is_due_tells_what_is_over_from_what_is_ahead() -> None:
    lacks = find_lacks([(Kind.DAY, date(2026, 11, 2))], RULE, Quarter(2026, 4), TODAY)
    assert show_lacks(lacks, Quarter(2026, 4)) == "党员大会（12月底前）、主题党日（10月没有记录，12月）"
    assert [one.ahead for one in lacks] == [False, False, True]


def test_of_a_quarter_that_is_over_nothing_is_ahead() -> None:
    lacks = find_lacks([], RULE, Quarter(2026, 3), TODAY)
    assert show_lacks(lacks, Quarter(2026, 3)) == "党员大会（没有记录）、主题党日（7月、8月、9月没有记录）"


def test_what_was_held_in_another_quarter_does_not_count() -> None:
    lacks = find_lacks([(Kind.CONGRESS, date(2026, 9, 30))], RULE, Quarter(2026, 4), TODAY)
    assert lacks[0].kind is Kind.CONGRESS
