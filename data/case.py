"""Cases, in whose hands they are, and the steps they took."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from bot.domain.case import Act, Case, Kind, Level, State, Step
from data.db import read_stamp, stamp

_CHANGING = (
    "level", "holder_id", "state", "due_at", "granted", "remaining", "reminded", "answered_at", "closed_at"
)  # fmt: skip
_COLUMNS = f"number, kind, member_id, said_by, branch_id, words, opened_at, {', '.join(_CHANGING)}"


def add(db: Database, case: Case) -> int:
    """Keep a new case (its number is ignored), and that it was opened; gives the number."""
    cursor = db.execute(
        "INSERT INTO cases (kind, member_id, said_by, branch_id, words, opened_at, level, due_at, granted)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            case.kind,
            case.member_id,
            case.said_by,
            case.branch_id,
            case.words,
            stamp(case.opened_at),
            case.level,
            stamp(case.due_at),
            round(case.granted.total_seconds()),
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def find(db: Database, number: int) -> Case | None:
    """Give a case by its number."""
    return next(iter(_select(db, "WHERE number = :number", {"number": number})), None)


def waiting(db: Database) -> list[Case]:
    """List the cases to which an answer is owed, the oldest first."""
    return _select(db, "WHERE state IN ('open', 'asked') ORDER BY number", {})


def of_member(db: Database, member_id: int, since: datetime) -> list[Case]:
    """List a person's cases: those an answer is owed to, and those opened since a moment."""
    return _select(
        db,
        "WHERE member_id = :member AND (state IN ('open', 'asked') OR opened_at >= :since) ORDER BY number",
        {"member": member_id, "since": stamp(since)},
    )


def between(db: Database, start: datetime, end: datetime) -> list[Case]:
    """List the cases opened from `start` on and before `end`."""
    return _select(
        db,
        "WHERE opened_at >= :start AND opened_at < :end ORDER BY number",
        {"start": stamp(start), "end": stamp(end)},
    )


def answered_between(db: Database, start: datetime, end: datetime) -> list[Case]:
    """List the cases first answered from `start` on and before `end`."""
    return _select(
        db,
        "WHERE answered_at >= :start AND answered_at < :end ORDER BY number",
        {"start": stamp(start), "end": stamp(end)},
    )


def answered_before(db: Database, moment: datetime) -> list[Case]:
    """List the answered cases that nobody closed, answered before a moment."""
    return _select(
        db, "WHERE state = 'answered' AND answered_at < :moment ORDER BY number", {"moment": stamp(moment)}
    )


def note(
    db: Database,
    case: Case,
    act: Act,
    by: int | None,
    now: datetime,
    words: str = "",
    *,
    before: Case | None = None,
) -> int:
    """Keep what is done about a case, and to what 撤 brings it back (None: cannot); gives the step's id."""
    cursor = db.execute(
        "INSERT INTO case_steps (number, member_id, act, by, at, words, before) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            case.number,
            case.member_id,
            act,
            by,
            stamp(now),
            words,
            json.dumps(_values(before)) if before else None,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def save(db: Database, case: Case) -> None:
    """Keep what has changed about a case."""
    _put(db, case.number, _values(case))


def steps(db: Database, number: int) -> list[Step]:
    """List what was done about a case, in order."""
    rows = db.execute(
        "SELECT id, act, by, at, words FROM case_steps WHERE number = ? ORDER BY id", (number,)
    ).fetchall()
    return [Step(id_, Act(act), by, read_stamp(at), words) for id_, act, by, at, words in rows]


def climbed(db: Database, numbers: list[int]) -> set[int]:
    """Tell which of these cases went to the level above because nobody answered."""
    rows = db.execute(
        "SELECT DISTINCT number FROM case_steps WHERE act = 'climbed'"
        " AND number IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    return {row[0] for row in rows}


def last_act(db: Database, by: int, since: datetime) -> datetime | None:
    """Tell when somebody last did something that can be undone, from a moment on."""
    row = db.execute(
        "SELECT max(at) FROM case_steps WHERE by = ? AND at >= ? AND before IS NOT NULL", (by, stamp(since))
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def undo(db: Database, by: int, at: datetime) -> list[tuple[int, Step]]:
    """Undo what somebody did at a moment, unless more was done since; gives (number, step)."""
    rows = db.execute(
        "SELECT number, id, act, by, at, words, before FROM case_steps AS mine"
        " WHERE by = ? AND at = ? AND before IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_steps AS later"
        "  WHERE later.number = mine.number AND later.id > mine.id AND later.act <> 'seen')"
        " ORDER BY id DESC",
        (by, stamp(at)),
    ).fetchall()
    for number, id_, _act, _by, _at, _words, before in rows:
        _put(db, number, json.loads(before))
        db.execute("DELETE FROM case_steps WHERE id = ?", (id_,))
    return [(row[0], Step(row[1], Act(row[2]), row[3], read_stamp(row[4]), row[5])) for row in rows]


def _values(case: Case) -> dict[str, object]:
    return {
        "level": case.level,
        "holder_id": case.holder_id,
        "state": case.state,
        "due_at": stamp(case.due_at),
        "granted": round(case.granted.total_seconds()),
        "remaining": round(case.left.total_seconds()) if case.left is not None else None,
        "reminded": case.reminded,
        "answered_at": stamp(case.answered_at) if case.answered_at else None,
        "closed_at": stamp(case.closed_at) if case.closed_at else None,
    }


def _put(db: Database, number: int, values: Mapping[str, object]) -> None:
    db.execute(
        "UPDATE cases SET level = :level, holder_id = :holder_id, state = :state, due_at = :due_at,"
        " granted = :granted, remaining = :remaining, reminded = :reminded, answered_at = :answered_at,"
        " closed_at = :closed_at WHERE number = :number",
        {**values, "number": number},
    )


def _select(db: Database, rest: str, arguments: Mapping[str, object]) -> list[Case]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM cases {rest}", dict(arguments)).fetchall()  # noqa: S608
    return [_case(row) for row in rows]


def _case(row: tuple[Any, ...]) -> Case:
    number, kind, member, said_by, branch, words, opened = row[:7]
    level, holder, state, due, granted, remaining, reminded, answered, closed = row[7:]
    return Case(
        number,
        Kind(kind),
        member,
        said_by,
        branch,
        words,
        read_stamp(opened),
        Level(level),
        read_stamp(due),
        timedelta(seconds=granted),
        holder,
        State(state),
        None if remaining is None else timedelta(seconds=remaining),
        reminded,
        read_stamp(answered) if answered else None,
        read_stamp(closed) if closed else None,
    )
