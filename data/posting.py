"""What waits to be posted by hand, or was said since a moment; the outbox read from outside of delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from data.db import stamp


@dataclass(frozen=True, slots=True)
class Post:
    """A message out: its outbox row, where it goes, and what it is."""

    row_id: int
    conversation: str
    text: str


_TEXT = (
    "coalesce(nullif(body, ''), json_extract(link, '$.title') || char(10) || json_extract(link, '$.url'), '')"
)
_FILE = "CASE WHEN file IS NOT NULL THEN '［附件］' || file ELSE '' END"


def waiting(db: Database, now: datetime, *, stopped: bool = False) -> list[Post]:
    """List what may be said now, the most urgent first; while all is stopped (停发) only cries for help."""
    return _select(
        db,
        "state IN ('queued', 'in_doubt') AND held_for IS NULL AND recalls IS NULL"
        " AND not_before <= :now AND not_after >= :now AND (NOT :stopped OR kind = 'distress')",
        {"now": stamp(now), "stopped": stopped},
    )


def newest(db: Database) -> int:
    """Give the id of the last message that was meant to be said; 0 before the first."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM outbox").fetchone()[0])


def after(db: Database, row_id: int) -> list[Post]:
    """List what was meant to be said after a row, in that order."""
    return _select(db, "id > :id AND state = 'queued'", {"id": row_id})


def _select(db: Database, which: str, arguments: dict[str, object]) -> list[Post]:
    rows = db.execute(
        f"SELECT id, conversation, {_TEXT} || {_FILE} FROM outbox WHERE {which}"  # noqa: S608
        " ORDER BY priority, id",
        arguments,
    )
    return [Post(*row) for row in rows.fetchall()]
