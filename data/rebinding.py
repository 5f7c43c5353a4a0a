"""Ids of WeChat that changed with the gateway: everywhere in the store the old one is made the new one."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from data.room import set_seats

# By these names columns hold the id of a room or an account, in whichever table.
_HOLDERS = ("room_id", "account_id", "conversation")


def move(db: Database, rooms: Mapping[str, str], accounts: Mapping[str, str]) -> None:
    """Make old ids of rooms and accounts the new ones, in the transaction that is open.

    A moved room keeps its place in the organisation and who sits in it now; a moved account its ties. What
    waits to be said goes to the new ids.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")  # rooms are referred to while their ids change
    for old in rooms:
        set_seats(db, old, [])
    # One pass over each table, however many ids: among thousands of members that is what keeps it short.
    db.execute(
        "CREATE TEMP TABLE IF NOT EXISTS moved (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID"
    )
    db.execute("DELETE FROM temp.moved")
    db.conn.executemany("INSERT INTO temp.moved VALUES (?, ?)", {**rooms, **accounts}.items())
    for table, column in _columns(db):
        # What the new id has already (a seat, a friend, a room without a place) gives way.
        db.execute(
            f"UPDATE OR REPLACE main.{table} SET {column} ="  # noqa: S608 -- names of our own schema
            f" (SELECT new FROM temp.moved WHERE old = {column})"
            f" WHERE {column} IN (SELECT old FROM temp.moved)"
        )
    db.execute("DROP TABLE temp.moved")


def _columns(db: Database) -> list[tuple[str, str]]:
    """List where the store holds ids of WeChat; a table made later is found as well."""
    rows = db.execute(
        "SELECT m.name, c.name FROM main.sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table'"
    ).fetchall()
    return [(table, column) for table, column in rows if column in _HOLDERS]
