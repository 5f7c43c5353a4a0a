"""Lessons held online, whom they were for, who wished to be reminded, and who attended."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlite_utils import Database

from bot.domain.lesson import Lesson
from data.db import read_stamp, stamp

_COLUMNS = "number, title, url, keyword, starts_at, audience, rooms, opened_by, cancelled_at"


def add(  # what is known of a lesson
    db: Database,
    *,
    title: str,
    url: str | None,
    keyword: str | None,
    starts_at: datetime,
    audience: str,
    room_ids: Sequence[str],
    member_ids: Iterable[int],
    by: int,
    now: datetime,
) -> int:
    """Keep a lesson and whom it is for; gives its number."""
    cursor = db.execute(
        "INSERT INTO lessons (title, url, keyword, starts_at, audience, rooms, opened_by, opened_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (title, url, keyword, stamp(starts_at), audience, json.dumps(list(room_ids)), by, stamp(now)),
    )
    number = cursor.lastrowid
    assert number is not None
    db.conn.executemany(
        "INSERT OR IGNORE INTO lesson_members (number, member_id) VALUES (?, ?)",
        [(number, member) for member in member_ids],
    )
    return number


def find(db: Database, number: int) -> Lesson | None:
    """Give a lesson by its number."""
    return next(iter(_select(db, "WHERE number = :number", {"number": number})), None)


def held_between(db: Database, start: datetime, end: datetime) -> list[Lesson]:
    """List lessons that begin in a span and were not called off, the earliest first."""
    rest = (
        "WHERE cancelled_at IS NULL AND starts_at >= :start AND starts_at < :end ORDER BY starts_at, number"
    )
    return _select(db, rest, {"start": stamp(start), "end": stamp(end)})


def to_remind(db: Database, now: datetime, until: datetime) -> list[Lesson]:
    """List lessons that begin after now and up to a moment, of which nobody was reminded."""
    rest = (
        "WHERE cancelled_at IS NULL AND reminded_at IS NULL AND starts_at > :now AND starts_at <= :until"
        " ORDER BY number"
    )
    return _select(db, rest, {"now": stamp(now), "until": stamp(until)})


def note_reminded(db: Database, number: int, now: datetime) -> None:
    """Note that people were reminded of a lesson."""
    db.execute("UPDATE lessons SET reminded_at = ? WHERE number = ?", (stamp(now), number))


def cancel(db: Database, number: int, reason: str, now: datetime) -> None:
    """Call a lesson off."""
    db.execute(
        "UPDATE lessons SET cancelled_at = ?, reason = ? WHERE number = ?", (stamp(now), reason, number)
    )


def move(db: Database, number: int, starts_at: datetime, now: datetime) -> None:
    """Put a lesson on another time; people are reminded anew."""
    db.execute(
        "UPDATE lessons SET starts_at = ?, moved_at = ?, reminded_at = NULL WHERE number = ?",
        (stamp(starts_at), stamp(now), number),
    )


# People


def invited(db: Database, number: int) -> list[int]:
    """Give whom a lesson is for."""
    rows = db.execute("SELECT member_id FROM lesson_members WHERE number = ? ORDER BY member_id", (number,))
    return [row[0] for row in rows]


def wish_reminder(db: Database, number: int, member_id: int) -> None:
    """Note that somebody wishes to be reminded of a lesson."""
    db.execute(
        "INSERT INTO lesson_members (number, member_id, remind) VALUES (?, ?, 1)"
        " ON CONFLICT (number, member_id) DO UPDATE SET remind = 1",
        (number, member_id),
    )


def wishing_reminder(db: Database, number: int) -> list[int]:
    """Give who wishes to be reminded of a lesson."""
    rows = db.execute("SELECT member_id FROM lesson_members WHERE number = ? AND remind = 1", (number,))
    return [row[0] for row in rows]


def attend(db: Database, number: int, member_id: int, said_by: int, now: datetime) -> bool:
    """Keep that somebody attended; False where that is known."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO lesson_attendances (number, member_id, said_by, at) VALUES (?, ?, ?, ?)",
        (number, member_id, said_by, stamp(now)),
    )
    return cursor.rowcount > 0


def attended(db: Database, number: int) -> list[int]:
    """Give who attended a lesson."""
    rows = db.execute(
        "SELECT member_id FROM lesson_attendances WHERE number = ? ORDER BY at, member_id", (number,)
    )
    return [row[0] for row in rows]


def said_by(db: Database, number: int) -> dict[int, int]:
    """Give by whose word each of those who attended is known to have, by member."""
    rows = db.execute("SELECT member_id, said_by FROM lesson_attendances WHERE number = ?", (number,))
    return dict(rows.fetchall())


def attended_by(db: Database, member_id: int) -> set[int]:
    """Give the numbers of the lessons somebody attended."""
    rows = db.execute("SELECT number FROM lesson_attendances WHERE member_id = ?", (member_id,))
    return {row[0] for row in rows}


def told_last(db: Database, said_by: int, since: datetime) -> datetime | None:
    """Tell when somebody last said that somebody attended, from `since` on."""
    row = db.execute(
        "SELECT max(at) FROM lesson_attendances WHERE said_by = ? AND at >= ?", (said_by, stamp(since))
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def withdraw(db: Database, said_by: int, at: datetime) -> list[tuple[int, int]]:
    """Take back what somebody said at a moment of who attended; gives (lesson, member) of each."""
    rows = db.execute(
        "DELETE FROM lesson_attendances WHERE said_by = ? AND at = ? RETURNING number, member_id",
        (said_by, stamp(at)),
    ).fetchall()
    return [(number, member) for number, member in rows]


def _select(db: Database, rest: str, arguments: Mapping[str, object]) -> list[Lesson]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM lessons {rest}", dict(arguments)).fetchall()  # noqa: S608
    return [
        Lesson(
            number,
            title,
            url,
            keyword,
            read_stamp(starts),
            audience,
            tuple(json.loads(rooms)),
            by,
            read_stamp(cancelled) if cancelled else None,
        )
        for number, title, url, keyword, starts, audience, rooms, by, cancelled in rows
    ]
