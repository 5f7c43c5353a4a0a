"""Ask once more, before a notice's deadline, where people are still silent."""

from __future__ import annotations

from bot.context import Tick
from bot.domain.delivery import Kind
from bot.domain.notice import show_deadline
from bot.domain.room import RoomKind
from data import notice as notices
from data import room as rooms

WHEN = {"minute": "*/5"}


def run(tick: Tick) -> None:
    """Remind the rooms in which somebody has not answered; never by name."""
    for asked in notices.reminders_due(tick.db, tick.since, tick.now):
        if asked.deadline is None:
            continue
        deadline = asked.deadline.astimezone(tick.zone)
        for room_id, people in notices.silent_rooms(tick.db, asked.number):
            tick.say(
                f"reminder:{asked.number}:room:{room_id}",
                room_id,
                f"第{asked.number}号通知还有 {people} 位没回，"
                f"请在{show_deadline(deadline, abroad=_is_overseas(tick, room_id))}前回复“收到”。"
                "已回的不用再回。",
                Kind.REMINDER,
                not_after=asked.deadline,
            )


def _is_overseas(tick: Tick, room_id: str) -> bool:
    room = rooms.find(tick.db, room_id)
    return room is not None and room.kind is RoomKind.OVERSEAS
