"""What the store kept of a message that was pasted, so that a person can see how it was read and mend it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.domain.concern import Why
from data.db import read_stamp, stamp


@dataclass(frozen=True, slots=True)
class Before:
    """The last rows there were before a message was taken; what came after them came of it."""

    receipt: int
    checkin: int
    concern: int
    alarm: int


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a notice: whose, what, whether it surely counts."""

    id: int
    notice: int
    member_id: int
    name: str
    choice: str | None
    certain: bool


@dataclass(frozen=True, slots=True)
class Unsure:
    """An answer that perhaps counts, with all that is needed to let it count."""

    notice: int
    member_id: int
    choice: str | None
    remark: str
    at: datetime
    message_id: str


@dataclass(frozen=True, slots=True)
class Reported:
    """Somebody whose check-in was kept."""

    member_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that somebody has to look at: its number on the list, why, about what."""

    id: int
    why: Why
    detail: str
    words: str


@dataclass(frozen=True, slots=True)
class Kept:
    """All that was kept of a message."""

    answers: tuple[Answered, ...] = ()
    reports: tuple[Reported, ...] = ()
    concerns: tuple[Asked, ...] = ()
    alarms: tuple[int, ...] = ()


def before(db: Database) -> Before:
    """Note where things stand before a message is taken."""
    row = db.execute(
        "SELECT (SELECT coalesce(max(id), 0) FROM receipts), (SELECT coalesce(max(id), 0) FROM checkins),"
        " (SELECT coalesce(max(id), 0) FROM concerns), (SELECT coalesce(max(id), 0) FROM alarms)"
    ).fetchone()
    return Before(*row)


def kept_since(db: Database, mark: Before) -> Kept:
    """Give what was kept since then."""
    answers = db.execute(
        "SELECT receipts.id, notice_id, member_id, name, choice, certain FROM receipts"
        " JOIN members ON members.id = member_id WHERE receipts.id > ? ORDER BY receipts.id",
        (mark.receipt,),
    ).fetchall()
    reports = db.execute(
        "SELECT member_id, name FROM checkins JOIN members ON members.id = member_id WHERE checkins.id > ?"
        " GROUP BY member_id ORDER BY min(checkins.id)",
        (mark.checkin,),
    ).fetchall()
    concerns = db.execute(
        "SELECT id, why, detail, words FROM concerns WHERE id > ? AND settled_at IS NULL ORDER BY id",
        (mark.concern,),
    ).fetchall()
    alarms = db.execute("SELECT id FROM alarms WHERE id > ? ORDER BY id", (mark.alarm,)).fetchall()
    return Kept(
        tuple(Answered(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in answers),
        tuple(Reported(*row) for row in reports),
        tuple(Asked(row[0], Why(row[1]), row[2], row[3]) for row in concerns),
        tuple(row[0] for row in alarms),
    )


def unsure(db: Database, receipt_id: int) -> Unsure | None:
    """Give an answer that perhaps counts; None where it was taken back, or a sure one stands by now."""
    row = db.execute(
        "SELECT notice_id, member_id, choice, remark, at, message_id FROM receipts AS perhaps WHERE id = ?"
        " AND certain = 0 AND withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM receipts AS sure"
        "  WHERE sure.notice_id = perhaps.notice_id AND sure.member_id = perhaps.member_id"
        "  AND sure.certain = 1 AND sure.withdrawn_at IS NULL)",
        (receipt_id,),
    ).fetchone()
    return Unsure(row[0], row[1], row[2], row[3], read_stamp(row[4]), row[5]) if row else None


def unsure_of(db: Database, concern_id: int) -> int | None:
    """Give the perhaps-answer (receipt) that a thing to look at is about."""
    row = db.execute(
        "SELECT max(receipts.id) FROM concerns JOIN receipts ON receipts.message_id = concerns.message_id"
        " AND receipts.member_id = concerns.member_id WHERE concerns.id = ? AND why = 'doubtful'"
        " AND certain = 0 AND withdrawn_at IS NULL",
        (concern_id,),
    ).fetchone()
    return row[0] if row else None


def last_said(db: Database, member_id: int, since: datetime) -> set[str]:
    """Give the ids of somebody's last messages, with answers and with check-ins, that still count."""
    rows = db.execute(
        "SELECT (SELECT message_id FROM receipts WHERE said_by = :who AND at >= :since"
        "  AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 1),"
        " (SELECT message_id FROM checkins WHERE said_by = :who AND at >= :since"
        "  AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 1)",
        {"who": member_id, "since": stamp(since)},
    ).fetchone()
    return {one for one in rows if one}
