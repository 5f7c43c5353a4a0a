"""Entries of points: who did what, when, and what it counted; who agreed to be seen; what opened to whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from bot.domain.points.counting import Entry, State
from bot.domain.points.deed import CORRECTION
from data.db import read_stamp, stamp

_COLUMNS = (
    "id, member_id, deed, source, at, state, amount, given, words, reason, said_by, entered_at, decided_by,"
    " decided_at"
)


def add(
    db: Database, member_id: int, deed: str, source: str, at: datetime, state: State = State.COUNTED
) -> bool:
    """Keep a deed; one that is kept already stays as it is (False)."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO points (member_id, deed, source, at, state) VALUES (?, ?, ?, ?, ?)",
        (member_id, deed, source, stamp(at), state),
    )
    return cursor.rowcount > 0


def tell(
    db: Database,
    member_id: int,
    deed: str,
    at: datetime,
    state: State,
    words: str,
    *,
    by: int,
    now: datetime,
    given: int | None = None,
) -> int:
    """Keep what was entered by hand: a claim, or a correction of `given` points; gives its number."""
    (number,) = db.execute("SELECT coalesce(max(id), 0) + 1 FROM points").fetchone()
    source = f"{CORRECTION if given is not None else 'claim'}:{number}"
    db.execute(
        "INSERT INTO points (id, member_id, deed, source, at, state, given, words, said_by, entered_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, member_id, deed, source, stamp(at), state, given, words, by, stamp(now)),
    )
    return int(number)


def remove(db: Database, member_id: int, deed: str, source: str) -> bool:
    """Forget a deed that was withdrawn; False where it was not kept."""
    cursor = db.execute(
        "DELETE FROM points WHERE member_id = ? AND deed = ? AND source = ?", (member_id, deed, source)
    )
    return cursor.rowcount > 0


def decide(db: Database, number: int, state: State, *, by: int, now: datetime, reason: str = "") -> None:
    """Note what became of an entry that waited, by whom and why."""
    db.execute(
        "UPDATE points SET state = ?, decided_by = ?, decided_at = ?, reason = ? WHERE id = ?",
        (state, by, stamp(now), reason, number),
    )


def reopen(db: Database, number: int) -> None:
    """Let an entry that was decided wait again."""
    db.execute(
        "UPDATE points SET state = 'waiting', decided_by = NULL, decided_at = NULL, reason = '' WHERE id = ?",
        (number,),
    )


def settle(db: Database, amounts: Mapping[int, int]) -> None:
    """Note what entries count, by their numbers."""
    db.conn.executemany(
        "UPDATE points SET amount = ? WHERE id = ?",
        [(amount, number) for number, amount in amounts.items()],
    )


def of_member(db: Database, member_id: int, since: datetime, until: datetime | None = None) -> list[Entry]:
    """List a person's entries of a span, the oldest first."""
    return _select(
        db,
        "WHERE member_id = :member AND at >= :since AND (:until IS NULL OR at < :until) ORDER BY at, id",
        {"member": member_id, "since": stamp(since), "until": stamp(until) if until else None},
    )


def since(db: Database, moment: datetime, until: datetime | None = None) -> list[Entry]:
    """List everybody's entries of a span, by person and the oldest first."""
    return _select(
        db,
        "WHERE at >= :since AND (:until IS NULL OR at < :until) ORDER BY member_id, at, id",
        {"since": stamp(moment), "until": stamp(until) if until else None},
    )


def of_numbers(db: Database, numbers: Collection[int]) -> list[Entry]:
    """List entries by their numbers, those that are still there."""
    return [one for number in numbers for one in _select(db, "WHERE id = :number", {"number": number})]


def waiting(db: Database) -> list[Entry]:
    """List what waits for review, the oldest first; of who has left the roll nothing does."""
    return _select(
        db,
        "WHERE state = 'waiting' AND member_id IN (SELECT id FROM members"
        " WHERE branch_id IS NOT NULL AND status NOT IN ('moved', 'deceased')) ORDER BY at, id",
        {},
    )


