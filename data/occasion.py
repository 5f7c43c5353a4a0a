"""What the outbox holds for an occasion, which the first part of its keys names (`notice:12:`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from data.db import stamp

# As a range, so that the index of the keys serves.
_WITH_PREFIX = "dedupe_key >= :prefix AND dedupe_key < :end"


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message went, and the id by which WeChat knows it, where it told."""

    conversation: str
    member_id: int | None
    echo_id: str | None


def cancel(db: Database, key_prefix: str, why: str, *, texts_only: bool = False) -> int:
    """Call off what waits for occasions of this prefix; gives how many messages that were."""
    cursor = db.execute(
        "UPDATE outbox SET state = 'cancelled', error = :why"  # noqa: S608 -- a constant
        f" WHERE {_WITH_PREFIX} AND state = 'queued'"
        " AND (NOT :texts_only OR (file IS NULL AND link IS NULL))",
        {"why": why, "texts_only": texts_only, **_prefix(key_prefix)},
    )
    return int(cursor.rowcount)


def forget_expired(db: Database, key_prefix: str) -> None:
    """Count what expired for occasions of this prefix as called off: it is said anew."""
    db.execute(
        "UPDATE outbox SET state = 'cancelled', error = 'said anew', ended_at = NULL"  # noqa: S608 -- a constant
        f" WHERE {_WITH_PREFIX} AND state = 'expired'",
        _prefix(key_prefix),
    )


def places(db: Database, key_prefix: str, *, sent: bool = False) -> list[tuple[str, int | None]]:
    """List (conversation, person) of what went out or is to go for occasions of this prefix; `sent`: went."""
    states = "('sent', 'in_doubt', 'sending')" if sent else "('sent', 'in_doubt', 'sending', 'queued')"
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


def has_heard(
    db: Database, key_prefix: str, *, conversation: str | None = None, member_id: int | None = None
) -> bool:
    """Whether something for an occasion of this prefix has reached a room, or a person privately."""
    row = db.execute(
        f"SELECT 1 FROM outbox WHERE {_WITH_PREFIX} AND state = 'sent'"  # noqa: S608 -- a constant
        " AND CASE WHEN :member IS NULL THEN conversation = :conversation ELSE member_id = :member END",
        {"member": member_id, "conversation": conversation, **_prefix(key_prefix)},
    ).fetchone()
    return row is not None


def _prefix(key_prefix: str) -> dict[str, str]:
    return {"prefix": key_prefix, "end": key_prefix[:-1] + chr(ord(key_prefix[-1]) + 1)}
