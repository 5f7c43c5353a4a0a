"""A backup that is killed or runs out of room leaves nothing readable behind, and never a half file."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.backup import key, restoring, workshop, writing
from bot.config import Settings, read_yaml
from tests.conftest import CONFIG, START, MakeSettings, MakeTalk

LIVES = 12
WORD = "张三".encode()


@pytest.fixture
def config_file(cast_db: Database, tmp_path: Path) -> Path:
    """A configuration over a database big enough that a backup takes a while."""
    with cast_db.atomic():
        for number in range(20_000):
            row = (f"in-{number}", "第一支部群@sim", "2026-11-22T01:00:00.000Z", "take_receipt")
            cast_db.execute("INSERT INTO inbox VALUES (?, ?, ?, ?)", row)
    cast_db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = read_yaml(CONFIG)
    assert isinstance(content, dict)
    content["database"] = str(tmp_path / "kiteline.db")
    path = tmp_path / "config.yaml"
    path.write_text(json.dumps(content), encoding="utf-8")
    key.make(tmp_path / "backup.key", START)
    return path


def start(config_file: Path, target: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bot", "--config", str(config_file), "backup", str(target)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def in_plain(folder: Path) -> list[Path]:
    """List the files, but the database's own, that show who is on the roll."""
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("kiteline.db") and WORD in path.read_bytes()
    ]


def test_a_kill_at_any_moment_leaves_a_whole_backup_or_none(config_file: Path, settings: Settings) -> None:
    folder, chance = config_file.parent, random.Random(8)
    (folder / "out").mkdir()
    began = time.monotonic()
    first = start(config_file, folder / "out" / "whole.age")
    assert first.communicate()[1] == ""
    whole = time.monotonic() - began
    for life in range(LIVES):
        target = folder / "out" / f"{life}.age"
        process = start(config_file, target)
        try:
            process.wait(chance.uniform(0.3, 1.0) * whole)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        if target.exists():
            assert restoring.restore(_elsewhere(settings), target, folder / "backup.key", dry_run=True)
    assert not in_plain(folder / "out")


def _elsewhere(settings: Settings) -> Settings:
    return settings.model_copy(update={"database": settings.database + ".there"})


def test_what_a_kill_left_in_plain_is_gone_at_the_next_backup(config_file: Path, settings: Settings) -> None:
    left = _leave_behind(config_file.parent)
    writing.write(settings, config_file.parent / "next.age", START)
    assert not left.exists()
    assert not in_plain(config_file.parent)


def test_what_a_kill_left_in_plain_is_gone_at_the_next_start(make_talk: MakeTalk, tmp_path: Path) -> None:
    left = _leave_behind(tmp_path)
    make_talk()
    assert not left.exists()
    assert not in_plain(tmp_path)


def _leave_behind(folder: Path) -> Path:
    left = folder / f"{workshop.PREFIX}killed"
    left.mkdir()
    (left / "kiteline-copy.db").write_bytes(WORD * 100)
    assert len(in_plain(folder)) == 1
    return left


@pytest.mark.parametrize("kilobytes", [1, 100, 900, 1500])
def test_without_room_nothing_is_left_and_it_is_said(
    config_file: Path, kilobytes: int, make_settings: MakeSettings
) -> None:
    folder = config_file.parent
    target = folder / "copy.age"
    size = kilobytes * 1024

    process = subprocess.run(
        [sys.executable, "-m", "bot", "--config", str(config_file), "backup", str(target)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    assert process.returncode == 1, process.stdout
    assert "Traceback" not in process.stderr
    assert str(folder) in process.stderr
    assert not list(folder.glob("copy*"))
    assert not list(folder.glob(workshop.PREFIX + "*"))
