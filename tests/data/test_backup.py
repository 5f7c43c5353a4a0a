"""A backup is one moment of the store, checked, and put back whole."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from data import backup, inbox
from data import member as members
from data.db import StoreError, open_store
from tests.conftest import START


def test_a_backup_put_back_elsewhere_holds_the_same(cast_db: Database, tmp_path: Path) -> None:
    backup.write(cast_db, tmp_path / "copy.db")
    backup.restore(tmp_path / "copy.db", tmp_path / "elsewhere" / "kiteline.db")
    with closing(open_store(tmp_path / "elsewhere" / "kiteline.db")) as other:
        assert members.count(other) == members.count(cast_db)
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_made_while_the_store_is_written_to_is_one_moment_s(
    cast_db: Database, store_path: Path, tmp_path: Path
) -> None:
    stop = threading.Event()

    def keep_writing() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with cast_db.atomic():  # both or none: a copy that tore this apart would show it
                inbox.take(cast_db, f"a{number}", "room", START)
                inbox.take(cast_db, f"b{number}", "room", START)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        for number in range(5):
            with closing(backup.read_only(store_path)) as reader:
                backup.write(reader, tmp_path / f"{number}.db")
    finally:
        stop.set()
        writer.join()
    counts = []
    for number in range(5):
        with closing(sqlite3.connect(tmp_path / f"{number}.db")) as copy:
            rows = [row[0] for row in copy.execute("SELECT message_id FROM inbox")]
            assert {key[1:] for key in rows if key[0] == "a"} == {key[1:] for key in rows if key[0] == "b"}
            counts.append(len(rows))
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]


def test_a_backup_is_its_owner_s_alone_and_stands_by_itself(cast_db: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup.write(cast_db, target)
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("copy")] == ["copy.db"]


def test_nothing_is_written_over(cast_db: Database, tmp_path: Path) -> None:
    backup.write(cast_db, tmp_path / "copy.db")
    with pytest.raises(StoreError, match="is there already"):
        backup.write(cast_db, tmp_path / "copy.db")
    with pytest.raises(StoreError, match="move it away first"):
        backup.restore(tmp_path / "copy.db", tmp_path / "copy.db")


def test_a_damaged_backup_is_not_put_back(cast_db: Database, tmp_path: Path) -> None:
    backup.write(cast_db, tmp_path / "copy.db")
    content = bytearray((tmp_path / "copy.db").read_bytes())
    for page in range(2, len(content) // 4096, 2):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        backup.restore(tmp_path / "copy.db", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_a_folder_that_cannot_be_written_leaves_no_half_file(cast_db: Database, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="check the folder"):
        backup.write(cast_db, tmp_path / "nowhere" / "copy.db")
    assert not list(tmp_path.glob("**/*.part"))


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database at all, but long enough to look at" * 50)
    with pytest.raises(StoreError, match="not a database"):
        backup.restore(tmp_path / "text.db", tmp_path / "new.db")
    with pytest.raises(StoreError, match="there is no"):
        backup.read_only(tmp_path / "none.db")
