"""The continuous replica with a real Litestream: what was synced survives kills of either process."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.backup import replica
from bot.config import ConfigError, Settings
from data import backup
from data.db import StoreError
from tests.conftest import MakeSettings

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
"""
PATIENCE = 60  # seconds until what does not come is taken for lost


@pytest.fixture
def kept(make_settings: MakeSettings, cast_db: Database, tmp_path: Path) -> Settings:
    """The settings with a replica in a folder; nobody has the database open."""
    cast_db.close()
    return make_settings(replica={"to": str(tmp_path / "replica")})


@contextmanager
def replicating(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(replica.arguments(settings), stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def put_back(settings: Settings, folder: Path) -> list[str]:
    """Restore the replica in place of the database; gives the messages in it."""
    folder.mkdir()
    for path in Path(settings.database).parent.glob("kiteline.db*"):
        path.rename(folder / path.name)
    replica.restore(settings)
    database = Path(settings.database)
    backup.check(database)
    with closing(sqlite3.connect(database)) as db:
        return [row[0] for row in db.execute("SELECT message_id FROM inbox ORDER BY rowid")]


def wait_until_there(settings: Settings, least: int, folder: Path) -> None:
    """Wait until the replica holds so many messages."""
    plan = json.dumps(replica.plan(settings))
    (folder / "look.yml").write_text(plan, encoding="utf-8")
    for attempt in range(PATIENCE * 2):
        out = folder / f"look-{attempt}.db"
        command = [replica.program(), "restore", "-config", str(folder / "look.yml"), "-o", str(out)]
        done = subprocess.run([*command, str(Path(settings.database))], capture_output=True, check=False)
        if done.returncode == 0:
            with closing(sqlite3.connect(out)) as db:
                if db.execute("SELECT count(*) FROM inbox").fetchone()[0] >= least:
                    return
        time.sleep(0.5)
    pytest.fail(f"the replica never held {least} messages")


def test_what_was_synced_comes_back_after_both_were_killed(kept: Settings, tmp_path: Path) -> None:
    chance, written = random.Random(8), 0
    looks = tmp_path / "looks"
    looks.mkdir()
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, kept.database], stdout=subprocess.PIPE)
        assert writer.stdout
        with replicating(kept):
            first = int(writer.stdout.readline())
            wait_until_there(kept, first, looks)
            time.sleep(chance.uniform(0.1, 1.5))
            os.kill(writer.pid, signal.SIGKILL)
            written = int(writer.stdout.read().split()[-1])
            writer.wait()
    with replicating(kept):
        wait_until_there(kept, written, looks)
    found = put_back(kept, tmp_path / "old")
    assert found[:written] == [f"in-{number}" for number in range(1, written + 1)]


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
    assert found == [f"in-{number}" for number in range(1, len(found) + 1)]


def test_the_replica_and_its_plan_are_the_owner_s_alone(kept: Settings, tmp_path: Path) -> None:
    assert replica.write_plan(kept).stat().st_mode & 0o777 == 0o600


def test_an_earlier_plan_is_written_anew(kept: Settings, make_settings: MakeSettings) -> None:
    replica.write_plan(kept)
    other = make_settings(replica={"to": "s3://bucket/kiteline", "endpoint": "https://cos.example.cn"})
    plan = json.loads(replica.write_plan(other).read_text(encoding="utf-8"))
    place = plan["dbs"][0]["replica"]
    assert place == {"url": "s3://bucket/kiteline", "endpoint": "https://cos.example.cn"}


def test_a_password_in_the_configuration_is_refused(make_settings: MakeSettings) -> None:
    settings = make_settings(replica={"to": "sftp://user:secret@host/kiteline"})
    with pytest.raises(ConfigError, match=r"password.*LITESTREAM_SECRET_ACCESS_KEY") as refusal:
        replica.plan(settings)
    assert "secret@" not in str(refusal.value)


def test_without_a_place_it_is_said_what_to_write(settings: Settings) -> None:
    with pytest.raises(ConfigError, match=r"replica\.to: names no place"):
        replica.arguments(settings)


def test_an_empty_replica_is_told_and_nothing_changed(kept: Settings, tmp_path: Path) -> None:
    Path(kept.database).rename(tmp_path / "away.db")
    with pytest.raises(StoreError, match="nothing could be restored"):
        replica.restore(kept)
    assert not Path(kept.database).exists()


def test_a_database_that_is_there_is_not_replaced(kept: Settings) -> None:
    with pytest.raises(StoreError, match="move it away first"):
        replica.restore(kept)
