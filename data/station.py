"""Who belongs to a service station, beside the own branch."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from data.db import stamp


def join(db: Database, station_id: int, member_id: int, by: int, now: datetime) -> bool:
    """Let somebody belong to a station; False where that was so already."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO station_members (station_id, member_id, added_by, added_at)"
        " VALUES (?, ?, ?, ?)",
        (station_id, member_id, by, stamp(now)),
    )
    return cursor.rowcount > 0


def leave(db: Database, station_id: int, member_id: int) -> bool:
    """Let somebody belong to a station no longer; False where that was so already."""
    cursor = db.execute(
        "DELETE FROM station_members WHERE station_id = ? AND member_id = ?", (station_id, member_id)
    )
    return cursor.rowcount > 0


def members_of(db: Database, station_id: int) -> set[int]:
    """Give who belongs to a station (member ids)."""
    rows = db.execute("SELECT member_id FROM station_members WHERE station_id = ?", (station_id,))
    return {row[0] for row in rows}
