"""Who may sign in at the worktable, and who is; neither a password nor a cookie can be read here."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.domain.login import SESSION_LIFE
from bot.domain.member import Member
from data.db import stamp
from data.member import COLUMNS, member_of

# What scrypt costs: 16 MB and about 50 ms of one core a try.
_N, _R, _P = 2**14, 8, 1
_SEEN_EVERY = timedelta(minutes=1)  # a page that looks often need not write each time
# The right to sign in goes with the post, at once.
_IS_CLERK = "EXISTS (SELECT 1 FROM posts WHERE posts.member_id = members.id AND role = 'clerk')"


@dataclass(frozen=True, slots=True)
class Login:
    """A clerk's sealed password."""

    member_id: int
    sealed: str


# Passwords; both take a while, so that who serves others meanwhile calls them in a thread.


def seal(password: str) -> str:
    """Seal a password so that it can be known again and not be read: scrypt$N$r$p$salt$key."""
    salt = secrets.token_bytes(16)
    key = hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, n=_N, r=_R, p=_P)
    return _sealed(salt, key)


def _sealed(salt: bytes, key: bytes) -> str:
    return "$".join(["scrypt", str(_N), str(_R), str(_P), _text(salt), _text(key)])


def fits(password: str, sealed: str) -> bool:
    """Whether it is the password that was sealed."""
    _, n, r, p, salt, key = sealed.split("$")
    tried = hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=base64.b64decode(salt),
        n=int(n),
        r=int(r),
        p=int(p),
    )
    return hmac.compare_digest(tried, base64.b64decode(key))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


# What no password fits, and what takes as long to find out: for names that are not there.
NOBODY = _sealed(bytes(16), bytes(64))


def keep(db: Database, member_id: int, sealed: str, now: datetime) -> None:
    """Keep a clerk's new password; whoever is signed in with the old one is out."""
    db.execute(
        "INSERT INTO logins (member_id, password, set_at) VALUES (?, ?, ?)"
        " ON CONFLICT (member_id) DO UPDATE SET password = excluded.password, set_at = excluded.set_at",
        (member_id, sealed, stamp(now)),
    )
    db.execute("DELETE FROM sessions WHERE member_id = ?", (member_id,))


def named(db: Database, name: str) -> list[Login]:
    """List the logins of the clerks of exactly this name."""
    rows = db.execute(
        "SELECT member_id, password FROM logins JOIN members ON members.id = member_id"  # noqa: S608
        f" WHERE name = ? AND {_IS_CLERK} ORDER BY member_id",
        (name,),
    )
    return [Login(*row) for row in rows.fetchall()]


def find(db: Database, member_id: int) -> Login | None:
    """Give a person's login."""
    row = db.execute("SELECT member_id, password FROM logins WHERE member_id = ?", (member_id,)).fetchone()
    return Login(*row) if row else None


def is_any(db: Database) -> bool:
    """Whether anybody has a login yet."""
    return db.execute("SELECT 1 FROM logins LIMIT 1").fetchone() is not None


# Sessions


def open_session(db: Database, member_id: int, now: datetime) -> str:
    """Open a session; gives what the browser keeps and shows again."""
    cookie = secrets.token_urlsafe(32)
    db.execute(
        "INSERT INTO sessions (token, member_id, opened_at, seen_at) VALUES (?, ?, ?, ?)",
        (_hash(cookie), member_id, stamp(now), stamp(now)),
    )
    return cookie


def signed_in(db: Database, cookie: str, now: datetime) -> Member | None:
    """Give whose session it is; None for one that is over, and for who is no clerk any more."""
    row = db.execute(
        f"SELECT {COLUMNS} FROM sessions JOIN members ON members.id = member_id"  # noqa: S608
        f" WHERE token = ? AND seen_at > ? AND {_IS_CLERK}",
        (_hash(cookie), stamp(now - SESSION_LIFE)),
    ).fetchone()
    return member_of(row) if row else None


def note_seen(db: Database, cookie: str, now: datetime) -> None:
    """Note that somebody works in a session."""
    db.execute(
        "UPDATE sessions SET seen_at = ? WHERE token = ? AND seen_at < ?",
        (stamp(now), _hash(cookie), stamp(now - _SEEN_EVERY)),
    )


def close_session(db: Database, cookie: str) -> None:
    """End a session."""
    db.execute("DELETE FROM sessions WHERE token = ?", (_hash(cookie),))


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode("utf-8", "surrogatepass")).hexdigest()
