"""Events: when and where, in which rooms, whom they invite; who comes is in attendance.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from bot.domain.event import Event, State
from data.db import read_stamp, stamp

_COLUMNS = ", ".join(
    f"events.{name}"
    for name in (
        "id",
        "title",
        "place",
        "starts_at",
        "audience",
        "opened_by",
        "opened_at",
        "ends_at",
        "seats",
        "answer_by",
        "branch_id",
        "sequence",
        "state",
        "reason",
    )
)


def open_event(db: Database, event: Event, room_ids: Iterable[str], member_ids: Iterable[int]) -> Event:
    """Keep an event with the rooms and people it invites; gives it with its number."""
    cursor = db.execute(
        "INSERT INTO events (title, place, starts_at, ends_at, seats, answer_by, audience, branch_id,"
        " opened_by, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.title,
            event.place,
            stamp(event.starts_at),
            _text(event.ends_at),
            event.seats,
            _text(event.answer_by),
            event.audience,
            event.branch_id,
            event.opened_by,
            stamp(event.opened_at),
        ),
    )
    number = cursor.lastrowid
    assert number is not None
    db.conn.executemany(
        "INSERT INTO event_rooms (event_id, room_id) VALUES (?, ?)", [(number, room) for room in room_ids]
    )
    db.conn.executemany(
        "INSERT INTO event_members (event_id, member_id) VALUES (?, ?)",
        [(number, member) for member in member_ids],
    )
    return replace(event, number=number)


def next_number(db: Database) -> int:
    """Tell which number the next event will have."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'events'").fetchone()
    return int(row[0]) + 1 if row else 1


def find(db: Database, number: int) -> Event | None:
    """Give an event by its number."""
    found = _select(db, "WHERE id = :number", {"number": number})
    return found[0] if found else None


def between(db: Database, since: datetime, until: datetime) -> list[Event]:
    """List the events that take place in a span, in the order of their times."""
    return _select(
        db,
        "WHERE state = 'open' AND starts_at >= :since AND starts_at < :until ORDER BY starts_at, id",
        {"since": stamp(since), "until": stamp(until)},
    )


def inviting(db: Database, member_id: int, since: datetime, room_id: str | None = None) -> list[Event]:
    """List the events from a moment on that invite a person, in one room or any, the newest first."""
    return _select(
        db,
        "JOIN event_members ON event_id = events.id WHERE state = 'open' AND starts_at >= :since"
        " AND member_id = :member AND (:room IS NULL OR EXISTS (SELECT 1 FROM event_rooms"
        "   WHERE event_rooms.event_id = events.id AND room_id = :room)) ORDER BY opened_at DESC, id DESC",
        {"since": stamp(since), "member": member_id, "room": room_id},
    )


def is_invited(db: Database, number: int, member_id: int) -> bool:
    """Whether an event invites this person."""
    row = db.execute(
        "SELECT 1 FROM event_members WHERE event_id = ? AND member_id = ?", (number, member_id)
    ).fetchone()
    return row is not None


def invited(db: Database, number: int) -> list[int]:
    """List whom an event invites (member ids)."""
    rows = db.execute("SELECT member_id FROM event_members WHERE event_id = ?", (number,))
    return [row[0] for row in rows]


def rooms_of(db: Database, number: int) -> list[str]:
    """List the rooms an invitation went to."""
    rows = db.execute("SELECT room_id FROM event_rooms WHERE event_id = ?", (number,))
    return [row[0] for row in rows]


def change(db: Database, event: Event) -> None:
    """Keep another time, place, title, limit or deadline of an event."""
    db.execute(
        "UPDATE events SET title = ?, place = ?, starts_at = ?, ends_at = ?, seats = ?, answer_by = ?,"
        " sequence = ? WHERE id = ?",
        (
            event.title,
            event.place,
            stamp(event.starts_at),
            _text(event.ends_at),
            event.seats,
            _text(event.answer_by),
            event.sequence,
            event.number,
        ),
    )


def cancel(db: Database, number: int, reason: str) -> None:
    """Note that an event does not take place."""
    db.execute("UPDATE events SET state = 'cancelled', reason = ? WHERE id = ?", (reason, number))


def _select(db: Database, rest: str, arguments: dict[str, object]) -> list[Event]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM events {rest}", arguments).fetchall()  # noqa: S608 -- constants
    return [_event(row) for row in rows]


def _event(row: tuple[object, ...]) -> Event:
    number, title, place, starts, audience, by, opened, ends, seats, due, branch, sequence, state, reason = (
        row
    )
    assert isinstance(number, int)
    assert isinstance(by, int)
    assert isinstance(seats, int | None)
    assert isinstance(branch, int | None)
    assert isinstance(sequence, int)
    return Event(
        number,
        str(title),
        str(place),
        read_stamp(str(starts)),
        str(audience),
        by,
        read_stamp(str(opened)),
        _moment(ends),
        seats,
        _moment(due),
        branch,
        sequence,
        State(str(state)),
        str(reason),
    )


def _text(moment: datetime | None) -> str | None:
    return stamp(moment) if moment else None


def _moment(text: object) -> datetime | None:
    return read_stamp(str(text)) if text else None
