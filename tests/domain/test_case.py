"""Cases: what is typed, what is talk, how counts are written."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.domain.case import Kind
from bot.domain.case.reading import Which, is_talk, opens, read_other, read_quoted, read_which
from bot.domain.case.showing import show_span
from bot.domain.working_time import Hours

HOURS = Hours(time(9), time(18))


@pytest.mark.parametrize(
    "text", ["建议 周末上课", "建议：周末上课", "#反映 路灯坏了", "代办", "求助，孩子转学"]
)
def test_a_gap_opens_a_case(text: str) -> None:
    assert opens(text)


@pytest.mark.parametrize("text", ["建议大家早点来", "反映不错", "举报电话", "我建议 周末"])
def test_without_a_gap_it_is_talk(text: str) -> None:
    assert not opens(text)


@pytest.mark.parametrize("body", ["大家早点来", "谁有车", "你们先吃", "好", "改到周末行吗", "有没有人会修"])
def test_what_is_said_to_people_is_talk(body: str) -> None:
    assert is_talk(body)


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("8号 好", Which(8, "好")),
        ("８号，好", Which(8, "好")),
        ("第8号", Which(8)),
        ("8", Which(8)),
        ("8 好", Which(8, "好")),
        ("求助8号：好", Which(8, "好", Kind.HELP, is_named=True)),
        ("工单8 好", Which(8, "好", None, is_named=True)),
        ("t8 好", Which(8, "好", None, is_named=True)),
        ("12月1日前", Which(None, "12月1日前")),
        ("好", Which(None, "好")),
    ],
)
def test_a_case_is_named_by_its_number(words: str, which: Which) -> None:
    assert read_which(words) == which


def test_a_quote_names_a_case() -> None:
    assert read_quoted("提醒一声：【求助8号】张三：…") == Which(8, "", Kind.HELP, is_named=True)
    assert read_quoted("【转接8号】张三") is None


def test_a_case_may_be_somebody_elses() -> None:
    assert read_other("替老周：开一张证明") == ("老周", "开一张证明")
    assert read_other("替老周（第一支部） 开证明") == ("老周（第一支部）", "开证明")
    assert read_other("开一张证明") is None


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (timedelta(), "1 分钟"),
        (timedelta(minutes=30), "30 分钟"),
        (timedelta(hours=4), "4 小时"),
        (timedelta(hours=9), "1 个工作日"),
        (timedelta(hours=22, minutes=30), "2.5 个工作日"),
    ],
)
def test_working_time_is_written_in_the_offices_days(span: timedelta, shown: str) -> None:
    assert show_span(span, HOURS) == shown
