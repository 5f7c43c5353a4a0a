"""What waits for 确认: one draft an account and conversation, for ten minutes; a question of ours longer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from data.db import stamp

LIFE = timedelta(minutes=10)
LONG_LIFE = timedelta(hours=1)  # of what harms nobody: old people answer late


@dataclass(frozen=True, slots=True)
class Draft:
    """What was shown and not yet confirmed; the arguments are JSON values."""

    kind: str
    arguments: Mapping[str, Any]
    expired: bool


def keep(
    db: Database,
    kind: str,
    account_id: str,
    conversation: str,
    arguments: Mapping[str, Any],
    now: datetime,
    life: timedelta = LIFE,
) -> None:
    """Keep a draft, over an earlier one of the same account in the same conversation."""
    db.execute(
        "INSERT OR REPLACE INTO drafts (kind, account_id, conversation, arguments, expires_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (kind, account_id, conversation, json.dumps(arguments, ensure_ascii=False), stamp(now + life)),
    )


def find(db: Database, account_id: str, conversation: str, now: datetime) -> Draft | None:
    """Give the draft that lies there, or None; one past its time is marked so."""
    row = db.execute(
        "SELECT kind, arguments, expires_at FROM drafts WHERE account_id = ? AND conversation = ?",
        (account_id, conversation),
    ).fetchone()
    return _draft(row, now) if row else None


def take(db: Database, account_id: str, conversation: str, now: datetime) -> Draft | None:
    """Take the draft out, or None; one past its time is marked so."""
    row = db.execute(
        "DELETE FROM drafts WHERE account_id = ? AND conversation = ? RETURNING kind, arguments, expires_at",
        (account_id, conversation),
    ).fetchone()
    return _draft(row, now) if row else None


def _draft(row: tuple[str, str, str], now: datetime) -> Draft:
    kind, arguments, expires_at = row
    return Draft(kind, json.loads(arguments), expires_at < stamp(now))
