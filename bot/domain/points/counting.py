"""What entries count: the one place where points come from, so that a ledger can always be counted again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.points.rule import Rate, Rulebook


class State(StrEnum):
    """Whether an entry counts; what needs no review counts at once."""

    COUNTED = "counted"
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"

    @property
    def counts(self) -> bool:
        """Whether points are given for it."""
        return self in {State.COUNTED, State.APPROVED}

    @property
    def chinese(self) -> str:
        """The word people read."""
        return _STATES[self]


_STATES = {
    State.COUNTED: "已计",
    State.WAITING: "等书记看",
    State.APPROVED: "通过",
    State.REFUSED: "没通过",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed of one person. `at` is when it was done, `given` the points of a correction.

    `amount` is what it counted when the ledger was last settled; `said_by` is who entered it by hand.
    """

    id: int
    member_id: int
    deed: str
    source: str
    at: datetime
    state: State = State.COUNTED
    amount: int = 0
    given: int | None = None
    words: str = ""
    reason: str = ""
    said_by: int | None = None
    entered_at: datetime | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None


def count(entries: Iterable[Entry], book: Rulebook, zone: ZoneInfo) -> dict[int, int]:
    """Count one person's entries by id; what is over a cap counts in part or not at all.

    Weeks are those of ISO 8601, years those of the calendar, both on the committee's clock (`zone`). The
    order in which entries came in does not matter: who did more than a week holds has the first ones counted.
    """
    weeks, years = Counter[tuple[str, int, int]](), Counter[tuple[str, int]]()
    counted = {}
    for entry in sorted(entries, key=lambda one: (one.at, one.deed, one.source)):
        day = entry.at.astimezone(zone).date()
        if not entry.state.counts:
            counted[entry.id] = 0
        elif entry.given is not None:
            counted[entry.id] = entry.given
        else:
            week, year = (entry.deed, *day.isocalendar()[:2]), (entry.deed, day.year)
            rate = rate_on(book, entry.deed, day)
            room = _room(rate, weeks[week], years[year])
            weeks[week] += room
            years[year] += room
            counted[entry.id] = room
    return counted


def rate_on(book: Rulebook, deed: str, day: date) -> Rate:
    """Give what a deed earns on a day; one that no rule knows earns nothing."""
    rule = book.rules.get(deed)
    return rule.on(day) if rule else Rate(0)


def _room(rate: Rate, in_week: int, in_year: int) -> int:
    left = [rate.points]
    left += [rate.week - in_week] if rate.week is not None else []
    left += [rate.year - in_year] if rate.year is not None else []
    return max(0, min(left))
