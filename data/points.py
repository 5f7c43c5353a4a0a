"""Entries of points: who did what, when."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.domain.points import Deed
from data.db import stamp


def add(db: Database, member_id: int, deed: Deed, source: str, at: datetime) -> None:
    """Keep a deed; one that is kept already stays as it is."""
    db.execute(
        "INSERT OR IGNORE INTO points (member_id, deed, source, at) VALUES (?, ?, ?, ?)",
        (member_id, deed, source, stamp(at)),
    )


def remove(db: Database, member_id: int, deed: Deed, source: str) -> None:
    """Forget a deed that was withdrawn."""
    db.execute(
        "DELETE FROM points WHERE member_id = ? AND deed = ? AND source = ?", (member_id, deed, source)
    )
