"""Books and other parcels sent to members, and whether they arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from data.db import read_stamp, stamp

_COLUMNS = "id, member_id, content, tracking, said_by, sent_at, received_at"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel; `received_at` is None until somebody says that it arrived."""

    id: int
    member_id: int
    content: str
    tracking: str
    said_by: int
    sent_at: datetime
    received_at: datetime | None


def send(db: Database, member_id: int, content: str, tracking: str, *, said_by: int, now: datetime) -> None:
    """Keep that something was sent."""
    db.execute(
        "INSERT INTO parcels (member_id, content, tracking, said_by, sent_at) VALUES (?, ?, ?, ?, ?)",
        (member_id, content, tracking, said_by, stamp(now)),
    )


def on_the_way(db: Database, member_id: int) -> list[Parcel]:
    """List what was sent to somebody and has not arrived, the oldest first."""
    return _select(db, "WHERE member_id = ? AND received_at IS NULL AND withdrawn_at IS NULL", (member_id,))


def receive(db: Database, number: int, now: datetime) -> None:
    """Note that a parcel arrived."""
    db.execute("UPDATE parcels SET received_at = ? WHERE id = ?", (stamp(now), number))


def since(db: Database, moment: datetime) -> list[Parcel]:
    """List what was sent since a moment, the oldest first."""
    return _select(db, "WHERE sent_at >= ? AND withdrawn_at IS NULL", (stamp(moment),))


def sent_last(db: Database, said_by: int, moment: datetime) -> datetime | None:
    """Tell when somebody last noted a parcel, from a moment on."""
    row = db.execute(
        "SELECT max(sent_at) FROM parcels WHERE said_by = ? AND sent_at >= ? AND withdrawn_at IS NULL",
        (said_by, stamp(moment)),
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def withdraw(db: Database, said_by: int, at: datetime, now: datetime) -> int:
    """Take back the parcels somebody noted at a moment; gives how many."""
    cursor = db.execute(
        "UPDATE parcels SET withdrawn_at = ? WHERE said_by = ? AND sent_at = ? AND withdrawn_at IS NULL",
        (stamp(now), said_by, stamp(at)),
    )
    return int(cursor.rowcount)


def _select(db: Database, rest: str, arguments: tuple[object, ...]) -> list[Parcel]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM parcels {rest} ORDER BY id", arguments).fetchall()  # noqa: S608
    return [
        Parcel(number, member, content, tracking, by, read_stamp(sent), read_stamp(got) if got else None)
        for number, member, content, tracking, by, sent, got in rows
    ]
