"""Notices: their words, their rooms, and whom they asked; the answers are in receipt.py."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.domain.audience import Scope
from bot.domain.notice import Answer, Notice
from data.db import read_stamp, stamp
from data.receipt import CERTAIN

_COLUMNS = ", ".join(
    f"notices.{name}"
    for name in (
        "id",
        "body",
        "receipt",
        "deadline",
        "sent_at",
        "answer",
        "options",
        "enclosure_id",
        "relay_by",
        "withdrawn_at",
        "audience",
    )
)
# A bare 收到 still answers a notice so long after its deadline; the receipt's own time shows that it is late.
GRACE = timedelta(days=7)


def send(
    db: Database,
    *,
    body: str,
    scope: Scope,
    answer: Answer | None,
    options: Sequence[str] = (),
    deadline: datetime | None,
    remind_at: datetime | None,
    enclosure_id: int | None = None,
    relay_by: datetime | None = None,
    by: int,
    room_ids: Iterable[str],
    member_ids: Iterable[int],
    now: datetime,
) -> Notice:
    """Keep a notice with the rooms and people it goes to; gives it with its number."""
    cursor = db.execute(
        "INSERT INTO notices (body, audience, receipt, answer, options, deadline, remind_at, enclosure_id,"
        " relay_by, sent_by, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            body,
            scope,
            int(answer is not None),
            answer,
            json.dumps(list(options), ensure_ascii=False),
            _text(deadline),
            _text(remind_at),
            enclosure_id,
            _text(relay_by),
            by,
            stamp(now),
        ),
    )
    number = cursor.lastrowid
    assert number is not None
    db.conn.executemany(
        "INSERT INTO notice_rooms (notice_id, room_id) VALUES (?, ?)", [(number, room) for room in room_ids]
    )
    db.conn.executemany(
        "INSERT INTO notice_members (notice_id, member_id) VALUES (?, ?)",
        [(number, member) for member in member_ids],
    )
    kept = find(db, number)
    assert kept is not None
    return kept


def add_room(db: Database, number: int, room_id: str) -> None:
    """Note that a notice goes to one more room: a secretary has passed it on."""
    db.execute("INSERT OR IGNORE INTO notice_rooms (notice_id, room_id) VALUES (?, ?)", (number, room_id))


def next_number(db: Database) -> int:
    """Tell which number the next notice will have."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'notices'").fetchone()
    return int(row[0]) + 1 if row else 1


def find(db: Database, number: int | None) -> Notice | None:
    """Give a notice by its number, or the newest one that asks for receipts."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM notices"  # noqa: S608
        " WHERE CASE WHEN :number IS NULL THEN receipt = 1 ELSE id = :number END ORDER BY id DESC LIMIT 1",
        {"number": number},
    ).fetchone()
    return _notice(row) if row else None


def open_notices(db: Database, now: datetime, open_for: timedelta) -> list[Notice]:
    """List the notices that wait for receipts, the newest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM notices WHERE receipt = 1 AND withdrawn_at IS NULL"  # noqa: S608
        " AND CASE WHEN deadline IS NULL THEN sent_at > ? ELSE deadline > ? END ORDER BY id DESC",
        (stamp(now - open_for), stamp(now)),
    ).fetchall()
    return [_notice(row) for row in rows]


def unanswered_by(
    db: Database, member_id: int, room_id: str | None, now: datetime, open_for: timedelta
) -> list[Notice]:
    """List what a person was asked and has not answered, the newest first; of one room, or privately all."""
    unanswered = (
        "NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.notice_id = notices.id"  # noqa: S608 -- a constant
        f" AND receipts.member_id = :member AND {CERTAIN})"
    )
    return _asked(db, member_id, room_id, now, open_for, unanswered)


