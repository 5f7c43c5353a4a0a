"""Cries for help, until a person has taken them or they are over; `rung` counts how often they rang."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.domain.alarm import Alarm
from data.db import read_stamp, stamp

_COLUMNS = (
    "id, member_id, branch_id, name, words, said_by, account_id, room_id, at, rung, in_room, taken_by,"
    " taken_at"
)


def add(
    db: Database,
    *,
    member_id: int | None,
    branch_id: int | None,
    name: str,
    words: str,
    said_by: int | None,
    account_id: str,
    room_id: str | None,
    message_id: str,
    now: datetime,
) -> Alarm:
    """Keep a cry for help; who is in need, or of whom it was told, stands in `name`."""
    cursor = db.execute(
        "INSERT INTO alarms"
        " (member_id, branch_id, name, words, said_by, account_id, room_id, message_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (member_id, branch_id, name, words, said_by, account_id, room_id, message_id, stamp(now)),
    )
    assert cursor.lastrowid is not None
    return find(db, cursor.lastrowid)


def find(db: Database, number: int) -> Alarm:
    """Give an alarm by its number."""
    return _select(db, "WHERE id = ?", (number,))[0]


def unfinished(db: Database) -> list[Alarm]:
    """List what is not over, the newest first, whether somebody has taken it or not."""
    return _select(db, "WHERE closed_at IS NULL ORDER BY id DESC")


def open_about(db: Database, member_id: int) -> Alarm | None:
    """Give the alarm about a member that is not over."""
    found = _select(db, "WHERE closed_at IS NULL AND member_id = ? ORDER BY id DESC", (member_id,))
    return found[0] if found else None


def open_from(db: Database, account_id: str, name: str | None = None) -> Alarm | None:
    """Give what an account told last that is not over, about nobody of the roll (of this name)."""
    found = _select(
        db,
        "WHERE closed_at IS NULL AND member_id IS NULL AND account_id = :account"
        " AND (:name IS NULL OR name = :name) ORDER BY id DESC",
        {"account": account_id, "name": name},
    )
    return found[0] if found else None


def open_told_by(db: Database, member_id: int) -> Alarm | None:
    """Give what a member told last, of oneself or another, that is not over."""
    found = _select(db, "WHERE closed_at IS NULL AND said_by = ? ORDER BY id DESC", (member_id,))
    return found[0] if found else None


def tellers(db: Database, number: int) -> set[int]:
    """Give who told of the need of an alarm's member since it began, and has not taken that back."""
    rows = db.execute(
        "SELECT DISTINCT checkins.said_by FROM alarms JOIN checkins USING (member_id)"
        " WHERE alarms.id = ? AND checkins.at >= alarms.at AND safety = 'help' AND withdrawn_at IS NULL",
        (number,),
    )
    return {row[0] for row in rows}


def closed_of(db: Database, taken_by: int, since: datetime) -> list[Alarm]:
    """List what somebody took and is over since a moment, whoever said so; what ended last comes first."""
    rest = "WHERE taken_by = ? AND closed_at >= ? ORDER BY closed_at DESC, id DESC"
    return _select(db, rest, (taken_by, stamp(since)))


def due(db: Database, now: datetime) -> list[Alarm]:
    """List what is to ring by now, the oldest first."""
    return _select(db, "WHERE ring_at <= ? ORDER BY id", (stamp(now),))


def note_ring(db: Database, number: int, ring_at: datetime | None, *, in_room: bool) -> None:
    """Note that it rang, and when it rings next; never again if that is None."""
    db.execute(
        "UPDATE alarms SET rung = rung + 1, ring_at = ?, in_room = max(in_room, ?) WHERE id = ?",
        (stamp(ring_at) if ring_at else None, int(in_room), number),
    )


def locate(db: Database, number: int, room_id: str | None, branch_id: int) -> None:
    """Note in which room, and so of which branch, somebody whom nobody knew wrote again."""
    db.execute("UPDATE alarms SET room_id = ?, branch_id = ? WHERE id = ?", (room_id, branch_id, number))


def add_words(db: Database, number: int, words: str, *, said_by: int | None, before: str) -> None:
    """Put what somebody said later in front of what was said; `before` marks whose that was."""
    db.execute(
        "UPDATE alarms SET words = ? || char(10) || ? || words, said_by = ? WHERE id = ?",
        (words, before, said_by, number),
    )


def take(db: Database, number: int, taken_by: int, now: datetime) -> None:
    """Note who sees to it; it rings no more."""
    db.execute(
        "UPDATE alarms SET taken_by = ?, taken_at = ?, ring_at = NULL WHERE id = ?",
        (taken_by, stamp(now), number),
    )


def let_go(db: Database, number: int) -> None:
    """Note that nobody sees to it any more."""
    db.execute("UPDATE alarms SET taken_by = NULL, taken_at = NULL WHERE id = ?", (number,))


def close(db: Database, number: int, now: datetime) -> None:
    """Note that it is over."""
    db.execute("UPDATE alarms SET closed_at = ?, ring_at = NULL WHERE id = ?", (stamp(now), number))


def reopen(db: Database, member_id: int, ring_at: datetime) -> None:
    """The last one about a member was not over after all; it rings again unless somebody has taken it."""
    db.execute(
        "UPDATE alarms SET closed_at = NULL, ring_at = iif(taken_by IS NULL, ?, NULL)"
        " WHERE id = (SELECT max(id) FROM alarms WHERE member_id = ?)",
        (stamp(ring_at), member_id),
    )


def close_taken(db: Database, before: datetime, now: datetime) -> None:
    """Close what was taken before a moment and never said to be over."""
    db.execute(
        "UPDATE alarms SET closed_at = ? WHERE closed_at IS NULL AND taken_at < ?",
        (stamp(now), stamp(before)),
    )


def open_count(db: Database) -> int:
    """Count what nobody has taken and is not over."""
    row = db.execute("SELECT count(*) FROM alarms WHERE closed_at IS NULL AND taken_by IS NULL").fetchone()
    return int(row[0])


def _select(db: Database, rest: str, arguments: tuple[object, ...] | dict[str, object] = ()) -> list[Alarm]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM alarms {rest}", arguments).fetchall()  # noqa: S608
    return [
        Alarm(
            number=row[0],
            member_id=row[1],
            branch_id=row[2],
            name=row[3],
            words=row[4],
            said_by=row[5],
            account_id=row[6],
            room_id=row[7],
            at=read_stamp(row[8]),
            rung=row[9],
            in_room=bool(row[10]),
            taken_by=row[11],
            taken_at=read_stamp(row[12]) if row[12] else None,
        )
        for row in rows
    ]
