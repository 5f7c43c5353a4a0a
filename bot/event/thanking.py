"""What a room hears of answers and attendance: names only, gathered, at most a line in a while."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Turn
from bot.domain.delivery import Kind
from bot.domain.event import Event
from bot.domain.names import show_names
from bot.unasked import has_heard_enough
from data import attendance, outbox

_AFTER = timedelta(minutes=1)  # a first line comes soon; later ones are gathered
_NAMES_SHOWN = 2


def thank_in_room(turn: Turn, event: Event, *, answer: int | None = None, came: int | None = None) -> None:
    """Put the sender's name into the line that goes to this room next; few go out a day."""
    room, key = turn.incoming.conversation, f"event:{event.number}:thanks:{'came' if came else 'said'}"
    waiting = attendance.waiting_thanks(turn.db, room, key)
    if waiting is None:
        gone = attendance.thanks_in(turn.db, room, turn.now - timedelta(days=1))
        soon = turn.now + _AFTER
        due = max(soon, gone[0] + turn.settings.checkins.thank_every) if gone else soon
        day = due.astimezone(turn.zone).date()
        own = sum(one.astimezone(turn.zone).date() == day for one in gone)
        if has_heard_enough(turn, room, due, further=own):
            return
        waiting = turn.say(f"{key}:{turn.incoming.message_id}", room, "…", Kind.REPLY, not_before=due)
        assert waiting is not None
    attendance.thank_with(turn.db, waiting, answer=answer, came=came)
    outbox.rewrite(turn.db, waiting, _write(turn, event, waiting, has_come=came is not None))


def _write(turn: Turn, event: Event, row: int, *, has_come: bool) -> str:
    names = show_names(attendance.thanked_names(turn.db, row), _NAMES_SHOWN)
    return f"{event.name}，收到{names}的{'签到' if has_come else '回复'}。"
