"""Each January members are asked privately for the base of the year's dues."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from bot.context import Tick
from bot.domain import dues as arrears
from bot.domain.delivery import Kind
from bot.domain.dues.reminding import moments_due
from bot.domain.member import Member
from bot.dues import rules
from bot.dues.reminding import due_people, spared_by
from data import dues
from data import preference as preferences

_JANUARY = 1
_STAYS = timedelta(hours=10)


def ask(tick: Tick) -> None:
    """Ask who has not declared for the year, on the day and hour of the rules on the member's own clock."""
    policy = rules.load()
    asked = policy.declarations

    def due(zone: tzinfo) -> list[datetime]:
        moments = moments_due(tick.since, tick.now, asked.day, asked.at, zone)
        return [one for one in moments if one.month == _JANUARY]

    people, year = due_people(tick, due), tick.local_now.year
    if not people:
        return
    spared, quiet = spared_by(tick) | dues.declared(tick.db, year), preferences.low_key(tick.db)
    known = dues.words(tick.db, "base")
    for one in people:
        if one.id not in spared and (one.id, str(year)) not in known and _pays(one):
            key = f"dues:base:{year}"
            # The question shows what it is about; who keeps it low reads words that a screen may show.
            words = policy.reminders.quiet if one.id in quiet else asked.question
            if tick.tell(one.id, key, words, Kind.REMINDER, not_after=tick.now + _STAYS):
                dues.note_word(tick.db, one.id, "base", str(year), tick.now)


def _pays(person: Member) -> bool:
    return person.status.is_greeted and not arrears.is_exempt(person.status)
