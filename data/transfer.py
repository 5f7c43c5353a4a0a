"""Transfers, in whose hands they are, and the steps they took."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from bot.domain.transfer import Act, State, Step, Transfer
from data.db import read_stamp, stamp

_COLUMNS = (
    "number, member_id, home_id, host_id, destination, reason, asked_by, state, since, reminded,"
    " letter, letter_on, valid_until"
)


def add(db: Database, transfer: Transfer) -> None:
    """Keep a new transfer, and that it was asked for."""
    db.execute(
        "INSERT INTO transfers (number, member_id, home_id, host_id, destination, reason, asked_by, state,"
        " since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            transfer.number,
            transfer.member_id,
            transfer.home_id,
            transfer.host_id,
            transfer.destination,
            transfer.reason,
            transfer.asked_by,
            transfer.state,
            stamp(transfer.since),
        ),
    )
    note(db, transfer, Act.ASKED, transfer.asked_by, transfer.since, transfer.reason)


def find(db: Database, number: int) -> Transfer | None:
    """Give a transfer by its number."""
    return next(iter(_select(db, "WHERE number = :number", {"number": number})), None)


def open_of(db: Database, member_id: int) -> Transfer | None:
    """Give a person's transfer that is under way; there is never more than one."""
    rest = "WHERE member_id = :member AND ended_at IS NULL"
    return next(iter(_select(db, rest, {"member": member_id})), None)


def latest_of(db: Database, member_id: int) -> Transfer | None:
    """Give a person's last transfer, under way or over."""
    rest = "WHERE member_id = :member ORDER BY number DESC LIMIT 1"
    return next(iter(_select(db, rest, {"member": member_id})), None)


def under_way(db: Database) -> list[Transfer]:
    """List the transfers that have not ended, the oldest first."""
    return _select(db, "WHERE ended_at IS NULL ORDER BY number", {})


def note(db: Database, transfer: Transfer, act: Act, by: int | None, now: datetime, words: str = "") -> int:
    """Keep what was done for a transfer; gives the step's id."""
    cursor = db.execute(
        "INSERT INTO transfer_steps (number, member_id, act, by, at, words) VALUES (?, ?, ?, ?, ?, ?)",
        (transfer.number, transfer.member_id, act, by, stamp(now), words),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def move(db: Database, number: int, state: State, now: datetime) -> None:
    """Put a transfer into other hands, or end it."""
    db.execute(
        "UPDATE transfers SET state = :state, since = :now, reminded = 0, warned_at = NULL,"
        " ended_at = CASE WHEN :ended THEN :now END WHERE number = :number",
        {"state": state, "now": stamp(now), "ended": state.has_ended, "number": number},
    )


def keep_letter(db: Database, number: int, mark: str, day: date, until: date) -> None:
    """Keep the letter a member goes with, over an earlier one."""
    db.execute(
        "UPDATE transfers SET letter = ?, letter_on = ?, valid_until = ?, warned_at = NULL WHERE number = ?",
        (mark, day.isoformat(), until.isoformat(), number),
    )


def note_reminded(db: Database, number: int) -> None:
    """Note that who has it was reminded once more."""
    db.execute("UPDATE transfers SET reminded = reminded + 1 WHERE number = ?", (number,))


def lapsing(db: Database, until: date) -> list[Transfer]:
    """List those whose letter is good until this day at most and of which nobody was warned."""
    return _select(
        db,
        "WHERE state = 'letter' AND warned_at IS NULL AND valid_until <= :until ORDER BY number",
        {"until": until.isoformat()},
    )


def note_warned(db: Database, number: int, now: datetime) -> None:
    """Note that everybody was warned of a letter's last day."""
    db.execute("UPDATE transfers SET warned_at = ? WHERE number = ?", (stamp(now), number))


def steps(db: Database, number: int) -> list[Step]:
    """List what was done for a transfer, in order."""
    rows = db.execute(
        "SELECT act, by, at, words FROM transfer_steps WHERE number = ? ORDER BY id", (number,)
    ).fetchall()
    return [Step(Act(act), by, read_stamp(at), words) for act, by, at, words in rows]


def _select(db: Database, rest: str, arguments: Mapping[str, object]) -> list[Transfer]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM transfers {rest}", dict(arguments)).fetchall()  # noqa: S608
    return [_transfer(row) for row in rows]


def _transfer(row: tuple[Any, ...]) -> Transfer:
    number, member, home, host, destination, reason, by, state, since, reminded, letter, day, until = row
    return Transfer(
        number,
        member,
        home,
        host,
        destination,
        reason,
        by,
        State(state),
        read_stamp(since),
        reminded,
        letter,
        date.fromisoformat(day) if day else None,
        date.fromisoformat(until) if until else None,
    )
