"""Single facts about this installation, by name."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from data.db import read_stamp, stamp


def read(db: Database, name: str) -> str | None:
    """Give a fact's text, or None where nobody has told it."""
    row = db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def write(db: Database, name: str, value: str) -> None:
    """Tell a fact, over what was told before."""
    db.execute(
        "INSERT INTO facts (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def read_moment(db: Database, name: str) -> datetime | None:
    """Give a fact that is a moment."""
    text = read(db, name)
    return read_stamp(text) if text else None


def write_moment(db: Database, name: str, moment: datetime) -> None:
    """Tell a fact that is a moment."""
    write(db, name, stamp(moment))
