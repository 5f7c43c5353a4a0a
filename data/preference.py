"""What members wish for themselves; who never said anything has no row."""

from __future__ import annotations

from datetime import time

from sqlite_utils import Database

from bot.domain.preference import Preference


def find(db: Database, member_id: int) -> Preference:
    """Give a member's wishes."""
    row = db.execute(
        "SELECT quiet_from, quiet_to, greetings, study, questions, low_key FROM preferences"
        " WHERE member_id = ?",
        (member_id,),
    ).fetchone()
    if not row:
        return Preference()
    return Preference(_hours(row[0], row[1]), *map(bool, row[2:]))


def keep(db: Database, member_id: int, wished: Preference) -> None:
    """Replace a member's wishes."""
    quiet = wished.quiet
    db.execute(
        "INSERT OR REPLACE INTO preferences"
        " (member_id, quiet_from, quiet_to, greetings, study, questions, low_key)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            member_id,
            f"{quiet[0]:%H:%M}" if quiet else None,
            f"{quiet[1]:%H:%M}" if quiet else None,
            int(wished.greetings),
            int(wished.study),
            int(wished.questions),
            int(wished.low_key),
        ),
    )


def quiet_hours(db: Database, member_id: int) -> tuple[time, time] | None:
    """Give the hours, on the member's own clock, in which a member wishes peace; None: none were said."""
    row = db.execute(
        "SELECT quiet_from, quiet_to FROM preferences WHERE member_id = ?", (member_id,)
    ).fetchone()
    return _hours(row[0], row[1]) if row else None


def without_questions(db: Database) -> set[int]:
    """Give who is to be telephoned instead of asked."""
    return {row[0] for row in db.execute("SELECT member_id FROM preferences WHERE questions = 0")}


def without_greetings(db: Database) -> set[int]:
    """Give who wishes no greetings."""
    return {row[0] for row in db.execute("SELECT member_id FROM preferences WHERE greetings = 0")}


def low_key(db: Database) -> set[int]:
    """Give who wishes that nothing the bot says on its own shows the membership."""
    return {row[0] for row in db.execute("SELECT member_id FROM preferences WHERE low_key = 1")}


def is_low_key(db: Database, member_id: int) -> bool:
    """Whether a member wishes so."""
    return find(db, member_id).low_key


def _hours(start: str | None, end: str | None) -> tuple[time, time] | None:
    return (time.fromisoformat(start), time.fromisoformat(end)) if start and end else None
