"""Contact persons: who looks after which member, or after those who live in an area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from data.db import stamp


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody looks after a member, or after an area's people (of one branch; None: of all)."""

    id: int
    contact_id: int
    member_id: int | None
    area: str | None
    branch_id: int | None


def entrust(
    db: Database,
    contact_id: int,
    *,
    member_id: int | None = None,
    area: str | None = None,
    branch_id: int | None = None,
    by: int,
    now: datetime,
) -> bool:
    """Let somebody look after a member or an area; False where it is so already."""
    if any(
        one.contact_id == contact_id
        and (one.member_id, one.area, one.branch_id) == (member_id, area, branch_id)
        for one in everything(db)
    ):
        return False
    if member_id is not None:  # one contact person a member
        release(db, member_id, now)
    db.execute(
        "INSERT INTO contacts (contact_id, member_id, area, branch_id, given_by, given_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (contact_id, member_id, area, branch_id, by, stamp(now)),
    )
    return True


def end(db: Database, number: int, now: datetime) -> None:
    """End what was entrusted."""
    db.execute("UPDATE contacts SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (stamp(now), number))


def release(db: Database, member_id: int, now: datetime) -> None:
    """End who looks after a member, who has gone elsewhere."""
    db.execute(
        "UPDATE contacts SET ended_at = ? WHERE member_id = ? AND ended_at IS NULL", (stamp(now), member_id)
    )


def everything(db: Database) -> list[Contact]:
    """List what is entrusted to whom now."""
    rows = db.execute(
        "SELECT id, contact_id, member_id, area, branch_id FROM contacts WHERE ended_at IS NULL ORDER BY id"
    ).fetchall()
    return [Contact(*row) for row in rows]


def of_member(db: Database, member_id: int) -> int | None:
    """Give who looks after a member, or None; areas are not looked at."""
    row = db.execute(
        "SELECT contact_id FROM contacts WHERE member_id = ? AND ended_at IS NULL", (member_id,)
    ).fetchone()
    return int(row[0]) if row else None


def entrusted_to(db: Database, contact_id: int) -> list[Contact]:
    """List what is entrusted to somebody."""
    return [one for one in everything(db) if one.contact_id == contact_id]
