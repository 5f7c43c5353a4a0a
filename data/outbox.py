"""What is to be said, and what became of it. States are told in docs/architecture.md."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.domain.delivery import ECHO_WAIT, RESENT_MARK, STEERING, Kind, Outgoing, split_text
from bot.ports import Link
from data.db import read_stamp, stamp

_COLUMNS = (
    "id, dedupe_key, conversation, member_id, mentions, kind, body, file, link, attempts, next_try_at,"
    " not_after, recalls, held_for, approved_by"
)

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


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message went, and the id by which WeChat knows it, where it told."""

    conversation: str
    member_id: int | None
    echo_id: str | None


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
        f"SELECT {_COLUMNS} FROM ("  # noqa: S608 -- a constant
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


def cancel(db: Database, key_prefix: str, why: str, *, texts_only: bool = False) -> int:
    """Call off what waits for occasions of this prefix; gives how many messages that were."""
    cursor = db.execute(
        "UPDATE outbox SET state = 'cancelled', error = :why"  # noqa: S608 -- a constant
        f" WHERE {_WITH_PREFIX} AND state = 'queued'"
        " AND (NOT :texts_only OR (file IS NULL AND link IS NULL))",
        {"why": why, "texts_only": texts_only, **_prefix(key_prefix)},
    )
    return int(cursor.rowcount)


def places(db: Database, key_prefix: str, *, sent: bool = False) -> list[tuple[str, int | None]]:
    """List (conversation, person) of what went out or is to go for occasions of this prefix; `sent`: went."""
    states = "('sent', 'in_doubt')" if sent else "('sent', 'in_doubt', 'sending', 'queued')"
    rows = db.execute(
        "SELECT conversation, max(member_id) FROM outbox"  # noqa: S608 -- constants
        f" WHERE {_WITH_PREFIX} AND state IN {states} GROUP BY conversation ORDER BY min(id)",
        _prefix(key_prefix),
    )
    return [(row[0], row[1]) for row in rows]


def states(db: Database, key_prefix: str) -> list[str]:
    """List what became of the messages for occasions of this prefix."""
    rows = db.execute(
        f"SELECT state FROM outbox WHERE {_WITH_PREFIX} ORDER BY id",  # noqa: S608 -- a constant
        _prefix(key_prefix),
    )
    return [row[0] for row in rows]


# As a range, so that the index of the keys serves.
_WITH_PREFIX = "dedupe_key >= :prefix AND dedupe_key < :end"


def _prefix(key_prefix: str) -> dict[str, str]:
    return {"prefix": key_prefix, "end": key_prefix[:-1] + chr(ord(key_prefix[-1]) + 1)}


def hold(db: Database, row_id: int, member_id: int) -> None:
    """The message waits until this person has confirmed it."""
    db.execute("UPDATE outbox SET held_for = ? WHERE id = ?", (member_id, row_id))


def approve(db: Database, row_id: int, member_id: int) -> bool:
    """A person lets a held message go; False where it no longer waits."""
    cursor = db.execute(
        "UPDATE outbox SET approved_by = ?, held_for = NULL"
        " WHERE id = ? AND state = 'queued' AND held_for IS NOT NULL",
        (member_id, row_id),
    )
    return bool(cursor.rowcount)


def held(db: Database, member_id: int | None = None) -> list[Row]:
    """List what waits for this person's 确认, or for anybody's, in the order it was meant."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM outbox WHERE held_for IS NOT NULL AND state = 'queued'"  # noqa: S608
        " AND (:member IS NULL OR held_for = :member) ORDER BY id",
        {"member": member_id},
    )
    return [_row(row) for row in rows]


def say_instead(db: Database, row_id: int, now: datetime) -> None:
    """WeChat takes nothing back any more: the text is said."""
    db.execute(
        "UPDATE outbox SET recalls = NULL, state = 'queued', next_try_at = ? WHERE id = ?",
        (stamp(now), row_id),
    )


def recallable(db: Database, key_prefix: str, since: datetime) -> list[tuple[int, str]]:
    """List what was sent since a moment for occasions of this prefix and can be named to WeChat.

    Gives (outbox row's id, conversation), the oldest first.
    """
    rows = db.execute(
        f"SELECT id, conversation FROM outbox WHERE {_WITH_PREFIX} AND state = 'sent'"  # noqa: S608
        " AND sent_at > :since AND echo_id IS NOT NULL ORDER BY id",
        {"since": stamp(since), **_prefix(key_prefix)},
    )
    return [(row[0], row[1]) for row in rows]


def sent_message(db: Database, row_id: int) -> Sent | None:
    """Give where a message went and its id in WeChat; None for a row that is not there."""
    row = db.execute("SELECT conversation, member_id, echo_id FROM outbox WHERE id = ?", (row_id,)).fetchone()
    return Sent(*row) if row else None


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
        wordless = bool(row.file or row.link)  # it could not be marked as sent again: a person decides
        if wordless or not row.kind.sent_again:
            give_up(db, row.id, "failed" if wordless else "dropped", NO_ECHO, now)
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
        give_up(db, row[0], "expired", "its time was over before it could be sent", now)
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
    (
        row_id,
        key,
        conversation,
        member_id,
        mentions,
        kind,
        body,
        file,
        link,
        attempts,
        next_try,
        not_after,
        recalls,
        held_for,
        approved_by,
    ) = row
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
        link=Link.from_json(str(link)) if link is not None else None,
        attempts=attempts,
        next_try_at=read_stamp(str(next_try)),
        not_after=read_stamp(str(not_after)),
        recalls=str(recalls) if recalls is not None else None,
        held_for=held_for if isinstance(held_for, int) else None,
        approved_by=approved_by if isinstance(approved_by, int) else None,
    )
