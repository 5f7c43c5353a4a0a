"""By which calendar members keep their birthdays; who never chose has no row, the last word counts."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.domain.birthday import LunarDay
from data.db import read_stamp, stamp


def choose(db: Database, member_id: int, lunar: LunarDay | None, *, said_by: int, now: datetime) -> None:
    """Keep how a birthday is kept from now on: on a lunar day, or (None) on the day of the roll."""
    db.execute(
        "INSERT INTO birthdays (member_id, lunar_month, lunar_day, leap, said_by, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            member_id,
            lunar.month if lunar else None,
            lunar.day if lunar else None,
            int(lunar.leap) if lunar else None,
            said_by,
            stamp(now),
        ),
    )


def chosen_last(db: Database, said_by: int, since: datetime) -> datetime | None:
    """Tell when somebody last chose, from `since` on."""
    row = db.execute(
        "SELECT max(at) FROM birthdays WHERE said_by = ? AND at >= ? AND withdrawn_at IS NULL",
        (said_by, stamp(since)),
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def withdraw(db: Database, said_by: int, at: datetime, now: datetime) -> list[int]:
    """Take back what somebody chose at a moment; gives whose birthdays those are."""
    rows = db.execute(
        "UPDATE birthdays SET withdrawn_at = ? WHERE said_by = ? AND at = ? AND withdrawn_at IS NULL"
        " RETURNING member_id",
        (stamp(now), said_by, stamp(at)),
    ).fetchall()
    return [row[0] for row in rows]
