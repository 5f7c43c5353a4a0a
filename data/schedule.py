"""When each schedule last ran, so that a restart knows what it missed."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from data.db import read_stamp, stamp


def ran_at(db: Database, name: str) -> datetime | None:
    """Tell when a schedule last ran."""
    row = db.execute("SELECT ran_at FROM schedule_runs WHERE name = ?", (name,)).fetchone()
    return read_stamp(row[0]) if row else None


def note_run(db: Database, name: str, now: datetime) -> None:
    """Note that a schedule has looked at everything up to now."""
    db.execute(
        "INSERT INTO schedule_runs (name, ran_at) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET ran_at = excluded.ran_at",
        (name, stamp(now)),
    )
