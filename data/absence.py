"""Who said not to be heard of for a while; one that was ended early, or taken back, is kept as such."""

from __future__ import annotations

from datetime import date, datetime

from sqlite_utils import Database

from bot.domain.absence import Absence
from data.db import read_stamp, stamp

_COLUMNS = "id, member_id, starts_on, ends_on, reason"


def add(
    db: Database,
    member_id: int,
    days: tuple[date, date],
    *,
    reason: str,
    said_by: int,
    now: datetime,
) -> int:
    """Leave a member in peace from the first to the last day; an earlier one still open is replaced."""
    end(db, member_id, days[0], now)
    cursor = db.execute(
        "INSERT INTO absences (member_id, starts_on, ends_on, reason, said_by, at) VALUES (?, ?, ?, ?, ?, ?)",
        (member_id, days[0].isoformat(), days[1].isoformat(), reason, said_by, stamp(now)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def on(db: Database, day: date) -> dict[int, Absence]:
    """Give who is left in peace on a day, by member id."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM absences"  # noqa: S608 -- a constant
        " WHERE ended_at IS NULL AND starts_on <= :day AND ends_on >= :day ORDER BY id",
        {"day": day.isoformat()},
    ).fetchall()
    return {row[1]: _absence(row) for row in rows}


def of(db: Database, member_id: int, today: date) -> Absence | None:
    """Give a member's absence that has not run out, None where there is none."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM absences"  # noqa: S608 -- a constant
        " WHERE member_id = ? AND ended_at IS NULL AND ends_on >= ? ORDER BY id DESC LIMIT 1",
        (member_id, today.isoformat()),
    ).fetchone()
    return _absence(row) if row else None


def told_last(db: Database, said_by: int, since: datetime) -> tuple[Absence, datetime] | None:
    """Give what somebody announced last from `since` on, for whomever, if it holds; and when that was."""
    row = db.execute(
        f"SELECT {_COLUMNS}, at FROM absences"  # noqa: S608 -- a constant
        " WHERE said_by = ? AND at >= ? AND ended_at IS NULL ORDER BY id DESC LIMIT 1",
        (said_by, stamp(since)),
    ).fetchone()
    return (_absence(row[:-1]), read_stamp(row[-1])) if row else None


def ended_on(db: Database, day: date) -> set[int]:
    """Give whose absence ran out on a day, so that they are asked the next."""
    rows = db.execute(
        "SELECT member_id FROM absences WHERE ended_at IS NULL AND ends_on = ?", (day.isoformat(),)
    )
    return {row[0] for row in rows}


def end(db: Database, member_id: int, today: date, now: datetime) -> bool:
    """End a member's absence that has not run out; False where there is none."""
    cursor = db.execute(
        "UPDATE absences SET ended_at = ? WHERE member_id = ? AND ended_at IS NULL AND ends_on >= ?",
        (stamp(now), member_id, today.isoformat()),
    )
    return bool(cursor.rowcount)


def _absence(row: tuple[int, int, str, str, str]) -> Absence:
    number, member_id, starts_on, ends_on, reason = row
    return Absence(number, member_id, date.fromisoformat(starts_on), date.fromisoformat(ends_on), reason)
