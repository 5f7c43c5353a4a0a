"""Meetings of the branches, each with who came; what a record said before it was changed is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlite_utils import Database

from bot.domain.meeting import Absent, Kind, Meeting
from data.db import read_stamp, stamp

_COLUMNS = "id, number, branch_id, kind, held_on, online, topic, noted_by"


def next_number(db: Database) -> int:
    """Give the number of the next record."""
    return int(db.execute("SELECT coalesce(max(number), 0) + 1 FROM meetings").fetchone()[0])


def keep(db: Database, one: Meeting, now: datetime) -> None:
    """Keep a record; what stood under its number does not count any more."""
    db.execute(
        "UPDATE meetings SET withdrawn_at = ? WHERE number = ? AND withdrawn_at IS NULL",
        (stamp(now), one.number),
    )
    cursor = db.execute(
        "INSERT INTO meetings (number, branch_id, kind, held_on, online, topic, noted_by, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.number,
            one.branch_id,
            one.kind,
            one.day.isoformat(),
            int(one.online),
            one.topic,
            one.noted_by,
            stamp(now),
        ),
    )
    rows = [(cursor.lastrowid, member, 1, "") for member in one.came]
    rows += [(cursor.lastrowid, each.member_id, 0, each.reason) for each in one.missed]
    db.conn.executemany(
        "INSERT INTO meeting_members (meeting_id, member_id, came, reason) VALUES (?, ?, ?, ?)", rows
    )


def find(db: Database, number: int) -> Meeting | None:
    """Give a record by its number."""
    return next(iter(_select(db, "withdrawn_at IS NULL AND number = :number", {"number": number})), None)


def held(
    db: Database, first: date, last: date, branch_id: int | None = None, kind: Kind | None = None
) -> list[Meeting]:
    """List what was held in a span of days, the earliest first; of one branch, of one kind, or all."""
    return _select(
        db,
        "withdrawn_at IS NULL AND held_on BETWEEN :first AND :last"
        " AND (:branch IS NULL OR branch_id = :branch) AND (:kind IS NULL OR kind = :kind)",
        {"first": first.isoformat(), "last": last.isoformat(), "branch": branch_id, "kind": kind},
    )


def days_held(db: Database, first: date, last: date) -> dict[int, list[tuple[Kind, date]]]:
    """Give by branch what was held in a span of days, the earliest first."""
    found = defaultdict[int, list[tuple[Kind, date]]](list)
    rows = db.execute(
        "SELECT branch_id, kind, held_on FROM meetings WHERE withdrawn_at IS NULL"
        " AND held_on BETWEEN ? AND ? ORDER BY held_on, number",
        (first.isoformat(), last.isoformat()),
    )
    for branch, kind, day in rows:
        found[branch].append((Kind(kind), date.fromisoformat(day)))
    return found


def noted_last(db: Database, noted_by: int, since: datetime) -> datetime | None:
    """Tell when somebody last wrote a record that stands, from `since` on."""
    row = db.execute(
        "SELECT max(at) FROM meetings WHERE noted_by = ? AND at >= ? AND withdrawn_at IS NULL",
        (noted_by, stamp(since)),
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def noted_at(db: Database, noted_by: int, at: datetime) -> list[Meeting]:
    """List the records somebody wrote at a moment that stand."""
    return _select(
        db, "noted_by = :by AND at = :at AND withdrawn_at IS NULL", {"by": noted_by, "at": stamp(at)}
    )


def withdraw(db: Database, number: int, now: datetime) -> Meeting | None:
    """Take a record back; gives what stood there before and counts again, None where nothing did."""
    row = db.execute(
        "UPDATE meetings SET withdrawn_at = ? WHERE number = ? AND withdrawn_at IS NULL RETURNING id, at",
        (stamp(now), number),
    ).fetchone()
    if row is None:
        return None
    db.execute(
        "UPDATE meetings SET withdrawn_at = NULL WHERE id ="
        " (SELECT max(id) FROM meetings WHERE number = ? AND withdrawn_at = ? AND id < ?)",
        (number, row[1], row[0]),
    )
    return find(db, number)


def _select(db: Database, which: str, arguments: Mapping[str, object]) -> list[Meeting]:
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM meetings WHERE {which} ORDER BY held_on, number",  # noqa: S608 -- texts of this page
        dict(arguments),
    ).fetchall()
    people = _people(db, [row[0] for row in rows])
    return [
        Meeting(number, branch, Kind(kind), date.fromisoformat(day), bool(online), topic, by, *people[key])
        for key, number, branch, kind, day, online, topic, by in rows
    ]


def _people(db: Database, ids: Collection[int]) -> dict[int, tuple[tuple[int, ...], tuple[Absent, ...]]]:
    """Give who came to these meetings and who was missed, in the order of the roll."""
    came: dict[int, list[int]] = {one: [] for one in ids}
    missed: dict[int, list[Absent]] = {one: [] for one in ids}
    for one in ids:
        for member, there, reason in db.execute(
            "SELECT member_id, came, reason FROM meeting_members WHERE meeting_id = ? ORDER BY member_id",
            (one,),
        ):
            if there:
                came[one].append(member)
            else:
                missed[one].append(Absent(member, reason))
    return {one: (tuple(came[one]), tuple(missed[one])) for one in ids}