def said_by(db: Database, member_id: int, moment: datetime) -> list[Entry]:
    """List what somebody entered by hand from a moment on, the newest first."""
    return _select(
        db,
        "WHERE said_by = :by AND entered_at >= :since ORDER BY entered_at DESC, id DESC",
        {"by": member_id, "since": stamp(moment)},
    )


def decided_by(db: Database, member_id: int, moment: datetime) -> list[Entry]:
    """List what somebody decided from a moment on, the newest first."""
    return _select(
        db,
        "WHERE decided_by = :by AND decided_at >= :since ORDER BY decided_at DESC, id DESC",
        {"by": member_id, "since": stamp(moment)},
    )


def totals(db: Database, start: datetime, end: datetime) -> dict[int, int]:
    """Sum what counted in a span, by person; who has nothing is left out."""
    rows = db.execute(
        "SELECT member_id, sum(amount) FROM points WHERE at >= ? AND at < ? GROUP BY member_id",
        (stamp(start), stamp(end)),
    )
    return dict(rows.fetchall())


def arrivals(db: Database, moment: datetime) -> dict[int, datetime]:
    """Tell who came into the present branch after a moment, and when, by the changes of the roll."""
    rows = db.execute(
        "SELECT member_id, max(at) FROM record_changes WHERE field = 'BRANCH' AND undone_at IS NULL"
        " AND after IS NOT NULL AND at >= ? GROUP BY member_id",
        (stamp(moment),),
    )
    return {member: read_stamp(at) for member, at in rows.fetchall()}


# Who agreed to be seen


def show(db: Database, member_id: int, now: datetime) -> None:
    """Note that somebody agrees to stand in the ranking of people."""
    db.execute("INSERT OR IGNORE INTO points_shown (member_id, at) VALUES (?, ?)", (member_id, stamp(now)))


def hide(db: Database, member_id: int) -> None:
    """Note that somebody does not agree, or no longer."""
    db.execute("DELETE FROM points_shown WHERE member_id = ?", (member_id,))


def shown_since(db: Database, member_id: int, since: datetime) -> datetime | None:
    """Tell when somebody agreed to stand in the ranking, if not before a moment."""
    row = db.execute(
        "SELECT at FROM points_shown WHERE member_id = ? AND at >= ?", (member_id, stamp(since))
    ).fetchone()
    return read_stamp(row[0]) if row else None


def shown(db: Database) -> set[int]:
    """Give who agrees to stand in the ranking of people."""
    return {row[0] for row in db.execute("SELECT member_id FROM points_shown")}


# What opened


def open_extra(db: Database, member_id: int, day: date, title: str, now: datetime) -> None:
    """Note that somebody was told that something opened to them this year."""
    db.execute(
        "INSERT OR IGNORE INTO points_extras (member_id, year, title, at) VALUES (?, ?, ?, ?)",
        (member_id, day.year, title, stamp(now)),
    )


def opened(db: Database, member_id: int, day: date) -> set[str]:
    """Give what somebody was told of this year."""
    rows = db.execute(
        "SELECT title FROM points_extras WHERE member_id = ? AND year = ?", (member_id, day.year)
    )
    return {row[0] for row in rows}


def _select(db: Database, rest: str, arguments: Mapping[str, object]) -> list[Entry]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM points {rest}", dict(arguments)).fetchall()  # noqa: S608
    return [_entry(row) for row in rows]


def _entry(row: tuple[Any, ...]) -> Entry:
    number, member, deed, source, at, state, amount, given, words, reason, by, entered, decider, decided = row
    return Entry(
        number,
        member,
        deed,
        source,
        read_stamp(at),
        State(state),
        amount,
        given,
        words,
        reason,
        by,
        read_stamp(entered) if entered else None,
        decider,
        read_stamp(decided) if decided else None,
    )
