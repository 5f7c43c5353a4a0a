"""Who sees to something of a branch, for the weekly page: its secretary by name, or the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.context import Context
from bot.domain.digest.item import Todo
from data import post as posts
from data import unit as units

OFFICE = "党办"
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Keepers:
    """The secretaries of all branches, read once."""

    names: Mapping[int, Sequence[str]]
    branches: Mapping[int, str]

    @classmethod
    def of(cls, ctx: Context) -> Keepers:
        """Read who is secretary of which branch, in the place of who is away the stand-in."""
        return cls(posts.secretary_names(ctx.db), units.branch_names(ctx.db))

    def todo(self, unit_id: int | None, what: str, by: date, urgency: int) -> Todo:
        """Make something to do of a branch its secretary's; where there is none, the office's."""
        if unit_id is None or unit_id not in self.names:
            branch = self.branches.get(unit_id or 0, "")
            return Todo(f"{branch}{' ' if branch else ''}{what}", OFFICE, by, urgency)
        return Todo(what, "、".join(self.names[unit_id]), by, urgency, unit_id)


def friday(today: date) -> date:
    """Give the Friday of the week; at its end, of the next."""
    return today + timedelta(days=(_FRIDAY - today.weekday()) % 7)
