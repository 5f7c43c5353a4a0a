"""Roll calls: whom each asked where and when, whom it left in peace, and who is still silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.domain.member import Member
from bot.domain.rollcall import Ask, Progress, Rollcall
from data import member as members
from data.db import read_stamp, stamp

_COLUMNS = "id, audience, opened_at, deadline, opened_by, closed_at"
# Any check-in since the round opened answers it, whoever gave it.
_ANSWERED = (
    "EXISTS (SELECT 1 FROM checkins WHERE checkins.member_id = asked.member_id"
    " AND checkins.at >= rollcalls.opened_at AND checkins.withdrawn_at IS NULL)"
)
_OPEN = (
    "FROM rollcalls JOIN rollcall_members AS asked ON asked.rollcall_id = rollcalls.id"
    " AND asked.member_id NOT IN (SELECT id FROM members WHERE status IN ('moved', 'deceased'))"
)


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody to be asked, or asked again, now."""

    number: int
    member_id: int
    room_id: str | None
    ask_at: datetime


def open_round(
    db: Database,
    audience: str,
    asks: Iterable[Ask],
    *,
    deadline: datetime,
    opened_by: int | None,
    now: datetime,
) -> Rollcall:
    """Keep a round that opens now, with whom it asks; gives it with its number."""
    cursor = db.execute(
        "INSERT INTO rollcalls (audience, opened_at, deadline, opened_by) VALUES (?, ?, ?, ?)",
        (audience, stamp(now), stamp(deadline), opened_by),
    )
    assert cursor.lastrowid is not None
    db.conn.executemany(
        "INSERT INTO rollcall_members (rollcall_id, member_id, room_id, ask_at, excused)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            (
                cursor.lastrowid,
                ask.member_id,
                ask.room_id,
                stamp(ask.ask_at) if ask.ask_at else None,
                ask.excused,
            )
            for ask in asks
        ],
    )
    return Rollcall(cursor.lastrowid, audience, now, deadline, opened_by)


def find(db: Database, number: int | None = None) -> Rollcall | None:
    """Give a round by its number, or without one the newest."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM rollcalls WHERE :number IS NULL OR id = :number"  # noqa: S608
        " ORDER BY id DESC LIMIT 1",
        {"number": number},
    ).fetchone()
    return _rollcall(row) if row else None


def still_open(db: Database) -> list[Rollcall]:
    """List the rounds that were not closed yet."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM rollcalls WHERE closed_at IS NULL ORDER BY id")  # noqa: S608
    return [_rollcall(row) for row in rows.fetchall()]


def close(db: Database, number: int, now: datetime) -> None:
    """Close a round; what comes later still counts as contact."""
    db.execute("UPDATE rollcalls SET closed_at = ? WHERE id = ?", (stamp(now), number))


def ran_since(db: Database, audience: str, moment: datetime) -> bool:
    """Whether a round for this audience opened after a moment."""
    row = db.execute(
        "SELECT 1 FROM rollcalls WHERE audience = ? AND opened_at > ?", (audience, stamp(moment))
    ).fetchone()
    return row is not None


def asked_since(db: Database, moment: datetime) -> set[int]:
    """Give who was asked after a moment."""
    rows = db.execute("SELECT DISTINCT member_id FROM rollcall_members WHERE asked_at > ?", (stamp(moment),))
    return {row[0] for row in rows}


# Asking


def due(db: Database, now: datetime) -> list[Due]:
    """List who is to be asked by now and was not; who has written meanwhile is left out."""
    return _due(
        db,
        f"SELECT rollcalls.id, asked.member_id, room_id, ask_at {_OPEN}"
        " WHERE closed_at IS NULL AND deadline > :now AND ask_at <= :now AND asked_at IS NULL"
        f" AND excused IS NULL AND NOT {_ANSWERED} ORDER BY rollcalls.id, room_id, ask_at, asked.member_id",
        {"now": stamp(now)},
    )


