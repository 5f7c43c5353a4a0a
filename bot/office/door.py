"""Who may sign in at the tables: two logins, each a sealed password, in a file that its owner alone reads."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from datasette_auth_passwords.utils import hash_password

from bot.config import ConfigError

MASKED, WHOLE = "office", "office-full"
LOGINS = (MASKED, WHOLE)
# What is easily taken for something else when it is copied from a screen is left out.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Door:
    """The sealed passwords by login, and what signs the cookies of who is in."""

    secret: str
    sealed: Mapping[str, str]


def file_of(database: Path) -> Path:
    """Name the file beside the database that holds the passwords."""
    return database.with_name(f"{database.name}.office-door")


def read_door(path: Path) -> Door | None:
    """Read the file; None where there is none. Raises ConfigError."""
    if not path.exists():
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Door(str(kept["secret"]), {name: str(kept["sealed"][name]) for name in LOGINS})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            f"{path}: cannot be read ({error}); delete it, new passwords are made at the next start"
        ) from error


def make_door(path: Path) -> tuple[Door, dict[str, str]]:
    """Make new passwords for both logins; gives them, too: they can never be read again."""
    passwords = {name: _make_password() for name in LOGINS}
    door = Door(secrets.token_hex(32), {name: hash_password(word) for name, word in passwords.items()})
    _keep(path, door)
    return door, passwords


def set_password(path: Path, login: str, password: str) -> None:
    """Give a login another password. Whoever is signed in, by either, signs in anew after the next start."""
    door = read_door(path) or make_door(path)[0]
    _keep(path, Door(secrets.token_hex(32), {**door.sealed, login: hash_password(password)}))


def _make_password() -> str:
    """Make a password of four groups of four: 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _keep(path: Path, door: Door) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump({"secret": door.secret, "sealed": dict(door.sealed)}, file, indent=1)
    half.replace(path)
