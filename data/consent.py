"""Who consented to what, to which text and when; a word taken back is a row of its own."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.domain.consent import Consent, State, What
from data.db import read_stamp, stamp


def note(
    db: Database,
    member_id: int,
    what: What,
    state: State,
    *,
    version: str,
    now: datetime,
    message_id: str | None = None,
) -> bool:
    """Keep a word about a consent; False where the last one was the same, of the same text."""
    last = find(db, member_id).get(what)
    if last and (last.state, last.version) == (state, version):
        return False
    db.execute(
        "INSERT INTO consents (member_id, what, state, version, message_id, at) VALUES (?, ?, ?, ?, ?, ?)",
        (member_id, what, state, version, message_id, stamp(now)),
    )
    return True


def find(db: Database, member_id: int) -> dict[What, Consent]:
    """Give a member's last word on each matter; what was never spoken of is left out."""
    rows = db.execute(
        "SELECT what, state, version, at FROM consents WHERE id IN"
        " (SELECT max(id) FROM consents WHERE member_id = ? GROUP BY what)",
        (member_id,),
    )
    return {
        What(what): Consent(What(what), State(state), version, read_stamp(at))
        for what, state, version, at in rows
    }


def has(db: Database, member_id: int, what: What) -> bool:
    """Whether a member has consented, and not taken it back."""
    return _is(db, member_id, what, State.GIVEN)


def is_withdrawn(db: Database, member_id: int, what: What) -> bool:
    """Whether a member has taken a consent back, or refused it."""
    return _is(db, member_id, what, State.WITHDRAWN)


def _is(db: Database, member_id: int, what: What, state: State) -> bool:
    row = db.execute(
        "SELECT state FROM consents WHERE member_id = ? AND what = ? ORDER BY id DESC LIMIT 1",
        (member_id, what),
    ).fetchone()
    return bool(row) and row[0] == state
