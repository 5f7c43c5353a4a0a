"""Visits and calls to members, and visits that are planned."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlite_utils import Database

from bot.domain.visit import Kind, Tally, Visit
from data.db import read_stamp, stamp

_COLUMNS = "member_id, visits.said_by, kind, reached, words, visits.at"


def add(db: Database, visit: Visit) -> None:
    """Keep a visit or call."""
    db.execute(
        "INSERT INTO visits (member_id, said_by, kind, reached, words, at) VALUES (?, ?, ?, ?, ?, ?)",
        (visit.member_id, visit.said_by, visit.kind, int(visit.reached), visit.words, stamp(visit.at)),
    )


def log(
    db: Database, since: datetime, *, branch_id: int | None = None, member_id: int | None = None
) -> list[Visit]:
    """List visits and calls since a moment, the newest first; of one branch, of one person, or all."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM visits JOIN members ON members.id = member_id"  # noqa: S608 -- a constant
        " WHERE visits.at >= :since AND withdrawn_at IS NULL AND (:branch IS NULL OR branch_id = :branch)"
        " AND (:member IS NULL OR member_id = :member) ORDER BY visits.id DESC",
        {"since": stamp(since), "branch": branch_id, "member": member_id},
    ).fetchall()
    return [_visit(row) for row in rows]


def told_last(db: Database, said_by: int, since: datetime) -> Visit | None:
    """Give what somebody logged last, from `since` on."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM visits"  # noqa: S608 -- a constant
        " WHERE said_by = ? AND at >= ? AND withdrawn_at IS NULL"
        " ORDER BY id DESC LIMIT 1",
        (said_by, stamp(since)),
    ).fetchone()
    return _visit(row) if row else None


def withdraw(db: Database, said_by: int, at: datetime, now: datetime) -> int:
    """Take back what somebody logged at a moment; gives how many."""
    cursor = db.execute(
        "UPDATE visits SET withdrawn_at = ? WHERE said_by = ? AND at = ? AND withdrawn_at IS NULL",
        (stamp(now), said_by, stamp(at)),
    )
    return int(cursor.rowcount)


def tallies(db: Database, since: datetime, branch_ids: Collection[int] | None = None) -> list[Tally]:
    """Count visits and calls by branch since a moment; every branch has a row, of these or of all."""
    rows = db.execute(
        "SELECT units.id, units.name, coalesce(sum(visited), 0), coalesce(sum(called), 0),"
        " coalesce(sum(missed), 0),"
        " count(members.id) - coalesce(sum(visited + called > 0), 0)"
        " FROM units LEFT JOIN members ON members.branch_id = units.id LEFT JOIN ("
        "  SELECT member_id, sum(kind = 'visit' AND reached) AS visited, sum(kind = 'call' AND reached)"
        "   AS called, sum(NOT reached) AS missed FROM visits WHERE at >= ? AND withdrawn_at IS NULL"
        "  GROUP BY member_id) ON member_id = members.id"
        " WHERE units.kind = 'branch' AND units.closed_at IS NULL GROUP BY units.id ORDER BY units.id",
        (stamp(since),),
    ).fetchall()
    return [Tally(*row[1:]) for row in rows if branch_ids is None or row[0] in branch_ids]


def plan(db: Database, member_id: int, day: date, said_by: int, now: datetime) -> None:
    """Note that somebody is to be visited on a day; another day before it was done takes its place."""
    db.execute("DELETE FROM visit_plans WHERE member_id = ? AND day >= ?", (member_id, stamp(now)[:10]))
    db.execute(
        "INSERT OR REPLACE INTO visit_plans (member_id, day, said_by, at) VALUES (?, ?, ?, ?)",
        (member_id, day.isoformat(), said_by, stamp(now)),
    )


def planned(db: Database, start: date, end: date) -> dict[int, date]:
    """Give for whom a visit is planned in a span of days, by member."""
    rows = db.execute(
        "SELECT member_id, min(day) FROM visit_plans WHERE day BETWEEN ? AND ? GROUP BY member_id",
        (start.isoformat(), end.isoformat()),
    ).fetchall()
    return {member: date.fromisoformat(day) for member, day in rows}


def returning(db: Database, start: date, end: date, since: datetime) -> dict[int, tuple[date, date]]:
    """Give who last said to be back within a span of days, with the days said; said after `since`."""
    rows = db.execute(
        "SELECT member_id, returns_from, coalesce(returns_to, returns_from) FROM checkins WHERE id IN ("
        " SELECT max(id) FROM checkins WHERE at >= ? AND withdrawn_at IS NULL AND returns_from IS NOT NULL"
        " GROUP BY member_id) AND returns_from <= ? AND coalesce(returns_to, returns_from) >= ?",
        (stamp(since), end.isoformat(), start.isoformat()),
    ).fetchall()
    return {member: (date.fromisoformat(first), date.fromisoformat(last)) for member, first, last in rows}


def _visit(row: tuple[int, int, str, int, str, str]) -> Visit:
    member, said_by, kind, reached, words, at = row
    return Visit(member, said_by, Kind(kind), bool(reached), words, read_stamp(at))
