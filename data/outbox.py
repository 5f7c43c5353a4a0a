"""What is to be said, and what became of it; the states are told in docs/delivery.md."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.domain.delivery import STEERING, Kind, Outgoing, split_text
from bot.ports import Link
from data.db import read_stamp, stamp

# Why a message ended unsent, where a person is to be told more than its state.
NO_ECHO = "in doubt, no echo came"
ROOM_LEFT = "removed from the room"
NO_FRIEND = "no friend of the bot"


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
    link: Link | None = None
    recalls: str | None = None
    held_for: int | None = None
    approved_by: int | None = None


_FIELDS = tuple(field.name for field in fields(Row))
COLUMNS = ", ".join("dedupe_key" if name == "key" else name for name in _FIELDS)
_READ_AS: list[tuple[int, Callable[[Any], Any]]] = [
    (_FIELDS.index("mentions"), lambda text: tuple(json.loads(text))),
    (_FIELDS.index("kind"), Kind),
    (_FIELDS.index("link"), lambda text: Link.from_json(text) if text else None),
    (_FIELDS.index("next_try_at"), read_stamp),
    (_FIELDS.index("not_after"), read_stamp),
]


def put(db: Database, message: Outgoing, now: datetime) -> int | None:
    """Queue a message, a long text as several rows; gives the first row's id, None if its key was known."""
    first: int | None = None
    for number, part in enumerate(split_text(message.body), start=1):
        cursor = db.execute(
            "INSERT INTO outbox (dedupe_key, conversation, member_id, mentions, kind, body, priority,"
            " not_before, not_after, next_try_at, created_at, file, link, recalls,"
            " approved_by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
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
                message.file,
                message.link,
                message.recalls,
                message.approved_by,
            ),
        )
        if not cursor.rowcount:
            return None
        first = first or cursor.lastrowid
    return first


def rewrite(db: Database, row_id: int, body: str) -> bool:
    """Give a message that still waits another text, which nobody has confirmed yet; False if it has gone."""
    cursor = db.execute(
        "UPDATE outbox SET body = ?, held_for = NULL, approved_by = NULL WHERE id = ? AND state = 'queued'",
        (body, row_id),
    )
    return bool(cursor.rowcount)


def heads(db: Database, now: datetime, *, stopped: bool = False) -> list[Row]:
    """List the next message of every conversation, in the order of their turn.

    A conversation whose last message is under way or in doubt waits, so that order is kept in it; distress
    does not wait for a doubt. While all is `stopped` (停发), only distress and the answers that steer
    delivery have a turn.
    """
    rows = db.execute(
        f"SELECT {COLUMNS} FROM ("  # noqa: S608 -- a constant
        "  SELECT *, row_number() OVER (PARTITION BY conversation ORDER BY priority, id) AS place"
        "  FROM outbox WHERE state = 'queued' AND not_before <= :now"
        "  AND held_for IS NULL"
        "  AND (NOT :stopped OR kind = 'distress' OR dedupe_key GLOB :steering)"
        "  AND conversation NOT IN (SELECT conversation FROM outbox WHERE state = 'sending')"
        "  AND (kind = 'distress'"
        "    OR conversation NOT IN (SELECT conversation FROM outbox WHERE state = 'in_doubt'))"
        ") WHERE place = 1 ORDER BY priority, id",
        {"now": stamp(now), "stopped": stopped, "steering": f"{STEERING}*"},
    )
    return [read_row(row) for row in rows]


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
    """The message ends unsent because somebody wanted it so: cancelled."""
    db.execute("UPDATE outbox SET state = ?, error = ? WHERE id = ?", (state, error, row_id))


def give_up(db: Database, row_id: int, state: str, error: str, now: datetime) -> None:
    """The message ends unsent against everybody's will: failed, expired or dropped."""
    settle(db, row_id, state, error)
    db.execute("UPDATE outbox SET ended_at = ? WHERE id = ?", (stamp(now), row_id))


def give_up_room(db: Database, room_id: str, error: str, now: datetime) -> int:
    """Nothing can be said in a room any more; gives how many messages waited for it."""
    cursor = db.execute(
        "UPDATE outbox SET state = 'failed', error = ?, ended_at = ?"
        " WHERE conversation = ? AND state IN ('queued', 'in_doubt')",
        (error, stamp(now), room_id),
    )
    return int(cursor.rowcount)


def hold_back(db: Database, conversations: Iterable[str], until: datetime) -> None:
    """Let what waits for these conversations rest: their ids are gone, and may be found again."""
    db.execute(
        "UPDATE outbox SET not_before = :until, next_try_at = :until"
        " WHERE state = 'queued' AND not_before < :until"
        " AND conversation IN (SELECT value FROM json_each(:ids))",
        {"until": stamp(until), "ids": json.dumps(list(conversations))},
    )


def release(db: Database, until: datetime, now: datetime) -> None:
    """Let go of what was held back until that moment."""
    db.execute(
        "UPDATE outbox SET not_before = :now, next_try_at = :now"
        " WHERE state = 'queued' AND not_before = :until",
        {"until": stamp(until), "now": stamp(now)},
    )


def say_instead(db: Database, row_id: int, now: datetime) -> None:
    """WeChat takes nothing back any more: the text is said."""
    db.execute(
        "UPDATE outbox SET recalls = NULL, state = 'queued', next_try_at = ? WHERE id = ?",
        (stamp(now), row_id),
    )


def expire(db: Database, now: datetime) -> list[Row]:
    """End what is past its latest useful moment; gives those rows, to be reported."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM outbox WHERE state = 'queued' AND not_after < ?",  # noqa: S608
        (stamp(now),),
    ).fetchall()
    for row in rows:
        give_up(db, row[0], "expired", "its time was over before it could be sent", now)
    return [read_row(row) for row in rows]


def next_moment(db: Database, now: datetime) -> datetime | None:
    """Tell when a message or doubt that waits now next becomes due."""
    row = db.execute(
        "SELECT min(next_try_at) FROM ("
        " SELECT next_try_at FROM outbox WHERE state = 'queued' AND next_try_at > :now"
        " UNION ALL SELECT next_try_at FROM outbox WHERE state = 'in_doubt' AND next_try_at > :now)",
        {"now": stamp(now)},
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def read_row(row: tuple[Any, ...]) -> Row:
    """Read what a SELECT of COLUMNS gives."""
    values = list(row)
    for place, read in _READ_AS:  # by place: a claim reads the head of every conversation
        values[place] = read(values[place])
    return Row(*values)
