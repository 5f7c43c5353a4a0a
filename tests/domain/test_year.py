"""A year is the same year to every command that asks for one."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain import review, yearend
from bot.domain.report.asking import year_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("2025", 2025),
        ("25年", 2025),
        ("2025年度", 2025),
        ("今年", 2026),
        ("去年度", 2025),
        ("上一年", 2025),
        ("前年", 2024),
    ],
)
def test_all_commands_mean_the_same_year(words: str, year: int) -> None:
    assert year_of(words, TODAY, "2020-01") == year
    assert yearend.year_meant(yearend.read(words), TODAY, 2020) == year
    assert review.year_meant(review.read_year(words).year, TODAY.year) == year
