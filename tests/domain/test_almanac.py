from datetime import date

import pytest

from bot import almanac
from bot.almanac import LunarDate


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        (date(2026, 2, 16), LunarDate(2025, 12, 29)),
        (date(2026, 2, 17), LunarDate(2026, 1, 1)),
        (date(2025, 7, 27), LunarDate(2025, 6, 3, leap=True)),
        (date(2025, 6, 27), LunarDate(2025, 6, 3)),
        (date(2024, 2, 9), LunarDate(2023, 12, 30)),
    ],
)
def test_a_day_and_its_lunar_date_are_one(day: date, lunar: LunarDate) -> None:
    assert almanac.lunar_of(day) == lunar
    assert almanac.day_of(lunar) == day


@pytest.mark.parametrize(
    "lunar",
    [
        LunarDate(2025, 12, 30),
        LunarDate(2026, 6, 3, leap=True),
        LunarDate(2026, 13, 1),
        LunarDate(2026, 1, 31),
    ],
)
def test_a_day_that_is_not_in_the_calendar_is_refused(lunar: LunarDate) -> None:
    with pytest.raises(ValueError, match=r"lunar date|no such day"):
        almanac.day_of(lunar)


def test_years_beyond_the_almanac_are_refused() -> None:
    with pytest.raises(ValueError, match="covers 1901 to 2199"):
        almanac.lunar_of(date(1800, 1, 1))


def test_a_thirtieth_is_kept_on_the_29th_of_a_short_month() -> None:
    assert almanac.anniversary(LunarDate(1990, 12, 30), 2025) == date(2026, 2, 16)


def test_a_leap_month_is_kept_in_the_ordinary_one_where_there_is_no_leap() -> None:
    born = LunarDate(2025, 6, 3, leap=True)
    assert almanac.anniversary(born, 2025) == date(2025, 7, 27)
    assert almanac.anniversary(born, 2026) == almanac.day_of(LunarDate(2026, 6, 3))


@pytest.mark.parametrize(
    ("year", "name", "day"),
    [
        (2026, "春节", date(2026, 2, 17)),
        (2026, "除夕", date(2026, 2, 16)),
        (2026, "元宵", date(2026, 3, 3)),
        (2026, "清明", date(2026, 4, 5)),
        (2026, "端午", date(2026, 6, 19)),
        (2026, "中秋", date(2026, 9, 25)),
        (2026, "重阳", date(2026, 10, 18)),
        (2026, "冬至", date(2026, 12, 22)),
        (2027, "春节", date(2027, 2, 6)),
        (2027, "小年", date(2027, 1, 30)),
        (2027, "腊八", date(2027, 1, 15)),
        (2027, "七一", date(2027, 7, 1)),
    ],
)
def test_festivals_fall_on_their_days(year: int, name: str, day: date) -> None:
    assert almanac.festival(name, year) == day
    assert almanac.festivals(year)[name] == day


def test_every_festival_of_a_year_is_in_it() -> None:
    found = almanac.festivals(2026)
    assert set(found) == set(almanac.FESTIVALS)
    assert list(found.values()) == sorted(found.values())
    assert {day.year for day in found.values()} == {2026}


def test_an_unknown_festival_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        almanac.festival("双十一", 2026)


def test_all_24_solar_terms_are_in_their_year() -> None:
    days = [almanac.solar_term(name, 2027) for name in almanac.SOLAR_TERMS]
    assert len(set(days)) == 24
    assert {day.year for day in days} == {2027}


def test_make_up_days_are_worked_and_holidays_are_not() -> None:
    assert almanac.working_day(date(2026, 2, 14))  # a Saturday
    assert not almanac.working_day(date(2026, 2, 20))  # a Friday
    assert not almanac.working_day(date(2026, 11, 21))
    assert almanac.working_day(date(2026, 11, 23))


def test_the_next_working_day_may_be_the_day_itself() -> None:
    assert almanac.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)
    assert almanac.next_working_day(date(2026, 10, 8)) == date(2026, 10, 8)
