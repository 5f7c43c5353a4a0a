"""The database for a command of the terminal: held alone, closed at the end."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from bot.config import ConfigError, Settings
from data.db import StoreError, open_store


@contextlib.contextmanager
def alone(database: Path) -> Iterator[None]:
    """Hold the lock of a database: it may have one writing process only. Raises ConfigError."""
    try:
        import fcntl  # noqa: PLC0415 -- not on Windows, where the port alone keeps a second bot away
    except ImportError:
        yield
        return
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        lock = database.with_name(database.name + ".lock").open("a")
    except OSError as error:
        raise ConfigError(
            f"database: {database.parent} cannot be written ({error}); check the folder and its rights"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ConfigError(f"database: a Kiteline is running on {database}; stop it first") from error
        yield


@contextlib.contextmanager
def store(settings: Settings) -> Iterator[Database]:
    """Open the configured database, held alone. Raises ConfigError."""
    path = Path(settings.database)
    with alone(path):
        try:
            # What is made up need not survive a power cut: a week on the page then passes in seconds.
            db = open_store(path, durable=settings.transport != "simulated")
        except StoreError as error:
            raise ConfigError(f"database: {error}") from error
        try:
            yield db
        finally:
            db.close()
