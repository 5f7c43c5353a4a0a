"""Receipts: the answers to notices, own or given by others; every one is kept, the last certain one counts.

What was taken back is kept too, and counts for nothing. An answer that asks for more than 收到 has its
`choice`; an empty one says that the notice was seen, and is no answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.domain.member import Member
from bot.domain.progress import Progress
from bot.domain.proxy import How
from data.db import read_stamp, stamp
from data.member import COLUMNS, member_of

SEEN = ""  # the choice of who only said 收到 where more was asked
# Of one person's rows for one notice: what counts, and what is perhaps an answer.
CERTAIN = "certain = 1 AND withdrawn_at IS NULL"
_PERHAPS = "certain = 0 AND withdrawn_at IS NULL AND choice IS NOT ''"


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's answer that counts."""

    choice: str | None
    remark: str
    how: How
    at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An answer that was taken back."""

    number: int
    member_id: int
    choice: str | None


def add(
    db: Database,
    number: int,
    member_id: int,
    message_id: str,
    now: datetime,
    *,
    remark: str,
    certain: bool,
    choice: str | None = None,
    said_by: int | None = None,
    how: How = How.OWN,
) -> None:
    """Keep an answer, given by the person or by somebody else (`said_by`)."""
    db.execute(
        "INSERT INTO receipts (notice_id, member_id, at, certain, remark, message_id, choice, said_by, how)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            member_id,
            stamp(now),
            int(certain),
            remark,
            message_id,
            choice,
            said_by if said_by is not None else member_id,
            how,
        ),
    )


def is_from(db: Database, message_id: str) -> bool:
    """Whether the message now being taken was kept as a receipt: then the last one is its."""
    row = db.execute("SELECT message_id FROM receipts ORDER BY id DESC LIMIT 1").fetchone()
    return row is not None and row[0] == message_id


def standing(db: Database, number: int, member_id: int) -> Standing | None:
    """Give a person's answer that counts."""
    row = db.execute(
        "SELECT choice, remark, how, at FROM receipts"  # noqa: S608
        f" WHERE notice_id = ? AND member_id = ? AND {CERTAIN} ORDER BY id DESC LIMIT 1",
        (number, member_id),
    ).fetchone()
    return Standing(row[0], row[1], How(row[2]), read_stamp(row[3])) if row else None


def told_last(db: Database, said_by: int, since: datetime) -> tuple[str, datetime] | None:
    """Give (message id, when) of the last answers somebody gave, for oneself or others, from `since` on."""
    row = db.execute(
        "SELECT message_id, at FROM receipts"
        " WHERE said_by = ? AND at >= ? AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 1",
        (said_by, stamp(since)),
    ).fetchone()
    return (str(row[0]), read_stamp(row[1])) if row else None


def withdraw(db: Database, message_id: str, said_by: int, now: datetime) -> list[Withdrawn]:
    """Take back all answers that somebody gave in a message."""
    rows = db.execute(
        "UPDATE receipts SET withdrawn_at = :now WHERE message_id = :message AND said_by = :by"
        " AND withdrawn_at IS NULL RETURNING notice_id, member_id, choice",
        {"now": stamp(now), "message": message_id, "by": said_by},
    ).fetchall()
    return [Withdrawn(*row) for row in rows]


def progress(db: Database, number: int) -> list[Progress]:
    """Count answers a branch, over everybody asked; people of no branch stand under the office."""
    rows = db.execute(
        "SELECT coalesce(units.name, '党办'), sum(best = 1), sum(best = 0), count(*),"  # noqa: S608
        "  sum(answered_at > (SELECT deadline FROM notices WHERE id = :number)) FROM ("
        "  SELECT notice_members.member_id, max(certain) AS best,"
        "    min(CASE WHEN certain = 1 THEN at END) AS answered_at"
        "  FROM notice_members LEFT JOIN receipts ON receipts.notice_id = notice_members.notice_id"
        "    AND receipts.member_id = notice_members.member_id"
        f"   AND (({CERTAIN}) OR ({_PERHAPS}))"
        "  WHERE notice_members.notice_id = :number GROUP BY notice_members.member_id) AS asked"
        " JOIN members ON members.id = asked.member_id LEFT JOIN units ON units.id = branch_id"
        " GROUP BY branch_id ORDER BY branch_id",
        {"number": number},
    ).fetchall()
    return [
        Progress(name, answered or 0, maybe or 0, asked, late or 0)
        for name, answered, maybe, asked, late in rows
    ]


def choices(db: Database, number: int) -> dict[str, int]:
    """Count the answers that count, the most frequent first; who only said 收到 is left out."""
    rows = db.execute(
        "SELECT choice, count(*) FROM receipts WHERE id IN ("  # noqa: S608
        f"  SELECT max(id) FROM receipts WHERE notice_id = ? AND {CERTAIN} GROUP BY member_id)"
        " AND choice <> '' GROUP BY choice ORDER BY count(*) DESC, min(id)",
        (number,),
    ).fetchall()
    return dict(rows)


def silent(db: Database, number: int) -> list[tuple[Member, bool]]:
    """List who was asked and has not surely answered, each with whether there is a doubtful answer."""
    rows = db.execute(
        f"SELECT {COLUMNS}, EXISTS (SELECT 1 FROM receipts WHERE receipts.notice_id = :number"  # noqa: S608
        f"    AND receipts.member_id = members.id AND {_PERHAPS})"
        " FROM notice_members JOIN members ON members.id = member_id WHERE notice_id = :number"
        " AND members.status NOT IN ('moved', 'deceased')"
        " AND NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.notice_id = :number"
        f"    AND receipts.member_id = members.id AND {CERTAIN})"
        " ORDER BY branch_id, members.id",
        {"number": number},
    ).fetchall()
    return [(member_of(row[:-1]), bool(row[-1])) for row in rows]


def seen(db: Database, number: int) -> set[int]:
    """Give who said 收到 where more was asked, and nothing since that counts."""
    rows = db.execute(
        "SELECT member_id FROM receipts WHERE notice_id = ? AND withdrawn_at IS NULL"
        " GROUP BY member_id HAVING max(certain) = 0 AND max(choice IS '') = 1",
        (number,),
    )
    return {row[0] for row in rows}


def silent_rooms(db: Database, number: int) -> list[tuple[str, int]]:
    """Count a room who sits in it and has not answered at all (room id, people), rooms with none left out."""
    rows = db.execute(
        "SELECT room_id, count(DISTINCT notice_members.member_id) FROM notice_rooms"  # noqa: S608
        " JOIN notices ON notices.id = notice_rooms.notice_id"
        " JOIN rooms USING (room_id) JOIN sittings USING (room_id) JOIN accounts USING (account_id)"
        " JOIN notice_members ON notice_members.notice_id = notice_rooms.notice_id"
        "   AND notice_members.member_id = accounts.member_id"
        " JOIN members ON members.id = accounts.member_id AND members.status NOT IN ('moved', 'deceased')"
        " WHERE notice_rooms.notice_id = :number AND (kind <> 'secretary' OR audience = 'secretaries')"
        " AND NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.notice_id = :number"
        "   AND receipts.member_id = accounts.member_id"
        f"   AND (({CERTAIN}) OR ({_PERHAPS})))"
        " GROUP BY room_id ORDER BY room_id",
        {"number": number},
    ).fetchall()
    return [(row[0], row[1]) for row in rows]