# What still waits for the secretary has reached the secretaries, and who sits in a room that has it.
_HAS_REACHED = (
    "(NOT EXISTS (SELECT 1 FROM relays JOIN members USING (branch_id)"
    "   WHERE relays.notice_id = notices.id AND members.id = :member AND passed_on_at IS NULL)"
    " OR EXISTS (SELECT 1 FROM posts WHERE posts.member_id = :member AND role = 'secretary')"
    " OR EXISTS (SELECT 1 FROM notice_rooms JOIN sittings USING (room_id) JOIN accounts USING (account_id)"
    "   WHERE notice_rooms.notice_id = notices.id AND accounts.member_id = :member))"
)


def _asked(
    db: Database, member_id: int, room_id: str | None, now: datetime, open_for: timedelta, which: str
) -> list[Notice]:
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM notice_members JOIN notices ON notices.id = notice_id"  # noqa: S608
        " WHERE member_id = :member AND receipt = 1 AND withdrawn_at IS NULL"
        " AND CASE WHEN deadline IS NULL THEN sent_at > :sent_after ELSE deadline > :due_after END"
        " AND (:room IS NULL OR EXISTS (SELECT 1 FROM notice_rooms"
        "   WHERE notice_rooms.notice_id = notices.id AND room_id = :room))"
        f" AND {_HAS_REACHED} AND {which} ORDER BY notices.id DESC",
        {
            "member": member_id,
            "sent_after": stamp(now - open_for),
            "due_after": stamp(now - GRACE),
            "room": room_id,
        },
    ).fetchall()
    return [_notice(row) for row in rows]


def asked_of(
    db: Database, member_id: int, room_id: str | None, now: datetime, open_for: timedelta
) -> list[Notice]:
    """List what a person was asked and may still answer, answered or not, the newest first."""
    return _asked(db, member_id, room_id, now, open_for, "1")


def was_asked(db: Database, number: int, member_id: int) -> bool:
    """Whether a notice with a receipt was sent to this person."""
    row = db.execute(
        "SELECT 1 FROM notice_members JOIN notices ON notices.id = notice_id"
        " WHERE notice_id = ? AND member_id = ? AND receipt = 1",
        (number, member_id),
    ).fetchone()
    return row is not None


def reminders_due(db: Database, now: datetime) -> list[Notice]:
    """List the notices whose silent are to be asked once more, from then on until the deadline."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM notices"  # noqa: S608
        " WHERE remind_at <= :now AND deadline > :now AND receipt = 1 AND withdrawn_at IS NULL",
        {"now": stamp(now)},
    ).fetchall()
    return [_notice(row) for row in rows]


def sender_of(db: Database, number: int) -> int:
    """Tell who sent a notice."""
    return int(db.execute("SELECT sent_by FROM notices WHERE id = ?", (number,)).fetchone()[0])


def correct(db: Database, number: int, body: str) -> None:
    """Give a notice another text."""
    db.execute("UPDATE notices SET body = ? WHERE id = ?", (body, number))


def withdraw(db: Database, number: int, now: datetime) -> None:
    """Take a notice back: from now on it takes no answers and reminds nobody."""
    db.execute("UPDATE notices SET withdrawn_at = ? WHERE id = ?", (stamp(now), number))


def extend(db: Database, number: int, deadline: datetime, remind_at: datetime | None) -> None:
    """Give a notice another deadline; one that was over waits for answers again."""
    db.execute(
        "UPDATE notices SET deadline = ?, remind_at = ? WHERE id = ?",
        (stamp(deadline), _text(remind_at), number),
    )


def _text(moment: datetime | None) -> str | None:
    return stamp(moment) if moment else None


def _moment(text: object) -> datetime | None:
    return read_stamp(str(text)) if text else None


def _notice(row: tuple[object, ...]) -> Notice:
    number, body, receipt, deadline, sent_at, answer, options, enclosure, relay_by, withdrawn, scope = row
    assert isinstance(number, int)
    assert isinstance(enclosure, int | None)
    return Notice(
        number,
        str(body),
        bool(receipt),
        _moment(deadline),
        read_stamp(str(sent_at)),
        Answer(str(answer)) if answer else None,
        tuple(json.loads(str(options))),
        enclosure,
        _moment(relay_by),
        _moment(withdrawn),
        Scope(str(scope)),
    )
