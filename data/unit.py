"""The committee, its general branches and branches."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the organisation."""

    id: int
    kind: str
    name: str


def make(db: Database, kind: str, name: str, parent_id: int | None = None) -> int:
    """Give the id of the unit of this name, made where there is none."""
    found = named(db, name)
    if found:
        return found.id
    cursor = db.execute("INSERT INTO units (kind, name, parent_id) VALUES (?, ?, ?)", (kind, name, parent_id))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def named(db: Database, name: str) -> Unit | None:
    """Find a unit by its name."""
    row = db.execute("SELECT id, kind, name FROM units WHERE name = ?", (name,)).fetchone()
    return Unit(*row) if row else None


def find(db: Database, unit_id: int) -> Unit:
    """Give a unit by its id."""
    return Unit(*db.execute("SELECT id, kind, name FROM units WHERE id = ?", (unit_id,)).fetchone())


def committee(db: Database, name: str) -> Unit:
    """Give the committee; made with this name where there is none yet."""
    row = db.execute("SELECT id, kind, name FROM units WHERE kind = 'committee'").fetchone()
    return Unit(*row) if row else find(db, make(db, "committee", name))


def branches(db: Database) -> list[Unit]:
    """List the branches in the order they were made."""
    return [
        Unit(*row)
        for row in db.execute("SELECT id, kind, name FROM units WHERE kind = 'branch' ORDER BY id").fetchall()
    ]
