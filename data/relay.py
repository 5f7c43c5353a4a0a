"""Notices that secretaries are to pass on: which branches wait, who was asked again, who passed on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.domain.relay import Relay
from data.db import read_stamp, stamp

_SELECT = (
    "SELECT notice_id, relays.branch_id, units.name, members.name, passed_on_at, reminded_at FROM relays"
    " JOIN units ON units.id = relays.branch_id JOIN notices ON notices.id = relays.notice_id"
    " LEFT JOIN members ON members.id = passed_on_by"
)
_WAITS = (
    "passed_on_at IS NULL AND notices.withdrawn_at IS NULL"
    " AND CASE WHEN deadline IS NULL THEN sent_at > :open_after ELSE deadline > :now END"
)
_ORDER = " ORDER BY notice_id, relays.branch_id"


def add(db: Database, number: int, branch_ids: Iterable[int]) -> None:
    """Let a notice wait for the secretaries of these branches."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO relays (notice_id, branch_id) VALUES (?, ?)",
        [(number, branch_id) for branch_id in branch_ids],
    )


def pass_on(db: Database, number: int, branch_id: int, by: int, words: str, now: datetime) -> None:
    """Note who passed a notice on to a branch, and in whose own words."""
    db.execute(
        "UPDATE relays SET passed_on_by = ?, passed_on_at = ?, words = ?"
        " WHERE notice_id = ? AND branch_id = ?",
        (by, stamp(now), words, number, branch_id),
    )


def of_notice(db: Database, number: int) -> list[Relay]:
    """List the branches a notice was handed to, passed on or not; none where it went straight."""
    return _list(db, f"{_SELECT} WHERE notice_id = ?{_ORDER}", (number,))


def waiting(db: Database, now: datetime, open_for: timedelta) -> list[Relay]:
    """List what waits for its secretary, the oldest notice first."""
    return _list(
        db, f"{_SELECT} WHERE {_WAITS}{_ORDER}", {"now": stamp(now), "open_after": stamp(now - open_for)}
    )


def to_remind(db: Database, now: datetime, open_for: timedelta) -> list[Relay]:
    """List what waits past its time without the secretary having been asked again."""
    return _list(
        db,
        f"{_SELECT} WHERE {_WAITS} AND reminded_at IS NULL AND relay_by <= :now{_ORDER}",
        {"now": stamp(now), "open_after": stamp(now - open_for)},
    )


def to_report(db: Database, now: datetime, open_for: timedelta) -> list[Relay]:
    """List what still waits though the secretary was asked again, and the office does not know."""
    return _list(
        db,
        f"{_SELECT} WHERE {_WAITS} AND reported_at IS NULL AND reminded_at IS NOT NULL{_ORDER}",
        {"now": stamp(now), "open_after": stamp(now - open_for)},
    )


def note_reminded(db: Database, relays: Iterable[Relay], now: datetime) -> None:
    """Note that the secretaries were asked again."""
    _note(db, "UPDATE relays SET reminded_at = ? WHERE notice_id = ? AND branch_id = ?", relays, now)


def note_reported(db: Database, relays: Iterable[Relay], now: datetime) -> None:
    """Note that the office was told."""
    _note(db, "UPDATE relays SET reported_at = ? WHERE notice_id = ? AND branch_id = ?", relays, now)


def _note(db: Database, statement: str, relays: Iterable[Relay], now: datetime) -> None:
    db.conn.executemany(statement, [(stamp(now), relay.number, relay.branch_id) for relay in relays])


def _list(db: Database, statement: str, arguments: tuple[object, ...] | dict[str, object]) -> list[Relay]:
    return [
        Relay(number, branch_id, branch, by, _moment(passed), _moment(reminded))
        for number, branch_id, branch, by, passed, reminded in db.execute(statement, arguments).fetchall()
    ]


def _moment(text: str | None) -> datetime | None:
    return read_stamp(text) if text else None
