"""Nominations. Who nominated whom stands here until it closes; then only counts do."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlite_utils import Database

from bot.domain.nomination import Nomination
from data.db import read_stamp, stamp

_COLUMNS = "number, title, places, branches, opened_by, deadline, closed_at, voters"


def open_up(
    db: Database,
    title: str,
    places: int,
    branches: Sequence[int],
    *,
    by: int,
    deadline: datetime,
    now: datetime,
) -> Nomination:
    """Open one for the people of these branches."""
    cursor = db.execute(
        "INSERT INTO nominations (title, places, branches, opened_by, opened_at, deadline)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (title, places, json.dumps(list(branches)), by, stamp(now), stamp(deadline)),
    )
    assert cursor.lastrowid is not None
    return _select(db, "number = :number", {"number": cursor.lastrowid})[0]


def find(db: Database, number: int) -> Nomination | None:
    """Give one by its number."""
    return next(iter(_select(db, "number = :number", {"number": number})), None)


def still_open(db: Database) -> list[Nomination]:
    """List what is not closed yet, the newest first."""
    return _select(db, "closed_at IS NULL", {})


def opened(db: Database, by: int | None) -> list[Nomination]:
    """List all that somebody opened, or (None) all there are, the newest first."""
    return _select(db, ":by IS NULL OR opened_by = :by", {"by": by})


def chosen(db: Database, number: int, by_id: int) -> list[int]:
    """Give whom somebody nominated, the earliest first: for that person's own answer only."""
    rows = db.execute(
        "SELECT for_id FROM nomination_votes WHERE number = ? AND by_id = ? ORDER BY at, for_id",
        (number, by_id),
    )
    return [row[0] for row in rows]


def nominate(db: Database, number: int, by_id: int, for_ids: Collection[int], now: datetime) -> None:
    """Keep whom somebody nominates beside those named before; twice changes nothing."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO nomination_votes (number, by_id, for_id, at) VALUES (?, ?, ?, ?)",
        [(number, by_id, one, stamp(now)) for one in for_ids],
    )


def take_back(db: Database, number: int, by_id: int) -> int:
    """Forget whom somebody nominated; gives how many that were."""
    cursor = db.execute("DELETE FROM nomination_votes WHERE number = ? AND by_id = ?", (number, by_id))
    return int(cursor.rowcount)


def nominated_last(db: Database, by_id: int, since: datetime) -> datetime | None:
    """Tell when somebody last nominated, from `since` on."""
    row = db.execute(
        "SELECT max(at) FROM nomination_votes WHERE by_id = ? AND at >= ?", (by_id, stamp(since))
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def take_back_at(db: Database, by_id: int, at: datetime) -> int:
    """Forget whom somebody nominated at a moment; gives how many that were."""
    cursor = db.execute("DELETE FROM nomination_votes WHERE by_id = ? AND at = ?", (by_id, stamp(at)))
    return int(cursor.rowcount)


def count_voters(db: Database, number: int) -> int:
    """Count who nominated so far."""
    row = db.execute(
        "SELECT count(DISTINCT by_id) FROM nomination_votes WHERE number = ?", (number,)
    ).fetchone()
    return int(row[0])


def close(db: Database, number: int, now: datetime) -> None:
    """Close one: the counts stay, who nominated whom is deleted in the same transaction."""
    db.execute(
        "UPDATE nominations SET closed_at = :now, voters ="
        " (SELECT count(DISTINCT by_id) FROM nomination_votes WHERE number = :number)"
        " WHERE number = :number AND closed_at IS NULL",
        {"now": stamp(now), "number": number},
    )
    db.execute(
        "INSERT OR IGNORE INTO nomination_counts (number, member_id, votes)"
        " SELECT number, for_id, count(*) FROM nomination_votes WHERE number = ? GROUP BY for_id",
        (number,),
    )
    db.execute("DELETE FROM nomination_votes WHERE number = ?", (number,))


def counts(db: Database, number: int) -> list[tuple[int, int]]:
    """List who was nominated how often, the most often first."""
    rows = db.execute(
        "SELECT member_id, votes FROM nomination_counts WHERE number = ? ORDER BY votes DESC, member_id",
        (number,),
    )
    return rows.fetchall()


def _select(db: Database, which: str, arguments: Mapping[str, object]) -> list[Nomination]:
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM nominations WHERE {which} ORDER BY number DESC",  # noqa: S608 -- of this page
        dict(arguments),
    ).fetchall()
    return [
        Nomination(
            number,
            title,
            places,
            tuple(json.loads(branches)),
            by,
            read_stamp(deadline),
            read_stamp(closed) if closed else None,
            voters,
        )
        for number, title, places, branches, by, deadline, closed, voters in rows
    ]
