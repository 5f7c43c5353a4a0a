"""Tries to claim a name that did not fit, so that nobody can go on guessing."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from data.db import stamp


def note_try(db: Database, account_id: str, now: datetime) -> None:
    """Note that an account gave a name and digits that are nobody's."""
    db.execute("INSERT INTO claim_tries (account_id, at) VALUES (?, ?)", (account_id, stamp(now)))


def count_tries(db: Database, account_id: str, since: datetime) -> int:
    """Count an account's wrong tries since a moment."""
    row = db.execute(
        "SELECT count(*) FROM claim_tries WHERE account_id = ? AND at >= ?", (account_id, stamp(since))
    ).fetchone()
    return int(row[0])
