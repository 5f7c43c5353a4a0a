"""The store, looked at read-only, so that a running bot is not disturbed and nothing is made or migrated."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.backup import keeping, places
from bot.cli.doctor.finding import Finding, too_open
from bot.config import Settings
from data.db import StoreError, check_store, read_stamp
from data.migrations import migrations

_LOCKS = Path("/proc/locks")
_BACKUP_AGE = timedelta(days=2)


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at the database, who holds it, who may read it, and how old the last backup is."""
    path = Path(settings.database)
    yield _running(path)
    yield from _private(settings)
    if not path.exists():
        yield Finding("database", True, f"{path} is not there yet; the first start makes it")
        return
    try:
        check_store(path)
        with closing(_open(path)) as db:
            yield from _contents(db, path, settings)
            yield _backup(db, settings, datetime.now(UTC))
    except StoreError as error:
        yield Finding("database", False, str(error))
    except sqlite3.Error as error:
        yield Finding("database", False, f"{path} cannot be used ({error}); restore a backup or name another")


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _contents(db: sqlite3.Connection, path: Path, settings: Settings) -> Iterator[Finding]:
    (result,) = db.execute("PRAGMA integrity_check").fetchone()
    world = _fact(db, "world")
    (people,) = db.execute("SELECT count(*) FROM members").fetchone()
    yield Finding(
        "database", result == "ok", f"{path}: integrity check says {result}; {people} people on the roll"
    )
    wanted = "simulated" if settings.transport == "simulated" else "real"
    if world and world != wanted:
        text = f"{path} holds data of a {world} WeChat, transport wants a {wanted} one; name another file"
        yield Finding("database", False, text)
    yield _schema(db)


def _schema(db: sqlite3.Connection) -> Finding:
    """Tell how far the schema is; one that is newer than the program was refused by check_store."""
    done = {name for (name,) in db.execute("SELECT name FROM _sqlite_migrations").fetchall()}
    known = [migration.name for migration in migrations._migrations]
    left = [name for name in known if name not in done]
    if left:
        text = f"{len(left)} steps behind this program; the next start takes {left[0]} to {left[-1]}"
        return Finding("schema", True, text)
    return Finding("schema", True, f"of this program, {known[-1]}")


def _fact(db: sqlite3.Connection, name: str) -> str | None:
    row = db.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row and row[0] else None


def last_message(path: Path) -> datetime | None:
    """Tell when the last message was kept; None where there is none, or no database."""
    try:
        with closing(_open(path)) as db:
            (text,) = db.execute("SELECT max(received_at) FROM inbox").fetchone()
    except sqlite3.Error:
        return None
    return datetime.fromisoformat(text) if text else None


def is_held(path: Path) -> bool:
    """Tell whether a bot runs on this database, without touching its lock; on Linux only, else no."""
    try:
        inode = path.with_name(path.name + ".lock").stat().st_ino
        held = _LOCKS.read_text(encoding="ascii").splitlines()
    except OSError:
        return False
    return any(line.split()[1] == "FLOCK" and line.split()[5].endswith(f":{inode}") for line in held)


def _running(path: Path) -> Finding:
    if is_held(path):
        return Finding("running", True, f"a Kiteline is running on {path}")
    return Finding("running", True, f"no Kiteline is running on {path}")


def _private(settings: Settings) -> Iterator[Finding]:
    path, key = Path(settings.database), places.key_file(settings)
    wrong = [said for each in (path, key, places.folder(settings)) if (said := too_open(each))]
    if path.exists() and not os.access(path, os.W_OK):
        wrong.append(f"{path} is not yours to write; run this as the user the bot runs as")
    for said in wrong:
        yield Finding("database" if said.startswith(f"{path} ") else "private", False, said)
    if not wrong:
        yield Finding("private", True, "database, key and backups are the owner's alone")


def _backup(db: sqlite3.Connection, settings: Settings, now: datetime) -> Finding:
    if settings.transport == "simulated":
        return Finding("backup", True, "none is needed: the people are made up")
    done = _fact(db, "backup_done")
    made = [moment for moment in (keeping.newest(places.folder(settings)),) if moment]
    known = [read_stamp(done)] if done else []
    if made:
        known.append(made[0].replace(tzinfo=made[0].tzinfo or settings.organisation.zone))
    first = _fact(db, "first_start")
    if known:
        last = max(known)
        text = f"the last of {last.astimezone(settings.organisation.zone):%Y-%m-%d %H:%M}"
        return Finding("backup", now - last <= _BACKUP_AGE, text)
    young = first is None or now - read_stamp(first) <= _BACKUP_AGE
    return Finding("backup", young, "there is none yet" if young else "there is none, for more than two days")
