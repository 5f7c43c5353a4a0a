"""What 撤 takes back of records and labels: the last that somebody changed with his own hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.context import Turn
from bot.domain.field import Field
from bot.domain.member import Status
from bot.domain.record import Change, How, show_value
from data import greeting as greetings
from data import label as labels
from data import member as members
from data import record as records

_BY_HAND = (How.OWN, How.SECRETARY, How.OFFICE)  # an import, a transfer was shown before; it is not one slip


def changed_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last changed somebody's record or label, from `since` on."""
    changes = _own_changes(turn, since)
    given = labels.last_act(turn.db, turn.actor.member.id, since) if turn.actor.is_clerk else None
    moments = [changes[0].at if changes else None, given]
    return max((moment for moment in moments if moment), default=None)


def _own_changes(turn: Turn, since: datetime) -> list[Change]:
    """List what the sender changed and still may: a post may have ended since."""
    actor = turn.actor
    found = records.made_by(turn.db, actor.member.id, since, _BY_HAND)
    people = {one.id: one for one in members.of_ids(turn.db, {one.member_id for one in found})}
    return [
        one
        for one in found
        if one.member_id == actor.member.id or actor.may_see(people[one.member_id].branch_id)
    ]


def undo(turn: Turn, at: datetime) -> list[str]:
    """Take back what the sender changed at a moment; gives what now holds, a line each."""
    own, lines = turn.actor.member.id, []
    changes = [one for one in _own_changes(turn, at) if one.at == at]
    done = records.undo(turn.db, changes, turn.now)
    for one in done:
        if one.field is Field.STATUS and one.after == Status.DECEASED:
            greetings.wake(turn.db, one.member_id, turn.now)
        name = members.find(turn.db, one.member_id).name
        before = show_value(one.field, one.before, masked=turn.is_in_office)
        lines.append(f"已撤：{name}的{one.field.value}改回{before}。")
    _tell_keepers(turn, [one for one in done if one.member_id == own and one.how is How.OWN])
    for one in changes:
        if one.id not in {each.id for each in done}:
            name = members.find(turn.db, one.member_id).name
            lines.append(f"{name}的{one.field.value}后来又改过，没有动。")
    for member, label, given in labels.undo(turn.db, own, at) if turn.actor.is_clerk else ():
        verb = "去掉" if given else "恢复"
        lines.append(f"已撤：{verb}{members.find(turn.db, member).name}的标签“{label}”。")
    return lines


def _tell_keepers(turn: Turn, undone: Sequence[Change]) -> None:
    """Let who heard of a member's own correction hear that it was taken back."""
    if undone:
        own = turn.actor.member
        shown = "、".join(f"{one.field.value}改回{show_value(one.field, one.before)}" for one in undone)
        turn.tell_keepers(
            own, f"corrected:{turn.incoming.message_id}", f"{own.name}撤了刚才的更正：{shown}。"
        )
