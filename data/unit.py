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


def branches(db: Database, parent_id: int | None = None) -> list[Unit]:
    """List the branches in the order they were made, of one general branch or all."""
    rows = db.execute(
        "SELECT id, kind, name FROM units WHERE kind = 'branch'"
        " AND (:parent IS NULL OR parent_id = :parent) ORDER BY id",
        {"parent": parent_id},
    ).fetchall()
    return [Unit(*row) for row in rows]


def branch_names(db: Database) -> dict[int, str]:
    """Give the branches' names by their ids, in the order they were made."""
    return {branch.id: branch.name for branch in branches(db)}


def generals(db: Database) -> list[Unit]:
    """List the general branches in the order they were made."""
    rows = db.execute("SELECT id, kind, name FROM units WHERE kind = 'general' ORDER BY id").fetchall()
    return [Unit(*row) for row in rows]
