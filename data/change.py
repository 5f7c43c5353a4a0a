"""How notices were changed after they had been sent, and by whom."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.domain.change import ChangeKind
from data.db import stamp


def add(
    db: Database, number: int, kind: ChangeKind, *, before: str, after: str, by: int, now: datetime
) -> int:
    """Keep what a notice said before and says now; gives the change's id."""
    cursor = db.execute(
        "INSERT INTO notice_changes (notice_id, kind, before, after, by, at) VALUES (?, ?, ?, ?, ?, ?)",
        (number, kind, before, after, by, stamp(now)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def texts(db: Database, number: int) -> list[tuple[str, str]]:
    """List the corrections of a notice (text before, text after), the oldest first."""
    rows = db.execute(
        "SELECT before, after FROM notice_changes WHERE notice_id = ? AND kind = ? ORDER BY id",
        (number, ChangeKind.CORRECTION),
    )
    return [(row[0], row[1]) for row in rows]
