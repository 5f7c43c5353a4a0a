"""The log: where it goes, who may read it, how it is put away."""

from __future__ import annotations

import json
import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot import logs
from bot.config import ConfigError, Log


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the log as it was found."""
    root, kept = logging.getLogger(), list(logging.getLogger().handlers)
    yield
    for handler in set(root.handlers) - set(kept):
        handler.close()
    root.handlers = kept
    structlog.reset_defaults()


def write(settings: Log, *events: str) -> None:
    logging.getLogger().handlers = []  # as at the start of a command
    logs.configure(settings)
    for event in events:
        structlog.get_logger("test").info(event, people=292)


def in_json(path: Path, *, rotate_at: int = 10**6, keep: int = 2) -> Log:
    return Log.model_construct(level="info", format="json", file=str(path), rotate_at=rotate_at, keep=keep)


def test_the_log_goes_to_the_screen_and_nowhere_else_as_delivered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(Log(level="info", format="json"), "ready")
    assert json.loads(capsys.readouterr().err)["event"] == "ready"
    assert not list(tmp_path.iterdir())


def test_a_log_file_has_what_the_screen_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(in_json(tmp_path / "new" / "kiteline.log"), "ready", "stopped")
    text = (tmp_path / "new" / "kiteline.log").read_text(encoding="utf-8")
    assert text == capsys.readouterr().err
    assert [json.loads(line)["event"] for line in text.splitlines()] == ["ready", "stopped"]


def test_what_a_library_complains_of_stands_in_the_file_too(tmp_path: Path) -> None:
    write(in_json(tmp_path / "kiteline.log"))
    logging.getLogger("hypercorn").error("cannot listen")
    assert (tmp_path / "kiteline.log").read_text(encoding="utf-8") == "hypercorn: cannot listen\n"


def test_a_log_that_has_grown_is_put_away_and_the_oldest_goes(tmp_path: Path) -> None:
    path = tmp_path / "kiteline.log"
    write(in_json(path, rotate_at=300), *(f"event {number}" for number in range(20)))
    assert sorted(each.name for each in tmp_path.iterdir()) == [path.name, f"{path.name}.1", f"{path.name}.2"]
    assert "event 19" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["kiteline.log", "kiteline.log.1"])
def test_nobody_else_reads_a_log(tmp_path: Path, name: str) -> None:
    before = os.umask(0)
    try:
        write(in_json(tmp_path / "kiteline.log", rotate_at=150), "first", "second")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_log_that_logrotate_took_away_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "kiteline.log"
    write(in_json(path), "before")
    path.rename(tmp_path / "taken")
    structlog.get_logger("test").info("after")
    assert "after" in path.read_text(encoding="utf-8")
    assert "after" not in (tmp_path / "taken").read_text(encoding="utf-8")


def test_a_log_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match=r"log\.file: .*cannot be written"):
        logs.configure(in_json(tmp_path / "file" / "kiteline.log"))


@pytest.mark.parametrize("size", ["10", "0MB", "10 megabytes", "1.5GB", 10])
def test_a_size_carries_its_unit(size: object) -> None:
    with pytest.raises(ValueError, match="write a size with its unit"):
        Log.model_validate({"level": "info", "format": "json", "rotate_at": size})
