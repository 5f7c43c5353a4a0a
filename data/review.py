"""Members' reports by quarter; and what the other tables know of somebody's year."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlite_utils import Database

from bot.domain.review import Report, YearOf
from data.db import read_stamp, stamp


def keep(db: Database, one: Report, now: datetime) -> bool:
    """Keep a report; False where it took the place of an earlier one of the quarter."""
    had = find(db, one.member_id, one.quarter) is not None
    db.execute(
        "INSERT OR REPLACE INTO reports (member_id, quarter, words, said_by, at) VALUES (?, ?, ?, ?, ?)",
        (one.member_id, one.quarter, one.words, one.said_by, stamp(now)),
    )
    return not had


def find(db: Database, member_id: int, quarter: str) -> Report | None:
    """Give somebody's report of a quarter."""
    row = db.execute(
        "SELECT member_id, quarter, words, said_by FROM reports WHERE member_id = ? AND quarter = ?",
        (member_id, quarter),
    ).fetchone()
    return Report(*row) if row else None


def of_quarter(db: Database, quarter: str) -> dict[int, datetime]:
    """Give who reported of a quarter, and when."""
    rows = db.execute("SELECT member_id, at FROM reports WHERE quarter = ? ORDER BY at", (quarter,))
    return {member: read_stamp(at) for member, at in rows}


def told_last(db: Database, said_by: int, since: datetime) -> datetime | None:
    """Tell when somebody last wrote a report, from `since` on."""
    row = db.execute(
        "SELECT max(at) FROM reports WHERE said_by = ? AND at >= ?", (said_by, stamp(since))
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def take_back(db: Database, said_by: int, at: datetime) -> list[tuple[int, str]]:
    """Delete what somebody reported at a moment; gives whose and of which quarter."""
    rows = db.execute(
        "DELETE FROM reports WHERE said_by = ? AND at = ? RETURNING member_id, quarter", (said_by, stamp(at))
    ).fetchall()
    return [(member, quarter) for member, quarter in rows]


# What other nouns know


def studied(db: Database, since: datetime, until: datetime) -> dict[int, int]:
    """Count who studied how often in a span: items read, reflections, lessons attended."""
    rows = db.execute(
        "SELECT member_id, count(*) FROM points WHERE at >= ? AND at < ? AND state <> 'refused'"
        " AND deed IN ('study', 'reflection', 'lesson') GROUP BY member_id",
        (stamp(since), stamp(until)),
    )
    return dict(rows.fetchall())


def reviewed(db: Database, year: int) -> set[int]:
    """Give who was at the year's review: a meeting whose topic says so."""
    rows = db.execute(
        "SELECT DISTINCT member_id FROM meeting_members JOIN meetings ON meetings.id = meeting_id"
        " WHERE came = 1 AND withdrawn_at IS NULL AND topic LIKE '%评议%'"
        " AND held_on BETWEEN :year || '-01-01' AND :year || '-12-31'",
        {"year": str(year)},
    )
    return {row[0] for row in rows}


def years_of(
    db: Database, member_ids: Collection[int], year: int, since: datetime, until: datetime
) -> dict[int, YearOf]:
    """Put a year in figures for these people; `since` and `until` are its ends on the committee's clock."""
    span = (stamp(since), stamp(until))
    met = _pairs(
        db,
        "SELECT member_id, sum(came), count(*) FROM meeting_members JOIN meetings"
        " ON meetings.id = meeting_id WHERE withdrawn_at IS NULL AND held_on >= ? AND held_on <= ?"
        " GROUP BY member_id",
        (date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()),
    )
    earned = _pairs(
        db,
        "SELECT member_id, sum(deed = 'event' AND state <> 'refused'), sum(amount)"
        " FROM points WHERE at >= ? AND at < ? GROUP BY member_id",
        span,
    )
    wrote = _pairs(
        db,
        "SELECT member_id, count(*), 0 FROM reports WHERE quarter >= ? AND quarter <= ? GROUP BY member_id",
        (f"{year}-Q1", f"{year}-Q4"),
    )
    offset = since.utcoffset()
    minutes = f"{int(offset.total_seconds() // 60) if offset else 0:+d} minutes"
    heard = _pairs(
        db,
        "SELECT member_id, count(DISTINCT strftime('%m', at, ?)), 0 FROM checkins"
        " WHERE at >= ? AND at < ? AND withdrawn_at IS NULL GROUP BY member_id",
        (minutes, *span),
    )
    study, none = studied(db, since, until), (0, 0)
    return {
        one: YearOf(
            *met.get(one, none),
            earned.get(one, none)[0],
            study.get(one, 0),
            wrote.get(one, none)[0],
            earned.get(one, none)[1],
            heard.get(one, none)[0],
        )
        for one in member_ids
    }


def _pairs(db: Database, query: str, values: tuple[str, ...]) -> dict[int, tuple[int, int]]:
    return {member: (first, second) for member, first, second in db.execute(query, values)}
