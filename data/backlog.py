"""The outbox as people look at it: what waits, what ended unsent, what was said to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.domain.delivery import Kind
from data.db import read_stamp, stamp


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message that ended unsent: where it was to go, and why it did not."""

    conversation: str
    member_id: int | None
    key: str
    kind: Kind
    state: str
    error: str
    file: str | None
    held_for: int | None


def count_waiting(db: Database, until: datetime) -> dict[Kind, int]:
    """Count by kind what is due by a moment and waits for its turn."""
    rows = db.execute(
        "SELECT kind, count(*) FROM outbox WHERE state = 'queued' AND held_for IS NULL AND not_before <= ?"
        " GROUP BY kind ORDER BY min(priority)",
        (stamp(until),),
    )
    return {Kind(kind): number for kind, number in rows}


def last_due(db: Database, until: datetime) -> datetime | None:
    """Give the last moment up to another one that a message is meant for."""
    (last,) = db.execute(
        "SELECT max(not_before) FROM outbox WHERE state = 'queued' AND held_for IS NULL AND not_before <= ?",
        (stamp(until),),
    ).fetchone()
    return read_stamp(last) if last else None


def count_later(db: Database, after: datetime) -> tuple[int, datetime | None]:
    """Count what is meant for after a moment, and give the first of those moments."""
    number, first = db.execute(
        "SELECT count(*), min(not_before) FROM outbox"
        " WHERE state = 'queued' AND held_for IS NULL AND not_before > ?",
        (stamp(after),),
    ).fetchone()
    return int(number), read_stamp(first) if first else None


def oldest(db: Database, now: datetime) -> tuple[str, datetime] | None:
    """Give where the message goes that has been due for longest, and since when."""
    row = db.execute(
        "SELECT conversation, not_before FROM outbox"
        " WHERE state = 'queued' AND held_for IS NULL AND not_before <= ? ORDER BY not_before LIMIT 1",
        (stamp(now),),
    ).fetchone()
    return (row[0], read_stamp(row[1])) if row else None


def count_doubts(db: Database) -> int:
    """Count what may or may not have arrived."""
    return int(db.execute("SELECT count(*) FROM outbox WHERE state = 'in_doubt'").fetchone()[0])


def count_held(db: Database) -> int:
    """Count what waits for somebody's 确认."""
    row = db.execute("SELECT count(*) FROM outbox WHERE state = 'queued' AND held_for IS NOT NULL").fetchone()
    return int(row[0])


def count_sent(db: Database, since: datetime) -> int:
    """Count what was sent since a moment."""
    return int(db.execute("SELECT count(*) FROM outbox WHERE sent_at >= ?", (stamp(since),)).fetchone()[0])


def unsent(db: Database, since: datetime, until: datetime | None = None) -> list[Unsent]:
    """List what ended unsent from a moment on, and before another if one is given, the oldest first."""
    rows = db.execute(
        "SELECT conversation, member_id, dedupe_key, kind, state, coalesce(error, ''), file, held_for"
        " FROM outbox"
        " WHERE ended_at >= :since AND (:until IS NULL OR ended_at < :until)"
        " AND state IN ('failed', 'expired', 'dropped') ORDER BY id",
        {"since": stamp(since), "until": stamp(until) if until else None},
    )
    return [
        Unsent(conversation, member_id, key, Kind(kind), state, error, file, held_for)
        for conversation, member_id, key, kind, state, error, file, held_for in rows
    ]


def has_heard(
    db: Database, key_prefix: str, *, conversation: str | None = None, member_id: int | None = None
) -> bool:
    """Whether something for an occasion of this prefix has reached a room, or a person privately."""
    row = db.execute(
        "SELECT 1 FROM outbox WHERE state = 'sent' AND substr(dedupe_key, 1, length(:prefix)) = :prefix"
        " AND CASE WHEN :member IS NULL THEN conversation = :conversation ELSE member_id = :member END",
        {"prefix": key_prefix, "member": member_id, "conversation": conversation},
    ).fetchone()
    return row is not None
