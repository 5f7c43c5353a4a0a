"""Labels the office gives people (先锋岗, 模范商户): who has which, who gave and took them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from data.db import read_stamp, stamp


def give(db: Database, member_ids: Iterable[int], label: str, by: int, now: datetime) -> list[int]:
    """Give people a label; gives those who had not got it."""
    return [
        member
        for member in member_ids
        if db.execute(
            "INSERT OR IGNORE INTO labels (member_id, label, given_by, given_at) VALUES (?, ?, ?, ?)",
            (member, label, by, stamp(now)),
        ).rowcount
    ]


def take(db: Database, member_ids: Iterable[int], label: str, by: int, now: datetime) -> list[int]:
    """Take a label from people; gives those who had it."""
    return [
        member
        for member in member_ids
        if db.execute(
            "UPDATE labels SET taken_by = ?, taken_at = ?"
            " WHERE member_id = ? AND label = ? AND taken_at IS NULL",
            (by, stamp(now), member, label),
        ).rowcount
    ]


def of_member(db: Database, member_id: int) -> list[str]:
    """List the labels somebody has, in the order they were given."""
    rows = db.execute(
        "SELECT label FROM labels WHERE member_id = ? AND taken_at IS NULL ORDER BY id", (member_id,)
    )
    return [row[0] for row in rows]


def everything(db: Database) -> dict[int, list[str]]:
    """Give everybody's labels, by member number."""
    found: dict[int, list[str]] = {}
    for member, label in db.execute("SELECT member_id, label FROM labels WHERE taken_at IS NULL ORDER BY id"):
        found.setdefault(member, []).append(label)
    return found


def wearers(db: Database, label: str) -> list[int]:
    """List who has a label (member numbers)."""
    rows = db.execute(
        "SELECT member_id FROM labels WHERE label = ? AND taken_at IS NULL ORDER BY member_id", (label,)
    )
    return [row[0] for row in rows]


def last_act(db: Database, by: int, since: datetime) -> datetime | None:
    """Tell when somebody last gave or took a label, from `since` on."""
    row = db.execute(
        "SELECT max(at) FROM (SELECT given_at AS at FROM labels WHERE given_by = :by AND taken_at IS NULL"
        " UNION ALL SELECT taken_at FROM labels WHERE taken_by = :by) WHERE at >= :since",
        {"by": by, "since": stamp(since)},
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def undo(db: Database, by: int, at: datetime) -> list[tuple[int, str, bool]]:
    """Undo what somebody gave or took at a moment: (member, label, whether it had been given).

    What was given by mistake leaves no trace.
    """
    moment = stamp(at)
    given = db.execute(
        "DELETE FROM labels WHERE given_by = ? AND given_at = ? AND taken_at IS NULL"
        " RETURNING id, member_id, label",
        (by, moment),
    ).fetchall()
    taken = db.execute(
        "UPDATE OR IGNORE labels SET taken_by = NULL, taken_at = NULL"
        " WHERE taken_by = :by AND taken_at = :at AND given_at < :at RETURNING id, member_id, label",
        {"by": by, "at": moment},
    ).fetchall()
    return [(row[1], row[2], True) for row in given] + [(row[1], row[2], False) for row in taken]
