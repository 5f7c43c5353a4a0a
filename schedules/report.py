"""The month's report to the office on its first working day, and in January the year's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot import almanac
from bot.context import Tick
from bot.domain import month as months
from bot.domain.delivery import Kind
from bot.domain.report import Period
from bot.domain.room import RoomKind
from bot.report import gathering, sending
from data import member as members
from data import room as rooms

WHEN = {"minute": "*/15"}
_JANUARY = 1


def run(tick: Tick) -> None:
    """Send what is over to the office room, or where there is none to each clerk privately."""
    moment = _moment(tick)
    if not tick.covers(moment) or not members.everybody(tick.db):
        return
    for key, period in _due(tick, moment):
        report = gathering.gather(tick, period, tick.settings.organisation.name, None)
        _send(tick, f"report:{key}", sending.show_text(tick, report), moment)


def _moment(tick: Tick) -> datetime:
    """Give the moment of this month: its first working day, at the hour of the settings."""
    first = tick.local_now.date().replace(day=1)
    return datetime.combine(almanac.next_working_day(first), tick.settings.reports.at, tick.zone)


def _due(tick: Tick, moment: datetime) -> Iterator[tuple[str, Period]]:
    """Go through the reports of this moment: nothing of a time before the store began."""
    last = months.step(months.of_day(moment.date()), -1)
    if last < gathering.first_month(tick):
        return
    if tick.settings.reports.monthly:
        yield last, gathering.month_period(tick, last)
    if tick.settings.reports.yearly and moment.month == _JANUARY:
        yield last[:4], gathering.year_period(tick, last[:4])


def _send(tick: Tick, key: str, text: str, moment: datetime) -> None:
    until = moment + tick.settings.reports.late
    offices = rooms.of_kind(tick.db, RoomKind.OFFICE)
    for office in offices:
        tick.say(f"{key}:room:{office.room_id}", office.room_id, text, Kind.DIGEST, not_after=until)
    if not offices:
        tick.tell_clerks(key, text, Kind.DIGEST, not_after=until)
