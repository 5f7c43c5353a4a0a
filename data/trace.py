"""What a message changed in the store, row by row: a look under the bonnet of the simulated world."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from bot.domain.delivery import Kind
from data import fact as facts
from data.db import StoreError, read_stamp

Value = str | int | float | None


class What(StrEnum):
    """What happened to a row."""

    INSERT = "INSERT"
    UPDATE = "UPDATE"
    DELETE = "DELETE"


@dataclass(frozen=True, slots=True)
class Change:
    """One row that came, changed or went; values by column, None where there is no row on that side."""

    seq: int
    table: str
    what: What
    before: Mapping[str, Value] | None
    after: Mapping[str, Value] | None


@dataclass(frozen=True, slots=True)
class Queued:
    """A row of the outbox with all that tells what becomes of it."""

    id: int
    key: str
    conversation: str
    member_id: int | None
    kind: Kind
    body: str | None
    file: str | None
    link: str | None  # a card, as bot.ports.Link writes it
    recalls: str | None
    state: str
    attempts: int
    error: str | None
    held_for: int | None
    echo_id: str | None
    created_at: datetime
    not_before: datetime
    not_after: datetime
    sent_at: datetime | None


_FIELDS = tuple(field.name for field in fields(Queued))
_COLUMNS = ", ".join("dedupe_key" if name == "key" else name for name in _FIELDS)
_MOMENTS = {"created_at", "not_before", "not_after", "sent_at"}


def start(db: Database) -> None:
    """Note from now on what each statement changes, on this connection only; starting twice is no harm.

    Raises StoreError for the store of a real WeChat: a trace holds what people wrote.
    """
    if facts.read(db, "world") == "real":
        raise StoreError("this is the data of a real WeChat; its changes are not traced")
    # Else INSERT OR REPLACE would take a row away without its DELETE being told.
    db.execute("PRAGMA recursive_triggers = ON")
    with db.atomic():
        db.execute(
            "CREATE TEMP TABLE IF NOT EXISTS traced"
            " (seq INTEGER PRIMARY KEY, tab TEXT, what TEXT, before TEXT, after TEXT)"
        )
        for table in _tables(db):
            for trigger in _triggers(db, table):
                db.execute(trigger)


def take(db: Database) -> list[Change]:
    """Give what changed since the last take, oldest first, and forget it.

    Taken inside a transaction that is rolled back, it is given once more.
    """
    rows = db.execute("SELECT seq, tab, what, before, after FROM temp.traced ORDER BY seq").fetchall()
    if rows:
        forget(db)
    return [Change(seq, table, What(what), _read(old), _read(new)) for seq, table, what, old, new in rows]


def forget(db: Database) -> None:
    """Forget what changed so far."""
    db.execute("DELETE FROM temp.traced")


def keys(db: Database, table: str) -> tuple[str, ...]:
    """Name the columns that tell the rows of a table apart."""
    rows = db.execute("SELECT name FROM pragma_table_xinfo(?, 'main') WHERE pk ORDER BY pk", (table,))
    return tuple(row[0] for row in rows)


def queued(db: Database, ids: Collection[int], message_id: str) -> list[Queued]:
    """List rows of the outbox by their ids, and those whose key names a message, in the order queued."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM outbox"  # noqa: S608 -- a constant
        " WHERE id IN (SELECT value FROM json_each(:ids)) OR instr(dedupe_key, :message) ORDER BY id",
        {"ids": json.dumps(list(ids)), "message": f":{message_id}"},
    )
    found = [_queued(row) for row in rows]
    return [row for row in found if row.id in ids or message_id in key_parts(row.key)]


def said(db: Database, echo_id: str) -> Queued | None:
    """Give the row of the outbox that WeChat knows by this message id."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM outbox WHERE echo_id = ?",  # noqa: S608 -- a constant
        (echo_id,),
    ).fetchone()
    return _queued(row) if row else None


def key_parts(key: str) -> list[str]:
    """Take a key of the outbox apart: reply:sim-7:1#2 is the second part of an answer to sim-7."""
    return key.partition("#")[0].split(":")


def _queued(row: tuple[Any, ...]) -> Queued:
    values = dict(zip(_FIELDS, row, strict=True))
    moments = {name: read_stamp(values[name]) for name in _MOMENTS if values[name]}
    return Queued(**{**values, **moments, "kind": Kind(values["kind"])})


def _read(text: str | None) -> Mapping[str, Value] | None:
    return json.loads(text) if text else None


# The triggers


def _tables(db: Database) -> list[str]:
    rows = db.execute(
        "SELECT name FROM pragma_table_list"
        " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [row[0] for row in rows]


def _triggers(db: Database, table: str) -> Iterator[str]:
    old, new = _row(db, table, "OLD"), _row(db, table, "NEW")
    sides = {What.INSERT: ("NULL", new), What.UPDATE: (old, new), What.DELETE: (old, "NULL")}
    for what, (before, after) in sides.items():
        yield (
            f"CREATE TEMP TRIGGER IF NOT EXISTS {_quote(f'trace {what} {table}')}"  # noqa: S608 -- the schema's
            f" AFTER {what} ON main.{_quote(table)}"
            " BEGIN INSERT INTO traced (tab, what, before, after)"
            f" VALUES ({_literal(table)}, '{what}', {before}, {after}); END"
        )


def _row(db: Database, table: str, side: str) -> str:
    """Write the expression that makes JSON of a row, generated columns included."""
    rows = db.execute("SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden <> 1", (table,))
    columns = ((name, f"{side}.{_quote(name)}") for (name,) in rows)
    # JSON knows no blobs, and an error in here would be one of the statement that is looked at.
    shown = (
        f"{_literal(name)}, iif(typeof({value}) = 'blob', '(' || length({value}) || ' bytes)', {value})"
        for name, value in columns
    )
    return f"json_object({', '.join(shown)})"


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
