"""The outbox as people look at it: what waits, and what ended unsent."""

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


def due(db: Database, until: datetime) -> list[tuple[datetime, bool]]:
    """Tell of all that is due by a moment (from when on, whether it is a file), the first first."""
    rows = db.execute(
        "SELECT next_try_at, file IS NOT NULL FROM outbox"
        " WHERE state = 'queued' AND held_for IS NULL AND kind <> 'distress' AND not_before <= ?"
        " ORDER BY next_try_at, id",
        (stamp(until),),
    )
    return [(read_stamp(moment), bool(is_file)) for moment, is_file in rows.fetchall()]


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


def count_unasked(db: Database, room_id: str, since: datetime, until: datetime) -> int:
    """Count what a room hears of the bot's own accord in a span: greetings, thanks, a gap that has ended.

    A greeting and its card are one.
    """
    row = db.execute(
        "SELECT count(*) FROM outbox WHERE conversation = :room"
        " AND ((kind = 'greeting' AND body <> '') OR dedupe_key GLOB 'thanks:*' OR dedupe_key GLOB 'gap:*')"
        " AND state IN ('queued', 'sending', 'in_doubt', 'sent')"
        " AND not_before >= :since AND not_before < :until",
        {"room": room_id, "since": stamp(since), "until": stamp(until)},
    ).fetchone()
    return int(row[0])


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


def count_states(db: Database) -> dict[str, int]:
    """Count the messages of each state."""
    return dict(db.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())


def count_unsent(db: Database, since: datetime) -> int:
    """Count what ended unsent from a moment on."""
    return len(unsent(db, since))
