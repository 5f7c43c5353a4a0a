"""Months: the one that is meant, where it begins and ends."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain import month
from bot.domain.command import UserError

TODAY = date(2026, 1, 15)
EXAMPLE = "工单 统计 11月"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("", "2026-01"),
        ("本月", "2026-01"),
        ("1月", "2026-01"),
        ("上个月", "2025-12"),
        ("10月", "2025-10"),
        ("十月份", "2025-10"),
        ("2024年2月", "2024-02"),
        ("2025-11", "2025-11"),
        ("去年3月", "2025-03"),
    ],
)
def test_a_month_without_a_year_is_the_last_such(word: str, meant: str) -> None:
    assert month.read_past_month(word, TODAY, EXAMPLE) == meant


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("13月", "没有.*13月"),
        ("2026年12月", "2026年12月还没到"),
        ("下个月", "2026年2月还没到"),
        ("10月至12月", "请写一个月"),
        ("全年", "请写一个月"),
    ],
)
def test_what_is_no_past_month_is_named(word: str, said: str) -> None:
    with pytest.raises(UserError, match=f"{said}.*例：工单 统计 11月"):
        month.read_past_month(word, TODAY, EXAMPLE)


@pytest.mark.parametrize("word", ["11月怎么样", "真好", "3", ""])
def test_other_words_do_not_look_like_a_month(word: str) -> None:
    assert not month.looks_like_month(word)


def test_a_month_ends_where_the_next_begins() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    assert month.bounds("2025-12", zone) == (
        datetime(2025, 12, 1, tzinfo=zone),
        datetime(2026, 1, 1, tzinfo=zone),
    )
