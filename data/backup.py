"""A copy of the store, made while it is written to, and put back elsewhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from data.db import StoreError, check_store, explain
from data.migrations import migrations

# Where rows name files of theirs, which a copy of the database alone would not hold.
NAMES_FILES = (
    ("outbox", "file"),
    ("enclosures", "path"),
    ("reconciliations", "task_file"),
    ("ledgers", "path"),
    ("studies", "path"),
    ("home_news", "path"),
)


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


def check(path: Path) -> None:
    """Look whether a copy is whole and of a schema that this program knows. Raises StoreError."""
    check_store(path)
    _check(path)


def count_rows(path: Path) -> dict[str, int]:
    """Count the rows of every table of ours. Raises StoreError."""
    with _reading(path) as db:
        return {table: _count(db, table) for table in _tables(db) if not table.startswith("_")}


def last_step(path: Path) -> str:
    """Name the last step of the schema that a store has; "" for none. Raises StoreError."""
    with _reading(path) as db:
        applied = migrations.applied(db)
        return applied[-1].name if applied else ""


def files_named(path: Path) -> list[str]:
    """List the files that rows of a store name, as they name them. Raises StoreError."""
    with _reading(path) as db:
        found: set[str] = set()
        for table, column in _naming(db):
            query = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608 -- ours
            found |= {str(row[0]) for row in db.execute(query)}
        return sorted(found - {""})


def rename_files(path: Path, moved: Mapping[str, str]) -> None:
    """Let the rows of a store that nobody uses name their files where they lie now. Raises StoreError."""
    try:
        with closing(Database(sqlite3.connect(path))) as db, db.atomic():
            for table, column in _naming(db):
                for old, new in moved.items():
                    query = f"UPDATE {table} SET {column} = ? WHERE {column} = ?"  # noqa: S608 -- our names
                    db.execute(query, (new, old))
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {explain(error)}") from error


@contextmanager
def _reading(path: Path) -> Iterator[Database]:
    try:
        with closing(Database(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))) as db:
            yield db
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {explain(error)}") from error


def _tables(db: Database) -> list[str]:
    return sorted(name for name in db.table_names() if not name.startswith("sqlite_"))


def _naming(db: Database) -> list[tuple[str, str]]:
    """Name the columns that hold names of files; an earlier schema has fewer."""
    tables = set(_tables(db))
    return [
        (table, column)
        for table, column in NAMES_FILES
        if table in tables and column in {each.name for each in db[table].columns}
    ]


def _count(db: Database, table: str) -> int:
    (number,) = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 -- a name of the schema
    return int(number)


def _check(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            (verdict,) = db.execute("PRAGMA integrity_check(1)").fetchone()
            lost = db.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {explain(error)}") from error
    if verdict != "ok":
        raise StoreError(f"{path}: this database is damaged ({verdict}); use another backup")
    if lost:
        raise StoreError(
            f"{path}: this database is damaged (the table {lost[0]} refers to rows that {lost[2]} does not"
            " have); use another backup"
        )
