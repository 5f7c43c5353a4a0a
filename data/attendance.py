"""Who said to come to an event, who waits for a place, who came."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.domain.event import Answer, Choice
from data.db import read_stamp, stamp

# The last word of a person is what counts.
_STANDING = (
    "SELECT id, member_id, choice, reason, said_by, at FROM event_answers AS said"
    " WHERE event_id = :event AND withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM event_answers AS later"
    "   WHERE later.event_id = said.event_id AND later.member_id = said.member_id"
    "   AND later.withdrawn_at IS NULL AND later.id > said.id)"
)


def keep(
    db: Database,
    event: int,
    member_id: int,
    choice: Choice,
    *,
    said_by: int | None,
    now: datetime,
    reason: str = "",
) -> int:
    """Keep what somebody said; nobody said it (None) who moved up. Gives the row's id."""
    cursor = db.execute(
        "INSERT INTO event_answers (event_id, member_id, choice, reason, said_by, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (event, member_id, choice, reason, said_by, stamp(now)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def standing(db: Database, event: int) -> list[Answer]:
    """List what counts of everybody, in the order it was said."""
    return _answers(db, f"{_STANDING} ORDER BY id", {"event": event})


def standing_of(db: Database, event: int, member_id: int) -> Answer | None:
    """Give what counts of one person."""
    found = _answers(db, f"{_STANDING} AND member_id = :member", {"event": event, "member": member_id})
    return found[0] if found else None


def told_last(db: Database, said_by: int, since: datetime) -> tuple[int, datetime] | None:
    """Give (event, moment) of what somebody last said of coming, for whomever, since a moment."""
    return _last(db, "event_answers", said_by, since)


def withdraw(db: Database, said_by: int, at: datetime, now: datetime) -> list[Answer]:
    """Take back what somebody said at a moment; gives it."""
    rows = db.execute(
        "UPDATE event_answers SET withdrawn_at = ? WHERE said_by = ? AND at = ? AND withdrawn_at IS NULL"
        " RETURNING id, member_id, choice, reason, said_by, at",
        (stamp(now), said_by, stamp(at)),
    ).fetchall()
    return [_answer(row) for row in rows]


# Who came


def attend(db: Database, event: int, member_id: int, *, said_by: int, now: datetime) -> int | None:
    """Note that somebody came; gives the row's id, None where that was noted before."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO event_attendances (event_id, member_id, said_by, at) VALUES (?, ?, ?, ?)",
        (event, member_id, said_by, stamp(now)),
    )
    return cursor.lastrowid if cursor.rowcount else None


def attended(db: Database, event: int) -> list[int]:
    """List who came (member ids), in the order it was noted."""
    rows = db.execute(
        "SELECT member_id FROM event_attendances WHERE event_id = ? AND withdrawn_at IS NULL ORDER BY id",
        (event,),
    )
    return [row[0] for row in rows]


def noted_last(db: Database, said_by: int, since: datetime) -> tuple[int, datetime] | None:
    """Give (event, moment) of the attendance somebody last noted since a moment."""
    return _last(db, "event_attendances", said_by, since)


def take_back(db: Database, said_by: int, at: datetime, now: datetime) -> list[int]:
    """Take back the attendance somebody noted at a moment; gives whose."""
    rows = db.execute(
        "UPDATE event_attendances SET withdrawn_at = ? WHERE said_by = ? AND at = ?"
        " AND withdrawn_at IS NULL RETURNING member_id",
        (stamp(now), said_by, stamp(at)),
    ).fetchall()
    return [row[0] for row in rows]


def strike(db: Database, event: int, member_id: int, now: datetime) -> bool:
    """Note that somebody did not come after all; False where nobody said that they came."""
    cursor = db.execute(
        "UPDATE event_attendances SET withdrawn_at = ? WHERE event_id = ? AND member_id = ?"
        " AND withdrawn_at IS NULL",
        (stamp(now), event, member_id),
    )
    return bool(cursor.rowcount)


# What a room hears of it: names, gathered into one line


def waiting_thanks(db: Database, room_id: str, key: str) -> int | None:
    """Give the outbox row of this kind of line that has not left for the room yet."""
    row = db.execute(
        "SELECT id FROM outbox WHERE conversation = ? AND state = 'queued' AND dedupe_key GLOB ? LIMIT 1",
        (room_id, f"{key}:*"),
    ).fetchone()
    return int(row[0]) if row else None


def thanks_in(db: Database, room_id: str, since: datetime) -> list[datetime]:
    """List when a room was or will be thanked for answers to events since a moment, the latest first."""
    rows = db.execute(
        "SELECT not_before FROM outbox WHERE conversation = ? AND dedupe_key GLOB 'event:*:thanks:*'"
        " AND state <> 'cancelled' AND not_before >= ? ORDER BY not_before DESC",
        (room_id, stamp(since)),
    )
    return [read_stamp(row[0]) for row in rows]


def thank_with(db: Database, outbox_id: int, *, answer: int | None = None, came: int | None = None) -> None:
    """Note which line names somebody's answer, or that they came."""
    db.execute("UPDATE event_answers SET thanked_by = ? WHERE id = ?", (outbox_id, answer))
    db.execute("UPDATE event_attendances SET thanked_by = ? WHERE id = ?", (outbox_id, came))


def thanked_names(db: Database, outbox_id: int) -> list[str]:
    """List whom a line names, in the order they wrote."""
    rows = db.execute(
        "SELECT DISTINCT name FROM (SELECT member_id, at FROM event_answers"
        "   WHERE thanked_by = :row AND withdrawn_at IS NULL"
        " UNION ALL SELECT member_id, at FROM event_attendances"
        "   WHERE thanked_by = :row AND withdrawn_at IS NULL"
        ") JOIN members ON members.id = member_id ORDER BY at",
        {"row": outbox_id},
    )
    return [row[0] for row in rows]


def _last(db: Database, table: str, said_by: int, since: datetime) -> tuple[int, datetime] | None:
    row = db.execute(
        f"SELECT event_id, at FROM {table} WHERE said_by = ? AND at >= ?"  # noqa: S608 -- one of two constants
        " AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 1",
        (said_by, stamp(since)),
    ).fetchone()
    return (int(row[0]), read_stamp(row[1])) if row else None


def _answers(db: Database, query: str, arguments: dict[str, object]) -> list[Answer]:
    return [_answer(row) for row in db.execute(query, arguments).fetchall()]


def _answer(row: tuple[int, int, str, str, int | None, str]) -> Answer:
    number, member_id, choice, reason, said_by, at = row
    return Answer(number, member_id, Choice(choice), reason, said_by, read_stamp(at))
