"""Study items that go through the secretaries: which branches wait for theirs, and who passed them on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from data.db import read_stamp, stamp


@dataclass(frozen=True, slots=True)
class Relay:
    """A branch's part of an item that goes through the secretaries."""

    number: int
    branch_id: int
    branch: str
    passed_on_at: datetime | None


def hand_over(db: Database, number: int, branch_ids: Iterable[int]) -> None:
    """Let an item wait for the secretaries of these branches."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO study_relays (study_id, branch_id) VALUES (?, ?)",
        [(number, branch_id) for branch_id in branch_ids],
    )


def relays(db: Database, number: int) -> list[Relay]:
    """List the branches an item was handed to, passed on or not."""
    return _relays(db, "study_id = ?", (number,))


def waiting_relays(db: Database) -> list[Relay]:
    """List the branches that wait for an open item, the oldest item first."""
    return _relays(db, "passed_on_at IS NULL AND state = 'open'", ())


def relays_to_remind(db: Database, opened_before: datetime) -> list[Relay]:
    """List those that wait since before a moment and whose secretary was not asked again."""
    return _relays(
        db,
        "passed_on_at IS NULL AND state = 'open' AND opened_at <= ? AND study_relays.reminded_at IS NULL",
        (stamp(opened_before),),
    )


def relays_to_report(db: Database, reminded_before: datetime) -> list[Relay]:
    """List those whose secretary was asked again before a moment, and of whom the office does not know."""
    return _relays(
        db,
        "passed_on_at IS NULL AND state = 'open' AND study_relays.reminded_at <= ? AND reported_at IS NULL",
        (stamp(reminded_before),),
    )


def pass_on(db: Database, number: int, branch_id: int, by: int, now: datetime) -> None:
    """Note who passed an item on to a branch."""
    db.execute(
        "UPDATE study_relays SET passed_on_by = ?, passed_on_at = ? WHERE study_id = ? AND branch_id = ?",
        (by, stamp(now), number, branch_id),
    )


def note_relays_reminded(db: Database, relays: Sequence[Relay], now: datetime) -> None:
    """Note that the secretaries were asked again."""
    db.conn.executemany(
        "UPDATE study_relays SET reminded_at = ? WHERE study_id = ? AND branch_id = ?",
        [(stamp(now), one.number, one.branch_id) for one in relays],
    )


def note_relays_reported(db: Database, relays: Sequence[Relay], now: datetime) -> None:
    """Note that the office was told."""
    db.conn.executemany(
        "UPDATE study_relays SET reported_at = ? WHERE study_id = ? AND branch_id = ?",
        [(stamp(now), one.number, one.branch_id) for one in relays],
    )


def _relays(db: Database, condition: str, arguments: tuple[object, ...]) -> list[Relay]:
    rows = db.execute(
        "SELECT study_id, branch_id, units.name, passed_on_at FROM study_relays"  # noqa: S608 -- constants
        " JOIN units ON units.id = branch_id JOIN studies ON studies.id = study_id"
        f" WHERE {condition} ORDER BY study_id, branch_id",
        arguments,
    ).fetchall()
    return [Relay(number, branch, name, read_stamp(at) if at else None) for number, branch, name, at in rows]
