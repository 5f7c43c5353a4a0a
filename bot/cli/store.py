"""The database for a command of the terminal: held alone, closed at the end."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TextIO

from sqlite_utils import Database

from bot.backup import before
from bot.config import ConfigError, Settings
from data.db import StoreError, open_store


@contextlib.contextmanager
def alone(database: Path) -> Iterator[None]:
    """Hold the lock of a database: it may have one writing process only. Raises ConfigError."""
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        lock = database.with_name(database.name + ".lock").open("a")
    except OSError as error:
        raise ConfigError(
            f"database: {database.parent} cannot be written ({error}); check the folder and its rights"
        ) from error
    with lock:
        try:
            _take(lock)
        except OSError as error:
            raise ConfigError(f"database: a Kiteline is running on {database}; stop it first") from error
        yield


def _take(lock: TextIO) -> None:
    """Take the lock until the file is closed, or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 -- on Windows only

        lock.seek(0)
        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 -- everywhere but on Windows

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _keep_before(settings: Settings) -> None:
    """Keep a copy of a store that this version is about to change."""
    if kept := before.keep(settings, datetime.now(settings.organisation.zone)):
        print(f"a copy from before the step to this version: {kept.path}", file=sys.stderr)


@contextlib.contextmanager
def store(settings: Settings) -> Iterator[Database]:
    """Open the configured database, held alone. Raises ConfigError."""
    path = Path(settings.database)
    with alone(path):
        try:
            _keep_before(settings)
            # What is made up need not survive a power cut: a week on the page then passes in seconds.
            db = open_store(path, durable=settings.transport != "simulated")
        except StoreError as error:
            raise ConfigError(f"database: {error}") from error
        try:
            yield db
        finally:
            db.close()
