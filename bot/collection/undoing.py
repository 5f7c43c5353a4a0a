"""撤: the sender's last answer to a collection is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.context import Turn
from bot.domain.collection import Collection, State
from data import collection as collections
from data import member as members


def answered_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last answered a collection whose answers the roll has not taken over yet."""
    told = collections.told_last(turn.db, turn.actor.member.id, since)
    asked = collections.find(turn.db, told[0]) if told else None
    return told[1] if told and asked and asked.state is not State.ENTERED else None


def undo(turn: Turn, at: datetime) -> list[str]:
    """Take back what the sender answered at a moment; gives what was taken back."""
    own = turn.actor.member.id
    told = collections.told_last(turn.db, own, at)
    asked = collections.find(turn.db, told[0]) if told else None
    if asked is None:
        return []
    gone = collections.take_back(turn.db, own, at, turn.now)
    lines = [_show_taken_back(turn, asked, number, gone) for number in dict.fromkeys(one for one, _ in gone)]
    return [f"已撤（{asked.name}）：{'；'.join(lines)}。"]


def _show_taken_back(turn: Turn, asked: Collection, number: int, gone: Sequence[tuple[int, str]]) -> str:
    """Say what of a person was taken back, and what counts now."""
    person = members.find(turn.db, number)
    given = collections.given(turn.db, asked.number, number)
    name = "" if number == turn.actor.member.id else person.name
    items = [item for item in asked.items if (number, item.key) in gone]
    now = [f"{item.label}{item.show(given[item.key].value)}" for item in items if item.key in given]
    again = f"，现在记的是{'、'.join(now)}" if now else ""
    return f"{name}{'、'.join(item.label for item in items)}{again}"
