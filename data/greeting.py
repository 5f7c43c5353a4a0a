"""Who was greeted for what, so that nobody is greeted twice; and whose greetings rest for a while."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from data.db import stamp


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
        " ON CONFLICT (member_id) DO UPDATE SET until = max(until, excluded.until),"
        " reason = excluded.reason, said_by = excluded.said_by, at = excluded.at",
        (member_id, stamp(until), reason, said_by, stamp(now)),
    )


def resting(db: Database, now: datetime) -> set[int]:
    """Give the ids of those who are not greeted at this moment."""
    return {row[0] for row in db.execute("SELECT member_id FROM rests WHERE until > ?", (stamp(now),))}
