"""What may or may not have arrived: doubts in the outbox, and the echoes that settle them."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.domain.delivery import ECHO_WAIT, MOST_TRIES_IN_DOUBT, RESENT_MARK
from data.db import stamp
from data.outbox import COLUMNS, NO_ECHO, Row, give_up, read_row, settle_sent

_INTERRUPTED = "interrupted"


def note(db: Database, row_id: int, now: datetime, error: str) -> None:
    """Nobody knows whether the message arrived: it waits for its echo."""
    db.execute(
        "UPDATE outbox SET state = 'in_doubt', next_try_at = ?, error = ? WHERE id = ?",
        (stamp(now + ECHO_WAIT), error, row_id),
    )


def note_interrupted(db: Database, now: datetime) -> int:
    """After a start: what was being sent when the process ended is in doubt. Gives how many."""
    cursor = db.execute(
        "UPDATE outbox SET state = 'in_doubt', next_try_at = ?, error = ? WHERE state = 'sending'",
        (stamp(now + ECHO_WAIT), _INTERRUPTED),
    )
    return int(cursor.rowcount)


def resolve(db: Database, now: datetime) -> list[Row]:
    """Decide by kind what has been in doubt for too long; gives those rows as they were."""
    rows = db.execute(
        f"SELECT error, {COLUMNS} FROM outbox WHERE state = 'in_doubt' AND next_try_at <= ?",  # noqa: S608
        (stamp(now),),
    ).fetchall()
    doubted = [read_row(row[1:]) for row in rows]
    for row, (error, *_) in zip(doubted, rows, strict=True):
        body = row.body or ""
        is_marked = body.startswith(RESENT_MARK)
        tried_enough = is_marked and row.attempts >= MOST_TRIES_IN_DOUBT and error != _INTERRUPTED
        # What carries no words could not be marked as sent again.
        for_a_person = bool(row.file or row.link) or tried_enough
        if for_a_person or not row.kind.sent_again:
            give_up(db, row.id, "failed" if for_a_person else "dropped", NO_ECHO, now)
            continue
        again = body if is_marked else RESENT_MARK + body
        db.execute(
            "UPDATE outbox SET state = 'queued', body = ?, next_try_at = ? WHERE id = ?",
            (again, stamp(now), row.id),
        )
    return doubted


def note_echo(db: Database, row_id: int, echo_id: str) -> None:
    """Keep the id under which WeChat knows a message of ours."""
    db.execute("UPDATE outbox SET echo_id = ? WHERE id = ?", (echo_id, row_id))


def hear_echo(db: Database, conversation: str, text: str, echo_id: str, now: datetime) -> bool:
    """Match a message of our own account to the oldest of those words in doubt; True if there was one."""
    row = db.execute(
        "SELECT id FROM outbox WHERE state = 'in_doubt' AND conversation = ? AND body = ?"
        " ORDER BY id LIMIT 1",
        (conversation, text),
    ).fetchone()
    if row:
        settle_sent(db, row[0], now, echo_id)
    return row is not None
