"""The committee, its general branches, branches and service stations, with the names they had."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.domain.unit import FormerName, Unit, UnitKind, unit_key
from data.db import read_stamp, stamp

__all__ = ["Unit"]

_COLUMNS = "units.id, kind, units.name, parent_id, place, trade, closed_at, merged_into"


def make(db: Database, kind: str, name: str, parent_id: int | None = None) -> int:
    """Give the id of the unit of this name, made where there is none."""
    found = named(db, name)
    return found.id if found else found_unit(db, UnitKind(kind), name, parent_id)


def found_unit(
    db: Database,
    kind: UnitKind,
    name: str,
    parent_id: int | None,
    place: str | None = None,
    trade: str | None = None,
) -> int:
    """Make a unit, of a name that no open one has; gives its id."""
    cursor = db.execute(
        "INSERT INTO units (kind, name, parent_id, place, trade) VALUES (?, ?, ?, ?, ?)",
        (kind, name, parent_id, place, trade),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def named(db: Database, name: str) -> Unit | None:
    """Find an open unit by its name, or by one that it, or what was merged into it, had before."""
    own = _select(db, "WHERE name = ? AND closed_at IS NULL", (name,))
    former = own or _select(
        db,
        "WHERE id IN (SELECT unit_id FROM unit_names WHERE name = :name) OR name = :name ORDER BY id DESC",
        {"name": name},
    )
    return next((found for one in former if (found := _successor(db, one))), None)


def _successor(db: Database, unit: Unit) -> Unit | None:
    """Follow a unit to what it was merged into; None where it was closed."""
    while unit.merged_into is not None:
        unit = find(db, unit.merged_into)
    return unit if unit.closed_at is None else None


def meant(db: Database, words: str, *kinds: UnitKind) -> Unit | None:
    """Find the open unit of these kinds meant by words: 三支部, 第3党支部, an old name."""
    found = named(db, words)
    if found is None:
        key = unit_key(words)
        found = next((unit for name, unit in spellings(db).items() if unit_key(name) == key), None)
    return found if found and (not kinds or found.kind in kinds) else None


def spellings(db: Database) -> dict[str, Unit]:
    """Give the open units by every name they have or had, those in use first."""
    present = {unit.name: unit for unit in _select(db, "WHERE closed_at IS NULL ORDER BY id", ())}
    rows = db.execute(
        "SELECT name FROM unit_names UNION SELECT name FROM units WHERE merged_into IS NOT NULL"
    ).fetchall()
    former = {name: unit for (name,) in rows if name not in present and (unit := named(db, name))}
    return present | former


def find(db: Database, unit_id: int) -> Unit:
    """Give a unit by its id, a closed one, too."""
    return _select(db, "WHERE id = ?", (unit_id,))[0]


def committee(db: Database, name: str) -> Unit:
    """Give the committee; made with this name where there is none yet."""
    found = _select(db, "WHERE kind = 'committee'", ())
    return found[0] if found else find(db, make(db, "committee", name))


def branches(db: Database, parent_id: int | None = None) -> list[Unit]:
    """List the open branches in the order they were made, of one general branch or all."""
    return _select(
        db,
        "WHERE kind = 'branch' AND closed_at IS NULL"
        " AND (:parent IS NULL OR parent_id = :parent) ORDER BY id",
        {"parent": parent_id},
    )


def branch_names(db: Database) -> dict[int, str]:
    """Give the branches' names by their ids, in the order they were made."""
    return {branch.id: branch.name for branch in branches(db)}


def of_kind(db: Database, kind: UnitKind) -> list[Unit]:
    """List the open units of a kind in the order they were made."""
    return _select(db, "WHERE kind = ? AND closed_at IS NULL ORDER BY id", (kind,))


def generals(db: Database) -> list[Unit]:
    """List the general branches in the order they were made."""
    return of_kind(db, UnitKind.GENERAL)


def rename(db: Database, unit: Unit, name: str, by: int, now: datetime) -> None:
    """Give a unit another name; the old one goes on finding it."""
    db.execute(
        "INSERT INTO unit_names (unit_id, name, until, changed_by) VALUES (?, ?, ?, ?)",
        (unit.id, unit.name, stamp(now), by),
    )
    db.execute("UPDATE units SET name = ? WHERE id = ?", (name, unit.id))


def former_names(db: Database, unit_id: int) -> list[FormerName]:
    """List the names a unit had, the last first."""
    rows = db.execute(
        "SELECT name, until, changed_by FROM unit_names WHERE unit_id = ? ORDER BY id DESC", (unit_id,)
    ).fetchall()
    return [FormerName(name, read_stamp(until), by) for name, until, by in rows]


def put_below(db: Database, unit_id: int, parent_id: int) -> None:
    """Let a branch stand below a general branch, or directly below the committee."""
    db.execute("UPDATE units SET parent_id = ? WHERE id = ?", (parent_id, unit_id))


def close(db: Database, unit_id: int, now: datetime, merged_into: int | None = None) -> None:
    """Close a unit; what it was merged into is found by its name from here on."""
    db.execute(
        "UPDATE units SET closed_at = ?, merged_into = ? WHERE id = ?", (stamp(now), merged_into, unit_id)
    )


def _select(db: Database, rest: str, arguments: tuple[object, ...] | dict[str, object]) -> list[Unit]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM units {rest}", arguments).fetchall()  # noqa: S608
    return [
        Unit(
            number,
            UnitKind(kind),
            name,
            parent,
            place,
            trade,
            read_stamp(closed) if closed else None,
            merged,
        )
        for number, kind, name, parent, place, trade, closed, merged in rows
    ]
