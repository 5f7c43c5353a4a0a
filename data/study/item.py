"""Study items: what they are, when they go out, whom they are for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot.domain.audience import Audience, Scope
from bot.domain.study import Item, State
from data.db import read_stamp, stamp

_COLUMNS = (
    "studies.id, title, url, path, source, scope, names, relayed, state, due_at, opened_at, closes_at,"
    " studies.reminded_at, studies.said_by"
)


def add(db: Database, item: Item, now: datetime) -> int:
    """Keep an item that waits for its moment; gives its number."""
    cursor = db.execute(
        "INSERT INTO studies (title, url, path, source, scope, names, relayed, state, due_at, said_by, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            item.title,
            item.url,
            str(item.path) if item.path else None,
            item.source,
            item.audience.scope,
            json.dumps(item.audience.names, ensure_ascii=False),
            int(item.relayed),
            State.WAITING,
            stamp(item.due_at),
            item.said_by,
            stamp(now),
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def find(db: Database, number: int) -> Item | None:
    """Give an item by its number."""
    return next(iter(_select(db, "WHERE studies.id = ?", (number,))), None)


def newest(db: Database) -> Item | None:
    """Give the item that went out last, one that is open before others."""
    found = _select(
        db,
        "WHERE state IN ('open', 'closed') ORDER BY state = 'open' DESC, opened_at DESC, studies.id DESC"
        " LIMIT 1",
        (),
    )
    return next(iter(found), None)


def in_state(db: Database, state: State) -> list[Item]:
    """List the items of a state, the oldest first."""
    return _select(db, "WHERE state = ? ORDER BY due_at, studies.id", (state,))


def due(db: Database, now: datetime) -> list[Item]:
    """List the items whose moment has come."""
    return _select(db, "WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, studies.id", (stamp(now),))


def taken_moments(db: Database) -> set[datetime]:
    """Give the moments at which something is to go out."""
    rows = db.execute("SELECT due_at FROM studies WHERE state = 'waiting'")
    return {read_stamp(row[0]) for row in rows}


def opened_between(db: Database, start: datetime, end: datetime) -> list[Item]:
    """List the items that went out in a span and stand, the oldest first."""
    return _select(
        db,
        "WHERE state IN ('open', 'closed') AND opened_at >= ? AND opened_at < ?"
        " ORDER BY opened_at, studies.id",
        (stamp(start), stamp(end)),
    )


def open_up(db: Database, number: int, member_ids: Iterable[int], now: datetime, closes_at: datetime) -> None:
    """Note that an item goes out now, to these people."""
    db.execute(
        "UPDATE studies SET state = 'open', opened_at = ?, closes_at = ? WHERE id = ?",
        (stamp(now), stamp(closes_at), number),
    )
    db.conn.executemany(
        "INSERT OR IGNORE INTO study_members (study_id, member_id) VALUES (?, ?)",
        [(number, member_id) for member_id in member_ids],
    )


def settle(db: Database, number: int, state: State) -> None:
    """Note that an item has ended, or was taken back."""
    db.execute("UPDATE studies SET state = ? WHERE id = ?", (state, number))


def close_old(db: Database, now: datetime) -> None:
    """Close the items whose time is over."""
    db.execute("UPDATE studies SET state = 'closed' WHERE state = 'open' AND closes_at <= ?", (stamp(now),))


def reschedule(db: Database, number: int, due_at: datetime) -> None:
    """Give an item that waits another moment."""
    db.execute("UPDATE studies SET due_at = ? WHERE id = ?", (stamp(due_at), number))


def to_remind(db: Database, opened_before: datetime) -> list[Item]:
    """List the open items that went out before a moment, and whose readers were not reminded yet."""
    return _select(
        db,
        "WHERE state = 'open' AND opened_at <= ? AND studies.reminded_at IS NULL ORDER BY studies.id",
        (stamp(opened_before),),
    )


def note_reminded(db: Database, number: int, now: datetime) -> None:
    """Note that who has not read an item was reminded."""
    db.execute("UPDATE studies SET reminded_at = ? WHERE id = ?", (stamp(now), number))


def paths(db: Database) -> set[Path]:
    """Give the files that belong to items and home news."""
    rows = db.execute(
        "SELECT path FROM studies WHERE path IS NOT NULL"
        " UNION SELECT path FROM home_news WHERE path IS NOT NULL"
    )
    return {Path(row[0]) for row in rows}


# Whom an item is for


def asked(db: Database, number: int) -> list[int]:
    """Give whom an item is for."""
    rows = db.execute("SELECT member_id FROM study_members WHERE study_id = ? ORDER BY member_id", (number,))
    return [row[0] for row in rows]


def open_for(db: Database, member_id: int) -> list[Item]:
    """List the open items that are for somebody, the newest first."""
    return _select(
        db,
        "JOIN study_members ON study_id = studies.id WHERE member_id = ? AND state = 'open'"
        " ORDER BY opened_at DESC, studies.id DESC",
        (member_id,),
    )


def _select(db: Database, rest: str, arguments: tuple[object, ...]) -> list[Item]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM studies {rest}", arguments).fetchall()  # noqa: S608 -- a constant
    return [
        Item(
            number,
            title,
            url,
            Path(path) if path else None,
            source,
            Audience(Scope(scope), tuple(json.loads(names))),
            bool(relayed),
            State(state),
            read_stamp(due_at),
            _moment(opened_at),
            _moment(closes_at),
            _moment(reminded_at),
            said_by,
        )
        for (
            number,
            title,
            url,
            path,
            source,
            scope,
            names,
            relayed,
            state,
            due_at,
            opened_at,
            closes_at,
            reminded_at,
            said_by,
        ) in rows
    ]


def _moment(text: str | None) -> datetime | None:
    return read_stamp(text) if text else None
