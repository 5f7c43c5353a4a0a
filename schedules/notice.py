"""Ask once more, before a notice's deadline, where people are still silent."""

from __future__ import annotations

from bot.context import Tick
from bot.domain.delivery import Kind
from bot.domain.notice import show_deadline
from data import notice as notices

WHEN = {"minute": "*/5"}


def run(tick: Tick) -> None:
    """Remind the rooms in which somebody has not answered; never by name."""
    for asked in notices.reminders_due(tick.db, tick.since, tick.now):
        if asked.deadline is None:
            continue
        for room_id, people in notices.silent_rooms(tick.db, asked.number):
            tick.say(
                f"reminder:{asked.number}:room:{room_id}",
                room_id,
                f"第{asked.number}号通知还有 {people} 位没回，请在"
                f"{show_deadline(asked.deadline.astimezone(tick.zone))}前回复“收到”。已回的不用再回。",
                Kind.REMINDER,
                not_after=asked.deadline,
            )
