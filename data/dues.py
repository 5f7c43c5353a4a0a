"""Dues: what each pays a month, what was paid, what was declared, and what was said about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from sqlite_utils import Database

from bot.domain.dues.declaring import Base
from bot.domain.dues.payment import Booked, Payment
from bot.domain.dues.standard import Standard
from data.db import read_stamp, stamp

_PAYMENT = "id, member_id, first, last, cents, payer, paid_on, how, said_by, at"

# What was paid


def book(db: Database, payment: Payment, now: datetime) -> None:
    """Keep a payment."""
    db.execute(
        "INSERT INTO dues_payments (member_id, first, last, cents, payer, paid_on, how, said_by, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            payment.member_id,
            payment.first,
            payment.last,
            payment.cents,
            payment.payer,
            payment.paid_on.isoformat() if payment.paid_on else None,
            payment.how,
            payment.said_by,
            stamp(now),
        ),
    )


def payments(db: Database, member_ids: Iterable[int]) -> dict[int, list[Booked]]:
    """Give what these people paid, the earliest month first."""
    wanted, found = set(member_ids), defaultdict[int, list[Booked]](list)
    rows = db.execute(
        f"SELECT {_PAYMENT} FROM dues_payments"  # noqa: S608 -- a constant
        " WHERE withdrawn_at IS NULL AND (:one IS NULL OR member_id = :one) ORDER BY first, id",
        {"one": next(iter(wanted)) if len(wanted) == 1 else None},
    ).fetchall()
    for row in rows:
        if row[1] in wanted:
            found[row[1]].append(_booked(row))
    return found


def booked_last(db: Database, said_by: int, since: datetime) -> datetime | None:
    """Tell when somebody last booked payments, from `since` on."""
    row = db.execute(
        "SELECT max(at) FROM dues_payments WHERE said_by = ? AND at >= ? AND withdrawn_at IS NULL",
        (said_by, stamp(since)),
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def booked_at(db: Database, said_by: int, at: datetime) -> list[Booked]:
    """List what somebody booked at a moment."""
    rows = db.execute(
        f"SELECT {_PAYMENT} FROM dues_payments"  # noqa: S608 -- a constant
        " WHERE said_by = ? AND at = ? AND withdrawn_at IS NULL ORDER BY id",
        (said_by, stamp(at)),
    ).fetchall()
    return [_booked(row) for row in rows]


def withdraw(db: Database, payment_id: int, now: datetime) -> None:
    """Take a payment back, as if it had never been booked; the row stays."""
    db.execute(
        "UPDATE dues_payments SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL",
        (stamp(now), payment_id),
    )


def _booked(row: tuple[int, int, str, str, int | None, str, str | None, str, int, str]) -> Booked:
    number, member, first, last, cents, payer, paid_on, how, said_by, at = row
    day = date.fromisoformat(paid_on) if paid_on else None
    return Booked(number, Payment(member, first, last, cents, payer, day, how, said_by), read_stamp(at))


# What each pays a month


def set_standard(db: Database, one: Standard, said_by: int, now: datetime) -> None:
    """Keep what somebody pays from a month on; earlier ones stay for the months before."""
    db.execute(
        "INSERT INTO dues_standards (member_id, from_month, cents, declared, said_by, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (one.member_id, one.from_month, one.cents, int(one.declared), said_by, stamp(now)),
    )


def standards(db: Database) -> dict[int, list[Standard]]:
    """Give the standards of everybody, the one said last for a month behind the others."""
    found = defaultdict[int, list[Standard]](list)
    rows = db.execute(
        "SELECT member_id, from_month, cents, declared FROM dues_standards WHERE withdrawn_at IS NULL"
        " ORDER BY from_month, id"
    ).fetchall()
    for member, from_month, cents, declared in rows:
        found[member].append(Standard(member, from_month, cents, bool(declared)))
    return found


def set_last(db: Database, said_by: int, since: datetime) -> datetime | None:
    """Tell when somebody last set or declared a standard, from `since` on."""
    row = db.execute(
        "SELECT max(at) FROM dues_standards WHERE said_by = ? AND at >= ? AND withdrawn_at IS NULL",
        (said_by, stamp(since)),
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def withdraw_standards(db: Database, said_by: int, at: datetime, now: datetime) -> list[int]:
    """Take back the standards that somebody set at a moment, with what was declared; gives whose."""
    rows = db.execute(
        "UPDATE dues_standards SET withdrawn_at = ? WHERE said_by = ? AND at = ? AND withdrawn_at IS NULL"
        " RETURNING member_id",
        (stamp(now), said_by, stamp(at)),
    ).fetchall()
    db.execute("DELETE FROM dues_bases WHERE said_by = ? AND at = ?", (said_by, stamp(at)))
    return [row[0] for row in rows]


# What was declared


def declare(db: Database, member_id: int, year: int, base: Base, said_by: int, now: datetime) -> None:
    """Keep what somebody declared for a year, over what was declared for it before."""
    db.execute(
        "INSERT OR REPLACE INTO dues_bases (member_id, year, kind, cents, said_by, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (member_id, year, base.kind, base.cents, said_by, stamp(now)),
    )


def declared_at(db: Database, member_id: int, year: int) -> datetime | None:
    """Tell when somebody declared for a year; None: not yet."""
    row = db.execute(
        "SELECT at FROM dues_bases WHERE member_id = ? AND year = ?", (member_id, year)
    ).fetchone()
    return read_stamp(row[0]) if row else None


def declared(db: Database, year: int) -> set[int]:
    """Give who declared for a year; not what."""
    return {row[0] for row in db.execute("SELECT member_id FROM dues_bases WHERE year = ?", (year,))}


def confidential(db: Database) -> set[int]:
    """Give whose amounts are for the office and themselves alone, as they follow from an income declared."""
    rows = db.execute(
        "SELECT member_id FROM dues_standards WHERE declared = 1 UNION SELECT member_id FROM dues_bases"
    )
    return {row[0] for row in rows}


# What was said


def note_word(db: Database, member_id: int, what: str, about: str, now: datetime) -> None:
    """Note that something was said of somebody's dues: what (reminder, six, base), about which month."""
    db.execute(
        "INSERT INTO dues_words (member_id, what, about, at) VALUES (?, ?, ?, ?)",
        (member_id, what, about, stamp(now)),
    )


def words(db: Database, what: str) -> dict[tuple[int, str], list[datetime]]:
    """Give when something was said of whom about which month, the earliest first."""
    found = defaultdict[tuple[int, str], list[datetime]](list)
    rows = db.execute("SELECT member_id, about, at FROM dues_words WHERE what = ? ORDER BY id", (what,))
    for member, about, at in rows.fetchall():
        found[member, about].append(read_stamp(at))
    return found
