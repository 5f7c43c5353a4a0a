"""Guide texts that the office wrote in place of the delivered ones; the one before is kept."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.domain.errand import Edit
from data.db import stamp


def edits(db: Database) -> list[Edit]:
    """List what the office wrote or left out."""
    rows = db.execute("SELECT title, words, removed FROM errands ORDER BY title").fetchall()
    return [Edit(title, words, bool(removed)) for title, words, removed in rows]


def keep(db: Database, title: str, words: str, before: str | None, by: int, now: datetime) -> None:
    """Put a text over the one before, which is kept (None: the matter is new)."""
    _put(db, title, words, before, by, now, removed=False)


def remove(db: Database, title: str, before: str, by: int, now: datetime) -> None:
    """Leave a matter out; its text is kept."""
    _put(db, title, "", before, by, now, removed=True)


def former(db: Database, title: str) -> str | None:
    """Give the text a matter had before it was last changed; None where there is none."""
    row = db.execute("SELECT former FROM errands WHERE title = ?", (title,)).fetchone()
    return row[0] if row else None


def _put(
    db: Database, title: str, words: str, before: str | None, by: int, now: datetime, *, removed: bool
) -> None:
    db.execute(
        "INSERT INTO errands (title, words, former, changed_by, changed_at, removed)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (title) DO UPDATE SET words = excluded.words,"
        " former = excluded.former, changed_by = excluded.changed_by, changed_at = excluded.changed_at,"
        " removed = excluded.removed",
        (title, words, before, by, stamp(now), int(removed)),
    )
