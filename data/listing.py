"""Numbered lists that somebody was shown, so that 3 7 12 电话平安 means the same people for a day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from data.db import read_stamp, stamp

LIFE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it was shown: its subject (notice:12, rollcall:3), its first line, what stood at 1, 2 …"""

    subject: str
    title: str
    items: tuple[int, ...]
    at: datetime


def keep(
    db: Database,
    member_id: int,
    subject: str,
    title: str,
    items: Sequence[int],
    now: datetime,
    *,
    room_id: str | None = None,
) -> None:
    """Keep what somebody was shown, alone or in a room; lists that have lapsed are deleted."""
    db.execute("DELETE FROM listings WHERE member_id = ? AND at < ?", (member_id, stamp(now - LIFE)))
    db.execute(
        "INSERT INTO listings (member_id, subject, title, items, room_id, at) VALUES (?, ?, ?, ?, ?, ?)",
        (member_id, subject, title, json.dumps(list(items)), room_id, stamp(now)),
    )


def latest(
    db: Database, member_id: int, now: datetime, *, quoted: str | None = None, room_id: str | None = None
) -> Listing | None:
    """Give the list somebody saw last, or the last one whose title stands in a quote; None once it lapsed.

    With a room also what others were shown there.
    """
    rows = db.execute(
        "SELECT subject, title, items, at FROM listings WHERE (member_id = :member OR room_id = :room)"
        " AND at >= :since ORDER BY id DESC",
        {"member": member_id, "room": room_id, "since": stamp(now - LIFE)},
    ).fetchall()
    for subject, title, items, at in rows:
        if quoted is None or title in quoted:
            return Listing(subject, title, tuple(json.loads(items)), read_stamp(at))
    return None
