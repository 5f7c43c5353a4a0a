"""The continuous replica with a real Litestream: what was synced survives kills of either process."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.backup import replica
from bot.config import ConfigError, Settings
from data import backup
from data.db import StoreError
from tests.conftest import START, MakeSettings

WRITER = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], timeout=10, isolation_level=None)
db.execute("PRAGMA synchronous = FULL")
number = db.execute("SELECT count(*) FROM inbox").fetchone()[0]
while True:
    number += 1
    row = (f"in-{number}", "room", "2026-11-22T01:00:00.000Z", "take_receipt")
    db.execute("INSERT INTO inbox VALUES (?, ?, ?, ?)", row)
    print(number, flush=True)
    time.sleep(0.002)  # a bot is not busier than that, and Litestream gets its turn
"""
PATIENCE = 60  # seconds until what does not come is taken for lost


@pytest.fixture
def kept(make_settings: MakeSettings, cast_db: Database, tmp_path: Path) -> Settings:
    """The settings with a replica in a folder; nobody has the database open."""
    cast_db.close()
    return make_settings(replica={"to": str(tmp_path / "replica")})


@contextmanager
def replicating(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(replica.arguments(settings, datetime.now(UTC)), stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def put_back(settings: Settings, folder: Path) -> list[int]:
    """Restore the replica in place of the database; gives the messages in it."""
    folder.mkdir()
    for path in Path(settings.database).parent.glob("kiteline.db*"):
        path.rename(folder / path.name)
    replica.restore(settings)
    database = Path(settings.database)
    backup.check(database)
    with closing(sqlite3.connect(database)) as db:
        numbers = [int(row[0][3:]) for row in db.execute("SELECT message_id FROM inbox")]
        return sorted(numbers)


def wait_until_there(settings: Settings, least: int, folder: Path) -> None:
    """Wait until the replica holds so many messages."""
    for attempt in range(PATIENCE * 2):
        out = folder / f"look-{least}-{attempt}.db"
        newest = replica.generations(Path(str(settings.replica.to)))[:1]
        command = [replica.program(), "restore", "-o", str(out), *(path.as_uri() for path in newest)]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode == 0:
            with closing(sqlite3.connect(out)) as db:
                if db.execute("SELECT count(*) FROM inbox").fetchone()[0] >= least:
                    return
        time.sleep(0.5)
    pytest.fail(f"the replica never held {least} messages")


def test_what_was_synced_comes_back_after_kills_of_both(kept: Settings, tmp_path: Path) -> None:
    looks, chance = tmp_path / "looks", random.Random(8)
    looks.mkdir()
    for life in range(2):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, kept.database], stdout=subprocess.PIPE)
        assert writer.stdout
        with replicating(kept):
            synced = int(writer.stdout.readline())
            wait_until_there(kept, synced, looks)
            if life:
                time.sleep(chance.uniform(0.1, 1.5))  # it is killed while the bot writes on
        time.sleep(1.1)  # a start is named by its second
        writer.kill()
        writer.communicate()
    found = put_back(kept, tmp_path / "old")
    assert found == list(range(1, len(found) + 1))
    assert len(found) >= synced


def test_a_replica_that_was_killed_amid_writing_gives_a_whole_beginning(
    kept: Settings, tmp_path: Path
) -> None:
    looks = tmp_path / "looks"
    looks.mkdir()
    writer = subprocess.Popen([sys.executable, "-c", WRITER, kept.database], stdout=subprocess.DEVNULL)
    try:
        with replicating(kept):
            wait_until_there(kept, 50, looks)
    finally:
        writer.kill()
        writer.wait()
    found = put_back(kept, tmp_path / "old")
    assert len(found) >= 50
    assert found == list(range(1, len(found) + 1))


def test_each_start_begins_a_place_of_its_own_and_old_ones_go(kept: Settings, tmp_path: Path) -> None:
    for days in (0, 1, 2, 9):
        replica.arguments(kept, START + timedelta(days=days))
        path = tmp_path / "litestream.yml"
        assert path.stat().st_mode & 0o777 == 0o600
        Path(json.loads(path.read_text(encoding="utf-8"))["dbs"][0]["replica"]["path"]).mkdir(parents=True)
    names = [path.name for path in replica.generations(tmp_path / "replica")]
    assert names == ["20261202-000000", "20261125-000000"]


def test_a_damaged_start_is_passed_over_for_the_one_before(kept: Settings, tmp_path: Path) -> None:
    with replicating(kept):
        wait_until_there(kept, 0, tmp_path)
    broken = tmp_path / "replica" / "29991231-000000" / "ltx" / "9"
    broken.mkdir(parents=True)
    (broken / "0000000000000001-0000000000000001.ltx").write_bytes(b"LTX1 but no more")
    Path(kept.database).unlink()
    place, restored = replica.restore(kept)
    assert (restored.people, "29991231" in place) == (8, False)


def test_a_store_of_another_machine_is_named_with_its_endpoint(make_settings: MakeSettings) -> None:
    settings = make_settings(replica={"to": "s3://bucket/kiteline", "endpoint": "https://cos.example.cn"})
    (database,) = replica.plan(settings, "s3://bucket/kiteline/20261122-033000")["dbs"]
    assert database["replica"] == {
        "url": "s3://bucket/kiteline/20261122-033000",
        "endpoint": "https://cos.example.cn",
    }
    with pytest.raises(ConfigError, match="name it: s3://bucket/kiteline/"):
        replica.restore(settings)


def test_a_password_in_the_configuration_is_refused(make_settings: MakeSettings) -> None:
    settings = make_settings(replica={"to": "sftp://user:secret@host/kiteline"})
    with pytest.raises(ConfigError, match=r"password.*LITESTREAM_SECRET_ACCESS_KEY") as refusal:
        replica.arguments(settings, START)
    assert "secret@" not in str(refusal.value)


def test_without_a_place_it_is_said_what_to_write(settings: Settings) -> None:
    with pytest.raises(ConfigError, match=r"replica\.to: names no place"):
        replica.arguments(settings, START)


def test_an_empty_replica_is_told_and_nothing_changed(kept: Settings, tmp_path: Path) -> None:
    Path(kept.database).rename(tmp_path / "away.db")
    with pytest.raises(StoreError, match="nothing could be restored"):
        replica.restore(kept)
    assert not Path(kept.database).exists()


def test_a_database_that_is_there_is_not_replaced(kept: Settings) -> None:
    with pytest.raises(StoreError, match="move it away first"):
        replica.restore(kept)
