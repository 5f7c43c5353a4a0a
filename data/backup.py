"""A copy of the store, made while it is written to, and put back elsewhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from data.db import StoreError, check_store, explain


def read_only(path: Path) -> Database:
    """Open a store for reading; a bot may be writing to it. Raises StoreError."""
    if not path.is_file():
        raise StoreError(
            f"{path}: there is no database; start the bot once, or name its file under `database:`"
        )
    check_store(path)
    return Database(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))


def write(db: Database, target: Path) -> None:
    """Copy the store as it is at one moment into a new file, and check the copy.

    Others may go on writing meanwhile. Raises StoreError, with no file left, where it cannot be done.
    """
    if target.exists():
        raise StoreError(f"{target}: is there already; name another file, a backup is never written over")
    half = target.with_name(target.name + ".part")
    try:
        os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))  # personal data: the owner's alone
        with closing(sqlite3.connect(half)) as copy:
            db.conn.backup(copy)  # in one step: what is copied is one moment's
            copy.execute("PRAGMA journal_mode = DELETE")
        _check(half)
        half.rename(target)
    except (sqlite3.Error, OSError) as error:
        half.unlink(missing_ok=True)
        raise StoreError(f"{target}: {explain(error)}") from error
    except StoreError:
        half.unlink(missing_ok=True)
        raise


def restore(backup: Path, target: Path) -> None:
    """Put a backup in place of a store that is not there (any more), after checking it. Raises StoreError."""
    if not backup.is_file():
        raise StoreError(f"{backup}: there is no such file")
    if target.exists():
        raise StoreError(f"{target}: is there already; move it away first, nothing was changed")
    check_store(backup)
    _check(backup)
    half = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup, half)
        half.chmod(0o600)
        for beside in ("-wal", "-shm"):  # of another database, they would be taken for this one's
            target.with_name(target.name + beside).unlink(missing_ok=True)
        half.rename(target)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise StoreError(f"{target}: {explain(error)}") from error


def _check(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        (verdict,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise StoreError(f"{path}: this database is damaged ({verdict}); use another backup")
