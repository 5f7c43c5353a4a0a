"""One-time codes that make the person who sends one to the bot a clerk.

They are files beside the database, not rows: the terminal may make one while the bot is running, and
the database has one writer only.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from data.db import read_stamp, stamp

LIFE = timedelta(hours=24)
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without what looks alike


def folder(database: Path) -> Path:
    """Give the folder of the codes of a database."""
    return database.parent / "bind-codes"


def make(folder: Path, name: str | None, now: datetime) -> str:
    """Make a code for a clerk (of this name, where the roll does not know the person); valid for a day."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    code = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
    handle = os.open(_file(folder, code), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        json.dump({"name": name, "until": stamp(now + LIFE)}, file, ensure_ascii=False)
    return code


def spend(folder: Path, code: str, now: datetime) -> tuple[bool, str | None]:
    """Use a code up: (whether it was valid, the name it was made for)."""
    path = _file(folder, code)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        path.unlink()
    except (OSError, ValueError):
        return False, None
    return read_stamp(content["until"]) >= now, content["name"]


def _file(folder: Path, code: str) -> Path:
    # Only a hash lies on the disk: who reads the folder cannot use what is in it.
    return folder / f"{hashlib.sha256(code.encode()).hexdigest()}.json"
