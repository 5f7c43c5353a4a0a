"""Collections of data: what was asked of whom, and every answer with who gave it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from bot.domain.collection import Collection, Item, State
from bot.domain.filling import Filling, What
from bot.domain.proxy import How
from data.db import read_stamp, stamp

_COLUMNS = ", ".join(
    f"collections.{name}"
    for name in (
        "id",
        "items",
        "title",
        "note",
        "deadline",
        "opened_at",
        "opened_by",
        "state",
        "entered_by",
        "entered_at",
    )
)


def start(
    db: Database,
    *,
    items: Sequence[Item],
    title: str,
    note: str,
    deadline: datetime,
    remind_at: datetime | None,
    by: int,
    member_ids: Iterable[int],
    now: datetime,
) -> Collection:
    """Keep a collection with whom it asks; gives it with its number."""
    cursor = db.execute(
        "INSERT INTO collections (items, title, note, deadline, remind_at, opened_by, opened_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            json.dumps([item.key for item in items], ensure_ascii=False),
            title,
            note,
            stamp(deadline),
            stamp(remind_at) if remind_at else None,
            by,
            stamp(now),
        ),
    )
    number = cursor.lastrowid
    assert number is not None
    db.conn.executemany(
        "INSERT INTO collection_members (collection_id, member_id) VALUES (?, ?)",
        [(number, member) for member in member_ids],
    )
    kept = find(db, number)
    assert kept is not None
    return kept


def next_number(db: Database) -> int:
    """Tell which number the next collection will have."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'collections'").fetchone()
    return int(row[0]) + 1 if row else 1


def find(db: Database, number: int | None) -> Collection | None:
    """Give a collection by its number, or the newest open one, or the newest of all."""
    found = _select(
        db,
        "WHERE :number IS NULL OR id = :number ORDER BY state = 'open' DESC, id DESC LIMIT 1",
        {"number": number},
    )
    return found[0] if found else None


def asking(db: Database, member_id: int, since: datetime) -> list[Collection]:
    """List the collections that ask a person, the open ones first, the newest first; over since then, too."""
    return _select(
        db,
        "JOIN collection_members ON collection_id = collections.id"
        " WHERE member_id = :member AND state <> 'withdrawn' AND deadline > :since"
        " ORDER BY state = 'open' DESC, id DESC",
        {"member": member_id, "since": stamp(since)},
    )


def opened(db: Database) -> list[Collection]:
    """List the open collections, the oldest first."""
    return _select(db, "WHERE state = 'open' ORDER BY id", {})


def reminders_due(db: Database, now: datetime) -> list[Collection]:
    """List the open collections whose silent are to be asked once more."""
    return _select(
        db,
        "WHERE state = 'open' AND remind_at <= :now AND deadline > :now ORDER BY id",
        {"now": stamp(now)},
    )


def members_of(db: Database, number: int) -> list[int]:
    """List whom a collection asks."""
    rows = db.execute("SELECT member_id FROM collection_members WHERE collection_id = ?", (number,))
    return [row[0] for row in rows]


def was_asked(db: Database, number: int, member_id: int) -> bool:
    """Whether a collection asks this person."""
    row = db.execute(
        "SELECT 1 FROM collection_members WHERE collection_id = ? AND member_id = ?", (number, member_id)
    ).fetchone()
    return row is not None


def note_asked_on(db: Database, number: int, member_id: int, now: datetime) -> bool:
    """Note that a person was asked for the rest; False where that was done before."""
    cursor = db.execute(
        "UPDATE collection_members SET asked_on_at = ?"
        " WHERE collection_id = ? AND member_id = ? AND asked_on_at IS NULL",
        (stamp(now), number, member_id),
    )
    return cursor.rowcount > 0


# What was answered


def keep(db: Database, number: int, filling: Filling) -> bool:
    """Keep an answer; False where the person's own word of this collection stands against it."""
    before = given(db, number, filling.member_id).get(filling.item)
    if before and before.how is How.OWN and filling.how is not How.OWN:
        return False
    db.execute(
        "INSERT INTO collection_answers (collection_id, member_id, item, what, value, how, said_by, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            filling.member_id,
            filling.item,
            filling.what,
            filling.value,
            filling.how,
            filling.said_by,
            stamp(filling.at),
        ),
    )
    return True


def given(db: Database, number: int, member_id: int) -> dict[str, Filling]:
    """Give what counts of one person's answers, by item."""
    return answers(db, number, member_id).get(member_id, {})


def answers(db: Database, number: int, member_id: int | None = None) -> dict[int, dict[str, Filling]]:
    """Give what counts of everybody's answers: the last of each item."""
    rows = db.execute(
        "SELECT member_id, item, what, value, how, said_by, at FROM collection_answers"
        " WHERE collection_id = :number AND withdrawn_at IS NULL"
        " AND (:member IS NULL OR member_id = :member) ORDER BY id",
        {"number": number, "member": member_id},
    )
    found: dict[int, dict[str, Filling]] = defaultdict(dict)
    for person, item, what, value, how, said_by, at in rows:
        found[person][item] = Filling(person, item, What(what), value, How(how), said_by, read_stamp(at))
    return dict(found)


def told_last(db: Database, by: int, since: datetime) -> tuple[int, datetime] | None:
    """Give the number of the collection somebody last answered since a moment, and when."""
    row = db.execute(
        "SELECT collection_id, at FROM collection_answers WHERE said_by = ? AND at >= ?"
        " AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 1",
        (by, stamp(since)),
    ).fetchone()
    return (int(row[0]), read_stamp(row[1])) if row else None


def take_back(db: Database, by: int, at: datetime, now: datetime) -> list[tuple[int, str]]:
    """Withdraw what somebody's message of that moment answered; gives (member, item) of each."""
    rows = db.execute(
        "UPDATE collection_answers SET withdrawn_at = ? WHERE said_by = ? AND at = ?"
        " AND withdrawn_at IS NULL RETURNING member_id, item",
        (stamp(now), by, stamp(at)),
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


# How far it has come


def settle(db: Database, number: int, state: State) -> None:
    """Note how far a collection has come."""
    db.execute("UPDATE collections SET state = ? WHERE id = ?", (state, number))


def note_entered(db: Database, number: int, by: int, now: datetime) -> None:
    """Note that the roll has what was answered, by whose word."""
    db.execute(
        "UPDATE collections SET state = 'entered', entered_by = ?, entered_at = ? WHERE id = ?",
        (by, stamp(now), number),
    )


def extend(db: Database, number: int, deadline: datetime, remind_at: datetime | None) -> None:
    """Give a collection another deadline; one that was over is open again."""
    db.execute(
        "UPDATE collections SET state = 'open', deadline = ?, remind_at = ? WHERE id = ?",
        (stamp(deadline), stamp(remind_at) if remind_at else None, number),
    )


def _select(db: Database, rest: str, arguments: dict[str, object]) -> list[Collection]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM collections {rest}", arguments).fetchall()  # noqa: S608
    return [
        Collection(
            number,
            tuple(Item.of(key) for key in json.loads(items)),
            title,
            note,
            read_stamp(deadline),
            read_stamp(opened_at),
            by,
            State(state),
            entered_by,
            read_stamp(entered_at) if entered_at else None,
        )
        for number, items, title, note, deadline, opened_at, by, state, entered_by, entered_at in rows
    ]
