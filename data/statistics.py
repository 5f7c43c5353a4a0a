"""The roll as 统计 counts it: value by value, without names. Writes nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlite_utils import Database

from bot.domain.field import Field
from data.db import stamp

_BATCH = 50_000  # rows that are counted together
# Of the last word, whatever it told: SQLite takes the value beside max() from the row that has it.
_SAID_TO_BE = (
    "(SELECT whereabouts FROM (SELECT whereabouts, max(checkins.id) FROM checkins"
    " WHERE checkins.member_id = members.id AND checkins.at > :since AND withdrawn_at IS NULL"
    " AND (place IS NOT NULL OR whereabouts IS NOT NULL)))"
)
Values = tuple[str | None, ...]


def tally(db: Database, fields: Sequence[Field], branches: Collection[int] | None) -> Counter[Values]:
    """Count who is alike in these fields; of these branches, or of the whole roll (None)."""
    # Counter takes the rows as they come: SQLite's GROUP BY sorts them first, which takes twice as long.
    return Counter(_rows(db, _columns(fields), branches))


def tally_places(db: Database, since: datetime, branches: Collection[int] | None) -> Counter[Values]:
    """Count who is alike in where they last said to be, after a moment, and where the roll has them live."""
    return Counter(_rows(db, f"{_SAID_TO_BE}, residence", branches, since))


def tally_branches(
    db: Database, fields: Sequence[Field], branches: Collection[int] | None
) -> Iterator[tuple[int, Values, int]]:
    """Count who is alike in branch and these fields: (branch, values, people); the same may come again."""
    return _in_batches(_rows(db, f"branch_id, {_columns(fields)}", branches))


def tally_places_of_branches(
    db: Database, since: datetime, branches: Collection[int] | None
) -> Iterator[tuple[int, Values, int]]:
    """Count as `tally_places` does, each branch for itself; the same may come again."""
    return _in_batches(_rows(db, f"branch_id, {_SAID_TO_BE}, residence", branches, since))


def _in_batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, Values, int]]:
    # All at once, the birthdays of two million people would be two million things to count.
    while batch := Counter(islice(rows, _BATCH)):
        for row, number in batch.items():
            yield row[0], row[1:], number


def _columns(fields: Sequence[Field]) -> str:
    return ", ".join(str(field.column) for field in fields)


def _rows(
    db: Database, what: str, branches: Collection[int] | None, since: datetime | None = None
) -> Iterator[tuple[Any, ...]]:
    # "? IS NULL OR branch_id = ?" would be shorter, and look through the whole table for one branch.
    where = "IS NOT NULL" if branches is None else "IN (SELECT value FROM json_each(:branches))"
    rows: Iterator[tuple[Any, ...]] = db.execute(
        f"SELECT {what} FROM members WHERE branch_id {where}",  # noqa: S608 -- texts of this page, columns of our own
        {"branches": json.dumps(sorted(branches or ())), "since": stamp(since) if since else None},
    )
    return rows


_ON_ROLL = "branch_id IS NOT NULL AND status NOT IN ('moved', 'deceased')"
_HEARD = (
    "EXISTS (SELECT 1 FROM checkins WHERE checkins.member_id = members.id AND at >= :start AND at < :end"
    " AND withdrawn_at IS NULL)"
)


def heard_by_week(db: Database, branch_id: int, weeks: Sequence[tuple[datetime, datetime]]) -> list[int]:
    """Count of a branch's people of today who was heard of in each of these spans, their ends left out."""
    rows = (
        db.execute(
            f"SELECT count(*) FROM members WHERE branch_id = :branch AND {_ON_ROLL} AND {_HEARD}",  # noqa: S608
            {"branch": branch_id, "start": stamp(start), "end": stamp(end)},
        ).fetchone()
        for start, end in weeks
    )
    return [int(row[0]) for row in rows]


def heard_of_all(db: Database, start: datetime, end: datetime) -> tuple[int, int]:
    """Count who of the whole roll was heard of in a span, its end left out, and how many there are."""
    heard, people = db.execute(
        f"SELECT coalesce(sum({_HEARD}), 0), count(*) FROM members WHERE {_ON_ROLL}",  # noqa: S608
        {"start": stamp(start), "end": stamp(end)},
    ).fetchone()
    return int(heard), int(people)
