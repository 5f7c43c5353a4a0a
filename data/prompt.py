"""Which dates were pointed out already, so that each is pointed out once."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from data.db import stamp


def known(db: Database) -> set[tuple[int, str]]:
    """Give what was pointed out, as (member, occasion)."""
    return {(row[0], row[1]) for row in db.execute("SELECT member_id, occasion FROM prompts")}


def note(db: Database, member_id: int, occasion: str, now: datetime) -> None:
    """Note that a date was pointed out."""
    db.execute(
        "INSERT OR IGNORE INTO prompts (member_id, occasion, at) VALUES (?, ?, ?)",
        (member_id, occasion, stamp(now)),
    )
