"""Dates of members that secretaries are told of."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.field import Field
from bot.domain.prompt import find, retirement

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("sex", "born", "day"),
    [
        ("男", date(1964, 12, 31), date(2024, 12, 31)),
        ("男", date(1965, 1, 10), date(2025, 2, 10)),  # the first month of the new rule
        ("男", date(1965, 5, 10), date(2025, 7, 10)),
        ("男", date(1976, 9, 1), date(2039, 9, 1)),
        ("男", date(1990, 1, 31), date(2053, 1, 31)),  # never more than three years later
        ("女", date(1970, 1, 10), date(2025, 2, 10)),
        ("女", date(1981, 9, 1), date(2039, 9, 1)),
    ],
)
def test_retirement_comes_later_by_the_table_of_2024(sex: str, born: date, day: date) -> None:
    assert retirement(sex, born) == day


def occasions(**values: str) -> list[str]:
    record: dict[Field, str | None] = dict.fromkeys(Field)
    record |= {Field[name]: value for name, value in values.items()}
    return [one.occasion for one in find(7, "张三", record, TODAY)]


def test_who_is_retired_is_not_pointed_out_again() -> None:
    assert occasions(SEX="男", BIRTHDAY="1965-10-10") == []
    assert occasions(SEX="男", BIRTHDAY="1966-07-10") == ["retirement:2026-12-10"]
    assert occasions(SEX="男", BIRTHDAY="1966-07-10", WORK_KIND="退休") == []


def test_the_end_of_probation_is_pointed_out_a_month_before() -> None:
    assert occasions(STANDING="probationary", JOINED_ON="2025-12-20") == ["probation:2026-12-20"]
    assert occasions(STANDING="probationary", JOINED_ON="2026-01-20") == []
    assert occasions(STANDING="regular", JOINED_ON="2025-12-20") == []


def test_a_round_birthday_is_pointed_out_across_the_year_s_end() -> None:
    assert occasions(BIRTHDAY="1946-12-01") == ["age:80"]
    assert occasions(BIRTHDAY="1947-12-01") == []


def test_a_leap_day_is_kept_on_the_28th() -> None:
    assert occasions(STANDING="probationary", JOINED_ON="2024-02-29") == []
