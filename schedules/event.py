"""Remind who comes to an event: a day and an hour before, on the own clock, never at night."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from bot.context import Tick
from bot.domain.delivery import Kind
from bot.domain.event import Choice, Event
from bot.domain.event.reminding import Before, remind_at, show_reminder, show_to_secretary
from bot.domain.member import Member
from bot.event import inviting
from bot.reading import zones
from data import attendance, preference
from data import event as events
from data import greeting as greetings
from data import member as members

WHEN = {"minute": "*/5"}
_AHEAD = timedelta(days=3)


def run(tick: Tick) -> None:
    """Look after every event of the next days."""
    for event in events.between(tick.db, tick.now, tick.now + _AHEAD):
        for before in Before:
            _remind(tick, event, before)


def _remind(tick: Tick, event: Event, before: Before) -> None:
    """Tell those whose moment it is; of who cannot be told, the secretary a day before."""
    resting, by_telephone = greetings.resting(tick.db, tick.now), preference.without_questions(tick.db)
    to_call: dict[int, list[Member]] = defaultdict(list)
    key = f"event:{event.number}:remind:{before}:{event.starts_at:%Y%m%d%H%M}"
    for person, said_at in _coming(tick, event):
        moment = _moment(tick, event, person, before)
        if person.id in resting or not tick.covers(moment) or said_at > moment:
            continue
        if person.id in by_telephone or not _tell(tick, event, person, before, key):
            to_call[person.branch_id or 0].append(person)
    if before is Before.DAY:
        for branch, people in to_call.items():
            body = show_to_secretary(event, tick.zone, tick.now, people)
            inviting.tell_secretaries(tick, people[0], f"{key}:by-telephone:{branch}", body)


def _coming(tick: Tick, event: Event) -> list[tuple[Member, datetime]]:
    """List who comes and can be reminded, each with when that was said."""
    said = {one.member_id: one for one in attendance.standing(tick.db, event.number)}
    coming = [number for number, one in said.items() if one.choice is Choice.COMES]
    return [(one, said[one.id].at) for one in members.of_ids(tick.db, coming) if one.status.is_greeted]


def _moment(tick: Tick, event: Event, person: Member, before: Before) -> datetime:
    hours = preference.quiet_hours(tick.db, person.id) or tick.settings.delivery.quiet_people
    return remind_at(event.starts_at, before, hours, tick.zone_of(person))


def _tell(tick: Tick, event: Event, person: Member, before: Before, key: str) -> bool:
    zone = tick.zone_of(person)
    same = tick.now.astimezone(zone).utcoffset() == tick.now.astimezone(tick.zone).utcoffset()
    there = "" if same else zones.city_of(zone.key)
    body = show_reminder(event, zone, tick.now, there=there, plain=preference.is_low_key(tick.db, person.id))
    return tick.tell(person.id, key, body, Kind.REMINDER, not_after=event.starts_at)
