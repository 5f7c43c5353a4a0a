"""Which WeChat account belongs to whom; only a bound account has rights.

An account is bound to one person, who speaks where nobody is named; a companion (an old couple's other half)
may stand behind the same account. One that is frozen gives no rights until a request has been decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from bot.domain.member import Actor, Member
from data import member as members
from data.db import stamp


def actor(db: Database, account_id: str) -> Actor | None:
    """Give the person behind an account with the rights of the posts held; None for no or a frozen tie."""
    row = db.execute(
        "SELECT member_id FROM accounts WHERE account_id = ? AND frozen_for IS NULL", (account_id,)
    ).fetchone()
    return Actor(members.find(db, row[0]), account_id, members.rights(db, row[0])) if row else None


def holder(db: Database, account_id: str) -> int | None:
    """Give whom (member id) an account is bound to, one that is frozen, too."""
    row = db.execute("SELECT member_id FROM accounts WHERE account_id = ?", (account_id,)).fetchone()
    return row[0] if row else None


def bind(db: Database, account_id: str, member_id: int, by: int | None, now: datetime) -> None:
    """Tie an account to a person, over an earlier tie of that account."""
    db.execute("DELETE FROM companions WHERE account_id = ? AND member_id = ?", (account_id, member_id))
    db.execute(
        "INSERT INTO accounts (account_id, member_id, bound_by, bound_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (account_id) DO UPDATE SET member_id = excluded.member_id,"
        " bound_by = excluded.bound_by, bound_at = excluded.bound_at, frozen_for = NULL",
        (account_id, member_id, by, stamp(now)),
    )


def join(db: Database, account_id: str, member_id: int, by: int | None, now: datetime) -> None:
    """Let another person stand behind an account, beside whom it is bound to."""
    db.execute(
        "INSERT OR IGNORE INTO companions (account_id, member_id, bound_by, bound_at) VALUES (?, ?, ?, ?)",
        (account_id, member_id, by, stamp(now)),
    )


def unbind(db: Database, account_id: str) -> None:
    """Take an account's ties away, of everybody behind it."""
    db.execute("DELETE FROM companions WHERE account_id = ?", (account_id,))
    db.execute("DELETE FROM accounts WHERE account_id = ?", (account_id,))


def part(db: Database, account_id: str, member_id: int) -> None:
    """Take one person away from an account; a companion who is left there is bound to it in turn."""
    db.execute("DELETE FROM companions WHERE account_id = ? AND member_id = ?", (account_id, member_id))
    if holder(db, account_id) != member_id:
        return
    heir = db.execute(
        "SELECT member_id FROM companions WHERE account_id = ? ORDER BY bound_at LIMIT 1", (account_id,)
    ).fetchone()
    if heir is None:
        unbind(db, account_id)
        return
    db.execute("UPDATE accounts SET member_id = ? WHERE account_id = ?", (heir[0], account_id))
    db.execute("DELETE FROM companions WHERE account_id = ? AND member_id = ?", (account_id, heir[0]))


def companions(db: Database, account_id: str) -> list[Member]:
    """List who stands behind an account beside whom it is bound to."""
    rows = db.execute(
        "SELECT member_id FROM companions WHERE account_id = ? ORDER BY bound_at", (account_id,)
    )
    return [members.find(db, row[0]) for row in rows.fetchall()]


def of_member(db: Database, member_id: int) -> list[str]:
    """List the accounts a person stands behind, the own first, the newest first."""
    rows = db.execute(
        "SELECT account_id, 0 AS shared, bound_at FROM accounts WHERE member_id = :member"
        " UNION ALL SELECT account_id, 1, bound_at FROM companions WHERE member_id = :member"
        " ORDER BY shared, bound_at DESC",
        {"member": member_id},
    )
    return [row[0] for row in rows]


def own_of(db: Database, member_id: int) -> list[str]:
    """List the accounts bound to a person, the newest first; not those of somebody else shared with them."""
    rows = db.execute(
        "SELECT account_id FROM accounts WHERE member_id = ? ORDER BY bound_at DESC", (member_id,)
    )
    return [row[0] for row in rows]


def with_several(db: Database) -> list[int]:
    """List the people (member ids) to whom more than one account is bound."""
    rows = db.execute("SELECT member_id FROM accounts GROUP BY member_id HAVING count(*) > 1")
    return [row[0] for row in rows]


def bound(db: Database) -> list[tuple[str, int]]:
    """List (account id, member id) of every bound account; companions are left out."""
    return [(row[0], row[1]) for row in db.execute("SELECT account_id, member_id FROM accounts")]


def belongs(db: Database, account_id: str, member_id: int) -> bool:
    """Whether the account (still) is this person's and works."""
    row = db.execute(
        "SELECT 1 FROM accounts WHERE account_id = :account AND frozen_for IS NULL AND (member_id = :member"
        " OR EXISTS (SELECT 1 FROM companions WHERE companions.account_id = accounts.account_id"
        "   AND companions.member_id = :member))",
        {"account": account_id, "member": member_id},
    ).fetchone()
    return row is not None


def reachable(db: Database, member_id: int) -> str | None:
    """Give the account a private message to this person can go to, or None."""
    row = db.execute(
        "SELECT account_id FROM ("
        "  SELECT account_id, 0 AS shared, bound_at FROM accounts"
        "  WHERE member_id = :member AND frozen_for IS NULL"
        "  UNION ALL SELECT account_id, 1, companions.bound_at FROM companions"
        "  JOIN accounts USING (account_id) WHERE companions.member_id = :member AND frozen_for IS NULL"
        ") JOIN friends USING (account_id)"
        # Whoever holds the telephone of the dead is not written to.
        " WHERE NOT EXISTS (SELECT 1 FROM members WHERE id = :member AND status = 'deceased')"
        " ORDER BY shared, bound_at DESC LIMIT 1",
        {"member": member_id},
    ).fetchone()
    return str(row[0]) if row else None


# Accounts that rest until somebody has confirmed


def freeze(db: Database, account_id: str, request: int) -> None:
    """Let an account give no rights until a request is decided."""
    db.execute("UPDATE accounts SET frozen_for = ? WHERE account_id = ?", (request, account_id))


def thaw(db: Database, request: int) -> list[str]:
    """Let the accounts that rested for a request work again; gives them."""
    rows = db.execute(
        "UPDATE accounts SET frozen_for = NULL WHERE frozen_for = ? RETURNING account_id", (request,)
    )
    return [row[0] for row in rows.fetchall()]


def is_frozen(db: Database, account_id: str) -> bool:
    """Whether the account rests until a request is decided."""
    row = db.execute(
        "SELECT 1 FROM accounts WHERE account_id = ? AND frozen_for IS NOT NULL", (account_id,)
    ).fetchone()
    return row is not None


# Friends


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
