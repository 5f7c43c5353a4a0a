"""What changed on the roll and is not yet put right in a ledger elsewhere; it is read off the changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.domain.field import Field
from bot.domain.pending import Due
from data.db import read_stamp, stamp


@dataclass(frozen=True, slots=True)
class Watch:
    """A ledger that was equal once: which fields it holds, and from which change on others count."""

    name: str
    number: int  # of the reconciliation
    fields: frozenset[str]
    since_change: int


def watch(
    db: Database, name: str, *, number: int, fields: Iterable[str], since_change: int, now: datetime
) -> None:
    """Note that a ledger is equal to what was known at a change; what was ticked off there is forgotten."""
    db.execute("DELETE FROM ledger_ticks WHERE name = ?", (name,))
    db.execute(
        "INSERT OR REPLACE INTO ledger_watches (name, reconciliation_id, fields, since_change, since)"
        " VALUES (?, ?, ?, ?, ?)",
        (name, number, json.dumps(sorted(fields), ensure_ascii=False), since_change, stamp(now)),
    )


def unwatch(db: Database, number: int) -> None:
    """Forget the ledgers of a reconciliation that was taken back."""
    db.execute("DELETE FROM ledger_watches WHERE reconciliation_id = ?", (number,))


def watches(db: Database) -> list[Watch]:
    """List the ledgers that are kept equal."""
    rows = db.execute(
        "SELECT w.name, w.reconciliation_id, w.fields, w.since_change FROM ledger_watches AS w"
        " LEFT JOIN ledgers USING (reconciliation_id, name) ORDER BY w.reconciliation_id, ledgers.place"
    ).fetchall()
    return [Watch(name, number, frozenset(json.loads(fields)), since) for name, number, fields, since in rows]


def due(db: Database, name: str | None = None) -> list[Due]:
    """List what is to be put right, by ledger and in the order of the changes; of one ledger or all.

    What was undone, changed back or ticked off is none, nor what the ledger's own reconciliation changed.
    """
    return [
        one
        for each in watches(db)
        if name in {None, each.name}
        for one in _due(db, each, _ticked(db, each.name))
    ]


def _ticked(db: Database, name: str) -> dict[tuple[int, str], int]:
    rows = db.execute("SELECT member_id, field, change_id FROM ledger_ticks WHERE name = ?", (name,))
    return {(member, field): change for member, field, change in rows}


def _due(db: Database, each: Watch, ticked: Mapping[tuple[int, str], int]) -> list[Due]:
    rows = db.execute(
        "SELECT id, member_id, field, before, after, at FROM record_changes"
        " WHERE id > ? AND undone_at IS NULL AND NOT (how = 'ledger' AND reason = ?) ORDER BY id",
        (each.since_change, f"{each.number}号对账"),
    ).fetchall()
    first: dict[tuple[int, str], str | None] = {}
    last: dict[tuple[int, str], Due] = {}
    for change, member, name, before, after, at in rows:
        field, key = Field[name], (member, name)
        if field.value not in each.fields or change <= ticked.get(key, 0):
            continue
        first.setdefault(key, before)
        since = last[key].since if key in last else read_stamp(at)
        last[key] = Due(each.name, member, field, after, since, change)
    return [one for key, one in last.items() if one.value != first[key]]


def tick(db: Database, done: Iterable[Due], by: int, now: datetime) -> None:
    """Note who put these right, and when."""
    for one in done:
        db.execute(
            "INSERT OR REPLACE INTO ledger_ticks (name, member_id, field, change_id, by, at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (one.ledger, one.member_id, one.field.name, one.change_id, by, stamp(now)),
        )
