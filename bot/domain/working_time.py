"""Time that counts: the office's hours on working days; holidays and make-up days are the almanac's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot import almanac


@dataclass(frozen=True, slots=True)
class Hours:
    """The office's hours of a working day."""

    start: time
    end: time

    @property
    def length(self) -> timedelta:
        """How much of a working day counts."""
        return datetime.combine(date.min, self.end) - datetime.combine(date.min, self.start)


def opening(moment: datetime, hours: Hours) -> datetime:
    """Give the first moment at or after `moment` (local) at which the office works."""
    day = moment.date() if moment.time() < hours.end else moment.date() + timedelta(days=1)
    first = almanac.next_working_day(day)
    return max(moment, datetime.combine(first, hours.start, moment.tzinfo))


def after(moment: datetime, span: timedelta, hours: Hours) -> datetime:
    """Give the moment at which `span` of working time has passed; a full day ends at the office's closing."""
    now = opening(moment, hours)
    while True:
        left_today = datetime.combine(now.date(), hours.end, now.tzinfo) - now
        if span <= left_today:
            return now + span
        span -= left_today
        now = opening(datetime.combine(now.date(), hours.end, now.tzinfo), hours)


def between(start: datetime, end: datetime, hours: Hours) -> timedelta:
    """Give the working time from `start` to `end` (both local); nothing where `end` is earlier."""
    total, now = timedelta(), opening(start, hours)
    while now < end:
        closing = datetime.combine(now.date(), hours.end, now.tzinfo)
        total += min(closing, end) - now
        now = opening(closing, hours)
    return total


def end_of_day(moment: datetime, days: int, hours: Hours) -> datetime:
    """Give the office's closing on the n-th working day after the day of `moment`, which does not count."""
    day = moment.date()
    for _ in range(days):
        day = almanac.next_working_day(day + timedelta(days=1))
    return datetime.combine(day, hours.end, moment.tzinfo)
