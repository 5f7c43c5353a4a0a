"""The database file: opening, checking, migrating, and the one way to write a moment."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from data.migrations import migrations

APPLICATION_ID = 0x4B49_5445  # "KITE": tells our files from other programs' databases


class StoreError(Exception):
    """The database cannot be used; the text says why and what to do."""


def open_store(path: Path, *, durable: bool = True) -> Database:
    """Open the database at `path`, made new where there is none, brought to the present schema.

    One that is thrown away soon need not be durable: it never waits for the disk.
    Raises StoreError, with nothing changed, for a file that is not a database, belongs to another
    program, was written by a newer version, is damaged, locked or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = _connect(path)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{path}: {explain(error)}") from error
    try:
        _check(path, db)
        _sign(
            db, durable=durable
        )  # before the first table: a start that is interrupted here goes on at the next
        _migrate(db)
    except (sqlite3.Error, StoreError) as error:
        db.close()
        raise error if isinstance(error, StoreError) else StoreError(f"{path}: {explain(error)}") from error
    return db


def check_store(path: Path) -> None:
    """Look, without changing anything, whether `open_store` could use a file; none at all is fine.

    Raises StoreError as `open_store` does.
    """
    if not path.exists():
        return
    try:
        # immutable is not said: a bot may be running on it.
        with closing(Database(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))) as db:
            _check(path, db)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {explain(error)}") from error


def step_ahead(path: Path) -> str | None:
    """Name the next step of the schema that a store with something in it lacks; None where it lacks none.

    Raises StoreError as `open_store` does.
    """
    if not path.exists():
        return None
    check_store(path)
    try:
        with closing(Database(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))) as db:
            pending = migrations.pending(db)
            return pending[0].name if pending and migrations.applied(db) else None
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {explain(error)}") from error


def _connect(path: Path) -> Database:
    if not path.exists():
        # Personal data: nobody but the owner reads it. SQLite gives the -wal file the same mode.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    # A worker thread may hold the event loop (tests, the page); there is still one connection only.
    return Database(sqlite3.connect(path, timeout=2, check_same_thread=False, cached_statements=256))


def _check(path: Path, db: Database) -> None:
    (owner,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and owner != APPLICATION_ID:
        raise StoreError(f"{path} is a database of another program; name another file under `database:`")
    newer = {done.name for done in migrations.applied(db)} - set(_known())
    if newer:
        raise StoreError(
            f"{path} was written by a newer version of Kiteline (it has {', '.join(sorted(newer))}); "
            "start that version, or restore an older backup"
        )


def _known() -> list[str]:
    return [migration.name for migration in migrations._migrations]


def _sign(db: Database, *, durable: bool) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA journal_mode = WAL")
    # FULL: what is committed survives a power cut, which is what "accepted" promises.
    db.execute("PRAGMA synchronous = FULL" if durable else "PRAGMA synchronous = OFF")
    db.execute("PRAGMA foreign_keys = ON")


def _migrate(db: Database) -> None:
    """Bring the schema up to date, all steps or none.

    A table made anew leaves those that refer to it alone until all is done.
    """
    if not (pending := migrations.pending(db)):
        return
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        with db.atomic():
            migrations.apply(db)
            if lost := db.execute("PRAGMA foreign_key_check").fetchone():
                raise StoreError(
                    f"the table {lost[0]} refers to rows that {lost[2]} does not have; restore a backup"
                )
    except sqlite3.Error as error:
        if not migrations.applied(db):
            raise  # a new database, not an upgrade
        raise StoreError(
            f"the step from an earlier version could not be made ({explain(error)}); nothing was changed:"
            f" the database is as it was before {pending[0].name}, and the earlier version still starts on it"
        ) from error
    db.execute("PRAGMA foreign_keys = ON")


def explain(error: Exception) -> str:
    """Say in words what a database's or the disk's error means, and what to do."""
    text = str(error)
    if "not a database" in text:
        return "this file is not a database; name another file under `database:`"
    if "locked" in text:
        return "another program is using this database; stop it first"
    if "malformed" in text:
        return "this database is damaged; restore a backup"
    if "readonly" in text or "unable to open" in text or isinstance(error, OSError):
        return f"cannot be opened for writing ({text}); check the folder and its rights"
    return text


def look(db: Database, query: str) -> tuple[object, ...] | None:
    """Give the first row of a query that somebody wrote; one that would change something is an error."""
    db.execute("PRAGMA query_only = ON")
    try:
        row: tuple[object, ...] | None = db.execute(query).fetchone()
        return row
    finally:
        db.execute("PRAGMA query_only = OFF")


def empty(db: Database) -> None:
    """Delete every row of every table of ours: for a made-up world that begins again."""
    with db.atomic():
        db.execute("PRAGMA defer_foreign_keys = ON")
        for table in db.table_names():
            if table == "sqlite_sequence" or not table.startswith(("_sqlite_", "sqlite_")):
                db.execute(f'DELETE FROM "{table}"')  # noqa: S608 -- a name of our own schema


def stamp(moment: datetime) -> str:
    """Write an aware moment as UTC text of one width, so that SQL can compare it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"


def read_stamp(text: str) -> datetime:
    """Read what `stamp` wrote."""
    return datetime.fromisoformat(text)
