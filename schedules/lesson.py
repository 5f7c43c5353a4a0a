"""An hour before a lesson: one line in the rooms, and a word to those who wished to be reminded."""

from __future__ import annotations

from bot.context import Tick
from bot.domain import lesson as rules
from bot.lesson import telling
from data import greeting as greetings
from data import lesson as lessons
from data import member as members

WHEN = {"minute": "*/5"}


def run(tick: Tick) -> None:
    """Remind of each lesson once for each time it was put on."""
    for lesson in lessons.to_remind(tick.db, tick.now, tick.now + rules.REMINDED_BEFORE):
        lessons.note_reminded(tick.db, lesson.number, tick.now)
        telling.remind_rooms(tick, lesson)
        resting = greetings.resting(tick.db, tick.now)
        for person in members.of_ids(tick.db, lessons.wishing_reminder(tick.db, lesson.number)):
            if person.id not in resting and not person.status.has_ended:
                telling.remind_person(tick, lesson, person)
