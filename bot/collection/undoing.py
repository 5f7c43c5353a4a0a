"""撤: the sender's last answer to a collection is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.context import Turn
from bot.domain import correction
from bot.domain.collection import Collection, State
from bot.domain.delivery import Kind
from data import checkin as checkins
from data import collection as collections
from data import member as members
from data import receipt as receipts


def take_back(turn: Turn) -> bool:
    """Take back the sender's last answer; False where something else was told after it, or nothing."""
    own, since = turn.actor.member.id, turn.now - correction.TAKEN_BACK_WITHIN
    told = collections.told_last(turn.db, own, since)
    if told is None or told[1] < _other_told(turn):
        return False
    asked = collections.find(turn.db, told[0])
    if asked is None or asked.state is State.ENTERED:
        return False
    gone = collections.take_back(turn.db, own, told[1], turn.now)
    lines = [_show_taken_back(turn, asked, number, gone) for number in dict.fromkeys(one for one, _ in gone)]
    key = f"collection:{asked.number}:undone:{turn.incoming.message_id}"
    turn.tell(own, key, f"已撤（{asked.name}）：{'；'.join(lines)}。", Kind.REPLY)
    return True


def _show_taken_back(turn: Turn, asked: Collection, number: int, gone: Sequence[tuple[int, str]]) -> str:
    """Say what of a person was taken back, and what counts now."""
    person = members.find(turn.db, number)
    given = collections.given(turn.db, asked.number, number)
    name = "" if number == turn.actor.member.id else person.name
    items = [item for item in asked.items if (number, item.key) in gone]
    now = [f"{item.label}{item.show(given[item.key].value)}" for item in items if item.key in given]
    again = f"，现在记的是{'、'.join(now)}" if now else ""
    return f"{name}{'、'.join(item.label for item in items)}{again}"


def _other_told(turn: Turn) -> datetime:
    """Tell when the sender last told something else that 撤 takes back."""
    own, since = turn.actor.member.id, turn.now - correction.TAKEN_BACK_WITHIN
    checked, answered = checkins.told_last(turn.db, own, since), receipts.told_last(turn.db, own, since)
    moments = [checked.at] if checked else []
    moments += [answered[1]] if answered else []
    return max(moments, default=since)
