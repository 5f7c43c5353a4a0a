"""Days as people read them: 12月31日, with the year where it is not plain."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo


def show_day(day: date, today: date | None = None) -> str:
    """Write a day without its year; given `today`, with it where that is another year."""
    year = "" if today is None or day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def show_whole_day(day: date) -> str:
    """Write a day with its year."""
    return f"{day.year}年{day.month}月{day.day}日"


def moments_of(first: date, last: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Give the moment the first day begins and the one the last is over, on the clock of a zone."""
    return datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)
