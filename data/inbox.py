"""What came in: the ids of handled messages, so that a repeat does nothing."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from data.db import stamp


def take(db: Database, message_id: str, conversation: str, now: datetime) -> bool:
    """Note a message as received; False if it was received before."""
    cursor = db.execute(
        "INSERT INTO inbox (message_id, conversation, received_at, outcome) VALUES (?, ?, ?, 'chat')"
        " ON CONFLICT DO NOTHING",
        (message_id, conversation, stamp(now)),
    )
    return bool(cursor.rowcount)


def settle(db: Database, message_id: str, outcome: str) -> None:
    """Note what became of a message: the name of the command or answer, or how it failed."""
    db.execute("UPDATE inbox SET outcome = ? WHERE message_id = ?", (outcome, message_id))


def knows(db: Database, message_id: str) -> bool:
    """Whether a message was received before."""
    return db.execute("SELECT 1 FROM inbox WHERE message_id = ?", (message_id,)).fetchone() is not None


def outcome(db: Database, message_id: str) -> str:
    """Tell what became of a message that was received."""
    row = db.execute("SELECT outcome FROM inbox WHERE message_id = ?", (message_id,)).fetchone()
    return str(row[0])
