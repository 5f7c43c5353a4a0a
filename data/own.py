"""One person's rows in all tables, as data/retention/ declares them: exported, or deleted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from data import account as accounts
from data.retention import REGISTRY, Erase, Kept

# What a column refers to is shown by its name, not by its number.
_NAMED = {
    "members": "(SELECT name FROM members AS other WHERE other.id = own.{column})",
    "units": "(SELECT name FROM units AS other WHERE other.id = own.{column})",
    "rooms": "(SELECT topic FROM rooms AS other WHERE other.room_id = own.{column})",
}

# One message of somebody else's may tell of many: its words are not the person's alone.
_OF_MANY = {"checkins", "concerns"}


@dataclass(frozen=True, slots=True)
class Rows:
    """One table's rows about a person, with the columns an export shows."""

    kept: Kept
    columns: tuple[str, ...]
    rows: list[tuple[str | int | None, ...]]


def of_member(db: Database, member_id: int) -> Iterator[Rows]:
    """Give what every table holds about a person, of the tables an export shows; other people by name only.

    What somebody else wrote about the person may name others: of it only the rest of the row is given.
    """
    for kept in REGISTRY:
        if kept.shown:
            columns = tuple(kept.shown.split())
            values = ", ".join(_value(db, kept, column) for column in columns)
            query = f"SELECT {values} FROM {kept.table} AS own WHERE {_whose(kept)}"  # noqa: S608 -- the registry's
            rows = db.execute(query, _whom(db, member_id)).fetchall()
            yield Rows(kept, columns, rows)


def _value(db: Database, kept: Kept, column: str) -> str:
    table = db.table(kept.table)
    refers = {key.column: key.other_table for key in table.foreign_keys}
    if column == "words" and kept.table in _OF_MANY:
        return "CASE WHEN said_by IS :member THEN words ELSE '（别人代您说的，原话不在这里）' END"
    named = _NAMED.get(refers.get(column, ""))
    return named.format(column=column) if named else f"own.{column}"


def _whose(kept: Kept) -> str:
    if kept.person == "account_id":
        return "account_id IN (SELECT value FROM json_each(:accounts)) AND :member > 0"
    return f"{kept.person} = :member AND :accounts IS NOT NULL"


def _whom(db: Database, member_id: int) -> dict[str, object]:
    return {"member": member_id, "accounts": json.dumps(accounts.of_member(db, member_id))}


def erase(db: Database, member_id: int) -> dict[str, int]:
    """Delete or empty a person's rows as the registry says; gives how many of each table.

    A person on several accounts loses all of them; an account's rows go before the account does.
    """
    whom, done = _whom(db, member_id), {}
    db.execute("PRAGMA defer_foreign_keys = ON")
    for kept in sorted(REGISTRY, key=lambda one: one.table == "accounts"):
        if kept.erase in {None, Erase.KEEP}:
            continue
        end = f"WHERE {_whose(kept)}" + (f" AND ({kept.only})" if kept.only else "")
        statement = (
            f"UPDATE {kept.table} SET {kept.blanked} {end}"  # noqa: S608 -- constants of the registry
            if kept.erase is Erase.BLANK
            else f"DELETE FROM {kept.table} {end}"  # noqa: S608
        )
        done[kept.table] = int(db.execute(statement, whom).rowcount)
    return {table: count for table, count in done.items() if count}


def list_kept(db: Database, member_id: int) -> dict[str, list[str]]:
    """Name what stays of a person after a deletion, of the tables that hold something: {reason: names}."""
    whom, stays = _whom(db, member_id), dict[str, list[str]]()
    for kept in REGISTRY:
        if kept.person and kept.because:
            query = f"SELECT 1 FROM {kept.table} WHERE {_whose(kept)} LIMIT 1"  # noqa: S608 -- the registry's
            if db.execute(query, whom).fetchone():
                stays.setdefault(kept.because, []).append(kept.chinese)
    return stays
