"""Remind secretaries of notices they have not passed on; then tell the office."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from bot.context import Tick
from bot.domain import relay
from bot.domain.delivery import Kind, quiet_until
from bot.domain.relay import Relay
from bot.notice import relaying
from data import notice as notices
from data import relay as relays

WHEN = {"minute": "*/5"}


def run(tick: Tick) -> None:
    """Remind, then report; not at night, so that what is said in the morning is true in the morning."""
    if quiet_until(tick.now, tick.settings.delivery.quiet_people, tick.zone):
        return
    open_for = tick.settings.notices.open_for
    for number, waiting in _by_notice(relays.to_remind(tick.db, tick.now, open_for)):
        _remind(tick, number, waiting)
    for number, waiting in _by_notice(relays.to_report(tick.db, tick.now, open_for)):
        _report(tick, number, waiting)


def _by_notice(found: list[Relay]) -> list[tuple[int, list[Relay]]]:
    return [(number, list(group)) for number, group in groupby(found, key=lambda one: one.number)]


def _remind(tick: Tick, number: int, waiting: list[Relay]) -> None:
    asked, unheard = notices.find(tick.db, number), list(waiting)
    # A secretary abroad may sleep for hours; once it is passed on the reminder is called off.
    until = (asked.deadline if asked else None) or tick.now + timedelta(days=1)
    for secretary, own in relaying.by_secretary(tick, waiting):
        words = relay.show_reminder(number, [one.branch for one in own])
        key = f"relay:{number}:reminder:{secretary.id}"
        if tick.tell(secretary.id, key, words, Kind.REMINDER, not_after=until):
            unheard = [one for one in unheard if one not in own]
    led = [one for one in unheard if relaying.secretaries_of(tick, one)]
    if led:
        words = relay.show_room_reminder(number, len(led))
        relaying.tell_secretaries_room(tick, f"relay:{number}:reminder", words, Kind.REMINDER)
    relays.note_reminded(tick.db, waiting, tick.now)


def _report(tick: Tick, number: int, waiting: list[Relay]) -> None:
    """Tell the office once, of all branches together, when the first of them had its time."""
    asked = notices.find(tick.db, number)
    deadline, patience = asked.deadline if asked else None, tick.settings.notices.relay_within
    if not any(relay.is_to_be_reported(one, tick.now, deadline, patience) for one in waiting):
        return
    words = relay.show_waiting(number, relaying.name_secretaries(tick, waiting))
    if relaying.tell_office(tick, f"relay:{number}:report", words, Kind.REMINDER):
        relays.note_reported(tick.db, waiting, tick.now)
