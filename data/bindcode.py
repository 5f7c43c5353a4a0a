"""One-time codes that make the person who sends one to the bot a clerk.

They are files beside the database, not rows: the terminal may make one while the bot is running, and
the database has one writer only.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.domain.member import Member, Role, plain_names
from data import member as members
from data.db import read_stamp, stamp

LIFE = timedelta(hours=24)
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without what looks alike


def at_terminal(words: str) -> str:
    """Write a command of the bot as it is typed at the terminal, in the folder in which the bot runs."""
    python = Path(sys.executable)
    if python.is_relative_to(Path.cwd()):
        python = python.relative_to(Path.cwd())
    # Without a folder the terminal would look for another Python than the one with the bot's libraries.
    shown = f'"{python}"' if " " in str(python) else str(python)
    return f"{shown} -m bot {words}"


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
    found = look(folder, code, now)
    try:
        _file(folder, code).unlink()
    except OSError:  # somebody else was faster
        return False, None
    return found


def look(folder: Path, code: str, now: datetime) -> tuple[bool, str | None]:
    """Look at a code without using it up: (whether it is valid, the name it was made for)."""
    try:
        content = json.loads(_file(folder, code).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False, None
    return read_stamp(content["until"]) >= now, content["name"]


def appoint(db: Database, name: str, committee_id: int) -> Member:
    """Make a clerk of whom a code was made for; who is not on the roll is added, on no branch's roll."""
    found = {person for plain in (name, *plain_names(name)) for person in members.named(db, plain)}
    clerks = set(members.holders(db, Role.CLERK))
    # Of several of one name the clerk is meant: a code for who is a clerk already sets a new password.
    known = found & clerks if len(found) > 1 else found
    if len(known) != 1:
        known = {members.find(db, members.add(db, Member(0, name or "党办")))}
    (person,) = known
    members.give_post(db, person.id, Role.CLERK, committee_id)
    return person


def _file(folder: Path, code: str) -> Path:
    # Only a hash lies on the disk: who reads the folder cannot use what is in it.
    return folder / f"{hashlib.sha256(code.encode()).hexdigest()}.json"
