"""Members who left a room, until whoever looks after them has heard of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from data.db import read_stamp, stamp


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody left a room."""

    number: int
    member_id: int
    room_id: str
    at: datetime


def note(db: Database, member_id: int, room_id: str, now: datetime) -> None:
    """Note that a member left a room."""
    db.execute(
        "INSERT INTO departures (member_id, room_id, at) VALUES (?, ?, ?)", (member_id, room_id, stamp(now))
    )


def untold(db: Database, before: datetime) -> list[Departure]:
    """List who left before a moment and of whom nobody was told, in the order they went."""
    rows = db.execute(
        "SELECT id, member_id, room_id, at FROM departures WHERE told_at IS NULL AND at <= ? ORDER BY at, id",
        (stamp(before),),
    )
    return [Departure(number, member, room, read_stamp(at)) for number, member, room, at in rows.fetchall()]


def settle(db: Database, number: int, now: datetime) -> None:
    """Note that somebody was told, or that there was nothing to tell: the member only moved."""
    db.execute("UPDATE departures SET told_at = ? WHERE id = ?", (stamp(now), number))
