"""Calendar arithmetic for what people say: weeks, months, festivals as closed ranges of days."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache, lru_cache

from bot import almanac
from bot.domain.checkin import Days

MONTH_PARTS = {
    "初": (1, 5),
    "中": (11, 20),
    "底": (26, 31),
    "末": (26, 31),
    "尾": (26, 31),
    "头": (1, 5),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "中下旬": (11, 31),
    "上中旬": (1, 20),
}
_HOLIDAY_LENGTHS = {"五一": 5, "国庆": 7}


def one(day: date) -> Days:
    """Give the range that is one day."""
    return Days(day, day)


def after(today: date, count: int) -> date:
    """Give the day `count` days on."""
    return today + timedelta(days=count)


def months_on(day: date, count: int) -> date:
    """Give the same day `count` months on, clipped to the month's end."""
    years, month = divmod(day.month - 1 + count, 12)
    return _clipped(day.year + years, month + 1, day.day)


def _clipped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def month(year: int, number: int, part: str = "") -> Days:
    """Give a month, or a part of it (a key of MONTH_PARTS)."""
    first, last = MONTH_PARTS[part] if part else (1, 31)
    return Days(date(year, number, first), _clipped(year, number, last))


def next_month(today: date, number: int, part: str = "") -> Days:
    """Give the next such month (or part), the one under way included."""
    this = month(today.year, number, part)
    return this if this.end >= today else month(today.year + 1, number, part)


def part_of_month(today: date, part: str) -> Days:
    """Give this month's part, or next month's where this one is over."""
    this = month(today.year, today.month, part)
    later = months_on(today, 1)
    return this if this.end >= today else month(later.year, later.month, part)


def next_day_of_month(today: date, day: int) -> Days | None:
    """Give the next 15th, 31st …, today included; None for a number that is no day."""
    for ahead in range(3):
        start = months_on(today.replace(day=1), ahead)
        if 1 <= day <= calendar.monthrange(start.year, start.month)[1]:
            found = start.replace(day=day)
            if found >= today:
                return one(found)
    return None


def next_date(today: date, number: int, day: int, year: int | None = None) -> Days | None:
    """Give the next such date, today included, or that of a year; None where there is none."""
    for candidate in (year,) if year else range(today.year, today.year + 9):
        try:
            found = date(candidate, number, day)
        except ValueError:
            continue
        if year or found >= today:
            return one(found)
    return None


def week(today: date, ahead: int) -> Days:
    """Give Monday to Sunday of this week (0), the next (1) …."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=ahead)
    return Days(monday, after(monday, 6))


def weekday(today: date, number: int, ahead: int | None) -> Days:
    """Give Monday (0) to Sunday (6) of the week `ahead`; for None the next such day, today included."""
    if ahead is None:
        return one(after(today, (number - today.weekday()) % 7))
    return one(after(week(today, ahead).start, number))


def weekend(today: date, ahead: int) -> Days:
    """Give Saturday and Sunday of this or a coming week."""
    sunday = week(today, ahead).end
    return Days(after(sunday, -1), sunday)


def festival(name: str, year: int) -> Days:
    """Give the days of a festival of the almanac; Spring Festival runs from the eve to the sixth."""
    day = almanac.festival(name, year)
    if name == "春节":
        return Days(after(day, -1), after(day, 5))
    return Days(day, after(day, _HOLIDAY_LENGTHS.get(name, 1) - 1))


def next_festival(today: date, name: str, year: int | None = None) -> Days:
    """Give the next such festival, the one under way included, or that of a year."""
    if year:
        return festival(name, year)
    # Some winters 腊八 falls in December and counts for the year after: then two years on is next.
    years = (festival(name, today.year + ahead) for ahead in range(3))
    return next(days for days in years if days.end >= today)


@lru_cache(maxsize=64)
def public_holiday(today: date) -> Days:
    """Give the public holiday under way, else the next one."""
    return min((next_festival(today, name) for name in almanac.PUBLIC_HOLIDAYS), key=lambda days: days.start)


def before_new_year(today: date) -> Days:
    """Give today to the eve of Spring Festival (年前)."""
    return Days(today, next_festival(today, "除夕").end)


def after_new_year(today: date, year: int | None = None) -> Days:
    """Give Spring Festival to the fifteenth of the first lunar month (年后)."""
    start = almanac.spring_festival(year or today.year)
    if not year and after(start, 14) < today:
        start = almanac.spring_festival(today.year + 1)
    return Days(start, after(start, 14))


def lunar_day(today: date, number: int, day: int) -> Days | None:
    """Give the next such day of the Chinese calendar, today included; a 30th is kept in short months too."""
    for year in (today.year - 1, today.year, today.year + 1):
        whole = _lunar_month(year, number)
        found = min(after(whole.start, day - 1), whole.end)
        if found >= today:
            return one(found)
    return None


def lunar_month(today: date, number: int, part: str = "") -> Days | None:
    """Give the next such month of the Chinese calendar, the one under way included, or a part of it."""
    first, last = MONTH_PARTS[part] if part else (1, 30)
    for year in (today.year - 1, today.year, today.year + 1):
        whole = _lunar_month(year, number)
        end = min(after(whole.start, last - 1), whole.end)
        if end >= today:
            return Days(after(whole.start, first - 1), end)
    return None


@cache
def _lunar_month(year: int, number: int) -> Days:
    first, last = (almanac.anniversary(almanac.LunarDate(year, number, day), year) for day in (1, 30))
    return Days(first, last)
