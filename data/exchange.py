"""Lists for organisations elsewhere: who was asked, who agreed, what the other side answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.domain.exchange import Answer, Entry, Exchange, Reported
from data.db import read_stamp, stamp

_COLUMNS = "id, place, recipient, question, opened_by, opened_at"


def add(db: Database, place: str, recipient: str, by: int, now: datetime) -> int:
    """Make a list; gives its number."""
    cursor = db.execute(
        "INSERT INTO exchanges (place, recipient, question, opened_by, opened_at) VALUES (?, ?, '', ?, ?)",
        (place, recipient, by, stamp(now)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def keep_question(db: Database, number: int, question: str) -> None:
    """Keep the words in which its members are asked: what they agree to."""
    db.execute("UPDATE exchanges SET question = ? WHERE id = ?", (question, number))


def put(db: Database, number: int, member_id: int, asked_at: datetime | None) -> None:
    """Put a member on a list, asked at a moment or not at all."""
    db.execute(
        "INSERT INTO exchange_members (exchange_id, member_id, asked_at) VALUES (?, ?, ?)",
        (number, member_id, stamp(asked_at) if asked_at else None),
    )


def find(db: Database, number: int) -> Exchange | None:
    """Give a list by its number."""
    return next(iter(_select(db, "WHERE id = :number", {"number": number})), None)


def newest(db: Database, most: int) -> list[Exchange]:
    """List the lists made last."""
    return _select(db, "ORDER BY id DESC LIMIT :most", {"most": most})


def entries(db: Database, number: int) -> list[Entry]:
    """List the members of a list with what they said, those still on the roll, by branch."""
    rows = db.execute(
        "SELECT members.id, members.name, coalesce(units.name, ''), phone, asked_at, answer, registered,"
        " activities, remark, reported_at FROM exchange_members"
        " JOIN members ON members.id = member_id LEFT JOIN units ON units.id = branch_id"
        " WHERE exchange_id = ? AND status NOT IN ('moved', 'deceased') ORDER BY branch_id, members.id",
        (number,),
    ).fetchall()
    return [_entry(row) for row in rows]


def _entry(row: tuple[Any, ...]) -> Entry:
    number, name, branch, phone, asked, answer, registered, activities, remark, reported = row
    return Entry(
        number,
        name,
        branch,
        phone,
        read_stamp(asked) if asked else None,
        Answer(answer) if answer else None,
        Answer(registered) if registered else None,
        activities,
        remark,
        read_stamp(reported) if reported else None,
    )


def waiting_for(db: Database, member_id: int, since: datetime) -> list[Exchange]:
    """List the lists somebody was asked about since and has not answered, the newest first."""
    return _select(
        db,
        "WHERE id IN (SELECT exchange_id FROM exchange_members"
        " WHERE member_id = :member AND asked_at >= :since AND answer IS NULL) ORDER BY id DESC",
        {"member": member_id, "since": stamp(since)},
    )


def asked_about(db: Database, number: int, member_id: int) -> Exchange | None:
    """Give a list somebody was asked about, answered or not."""
    rest = (
        "WHERE id = :number AND id IN (SELECT exchange_id FROM exchange_members"
        " WHERE member_id = :member AND asked_at IS NOT NULL)"
    )
    return next(iter(_select(db, rest, {"number": number, "member": member_id})), None)


def note_answer(db: Database, number: int, member_id: int, answer: Answer, now: datetime) -> None:
    """Keep what a member said, over what was said before."""
    db.execute(
        "UPDATE exchange_members SET answer = ?, answered_at = ? WHERE exchange_id = ? AND member_id = ?",
        (answer, stamp(now), number, member_id),
    )


def note_reports(db: Database, number: int, reported: Iterable[Reported], now: datetime) -> None:
    """Keep what the other side wrote about members of a list."""
    db.conn.executemany(
        "UPDATE exchange_members SET registered = ?, activities = ?, remark = ?, reported_at = ?"
        " WHERE exchange_id = ? AND member_id = ? AND answer = 'yes'",
        [(one.registered, one.activities, one.remark, stamp(now), number, one.member_id) for one in reported],
    )


def _select(db: Database, rest: str, arguments: Mapping[str, object]) -> list[Exchange]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM exchanges {rest}", dict(arguments)).fetchall()  # noqa: S608
    return [
        Exchange(number, place, recipient, question, by, read_stamp(at))
        for number, place, recipient, question, by, at in rows
    ]
