"""The weekly pages as they were made: their lines, who is behind each, which one somebody saw last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from bot.domain.digest.item import Behind, Item, Subject
from bot.domain.digest.kept import OFFICE, BranchWeek, Kept, KeptLine
from bot.domain.digest.page import Page
from data.db import read_stamp, stamp


def keep(
    db: Database,
    first: date,
    last: date,
    *,
    items: Sequence[Item],
    branches: Iterable[BranchWeek],
    pages: Iterable[Page],
    now: datetime,
    unit_ids: Set[int] | None = None,
) -> int:
    """Keep pages of one week, with who is behind the items; gives the number they are kept under.

    Of pages of branches alone (`unit_ids`) their own people are kept, and nobody else's.
    """
    cursor = db.execute(
        "INSERT INTO digests (first, last, made_at) VALUES (?, ?, ?)",
        (first.isoformat(), last.isoformat(), stamp(now)),
    )
    number = cursor.lastrowid
    assert number is not None
    db.conn.executemany(
        "INSERT INTO digest_branches (digest_id, unit_id, heard, heard_before, people)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            (number, one.unit_id, one.heard, one.heard_before, one.people)
            for one in branches
            if unit_ids is None or one.unit_id in unit_ids
        ),
    )
    db.conn.executemany(
        "INSERT INTO digest_lines (digest_id, unit_id, number, item, subject, words)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            (number, page.unit_id, line.number, line.item, line.subject, line.words)
            for page in pages
            for line in page.lines
        ),
    )
    db.conn.executemany(
        "INSERT INTO digest_people (digest_id, item, place, member_id, unit_id, counts, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (number, place, at, row.member_id, row.unit_id, int(row.counts), row.note)
            for place, item in enumerate(items)
            for at, row in enumerate(item.rows)
            if unit_ids is None or row.unit_id in unit_ids
        ),
    )
    return number


@dataclass(frozen=True, slots=True)
class Seen:
    """The page somebody saw last: of which making, and of which branch (None: of several)."""

    digest_id: int
    unit_id: int | None


def note_seen(db: Database, member_id: int, digest_id: int, unit_id: int | None, now: datetime) -> None:
    """Note which page somebody has before the eyes."""
    db.execute(
        "INSERT OR REPLACE INTO digest_readers (member_id, digest_id, unit_id, at) VALUES (?, ?, ?, ?)",
        (member_id, digest_id, unit_id, stamp(now)),
    )


def seen(db: Database, member_id: int) -> Seen | None:
    """Give the page somebody saw last."""
    row = db.execute(
        "SELECT digest_id, unit_id FROM digest_readers WHERE member_id = ?", (member_id,)
    ).fetchone()
    return Seen(*row) if row else None


def has_page(db: Database, digest_id: int, unit_id: int) -> bool:
    """Whether a making holds the page of the office (OFFICE) or of a branch."""
    row = db.execute(
        "SELECT 1 FROM digest_lines WHERE digest_id = ? AND unit_id = ? LIMIT 1", (digest_id, unit_id)
    ).fetchone()
    return row is not None


def find(db: Database, digest_id: int, unit_id: int, title: str) -> Kept:
    """Give a page that was kept, with the rows behind each of its lines."""
    first, last, made_at = db.execute(
        "SELECT first, last, made_at FROM digests WHERE id = ?", (digest_id,)
    ).fetchone()
    lines = db.execute(
        "SELECT number, words, subject, item FROM digest_lines WHERE digest_id = ? AND unit_id = ?"
        " ORDER BY number",
        (digest_id, unit_id),
    ).fetchall()
    return Kept(
        date.fromisoformat(first),
        date.fromisoformat(last),
        read_stamp(made_at),
        unit_id,
        title,
        _branches(db, digest_id, unit_id),
        [
            KeptLine(number, words, Subject(subject), _rows(db, digest_id, item, unit_id))
            for number, words, subject, item in lines
        ],
    )


def line(db: Database, digest_id: int, unit_id: int, number: int) -> KeptLine | None:
    """Give one line of a page with the rows behind it."""
    row = db.execute(
        "SELECT words, subject, item FROM digest_lines WHERE digest_id = ? AND unit_id = ? AND number = ?",
        (digest_id, unit_id, number),
    ).fetchone()
    return KeptLine(number, row[0], Subject(row[1]), _rows(db, digest_id, row[2], unit_id)) if row else None


def lines(db: Database, digest_id: int, unit_id: int) -> list[tuple[int, str]]:
    """List the lines of a page: (number, words)."""
    return db.execute(
        "SELECT number, words FROM digest_lines WHERE digest_id = ? AND unit_id = ? ORDER BY number",
        (digest_id, unit_id),
    ).fetchall()


def week_of(db: Database, digest_id: int) -> tuple[date, date]:
    """Give the first and the last day of the week a page is about."""
    first, last = db.execute("SELECT first, last FROM digests WHERE id = ?", (digest_id,)).fetchone()
    return date.fromisoformat(first), date.fromisoformat(last)


def _branches(db: Database, digest_id: int, unit_id: int) -> list[BranchWeek]:
    rows = db.execute(
        "SELECT unit_id, name, heard, heard_before, people FROM digest_branches"
        " JOIN units ON units.id = unit_id WHERE digest_id = :digest AND :unit IN (:office, unit_id)"
        " ORDER BY unit_id",
        {"digest": digest_id, "unit": unit_id, "office": OFFICE},
    ).fetchall()
    return [BranchWeek(*row) for row in rows]


def _rows(db: Database, digest_id: int, item: int, unit_id: int) -> list[Behind]:
    rows = db.execute(
        "SELECT member_id, unit_id, counts, note FROM digest_people"
        " WHERE digest_id = :digest AND item = :item AND (:unit = :office OR unit_id = :unit) ORDER BY place",
        {"digest": digest_id, "item": item, "unit": unit_id, "office": OFFICE},
    )
    return [Behind(member, unit, bool(counts), note) for member, unit, counts, note in rows]
