"""Who was greeted for what, so that nobody is greeted twice."""

from __future__ import annotations

from sqlite_utils import Database


def claim(db: Database, member_id: int, occasion: str) -> bool:
    """Note that a person is greeted for an occasion; False if that was done before."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO greetings (member_id, occasion) VALUES (?, ?)", (member_id, occasion)
    )
    return bool(cursor.rowcount)
