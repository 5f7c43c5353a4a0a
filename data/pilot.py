"""The pilot under way (试点), what it holds back, and what whoever confirms has been shown last."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlite_utils import Database

from data import fact as facts
from data.outbox import COLUMNS, Row, read_row

_BRANCH = "pilot_branch"

# Why a message ended unsent.
ENDED = "the pilot has ended"
OUTSIDE = "pilot: not meant for its branch"
REFUSED = "not confirmed by the secretary"


def branch(db: Database) -> int | None:
    """Give the branch that alone is written to, or None while no pilot runs."""
    text = facts.read(db, _BRANCH)
    return int(text) if text else None


def begin(db: Database, branch_id: int) -> None:
    """Write to this branch only from here on."""
    facts.write(db, _BRANCH, str(branch_id))


def end(db: Database) -> None:
    """Write to everybody again."""
    facts.write(db, _BRANCH, "")


def note_shown(db: Database, member_id: int, items: Sequence[Sequence[int]]) -> None:
    """Remember what a person was shown at 1, 2 …: the outbox rows behind each."""
    facts.write(db, f"pilot_shown:{member_id}", json.dumps([list(rows) for rows in items]))


def shown(db: Database, member_id: int) -> list[list[int]]:
    """Give what a person was shown last."""
    return list(json.loads(facts.read(db, f"pilot_shown:{member_id}") or "[]"))


def hold(db: Database, row_id: int, member_id: int) -> None:
    """The message waits until this person has confirmed it."""
    db.execute("UPDATE outbox SET held_for = ? WHERE id = ?", (member_id, row_id))


def approve(db: Database, row_id: int, member_id: int) -> bool:
    """A person lets a held message go; False where it no longer waits."""
    cursor = db.execute(
        "UPDATE outbox SET approved_by = ?, held_for = NULL"
        " WHERE id = ? AND state = 'queued' AND held_for IS NOT NULL",
        (member_id, row_id),
    )
    return bool(cursor.rowcount)


def held(db: Database, member_id: int | None = None) -> list[Row]:
    """List what waits for this person's 确认, or for anybody's, in the order it was meant."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM outbox WHERE held_for IS NOT NULL AND state = 'queued'"  # noqa: S608
        " AND (:member IS NULL OR held_for = :member) ORDER BY id",
        {"member": member_id},
    )
    return [read_row(row) for row in rows]
