"""What the tables know of a span of time, counted by branch: for the reports of a month or a year.

Read only; every count is one query over everybody. People count for the branch they are of now; 0 stands for
none. A span holds its start and not its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from bot.domain.checkin import Whereabouts
from bot.domain.field import Field
from data.db import read_stamp, stamp

_BRANCH = "coalesce(members.branch_id, 0)"


# The roll


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a person stood on the roll: of which branch (None: of none), in which state of membership."""

    branch_id: int | None
    status: str


def seats(db: Database) -> dict[int, Seat]:
    """Give where everybody known stands now."""
    rows = db.execute("SELECT id, branch_id, status FROM members ORDER BY id").fetchall()
    return {member: Seat(branch, status) for member, branch, status in rows}


@dataclass(frozen=True, slots=True)
class Before:
    """What stood in a record until a change."""

    member_id: int
    field: Field
    value: str | None
    at: datetime


def undoing(db: Database, since: datetime, *fields: Field) -> list[Before]:
    """List the changes of records from a moment on, the newest first, each with what stood there before."""
    wanted = {one.name for one in fields}
    rows = db.execute(
        "SELECT member_id, field, before, at FROM record_changes WHERE at >= ? AND undone_at IS NULL"
        " ORDER BY id DESC",
        (stamp(since),),
    ).fetchall()
    return [
        Before(member, Field[name], before, read_stamp(at))
        for member, name, before, at in rows
        if name in wanted
    ]


def unit_ids(db: Database) -> dict[str, int]:
    """Give the branches, closed ones too, by every name they have had."""
    rows = db.execute(
        "SELECT unit_names.name, units.id FROM unit_names JOIN units ON units.id = unit_id"
        " WHERE kind = 'branch' UNION ALL SELECT name, id FROM units WHERE kind = 'branch'"
    ).fetchall()
    return dict(rows)


def changed(db: Database, start: datetime, end: datetime) -> list[tuple[int, int, int]]:
    """Count changes of records in a span, but of branch, state, dues and clock: (branch, changes, people)."""
    return _triples(
        db,
        f"SELECT {_BRANCH}, count(*), count(DISTINCT member_id) FROM record_changes"  # noqa: S608 -- a constant
        " JOIN members ON members.id = member_id WHERE at >= :start AND at < :end AND undone_at IS NULL"
        " AND field NOT IN ('BRANCH', 'STATUS', 'DUES_UNTIL', 'TIMEZONE') GROUP BY 1",
        start,
        end,
    )


# Contact


def heard(db: Database, start: datetime, end: datetime) -> set[int]:
    """Give who was heard of by a check-in in a span."""
    rows = db.execute(
        "SELECT DISTINCT member_id FROM checkins WHERE at >= ? AND at < ? AND withdrawn_at IS NULL",
        (stamp(start), stamp(end)),
    )
    return {row[0] for row in rows}


def heard_anyhow(db: Database, after: datetime, end: datetime) -> set[int]:
    """Give of whom anything was heard after a moment and before another: as data/silence.py counts it."""
    span = {"after": stamp(after), "end": stamp(end)}
    rows = db.execute(
        "SELECT member_id FROM checkins WHERE at > :after AND at < :end AND withdrawn_at IS NULL"
        " UNION SELECT member_id FROM receipts WHERE at > :after AND at < :end AND withdrawn_at IS NULL"
        "  AND how = 'own'"
        " UNION SELECT member_id FROM absences WHERE at > :after AND at < :end AND said_by = member_id",
        span,
    )
    return {row[0] for row in rows}


def whereabouts(db: Database, since: datetime, end: datetime) -> Iterator[tuple[int, Whereabouts, datetime]]:
    """Go through what was said of where people are, in order: (whose, where, when)."""
    rows = db.execute(
        "SELECT member_id, whereabouts, at FROM checkins WHERE whereabouts IS NOT NULL"
        " AND at >= ? AND at < ? AND withdrawn_at IS NULL ORDER BY at, id",
        (stamp(since), stamp(end)),
    ).fetchall()
    return ((member, Whereabouts(where), read_stamp(at)) for member, where, at in rows)


def residences(db: Database) -> dict[int, str]:
    """Give where people live by the roll."""
    rows = db.execute("SELECT id, residence FROM members WHERE residence IS NOT NULL AND residence <> ''")
    return dict(rows.fetchall())


