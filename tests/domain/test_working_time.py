"""Working time: never on a day off, and never running backwards."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import almanac
from bot.domain.working_time import Hours, after, between, end_of_day, opening
from tests.conftest import BEIJING

unhurried = settings(deadline=None)  # the first look at a year loads its days off
HOURS = Hours(time(9), time(18))
MOMENTS = st.integers(0, 60 * 24 * 365 * 3).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=BEIJING) + timedelta(minutes=minutes)
)
SPANS = st.integers(0, 60 * 9 * 15).map(lambda minutes: timedelta(minutes=minutes))


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


@unhurried
@given(MOMENTS)
def test_the_office_opens_on_a_working_day_within_its_hours(moment: datetime) -> None:
    opened = opening(moment, HOURS)
    assert opened >= moment
    assert almanac.working_day(opened.date())
    assert HOURS.start <= opened.time() < HOURS.end


@unhurried
@given(MOMENTS, SPANS)
def test_what_is_due_is_never_due_on_a_day_off(moment: datetime, span: timedelta) -> None:
    due = after(moment, span, HOURS)
    assert almanac.working_day(due.date())
    assert HOURS.start <= due.time() <= HOURS.end


@unhurried
@given(MOMENTS, SPANS)
def test_the_time_until_what_is_due_is_the_span(moment: datetime, span: timedelta) -> None:
    assert between(moment, after(moment, span, HOURS), HOURS) == span


@unhurried
@given(MOMENTS, SPANS, SPANS)
def test_a_longer_span_is_never_due_earlier(moment: datetime, one: timedelta, other: timedelta) -> None:
    assert (after(moment, one, HOURS) <= after(moment, other, HOURS)) or one > other


@unhurried
@given(MOMENTS, MOMENTS, SPANS)
def test_what_begins_later_is_never_due_earlier(one: datetime, other: datetime, span: timedelta) -> None:
    first, second = sorted((one, other))
    assert after(first, span, HOURS) <= after(second, span, HOURS)
    assert end_of_day(first, 3, HOURS) <= end_of_day(second, 3, HOURS)


@unhurried
@given(MOMENTS, MOMENTS, MOMENTS)
def test_parts_of_a_time_add_up(one: datetime, two: datetime, three: datetime) -> None:
    first, middle, last = sorted((one, two, three))
    assert between(first, middle, HOURS) + between(middle, last, HOURS) == between(first, last, HOURS)


@unhurried
@given(MOMENTS, st.integers(1, 12))
def test_a_promise_of_days_ends_at_closing_of_a_working_day(moment: datetime, days: int) -> None:
    due = end_of_day(moment, days, HOURS)
    assert almanac.working_day(due.date())
    assert due.time() == HOURS.end
    assert due > moment


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (at(23, 10), 1, at(24, 18)),  # Monday
        (at(23, 23), 1, at(24, 18)),
        (at(27, 10), 1, at(30, 18)),  # Friday
        (at(28, 10), 1, at(30, 18)),  # Saturday: Monday is the first working day after it
        (at(30, 10, month=9), 1, at(8, 18, month=10)),  # the National Day week
        (at(8, 10, month=10), 2, at(10, 18, month=10)),  # Saturday the 10th is a make-up day
    ],
)
def test_a_promise_passes_over_days_off(start: datetime, days: int, due: datetime) -> None:
    assert end_of_day(start, days, HOURS) == due


def test_hours_are_the_offices_own() -> None:
    assert after(at(27, 16), timedelta(hours=4), HOURS) == at(30, 11)
    assert between(at(28, 0), at(29, 23), HOURS) == timedelta()
