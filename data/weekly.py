"""What the weekly page counts: the people behind each number with their branches, many in one query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from bot.domain.dues.arrears import is_exempt
from bot.domain.event import Choice
from bot.domain.member import Status
from data.db import stamp


def _among(statuses: Iterable[Status]) -> str:
    return json.dumps(list(statuses))


_ON_ROLL = _among(one for one in Status if not one.has_ended)
_GREETED = _among(one for one in Status if one.is_greeted)
_PAYS = _among(one for one in Status if one.is_greeted and not is_exempt(one))


class Guest(NamedTuple):
    """Somebody an event invited: what was said, whether the person came."""

    member_id: int
    unit_id: int | None
    choice: Choice | None
    came: bool


def guests(db: Database, event: int) -> Iterator[Guest]:
    """Give whom an event invites and who is still on the roll, or came."""
    rows = db.execute(
        "SELECT invited.member_id, branch_id, choice, came.member_id IS NOT NULL"
        " FROM event_members AS invited"
        " JOIN members ON members.id = invited.member_id"
        " LEFT JOIN (SELECT member_id, choice, max(id) FROM event_answers WHERE event_id = :event"
        "   AND withdrawn_at IS NULL GROUP BY member_id) AS said ON said.member_id = invited.member_id"
        " LEFT JOIN (SELECT member_id FROM event_attendances WHERE event_id = :event"
        "   AND withdrawn_at IS NULL) AS came ON came.member_id = invited.member_id"
        " WHERE invited.event_id = :event AND (came.member_id IS NOT NULL"
        "  OR status IN (SELECT value FROM json_each(:statuses))) ORDER BY invited.member_id",
        {"event": event, "statuses": _ON_ROLL},
    )
    choices: dict[str | None, Choice | None] = {None: None, **{str(one): one for one in Choice}}
    for member, unit, choice, came in rows:
        yield Guest(member, unit, choices[choice], bool(came))


def readers(db: Database, study: int) -> list[tuple[int, int | None, int, int]]:
    """Give whom a study item is for, with (member, branch, 1 where read, 1 where something was written)."""
    return db.execute(
        "SELECT asked.member_id, branch_id, study_reads.id IS NOT NULL, wrote.member_id IS NOT NULL"
        " FROM study_members AS asked JOIN members ON members.id = asked.member_id"
        " LEFT JOIN study_reads ON study_reads.study_id = asked.study_id"
        "   AND study_reads.member_id = asked.member_id"
        " LEFT JOIN (SELECT DISTINCT member_id FROM reflections WHERE study_id = :study) AS wrote"
        "   ON wrote.member_id = asked.member_id"
        " WHERE asked.study_id = :study AND status IN (SELECT value FROM json_each(:statuses))"
        " ORDER BY asked.member_id",
        {"study": study, "statuses": _GREETED},
    ).fetchall()


def listeners(db: Database, lesson: int) -> list[tuple[int, int | None, bool]]:
    """Give whom a lesson was for or who attended, with (member, branch, attended)."""
    rows = db.execute(
        "SELECT meant.member_id, branch_id, max(came) FROM ("
        " SELECT member_id, 0 AS came FROM lesson_members WHERE number = :lesson"
        " UNION ALL SELECT member_id, 1 FROM lesson_attendances WHERE number = :lesson) AS meant"
        " JOIN members ON members.id = meant.member_id GROUP BY meant.member_id"
        " HAVING status IN (SELECT value FROM json_each(:statuses)) OR max(came)"
        " ORDER BY meant.member_id",
        {"lesson": lesson, "statuses": _ON_ROLL},
    ).fetchall()
    return [(member, unit, bool(came)) for member, unit, came in rows]


# Dues


def paid_until(db: Database, month: str) -> list[tuple[int, int, str]]:
    """Give who pays and has paid until a month (2026-05) or an earlier one, with (member, branch, until)."""
    rows = db.execute(
        "SELECT id, branch_id, dues_until FROM members WHERE branch_id IS NOT NULL AND dues_until <= :month"
        " AND status IN (SELECT value FROM json_each(:statuses)) ORDER BY branch_id, dues_until, id",
        {"month": month, "statuses": _PAYS},
    )
    return rows.fetchall()


def payers(db: Database, start: datetime, end: datetime) -> list[tuple[int, int | None]]:
    """Give whose payments were booked from one moment up to another, a row a payment: (member, branch)."""
    return db.execute(
        "SELECT member_id, branch_id FROM dues_payments JOIN members ON members.id = member_id"
        " WHERE at >= ? AND at < ? AND withdrawn_at IS NULL ORDER BY branch_id, dues_payments.id",
        (stamp(start), stamp(end)),
    ).fetchall()


def unregistered(db: Database) -> dict[int, int]:
    """Count by branch who pays and of whom nobody knows until when.

    A branch of which nothing is known is left out: its dues are kept elsewhere.
    """
    rows = db.execute(
        "SELECT branch_id, count(*) - count(dues_until) AS unknown FROM members"
        " WHERE branch_id IS NOT NULL AND status IN (SELECT value FROM json_each(:statuses))"
        " GROUP BY branch_id HAVING unknown > 0 AND count(dues_until) > 0 ORDER BY branch_id",
        {"statuses": _PAYS},
    )
    return dict(rows.fetchall())


def undeclared(db: Database, year: int) -> list[tuple[int, int]]:
    """Give who pays and has declared nothing for a year, with (member, branch)."""
    return db.execute(
        "SELECT id, branch_id FROM members WHERE branch_id IS NOT NULL"
        " AND status IN (SELECT value FROM json_each(:statuses))"
        " AND id NOT IN (SELECT member_id FROM dues_bases WHERE year = :year) ORDER BY branch_id, id",
        {"year": year, "statuses": _PAYS},
    ).fetchall()


# Cases, points, aid


def askers(db: Database, numbers: Iterable[int]) -> dict[int, int | None]:
    """Give by the number of a case in which branch who asked is now, where that is the case's, too."""
    # Who has moved on is nobody's to count but the office's: the new secretary may not see the case.
    wanted = set(numbers)
    rows = db.execute(
        "SELECT number, members.branch_id FROM cases JOIN members ON members.id = member_id"
        " AND members.branch_id = cases.branch_id"
    )
    return {number: unit for number, unit in rows if number in wanted}


