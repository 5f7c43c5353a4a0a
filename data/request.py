"""Requests that wait for a secretary's or the office's word, and what became of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.domain.request import Asks, Request, State
from data.db import read_stamp, stamp

_COLUMNS = "id, kind, member_id, account_id, said_by, asks, unit_id, arguments, title, opened_at, state"


def add(
    db: Database,
    kind: str,
    member_id: int,
    *,
    account_id: str,
    said_by: int | None,
    asks: Asks,
    unit_id: int | None,
    title: str,
    now: datetime,
    arguments: Mapping[str, Any] | None = None,
) -> int:
    """Keep a request; gives its number."""
    cursor = db.execute(
        "INSERT INTO requests (kind, member_id, account_id, said_by, asks, unit_id, arguments, title,"
        " opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            kind,
            member_id,
            account_id,
            said_by,
            asks,
            unit_id,
            json.dumps(arguments or {}, ensure_ascii=False),
            title,
            stamp(now),
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def find(db: Database, number: int) -> Request | None:
    """Give a request by its number."""
    return next(iter(_select(db, "WHERE id = :number", {"number": number})), None)


def waiting(db: Database, kind: str | None = None, member_id: int | None = None) -> list[Request]:
    """List the open requests, the oldest first; of one kind, about one person, or all."""
    return _select(
        db,
        "WHERE state = 'open' AND (:kind IS NULL OR kind = :kind)"
        " AND (:member IS NULL OR member_id = :member) ORDER BY id",
        {"kind": kind, "member": member_id},
    )


def was_refused(db: Database, kind: str, member_id: int, since: datetime) -> bool:
    """Whether a request of this kind about a person was refused since a moment."""
    row = db.execute(
        "SELECT 1 FROM requests WHERE kind = ? AND member_id = ? AND state = 'refused' AND decided_at >= ?",
        (kind, member_id, stamp(since)),
    ).fetchone()
    return row is not None


def settle(
    db: Database, number: int, state: State, *, by: int | None, now: datetime, reason: str = ""
) -> None:
    """Note what became of a request, by whom and why."""
    db.execute(
        "UPDATE requests SET state = ?, decided_by = ?, decided_at = ?, reason = ? WHERE id = ?",
        (state, by, stamp(now), reason, number),
    )


def ask_instead(db: Database, number: int, asks: Asks, unit_id: int | None, title: str) -> None:
    """Hand a request on to who decides next; one that was just decided is open again."""
    db.execute(
        "UPDATE requests SET asks = ?, unit_id = ?, title = ?, state = 'open', decided_by = NULL,"
        " decided_at = NULL, reason = '' WHERE id = ?",
        (asks, unit_id, title, number),
    )


def _select(db: Database, rest: str, arguments: Mapping[str, object]) -> list[Request]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM requests {rest}", dict(arguments)).fetchall()  # noqa: S608
    return [
        Request(
            number,
            kind,
            member,
            account,
            said_by,
            Asks(asks),
            unit,
            json.loads(given),
            title,
            read_stamp(opened),
            State(state),
        )
        for number, kind, member, account, said_by, asks, unit, given, title, opened, state in rows
    ]
