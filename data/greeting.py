"""Who was greeted for what, so that nobody is greeted twice; and whose greetings rest for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from data.db import read_stamp, stamp

FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rest:
    """Somebody is left in peace until a moment: why, and by whose word."""

    member_id: int
    until: datetime
    reason: str
    said_by: int


def claim(db: Database, member_id: int, occasion: str) -> bool:
    """Note that a person is greeted for an occasion; False if that was done before."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO greetings (member_id, occasion) VALUES (?, ?)", (member_id, occasion)
    )
    return bool(cursor.rowcount)


def rest(db: Database, member_id: int, until: datetime, *, reason: str, said_by: int, now: datetime) -> None:
    """Let a person be greeted for nothing until a moment, over an earlier rest; why and by whom is kept."""
    db.execute(
        "INSERT INTO rests (member_id, until, reason, said_by, at) VALUES (?, ?, ?, ?, ?)"
        # What somebody in mourning told stays theirs: who tells the same after them cannot take it back.
        " ON CONFLICT (member_id) DO UPDATE SET until = max(until, excluded.until),"
        " reason = CASE WHEN said_by = member_id AND until > excluded.at AND excluded.reason <> 'death'"
        "   THEN reason ELSE excluded.reason END,"
        " at = CASE WHEN said_by = member_id AND until > excluded.at AND excluded.reason <> 'death'"
        "   THEN at ELSE excluded.at END,"
        " said_by = CASE WHEN said_by = member_id AND until > excluded.at AND excluded.reason <> 'death'"
        "   THEN said_by ELSE excluded.said_by END",
        (member_id, stamp(until), reason, said_by, stamp(now)),
    )


def rested_last(db: Database, said_by: int, since: datetime, now: datetime) -> datetime | None:
    """Tell when somebody last let a person rest, from `since` on, where that rest still lasts."""
    row = db.execute(
        "SELECT max(at) FROM rests WHERE said_by = ? AND at >= ? AND until > ?",
        (said_by, stamp(since), stamp(now)),
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def end_rests(db: Database, said_by: int, told_at: datetime, now: datetime) -> list[int]:
    """End the rests that somebody told of at a moment; gives whose they were."""
    rows = db.execute(
        "UPDATE rests SET until = :now WHERE said_by = :by AND at = :at AND until > :now RETURNING member_id",
        {"by": said_by, "at": stamp(told_at), "now": stamp(now)},
    ).fetchall()
    return [row[0] for row in rows]


def end_rest(db: Database, member_id: int, now: datetime) -> bool:
    """End a person's rest; False where there is none."""
    cursor = db.execute(
        "UPDATE rests SET until = :now WHERE member_id = :member AND until > :now",
        {"now": stamp(now), "member": member_id},
    )
    return bool(cursor.rowcount)


def rests(db: Database, now: datetime) -> list[Rest]:
    """List who is left in peace at this moment, whose rest ends first first."""
    rows = db.execute(
        "SELECT member_id, until, reason, said_by FROM rests WHERE until > ? ORDER BY until", (stamp(now),)
    ).fetchall()
    return [Rest(member, read_stamp(until), reason, by) for member, until, reason, by in rows]


def wake(db: Database, member_id: int, now: datetime) -> bool:
    """Greet somebody again who was said to have died; False where nobody said so."""
    cursor = db.execute(
        "UPDATE rests SET until = ? WHERE member_id = ? AND reason = 'death' AND until = ?",
        (stamp(now), member_id, stamp(FOR_GOOD)),
    )
    return bool(cursor.rowcount)


def resting(db: Database, now: datetime) -> set[int]:
    """Give the ids of those who are not greeted at this moment."""
    return {row[0] for row in db.execute("SELECT member_id FROM rests WHERE until > ?", (stamp(now),))}