# Notices, events, lessons, study: (number, branch, people asked, people who did)


Turnout = tuple[int, int, int, int]


def notices(db: Database, start: datetime, end: datetime) -> list[Turnout]:
    """Count who was asked and who surely answered, by notice sent in a span and not withdrawn."""
    return _turnouts(
        db,
        f"SELECT notices.id, {_BRANCH}, count(*), sum(EXISTS (SELECT 1 FROM receipts"  # noqa: S608 -- a constant
        "   WHERE receipts.notice_id = notices.id AND receipts.member_id = members.id"
        "   AND certain = 1 AND receipts.withdrawn_at IS NULL))"
        " FROM notices JOIN notice_members ON notice_members.notice_id = notices.id"
        " JOIN members ON members.id = notice_members.member_id"
        " WHERE sent_at >= :start AND sent_at < :end AND notices.withdrawn_at IS NULL GROUP BY 1, 2",
        start,
        end,
    )


def events(db: Database, start: datetime, end: datetime) -> list[Turnout]:
    """Count who was invited or came all the same, and who came, by event that took place in a span."""
    return _turnouts(
        db,
        f"SELECT events.id, {_BRANCH}, count(*), sum(came) FROM events JOIN ("  # noqa: S608 -- a constant
        "  SELECT event_id, member_id, max(came) AS came FROM ("
        "   SELECT event_id, member_id, 0 AS came FROM event_members UNION ALL"
        "   SELECT event_id, member_id, 1 FROM event_attendances WHERE withdrawn_at IS NULL"
        "  ) GROUP BY event_id, member_id) AS people ON people.event_id = events.id"
        " JOIN members ON members.id = people.member_id"
        " WHERE state = 'open' AND starts_at >= :start AND starts_at < :end GROUP BY 1, 2",
        start,
        end,
    )


def lessons(db: Database, start: datetime, end: datetime) -> list[Turnout]:
    """Count whom a lesson was for or who attended all the same, and who attended, by lesson of a span."""
    return _turnouts(
        db,
        f"SELECT lessons.number, {_BRANCH}, count(*), sum(came) FROM lessons JOIN ("  # noqa: S608 -- a constant
        "  SELECT number, member_id, max(came) AS came FROM ("
        "   SELECT number, member_id, 0 AS came FROM lesson_members UNION ALL"
        "   SELECT number, member_id, 1 FROM lesson_attendances"
        "  ) GROUP BY number, member_id) AS people ON people.number = lessons.number"
        " JOIN members ON members.id = people.member_id"
        " WHERE cancelled_at IS NULL AND starts_at >= :start AND starts_at < :end GROUP BY 1, 2",
        start,
        end,
    )


def studies(db: Database, start: datetime, end: datetime) -> list[tuple[int, int, int, int, int]]:
    """Count who was to read, who has, who wrote, by item that went out in a span, as 学习 统计 does."""
    rows = db.execute(
        f"SELECT studies.id, {_BRANCH}, count(*),"  # noqa: S608 -- a constant
        " sum(EXISTS (SELECT 1 FROM study_reads WHERE study_reads.study_id = studies.id"
        "  AND study_reads.member_id = members.id)),"
        " sum(EXISTS (SELECT 1 FROM reflections WHERE reflections.study_id = studies.id"
        "  AND reflections.member_id = members.id))"
        " FROM studies JOIN study_members ON study_members.study_id = studies.id"
        " JOIN members ON members.id = study_members.member_id"
        " WHERE state IN ('open', 'closed') AND opened_at >= ? AND opened_at < ?"
        " AND members.status NOT IN ('moved', 'deceased', 'lost', 'suspended') GROUP BY 1, 2",
        (stamp(start), stamp(end)),
    ).fetchall()
    return [(number, branch, asked, read, wrote) for number, branch, asked, read, wrote in rows]


