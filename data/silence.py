"""When each member was last heard of, how far a silence was told upwards, and who was declared 失联."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from bot.domain.silence import Rung
from data import fact as facts
from data.db import read_stamp, stamp


def heard_at(db: Database) -> dict[int, datetime]:
    """Give when each member was last heard of: a check-in by anybody, an own answer, an own 进山."""
    rows = db.execute(
        "SELECT member_id, max(at) FROM ("
        " SELECT member_id, at FROM checkins WHERE withdrawn_at IS NULL"
        " UNION ALL SELECT member_id, at FROM receipts WHERE withdrawn_at IS NULL AND how = 'own'"
        " UNION ALL SELECT member_id, at FROM absences WHERE said_by = member_id"
        ") GROUP BY member_id"
    )
    return {row[0]: read_stamp(row[1]) for row in rows}


def promises(db: Database) -> dict[int, date]:
    """Give the last day on which each member said to be back, where no later word is of being home."""
    rows = db.execute(
        "SELECT said.member_id, said.returns_to FROM checkins AS said"
        " WHERE said.returns_to IS NOT NULL AND said.withdrawn_at IS NULL AND NOT EXISTS ("
        "  SELECT 1 FROM checkins AS later WHERE later.member_id = said.member_id AND later.id > said.id"
        "  AND later.withdrawn_at IS NULL"
        "  AND (later.returns_to IS NOT NULL OR later.whereabouts = 'home'))"
    )
    return {row[0]: date.fromisoformat(row[1]) for row in rows}


# From when on silence counts


def watch_newcomers(db: Database, now: datetime) -> None:
    """Note since when whoever is on the roll is listened for; ids only grow, so one step stands for many."""
    (highest,) = db.execute("SELECT coalesce(max(id), 0) FROM members").fetchone()
    steps = _steps(db)
    if not steps:
        steps = [(highest, facts.read(db, "first_start") or stamp(now))]
    elif highest > steps[-1][0]:
        steps.append((highest, stamp(now)))
    else:
        return
    facts.write(db, "watched", json.dumps(steps))


def watched_since(db: Database, member_ids: Iterable[int], now: datetime) -> dict[int, datetime]:
    """Tell since when each of these members is listened for."""
    steps = _steps(db)
    highest = [last for last, _ in steps]
    # Before the first look at the roll nobody is a newcomer: all have been there since the first start.
    rest = now if steps else facts.read_moment(db, "first_start") or now
    moments = [*(read_stamp(since) for _, since in steps), rest]
    return {member_id: moments[bisect_left(highest, member_id)] for member_id in member_ids}


def _steps(db: Database) -> list[tuple[int, str]]:
    return [(highest, since) for highest, since in json.loads(facts.read(db, "watched") or "[]")]


# Told upwards


def told(db: Database) -> Mapping[tuple[int, str], dict[Rung, datetime]]:
    """Give who heard when of which silence: {(member id, its start as the store writes it): {rung: when}}."""
    found: dict[tuple[int, str], dict[Rung, datetime]] = defaultdict(dict)
    for member_id, since, rung, at in db.execute("SELECT member_id, silent_since, told, at FROM escalations"):
        found[member_id, since][Rung(rung)] = read_stamp(at)
    return found


def note_told(db: Database, member_id: int, silent_since: datetime, rung: Rung, now: datetime) -> None:
    """Note that a silence was told; twice changes nothing."""
    db.execute(
        "INSERT OR IGNORE INTO escalations (member_id, silent_since, told, at) VALUES (?, ?, ?, ?)",
        (member_id, stamp(silent_since), rung, stamp(now)),
    )


# 失联, by a person's decision


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody who was declared 失联."""

    member_id: int
    reason: str
    at: datetime


def declare_lost(db: Database, member_id: int, reason: str, said_by: int, now: datetime) -> bool:
    """Declare a member 失联; False where that was done already."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO lost_contacts (member_id, reason, said_by, at) VALUES (?, ?, ?, ?)",
        (member_id, reason, said_by, stamp(now)),
    )
    return bool(cursor.rowcount)


def find_again(db: Database, member_id: int, now: datetime) -> bool:
    """Take 失联 back; False where nobody had declared it."""
    cursor = db.execute(
        "UPDATE lost_contacts SET ended_at = ? WHERE member_id = ? AND ended_at IS NULL",
        (stamp(now), member_id),
    )
    return bool(cursor.rowcount)


def lost(db: Database) -> dict[int, Lost]:
    """Give who is declared 失联 now, by member id."""
    rows = db.execute("SELECT member_id, reason, at FROM lost_contacts WHERE ended_at IS NULL ORDER BY at")
    return {row[0]: Lost(row[0], row[1], read_stamp(row[2])) for row in rows}
