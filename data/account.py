"""Which WeChat account belongs to whom; only a bound account has rights."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from bot.domain.member import Actor
from data import member as members
from data.db import stamp


def actor(db: Database, account_id: str) -> Actor | None:
    """Give the person behind an account with the posts held, or None for an unbound account."""
    row = db.execute("SELECT member_id FROM accounts WHERE account_id = ?", (account_id,)).fetchone()
    if not row:
        return None
    return Actor(members.find(db, row[0]), account_id, members.posts(db, row[0]))


def bind(db: Database, account_id: str, member_id: int, by: int | None, now: datetime) -> None:
    """Tie an account to a person, over an earlier tie of that account."""
    db.execute(
        "INSERT INTO accounts (account_id, member_id, bound_by, bound_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (account_id) DO UPDATE SET"
        " member_id = excluded.member_id, bound_by = excluded.bound_by, bound_at = excluded.bound_at",
        (account_id, member_id, by, stamp(now)),
    )


def unbind(db: Database, account_id: str) -> None:
    """Take an account's tie away."""
    db.execute("DELETE FROM accounts WHERE account_id = ?", (account_id,))


def of_member(db: Database, member_id: int) -> list[str]:
    """List a person's accounts, the newest first."""
    rows = db.execute(
        "SELECT account_id FROM accounts WHERE member_id = ? ORDER BY bound_at DESC", (member_id,)
    )
    return [row[0] for row in rows]


def belongs(db: Database, account_id: str, member_id: int) -> bool:
    """Whether the account is (still) bound to this person."""
    row = db.execute("SELECT member_id FROM accounts WHERE account_id = ?", (account_id,)).fetchone()
    return bool(row) and row[0] == member_id


def reachable(db: Database, member_id: int) -> str | None:
    """Give the account a private message to this person can go to, or None."""
    row = db.execute(
        "SELECT account_id FROM accounts JOIN friends USING (account_id) WHERE member_id = ?"
        " ORDER BY bound_at DESC LIMIT 1",
        (member_id,),
    ).fetchone()
    return str(row[0]) if row else None


def befriend(db: Database, account_id: str) -> None:
    """Note that private messages to this account are possible."""
    db.execute("INSERT OR IGNORE INTO friends (account_id) VALUES (?)", (account_id,))


def friends(db: Database) -> set[str]:
    """List the accounts that private messages can go to."""
    return {row[0] for row in db.execute("SELECT account_id FROM friends")}


def is_friend(db: Database, account_id: str) -> bool:
    """Whether private messages to this account are possible."""
    return db.execute("SELECT 1 FROM friends WHERE account_id = ?", (account_id,)).fetchone() is not None


def unfriend(db: Database, account_id: str) -> None:
    """Note that private messages to this account are not possible."""
    db.execute("DELETE FROM friends WHERE account_id = ?", (account_id,))


def set_friends(db: Database, account_ids: Iterable[str]) -> None:
    """Replace the list of accounts that private messages can go to."""
    db.execute("DELETE FROM friends")
    for account_id in account_ids:
        befriend(db, account_id)
