"""How one table is kept: what for, about whom, how long, what of it is shown and what a deletion does.

`over` is the SQL condition of rows whose time is over at :before (now less `term`); they are deleted, or
where `blank` is given only emptied.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

YEAR = timedelta(days=365)


class Erase(StrEnum):
    """What 删除我的数据 does with a person's rows."""

    ROW = "row"  # they are deleted
    BLANK = "blank"  # they are emptied of what is personal, and stay
    KEEP = "keep"  # they stay, for a reason the person is told


@dataclass(frozen=True, slots=True)
class Kept:
    """How one table is kept.

    `person` is the column that says whom a row is about: it decides what an export of one's own data
    holds and what goes when somebody is deleted. None: the table holds nothing about a person.

    Where there is a person, an export holds the columns `shown`, or `hidden` says why it holds none; and
    `erase` tells what a deletion does: `blanked` is what it sets in the rows it empties, `only` the SQL
    condition of the rows it touches, `because` what the person is told of those that stay.
    """

    table: str
    chinese: str  # what people call it
    purpose: str
    person: str | None = None
    term: timedelta | None = None  # None: for as long as the person is on the roll, or the organisation works
    over: str | None = None
    blank: str | None = None
    shown: str = ""
    hidden: str = ""
    erase: Erase | None = None
    blanked: str = ""
    only: str = ""
    because: str = ""
