"""What is to be said, and what became of it. States are told in docs/architecture.md."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.domain.delivery import ECHO_WAIT, RESENT_MARK, Kind, Outgoing, split_text
from data.db import read_stamp, stamp

_COLUMNS = (
    "id, dedupe_key, conversation, member_id, mentions, kind, body, file, attempts, next_try_at, not_after"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A message in the outbox."""

    id: int
    key: str
    conversation: str
    member_id: int | None
    mentions: tuple[str, ...]
    kind: Kind
    body: str | None
    file: str | None
    attempts: int
    next_try_at: datetime
    not_after: datetime


def put(db: Database, message: Outgoing, now: datetime) -> int | None:
    """Queue a message, a long text as several rows; gives the first row's id, None if its key was known."""
    first: int | None = None
    for number, part in enumerate(split_text(message.body), start=1):
        cursor = db.execute(
            "INSERT INTO outbox (dedupe_key, conversation, member_id, mentions, kind, body, priority,"
            " not_before, not_after, next_try_at, created_at, file)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                message.key if number == 1 else f"{message.key}#{number}",
                message.conversation,
                message.member_id,
                json.dumps(message.mentions),
                message.kind,
                part,
                message.kind.priority,
                stamp(message.not_before),
                stamp(message.not_after),
                stamp(message.not_before),
                stamp(now),
                str(message.file) if message.file else None,
            ),
        )
        if not cursor.rowcount:
            return None
        first = first or cursor.lastrowid
    return first


def rewrite(db: Database, row_id: int, body: str) -> bool:
    """Give a message that still waits another text; False if it has gone."""
    cursor = db.execute("UPDATE outbox SET body = ? WHERE id = ? AND state = 'queued'", (body, row_id))
    return bool(cursor.rowcount)


def heads(db: Database, now: datetime) -> list[Row]:
    """List the next message of every conversation, in the order of their turn.

    A conversation whose last message is under way or in doubt waits, so that order is kept in it.
    """
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM ("  # noqa: S608 -- a constant
        "  SELECT *, row_number() OVER (PARTITION BY conversation ORDER BY priority, id) AS place"
        "  FROM outbox WHERE state = 'queued' AND not_before <= ?"
        "  AND conversation NOT IN (SELECT conversation FROM outbox WHERE state = 'sending')"
        "  AND conversation NOT IN (SELECT conversation FROM outbox WHERE state = 'in_doubt')"
        ") WHERE place = 1 ORDER BY priority, id",
        (stamp(now),),
    )
    return [_row(row) for row in rows]


def start(db: Database, row: Row) -> None:
    """Claim a message for sending; what is found claimed after a crash is in doubt."""
    db.execute("UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?", (row.id,))


def settle_sent(db: Database, row_id: int, now: datetime, echo_id: str | None = None) -> None:
    """The message has arrived."""
    db.execute(
        "UPDATE outbox SET state = 'sent', sent_at = ?, echo_id = coalesce(?, echo_id), error = NULL"
        " WHERE id = ?",
        (stamp(now), echo_id, row_id),
    )


def settle_retry(db: Database, row_id: int, again_at: datetime, error: str | None) -> None:
    """The message surely did not arrive: it waits for another try."""
    db.execute(
        "UPDATE outbox SET state = 'queued', next_try_at = ?, error = ? WHERE id = ?",
        (stamp(again_at), error, row_id),
    )


def postpone(db: Database, row_id: int, until: datetime) -> None:
    """The message rests (quiet hours); others of its conversation may pass it."""
    db.execute(
        "UPDATE outbox SET not_before = ?, next_try_at = ? WHERE id = ?", (stamp(until), stamp(until), row_id)
    )


def settle(db: Database, row_id: int, state: str, error: str) -> None:
    """The message ends unsent: failed, cancelled or dropped."""
    db.execute("UPDATE outbox SET state = ?, error = ? WHERE id = ?", (state, error, row_id))


def doubt(db: Database, row_id: int, now: datetime, error: str) -> None:
    """Nobody knows whether the message arrived: it waits for its echo."""
    db.execute(
        "UPDATE outbox SET state = 'in_doubt', next_try_at = ?, error = ? WHERE id = ?",
        (stamp(now + ECHO_WAIT), error, row_id),
    )


def doubt_interrupted(db: Database, now: datetime) -> int:
    """After a start: what was being sent when the process ended is in doubt. Gives how many."""
    cursor = db.execute(
        "UPDATE outbox SET state = 'in_doubt', next_try_at = ?, error = 'interrupted'"
        " WHERE state = 'sending'",
        (stamp(now + ECHO_WAIT),),
    )
    return int(cursor.rowcount)


def resolve_doubts(db: Database, now: datetime) -> list[Row]:
    """Decide by kind what has been in doubt for too long; gives those rows as they were."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM outbox WHERE state = 'in_doubt' AND next_try_at <= ?",  # noqa: S608
        (stamp(now),),
    ).fetchall()
    for row in map(_row, rows):
        if row.file or not row.kind.sent_again:
            settle(db, row.id, "failed" if row.file else "dropped", "in doubt, no echo came")
            continue
        body = row.body or ""
        again = body if body.startswith(RESENT_MARK) else RESENT_MARK + body
        db.execute(
            "UPDATE outbox SET state = 'queued', body = ?, next_try_at = ? WHERE id = ?",
            (again, stamp(now), row.id),
        )
    return [_row(row) for row in rows]


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


def expire(db: Database, now: datetime) -> list[Row]:
    """End what is past its latest useful moment; gives those rows, to be reported."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM outbox WHERE state = 'queued' AND not_after < ?",  # noqa: S608
        (stamp(now),),
    ).fetchall()
    for row in rows:
        settle(db, row[0], "expired", "its time was over before it could be sent")
    return [_row(row) for row in rows]


def next_moment(db: Database, now: datetime) -> datetime | None:
    """Tell when a message or doubt that waits now next becomes due."""
    row = db.execute(
        "SELECT min(next_try_at) FROM ("
        " SELECT next_try_at FROM outbox WHERE state = 'queued' AND next_try_at > :now"
        " UNION ALL SELECT next_try_at FROM outbox WHERE state = 'in_doubt' AND next_try_at > :now)",
        {"now": stamp(now)},
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def count_unsent(db: Database, since: datetime) -> int:
    """Count the messages that ended unsent: expired, refused, or dropped in doubt."""
    row = db.execute(
        "SELECT count(*) FROM outbox WHERE state IN ('expired', 'failed', 'dropped') AND not_after > ?",
        (stamp(since),),
    ).fetchone()
    return int(row[0])


def count_states(db: Database) -> dict[str, int]:
    """Count the messages of each state."""
    return dict(db.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())


def _row(row: tuple[object, ...]) -> Row:
    (row_id, key, conversation, member_id, mentions, kind, body, file, attempts, next_try, not_after) = row
    assert isinstance(row_id, int)
    assert isinstance(attempts, int)
    return Row(
        id=row_id,
        key=str(key),
        conversation=str(conversation),
        member_id=member_id if isinstance(member_id, int) else None,
        mentions=tuple(json.loads(str(mentions))),
        kind=Kind(str(kind)),
        body=str(body) if body is not None else None,
        file=str(file) if file is not None else None,
        attempts=attempts,
        next_try_at=read_stamp(str(next_try)),
        not_after=read_stamp(str(not_after)),
    )