def case_holders(db: Database) -> dict[int, str]:
    """Give the names of those who took cases that wait."""
    rows = db.execute(
        "SELECT DISTINCT members.id, name FROM cases JOIN members ON members.id = holder_id"
        " WHERE state IN ('open', 'asked') AND status IN (SELECT value FROM json_each(:statuses))",
        {"statuses": _ON_ROLL},
    )
    return dict(rows.fetchall())


def claims(db: Database) -> list[tuple[int, int | None, str]]:
    """Give whose points wait for review: (member, branch, since when); a secretary's own are the office's."""
    return db.execute(
        "SELECT member_id, CASE WHEN EXISTS (SELECT 1 FROM posts WHERE posts.member_id = points.member_id"
        "   AND role = 'secretary' AND unit_id IN (branches.id, generals.id))"
        "  THEN NULL ELSE branches.id END, coalesce(entered_at, at) FROM points"
        " JOIN members ON members.id = member_id JOIN units AS branches ON branches.id = members.branch_id"
        " LEFT JOIN units AS generals ON generals.id = branches.parent_id AND generals.kind = 'general'"
        " WHERE state = 'waiting' AND status IN (SELECT value FROM json_each(:statuses))"
        " ORDER BY branches.id, points.id",
        {"statuses": _ON_ROLL},
    ).fetchall()


def wishes(db: Database, start: datetime, end: datetime) -> list[tuple[int, int]]:
    """Give who offered or asked for something among members in a span: (number, member)."""
    return db.execute(
        "SELECT number, member_id FROM aids WHERE asked_at >= ? AND asked_at < ? ORDER BY number",
        (stamp(start), stamp(end)),
    ).fetchall()


# Branches


def sizes(db: Database) -> dict[int, int]:
    """Count the people of each branch who have not left the roll."""
    rows = db.execute(
        "SELECT branch_id, count(*) FROM members WHERE branch_id IS NOT NULL"
        " AND status IN (SELECT value FROM json_each(:statuses)) GROUP BY branch_id",
        {"statuses": _ON_ROLL},
    )
    return dict(rows.fetchall())