# Meetings: of a branch themselves


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting: of which branch and kind, on which day, how many were to come and came."""

    branch_id: int
    kind: str
    day: date
    asked: int
    came: int


def meetings(db: Database, first: date, last: date) -> list[Held]:
    """List the meetings of a span of days, both included."""
    rows = db.execute(
        "SELECT branch_id, kind, held_on, count(member_id), coalesce(sum(came), 0) FROM meetings"
        " LEFT JOIN meeting_members ON meeting_id = meetings.id"
        " WHERE withdrawn_at IS NULL AND held_on BETWEEN ? AND ? GROUP BY meetings.id ORDER BY held_on",
        (first.isoformat(), last.isoformat()),
    ).fetchall()
    return [
        Held(branch, kind, date.fromisoformat(day), asked, came) for branch, kind, day, asked, came in rows
    ]


# Transfers, visits, parcels, points: (branch, what, how many)


def transfers(db: Database, start: datetime, end: datetime) -> list[tuple[int, str, int]]:
    """Count transfers by the branch they lead away from: asked for in a span, or ended in it."""
    rows = db.execute(
        "SELECT home_id, 'asked', count(*) FROM transfers WHERE number IN (SELECT number FROM transfer_steps"
        "  WHERE act = 'asked' AND at >= :start AND at < :end) GROUP BY 1"
        " UNION ALL SELECT home_id, state, count(*) FROM transfers"
        "  WHERE ended_at >= :start AND ended_at < :end GROUP BY 1, 2",
        {"start": stamp(start), "end": stamp(end)},
    ).fetchall()
    return [(branch, what, number) for branch, what, number in rows]


def visits(db: Database, start: datetime, end: datetime) -> list[tuple[int, str, int]]:
    """Count visits and calls of a span (visit, call), and those in vain (missed)."""
    rows = db.execute(
        f"SELECT {_BRANCH}, iif(reached, visits.kind, 'missed'), count(*) FROM visits"  # noqa: S608 -- a constant
        " JOIN members ON members.id = member_id"
        " WHERE visits.at >= ? AND visits.at < ? AND withdrawn_at IS NULL GROUP BY 1, 2",
        (stamp(start), stamp(end)),
    ).fetchall()
    return [(branch, what, number) for branch, what, number in rows]


def parcels(db: Database, start: datetime, end: datetime) -> list[tuple[int, int]]:
    """Count the parcels sent in a span: (branch, parcels)."""
    rows = db.execute(
        f"SELECT {_BRANCH}, count(*) FROM parcels JOIN members ON members.id = member_id"  # noqa: S608 -- as above
        " WHERE sent_at >= ? AND sent_at < ? AND withdrawn_at IS NULL GROUP BY 1",
        (stamp(start), stamp(end)),
    ).fetchall()
    return [(branch, number) for branch, number in rows]


def points(db: Database, start: datetime, end: datetime) -> list[tuple[int, int]]:
    """Sum the points that count in a span: (branch, points)."""
    rows = db.execute(
        f"SELECT {_BRANCH}, sum(amount) FROM points JOIN members ON members.id = member_id"  # noqa: S608 -- as above
        " WHERE at >= ? AND at < ? GROUP BY 1",
        (stamp(start), stamp(end)),
    ).fetchall()
    return [(branch, number) for branch, number in rows]


@dataclass(frozen=True, slots=True)
class Greeted:
    """Who was greeted for an occasion: with the days of the roll that it may be about."""

    member_id: int
    branch_id: int
    birthday: date | None
    joined_on: date | None


def greeted(db: Database, occasion: str) -> list[Greeted]:
    """List who was greeted for an occasion (国庆:2026, birthday:2026)."""
    rows = db.execute(
        f"SELECT member_id, {_BRANCH}, birthday, joined_on FROM greetings"  # noqa: S608 -- as above
        " JOIN members ON members.id = member_id WHERE occasion = ?",
        (occasion,),
    ).fetchall()
    return [Greeted(member, branch, _day(born), _day(joined)) for member, branch, born, joined in rows]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _turnouts(db: Database, query: str, start: datetime, end: datetime) -> list[Turnout]:
    rows = db.execute(query, {"start": stamp(start), "end": stamp(end)}).fetchall()
    return [(number, branch, asked, done or 0) for number, branch, asked, done in rows]


def _triples(db: Database, query: str, start: datetime, end: datetime) -> list[tuple[int, int, int]]:
    rows = db.execute(query, {"start": stamp(start), "end": stamp(end)}).fetchall()
    return [(first, second, third) for first, second, third in rows]