def note_asked(db: Database, number: int, member_ids: Iterable[int], now: datetime) -> None:
    """Note that the question has gone out."""
    db.conn.executemany(
        "UPDATE rollcall_members SET asked_at = ? WHERE rollcall_id = ? AND member_id = ?",
        [(stamp(now), number, member_id) for member_id in member_ids],
    )


def was_asked_in(db: Database, number: int, room_id: str) -> bool:
    """Whether a room has heard this round's question before."""
    row = db.execute(
        "SELECT 1 FROM rollcall_members WHERE rollcall_id = ? AND room_id = ? AND asked_at IS NOT NULL",
        (number, room_id),
    ).fetchone()
    return row is not None


def still_silent(db: Database, asked_before: datetime, now: datetime) -> list[Due]:
    """List who was asked up to a moment, is silent and was not reminded; rounds past their time left out."""
    return _due(
        db,
        f"SELECT rollcalls.id, asked.member_id, room_id, asked_at {_OPEN}"
        " WHERE closed_at IS NULL AND deadline > :now AND asked_at <= :before AND reminded_at IS NULL"
        f" AND NOT {_ANSWERED} ORDER BY rollcalls.id, room_id, asked.member_id",
        {"now": stamp(now), "before": stamp(asked_before)},
    )


def note_reminded(db: Database, number: int, member_ids: Iterable[int], now: datetime) -> None:
    """Note that people were reminded; nobody is twice."""
    db.conn.executemany(
        "UPDATE rollcall_members SET reminded_at = ? WHERE rollcall_id = ? AND member_id = ?",
        [(stamp(now), number, member_id) for member_id in member_ids],
    )


def awaited_since(db: Database, member_id: int, room_id: str | None, now: datetime) -> datetime | None:
    """Tell when a silent member was asked, in this room or (None) anywhere; None: nobody asked."""
    row = db.execute(
        f"SELECT max(others.asked_at) {_OPEN}"
        " JOIN rollcall_members AS others ON others.rollcall_id = rollcalls.id"
        " AND (others.member_id = asked.member_id OR others.room_id = asked.room_id)"
        " WHERE closed_at IS NULL AND deadline > :now AND asked.member_id = :member"
        f" AND (:room IS NULL OR asked.room_id = :room) AND NOT {_ANSWERED}",
        {"now": stamp(now), "member": member_id, "room": room_id},
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


# Who answered, who is silent


def silent(db: Database, number: int) -> list[Member]:
    """List who was to answer a round and has not, up to now."""
    rows = db.execute(
        f"SELECT asked.member_id {_OPEN} WHERE rollcalls.id = ? AND excused IS NULL AND NOT {_ANSWERED}",
        (number,),
    )
    people = members.of_ids(db, [row[0] for row in rows.fetchall()])
    return sorted(people, key=lambda person: (person.branch_id or 0, person.id))


def progress(db: Database, number: int) -> list[Progress]:
    """Count per branch who has answered, or was heard of just before."""
    rows = db.execute(
        f"SELECT units.name, sum({_ANSWERED} OR coalesce(excused = 'heard', 0)),"
        f" sum(excused IS NOT NULL AND excused <> 'heard' AND NOT {_ANSWERED}), count(*) {_OPEN}"
        " JOIN members ON members.id = asked.member_id JOIN units ON units.id = members.branch_id"
        " WHERE rollcalls.id = ? GROUP BY units.id ORDER BY units.id",
        (number,),
    )
    return [Progress(*row) for row in rows.fetchall()]


def _due(db: Database, query: str, values: dict[str, str]) -> list[Due]:
    return [Due(row[0], row[1], row[2], read_stamp(row[3])) for row in db.execute(query, values).fetchall()]


def _rollcall(row: Sequence[object]) -> Rollcall:
    number, audience, opened_at, deadline, opened_by, closed_at = row
    assert isinstance(number, int)
    assert isinstance(opened_by, int | None)
    return Rollcall(
        number,
        str(audience),
        read_stamp(str(opened_at)),
        read_stamp(str(deadline)),
        opened_by,
        closed_at is not None,
    )
