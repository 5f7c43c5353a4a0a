"""Notices, whom they asked, and the receipts that came back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.domain.member import Member
from bot.domain.notice import Notice, Progress
from data.db import read_stamp, stamp
from data.member import COLUMNS, member_of

_COLUMNS = "notices.id, notices.body, notices.receipt, notices.deadline, notices.sent_at"
# A bare 收到 still answers a notice so long after its deadline; the receipt's own time shows that it is late.
GRACE = timedelta(days=7)


def send(
    db: Database,
    *,
    body: str,
    audience: str,
    receipt: bool,
    deadline: datetime | None,
    remind_at: datetime | None,
    by: int,
    room_ids: Iterable[str],
    member_ids: Iterable[int],
    now: datetime,
) -> Notice:
    """Keep a notice with the rooms and people it goes to; gives it with its number."""
    cursor = db.execute(
        "INSERT INTO notices (body, audience, receipt, deadline, remind_at, sent_by, sent_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            body,
            audience,
            int(receipt),
            stamp(deadline) if deadline else None,
            stamp(remind_at) if remind_at else None,
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
    return Notice(number, body, receipt, deadline, now)


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
        f"SELECT {_COLUMNS} FROM notices WHERE receipt = 1 AND CASE WHEN deadline IS NULL"  # noqa: S608
        " THEN sent_at > ? ELSE deadline > ? END ORDER BY id DESC",
        (stamp(now - open_for), stamp(now)),
    ).fetchall()
    return [_notice(row) for row in rows]


def unanswered_by(
    db: Database, member_id: int, room_id: str | None, now: datetime, open_for: timedelta
) -> list[Notice]:
    """List what a person was asked and has not answered, the newest first; of one room, or privately all."""
    unanswered = (
        "NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.notice_id = notices.id"
        " AND receipts.member_id = :member AND certain = 1)"
    )
    return _asked(db, member_id, room_id, now, open_for, unanswered)


def _asked(
    db: Database, member_id: int, room_id: str | None, now: datetime, open_for: timedelta, which: str
) -> list[Notice]:
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM notice_members JOIN notices ON notices.id = notice_id"  # noqa: S608
        " WHERE member_id = :member AND receipt = 1"
        " AND CASE WHEN deadline IS NULL THEN sent_at > :sent_after ELSE deadline > :due_after END"
        " AND (:room IS NULL OR EXISTS (SELECT 1 FROM notice_rooms"
        "   WHERE notice_rooms.notice_id = notices.id AND room_id = :room))"
        f" AND {which} ORDER BY notices.id DESC",
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


def add_receipt(
    db: Database, number: int, member_id: int, message_id: str, now: datetime, *, remark: str, certain: bool
) -> None:
    """Keep an answer; every later one is kept too, the last counts."""
    db.execute(
        "INSERT INTO receipts (notice_id, member_id, at, certain, remark, message_id)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (number, member_id, stamp(now), int(certain), remark, message_id),
    )


def is_receipt(db: Database, message_id: str) -> bool:
    """Whether the message now being taken was kept as a receipt: then the last one is its."""
    row = db.execute("SELECT message_id FROM receipts ORDER BY id DESC LIMIT 1").fetchone()
    return row is not None and row[0] == message_id


def progress(db: Database, number: int) -> list[Progress]:
    """Count answers a branch, over everybody asked; people of no branch stand under the office."""
    rows = db.execute(
        "SELECT coalesce(units.name, '党办'), sum(best = 1), sum(best = 0), count(*) FROM ("
        "  SELECT member_id, (SELECT max(certain) FROM receipts WHERE receipts.notice_id = :number"
        "    AND receipts.member_id = notice_members.member_id) AS best"
        "  FROM notice_members WHERE notice_id = :number)"
        " JOIN members ON members.id = member_id LEFT JOIN units ON units.id = branch_id"
        " GROUP BY branch_id ORDER BY branch_id",
        {"number": number},
    ).fetchall()
    return [Progress(name, answered or 0, maybe or 0, asked) for name, answered, maybe, asked in rows]


def silent(db: Database, number: int) -> list[tuple[Member, bool]]:
    """List who was asked and has not surely answered, each with whether there is a doubtful answer."""
    rows = db.execute(
        f"SELECT {COLUMNS}, EXISTS (SELECT 1 FROM receipts WHERE receipts.notice_id = :number"  # noqa: S608
        "    AND receipts.member_id = members.id)"
        " FROM notice_members JOIN members ON members.id = member_id WHERE notice_id = :number"
        " AND NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.notice_id = :number"
        "    AND receipts.member_id = members.id AND certain = 1)"
        " ORDER BY branch_id, members.id",
        {"number": number},
    ).fetchall()
    return [(member_of(row[:-1]), bool(row[-1])) for row in rows]


def silent_rooms(db: Database, number: int) -> list[tuple[str, int]]:
    """Count a room who sits in it and has not answered at all (room id, people), rooms with none left out."""
    rows = db.execute(
        "SELECT room_id, count(DISTINCT notice_members.member_id) FROM notice_rooms"
        " JOIN notices ON notices.id = notice_rooms.notice_id"
        " JOIN rooms USING (room_id) JOIN sittings USING (room_id) JOIN accounts USING (account_id)"
        " JOIN notice_members ON notice_members.notice_id = notice_rooms.notice_id"
        "   AND notice_members.member_id = accounts.member_id"
        " WHERE notice_rooms.notice_id = :number AND (kind <> 'secretary' OR audience = 'secretaries')"
        " AND NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.notice_id = :number"
        "   AND receipts.member_id = accounts.member_id)"
        " GROUP BY room_id ORDER BY room_id",
        {"number": number},
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def reminders_due(db: Database, since: datetime, now: datetime) -> list[Notice]:
    """List the notices whose reminder falls into a span."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM notices WHERE remind_at > ? AND remind_at <= ?",  # noqa: S608
        (stamp(since), stamp(now)),
    ).fetchall()
    return [_notice(row) for row in rows]


def _notice(row: tuple[object, ...]) -> Notice:
    number, body, receipt, deadline, sent_at = row
    assert isinstance(number, int)
    return Notice(
        number,
        str(body),
        bool(receipt),
        read_stamp(str(deadline)) if deadline else None,
        read_stamp(str(sent_at)),
    )
