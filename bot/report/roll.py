"""The roll as it stood at the turn of months: who was of which branch, who came and who left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.context import Context
from bot.domain.field import Field
from bot.domain.member import Status
from bot.domain.report import Figure
from data import report as reports
from data import silence as silences
from data.report import Seat

Roll = Mapping[int, Seat]  # who is on it, by member
Counted = tuple[int | None, Figure, int]  # of which branch, what, how many
_LEFT = {Status.MOVED: Figure.MOVED, Status.DECEASED: Figure.DECEASED}
_ENDED = frozenset(one.value for one in Status if one.has_ended)


@dataclass(frozen=True, slots=True)
class Turning:
    """A moment at which the roll is looked at; who was registered by `known_by` was on it."""

    at: datetime
    known_by: datetime


def at_turns(ctx: Context, turns: Sequence[Turning]) -> list[tuple[Roll, Roll]]:
    """Give the roll as it stood at these moments, by undoing what changed since; and where all others stood.

    Not on it is who was not known yet, belongs to no branch, or has left.
    """
    seats = reports.seats(ctx.db)
    since = silences.watched_since(ctx.db, seats, ctx.now)
    names = reports.unit_ids(ctx.db)
    changes = reports.undoing(ctx.db, min(turn.at for turn in turns), Field.BRANCH, Field.STATUS)
    found: dict[Turning, tuple[Roll, Roll]] = {}
    undone = 0
    for turn in sorted(set(turns), key=lambda one: one.at, reverse=True):
        while undone < len(changes) and changes[undone].at >= turn.at:
            one = changes[undone]
            undone += 1
            seat = seats[one.member_id]
            seats[one.member_id] = (
                replace(seat, branch_id=names.get(one.value or ""))
                if one.field is Field.BRANCH
                else replace(seat, status=one.value or Status.ACTIVE.value)
            )
        roll = {
            member: seat for member, seat in seats.items() if _is_on(seat) and since[member] <= turn.known_by
        }
        found[turn] = roll, dict(seats)
    return [found[turn] for turn in turns]


def _is_on(seat: Seat) -> bool:
    return seat.branch_id is not None and seat.status not in _ENDED


def compare(first: Roll, last: Roll, seats: Roll) -> Iterator[Counted]:
    """Count who was on the roll at the first moment and at the last, who came and who left between them.

    `seats` tells where those stood at the last who were no longer on it.
    """
    found: Counter[tuple[int | None, Figure]] = Counter()
    for member in first.keys() | last.keys():
        before, after = first.get(member), last.get(member)
        if before:
            found[before.branch_id, Figure.START] += 1
        if after:
            found[after.branch_id, Figure.END] += 1
        if after and not before:
            found[after.branch_id, Figure.NEW] += 1
        elif before and not after:
            found[before.branch_id, _LEFT.get(Status(seats[member].status), Figure.OFF)] += 1
        elif before and after and before.branch_id != after.branch_id:
            found[before.branch_id, Figure.TO_BRANCH] += 1
            found[after.branch_id, Figure.FROM_BRANCH] += 1
    return ((branch, figure, number) for (branch, figure), number in found.items())
