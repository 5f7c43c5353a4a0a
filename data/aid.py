"""Offers and requests among members, in which rooms they were read, and who answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlite_utils import Database

from bot.domain.aid import Aid, Answer, Side, State, Wish
from data.db import read_stamp, stamp

_COLUMNS = "number, member_id, side, words, signed, phone, state, asked_at, decided_at"


def add(db: Database, member_id: int, wish: Wish, now: datetime) -> int:
    """Keep one that waits for a clerk's look; gives its number."""
    cursor = db.execute(
        "INSERT INTO aids (member_id, side, words, signed, phone, state, asked_at)"
        " VALUES (?, ?, ?, ?, ?, 'unseen', ?)",
        (member_id, wish.side, wish.words, int(wish.signed), int(wish.phone), stamp(now)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def find(db: Database, number: int) -> Aid | None:
    """Give one by its number."""
    return next(iter(_select(db, "WHERE number = :number", {"number": number})), None)


def current_of(db: Database, member_id: int) -> list[Aid]:
    """List what somebody has waiting or open."""
    rest = "WHERE member_id = :member AND state IN ('unseen', 'posted') ORDER BY number"
    return _select(db, rest, {"member": member_id})


def waiting(db: Database) -> list[Aid]:
    """List what waits for a clerk's look, the oldest first."""
    return _select(db, "WHERE state = 'unseen' ORDER BY number", {})


def there(db: Database) -> list[Aid]:
    """List what is open, the newest first."""
    return _select(db, "WHERE state = 'posted' ORDER BY number DESC", {})


def lapsing(db: Database, before: datetime) -> list[Aid]:
    """List what has been open since before a moment."""
    return _select(db, "WHERE state = 'posted' AND decided_at <= :before", {"before": stamp(before)})


def decide(db: Database, number: int, state: State, by: int, now: datetime, reason: str = "") -> None:
    """Note a clerk's word."""
    db.execute(
        "UPDATE aids SET state = ?, decided_by = ?, decided_at = ?, reason = ?, ended_at = NULL"
        " WHERE number = ?",
        (state, by, stamp(now), reason, number),
    )


def end(db: Database, number: int, state: State, now: datetime) -> None:
    """End one; rooms that have not read it will not."""
    db.execute("UPDATE aids SET state = ?, ended_at = ? WHERE number = ?", (state, stamp(now), number))


def asked_last(db: Database, member_id: int, since: datetime) -> Aid | None:
    """Give what somebody last offered or asked since a moment, where it has not ended."""
    rest = (
        "WHERE member_id = :member AND asked_at >= :since AND state IN ('unseen', 'posted')"
        " ORDER BY number DESC LIMIT 1"
    )
    return next(iter(_select(db, rest, {"member": member_id, "since": stamp(since)})), None)


# Rooms


def queue_for(db: Database, number: int, room_ids: Iterable[str]) -> None:
    """Note in which rooms one is to be read."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO aid_rooms (number, room_id) VALUES (?, ?)",
        [(number, room) for room in room_ids],
    )


def to_post(db: Database) -> list[Aid]:
    """List what is open and has rooms that have not read it, the oldest first."""
    rest = (
        "WHERE state = 'posted' AND EXISTS (SELECT 1 FROM aid_rooms WHERE aid_rooms.number = aids.number"
        " AND posted_on IS NULL) ORDER BY number"
    )
    return _select(db, rest, {})


def rooms_to_post(db: Database, number: int) -> list[str]:
    """List the rooms that have not read one."""
    rows = db.execute(
        "SELECT room_id FROM aid_rooms WHERE number = ? AND posted_on IS NULL ORDER BY room_id", (number,)
    )
    return [row[0] for row in rows]


def rooms_posted_on(db: Database, day: date) -> set[str]:
    """Give the rooms that read an offer or request on a day."""
    rows = db.execute("SELECT room_id FROM aid_rooms WHERE posted_on = ?", (day.isoformat(),))
    return {row[0] for row in rows}


def note_posted(db: Database, number: int, room_ids: Iterable[str], day: date) -> None:
    """Note that rooms read one."""
    db.conn.executemany(
        "UPDATE aid_rooms SET posted_on = ? WHERE number = ? AND room_id = ?",
        [(day.isoformat(), number, room) for room in room_ids],
    )


# Answers


def add_answer(db: Database, number: int, member_id: int, words: str, *, phone: bool, now: datetime) -> None:
    """Keep what somebody answered."""
    db.execute(
        "INSERT INTO aid_answers (number, member_id, words, phone, at) VALUES (?, ?, ?, ?, ?)",
        (number, member_id, words, int(phone), stamp(now)),
    )


def answers_of(db: Database, number: int, member_id: int) -> list[Answer]:
    """List what somebody answered to one, the newest first."""
    return _answers(db, "number = :number AND member_id = :member", {"number": number, "member": member_id})


def answered_last(db: Database, member_id: int, since: datetime) -> Answer | None:
    """Give what somebody answered last since a moment."""
    rest = "member_id = :member AND at >= :since"
    return next(iter(_answers(db, rest, {"member": member_id, "since": stamp(since)})), None)


def withdraw_answer(db: Database, member_id: int, at: datetime, now: datetime) -> None:
    """Take back what somebody answered at a moment."""
    db.execute(
        "UPDATE aid_answers SET withdrawn_at = ? WHERE member_id = ? AND at = ?",
        (stamp(now), member_id, stamp(at)),
    )


def count_answers(db: Database, member_id: int, since: datetime) -> int:
    """Count what somebody answered since a moment, what was taken back too."""
    row = db.execute(
        "SELECT count(*) FROM aid_answers WHERE member_id = ? AND at >= ?", (member_id, stamp(since))
    ).fetchone()
    return int(row[0])


def answerers(db: Database, number: int, *, with_phone: bool = False) -> list[int]:
    """Give who answered one, and where wished only who agreed to give the telephone."""
    rows = db.execute(
        "SELECT DISTINCT member_id FROM aid_answers WHERE number = ? AND withdrawn_at IS NULL AND phone >= ?",
        (number, int(with_phone)),
    )
    return [row[0] for row in rows]


def agree_to_phone(db: Database, number: int, member_id: int) -> None:
    """Note that who answered agrees to give the telephone."""
    db.execute("UPDATE aid_answers SET phone = 1 WHERE number = ? AND member_id = ?", (number, member_id))


def offer_phone(db: Database, number: int) -> None:
    """Note that who made one agrees to give the telephone."""
    db.execute("UPDATE aids SET phone = 1 WHERE number = ?", (number,))


def _answers(db: Database, rest: str, arguments: Mapping[str, object]) -> list[Answer]:
    rows = db.execute(
        "SELECT number, member_id, words, phone, at FROM aid_answers"  # noqa: S608 -- constants
        f" WHERE {rest} AND withdrawn_at IS NULL ORDER BY id DESC",
        dict(arguments),
    ).fetchall()
    return [Answer(number, who, words, bool(phone), read_stamp(at)) for number, who, words, phone, at in rows]


def _select(db: Database, rest: str, arguments: Mapping[str, object]) -> list[Aid]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM aids {rest}", dict(arguments)).fetchall()  # noqa: S608
    return [
        Aid(
            number,
            member,
            Side(side),
            words,
            bool(signed),
            bool(phone),
            State(state),
            read_stamp(asked),
            read_stamp(decided) if decided else None,
        )
        for number, member, side, words, signed, phone, state, asked, decided in rows
    ]
