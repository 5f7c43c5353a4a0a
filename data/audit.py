"""Who saw or changed whose record, and what was refused; rows are only ever added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.domain.own.showing import Look
from data.db import read_stamp, stamp


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: by whom, what (看名单 未报), of whose record (None: of nobody's in particular)."""

    actor_id: int | None
    action: str
    member_id: int | None
    detail: str
    at: datetime


def note(
    db: Database,
    actor_id: int | None,
    action: str,
    member_ids: Iterable[int | None],
    now: datetime,
    detail: str = "",
) -> None:
    """Note an act, a row for each person it was about; one's own record is left out."""
    db.conn.executemany(
        "INSERT INTO audit (actor_id, action, member_id, detail, at) VALUES (?, ?, ?, ?, ?)",
        [
            (actor_id, action, member, detail, stamp(now))
            for member in member_ids
            if member is None or member != actor_id
        ],
    )


def of_member(db: Database, member_id: int, since: datetime) -> list[Entry]:
    """List who saw or changed a person's record since, the newest first."""
    rows = db.execute(
        "SELECT actor_id, action, member_id, detail, at FROM audit WHERE member_id = ? AND at >= ?"
        " ORDER BY id DESC",
        (member_id, stamp(since)),
    ).fetchall()
    return [
        Entry(actor, action, member, detail, read_stamp(at)) for actor, action, member, detail, at in rows
    ]


def summary_of(db: Database, member_id: int, since: datetime) -> list[Look]:
    """Tell who did what with a person's record since, how often and when last; the latest first."""
    rows = db.execute(
        "SELECT actor_id, action, count(*), max(at) FROM audit WHERE member_id = ? AND at >= ?"
        " GROUP BY actor_id, action ORDER BY max(at) DESC",
        (member_id, stamp(since)),
    ).fetchall()
    return [Look(actor, action, times, read_stamp(at)) for actor, action, times, at in rows]


def newest(db: Database, limit: int, member_id: int | None = None) -> list[Entry]:
    """List what was noted last, of one person's record or of all, the newest first."""
    rows = db.execute(
        "SELECT actor_id, action, member_id, detail, at FROM audit"
        " WHERE :member IS NULL OR member_id = :member OR actor_id = :member ORDER BY id DESC LIMIT :limit",
        {"member": member_id, "limit": limit},
    ).fetchall()
    return [
        Entry(actor, action, member, detail, read_stamp(at)) for actor, action, member, detail, at in rows
    ]
