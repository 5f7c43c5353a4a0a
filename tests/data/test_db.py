"""Opening the database: what cannot be used is refused in one sentence and left as it was."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from data import fact as facts
from data.db import APPLICATION_ID, StoreError, open_store, read_stamp, stamp
from tests.conftest import BEIJING


@contextmanager
def refused(path: Path, pattern: str) -> Iterator[None]:
    """Expect one sentence that names the file, and the file as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=pattern) as caught:
        yield
    text = str(caught.value)
    assert str(path) in text
    assert "\n" not in text
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.fixture
def nobody() -> Iterator[None]:
    """Be an ordinary user: the administrator may write anywhere."""
    administrator = os.geteuid() == 0
    if administrator:
        os.seteuid(65534)
    yield
    if administrator:
        os.seteuid(0)


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that may be read but not written by others than the administrator."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        yield Path(name)
        Path(name).chmod(0o755)


def test_a_new_database_is_ours_and_its_owner_s_alone(store_path: Path) -> None:
    with closing(open_store(store_path)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert stat.S_IMODE(store_path.stat().st_mode) == 0o600


def test_missing_folders_are_made(tmp_path: Path) -> None:
    open_store(tmp_path / "a" / "b" / "kiteline.db").close()
    assert (tmp_path / "a" / "b" / "kiteline.db").is_file()


def test_what_was_kept_is_there_after_opening_again(store_path: Path) -> None:
    with closing(open_store(store_path)) as db, db.atomic():
        facts.write(db, "world", "simulated")
    with closing(open_store(store_path)) as db:
        assert facts.read(db, "world") == "simulated"


def test_an_empty_file_becomes_a_database(store_path: Path) -> None:
    store_path.touch()
    open_store(store_path).close()


def test_a_newer_version_s_database_is_refused(db: Database, store_path: Path) -> None:
    db["_sqlite_migrations"].insert({"migration_set": "kiteline", "name": "m999_moon", "applied_at": ""})  # type: ignore[union-attr]
    db.close()
    with refused(store_path, "newer version.*m999_moon.*older backup"):
        open_store(store_path)


def test_another_program_s_database_is_refused(store_path: Path) -> None:
    with closing(sqlite3.connect(store_path)) as other:
        other.execute("CREATE TABLE moz_places (id)")
    with refused(store_path, "another program.*name another file"):
        open_store(store_path)


def test_another_program_s_mark_is_refused(store_path: Path) -> None:
    with closing(sqlite3.connect(store_path)) as other:
        other.executescript("PRAGMA application_id = 7; CREATE TABLE members (id);")
    with refused(store_path, "another program"):
        open_store(store_path)


@pytest.mark.parametrize("content", [b"name,phone\n" * 100, b"PK\x03\x04" + bytes(4000), b"token\n"])
def test_what_is_no_database_is_refused(store_path: Path, content: bytes) -> None:
    store_path.write_bytes(content)
    with refused(store_path, "not a database; name another file"):
        open_store(store_path)


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.9])
def test_a_truncated_database_is_refused(store_path: Path, empty_store: Path, kept: float) -> None:
    whole = empty_store.read_bytes()
    store_path.write_bytes(whole[: int(len(whole) * kept)])
    with refused(store_path, "damaged; restore a backup"):
        open_store(store_path)


def test_a_database_with_a_torn_page_is_refused(store_path: Path, empty_store: Path) -> None:
    content = bytearray(empty_store.read_bytes())
    content[4096:8192] = os.urandom(4096)
    store_path.write_bytes(content)
    with refused(store_path, "damaged; restore a backup"):
        open_store(store_path)


def test_a_database_that_another_program_is_changing_is_refused(empty_store: Path, store_path: Path) -> None:
    store_path.write_bytes(empty_store.read_bytes())
    with closing(sqlite3.connect(store_path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("DELETE FROM facts")
        with refused(store_path, "another program is using this database; stop it first"):
            open_store(store_path)


def test_a_folder_that_cannot_be_written_is_refused(closed_folder: Path, nobody: None) -> None:
    with refused(closed_folder / "kiteline.db", "cannot be opened for writing.*check the folder"):
        open_store(closed_folder / "kiteline.db")


def test_a_database_that_cannot_be_written_is_refused(
    closed_folder: Path, empty_store: Path, request: pytest.FixtureRequest
) -> None:
    path = closed_folder / "kiteline.db"
    path.write_bytes(empty_store.read_bytes())
    path.chmod(0o444)
    request.getfixturevalue("nobody")
    with refused(path, "cannot be opened for writing.*check the folder"):
        open_store(path)


@pytest.mark.parametrize("name", ["file/kiteline.db", "file/below/kiteline.db"])
def test_a_folder_that_is_a_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with refused(tmp_path / name, "cannot be opened for writing"):
        open_store(tmp_path / name)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with refused(tmp_path, "cannot be opened for writing"):
        open_store(tmp_path)


# Moments


def test_moments_are_kept_in_utc_with_one_width() -> None:
    moments = [
        datetime(2026, 11, 23, 8, tzinfo=BEIJING),
        datetime(2026, 11, 23, 0, 0, 0, 999_999, tzinfo=UTC),
        datetime(987, 1, 1, tzinfo=UTC),
    ]
    assert stamp(moments[0]) == "2026-11-23T00:00:00.000Z"
    assert len({len(stamp(moment)) for moment in moments}) == 1
    assert stamp(moments[0]) < stamp(moments[0] + timedelta(milliseconds=1))


def test_a_moment_read_back_is_the_same_to_the_millisecond() -> None:
    moment = datetime(2026, 11, 23, 8, 0, 0, 123_456, tzinfo=BEIJING)
    assert read_stamp(stamp(moment)) == moment.replace(microsecond=123_000)
