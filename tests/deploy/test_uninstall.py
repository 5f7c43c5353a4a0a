"""What uninstalling takes away and what it leaves."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import CONFIG
from tests.deploy.conftest import ROOT


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    for folder in ("opt/kiteline/0.1.0", "etc/kiteline", "var/lib/kiteline/backups", "usr/local/bin"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "etc/kiteline/config.yaml").write_bytes(CONFIG.read_bytes())
    (tmp_path / "var/lib/kiteline/kiteline.db").touch()
    (tmp_path / "usr/local/bin/kiteline").touch()
    return tmp_path


def uninstall(prefix: Path, *options: str, answer: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "deploy/uninstall.sh", "--prefix", prefix, *options],
        input=answer,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def left(prefix: Path) -> tuple[bool, bool, bool]:
    """Tell whether program, settings and data are there."""
    places = ("opt/kiteline", "etc/kiteline/config.yaml", "var/lib/kiteline/kiteline.db")
    program, settings, data = ((prefix / place).exists() for place in places)
    return program, settings, data


@pytest.mark.parametrize("answer", ["", "no\n", "y\n"])
def test_nothing_goes_without_a_yes(prefix: Path, answer: str) -> None:
    assert uninstall(prefix, answer=answer).returncode == 1
    assert left(prefix) == (True, True, True)


def test_the_program_goes_and_the_data_stay(prefix: Path) -> None:
    done = uninstall(prefix, answer="yes\n")
    assert f"This stays:  {prefix}/etc/kiteline  {prefix}/var/lib/kiteline" in done.stdout
    assert left(prefix) == (False, True, True)


def test_the_data_go_for_who_names_the_organisation(prefix: Path) -> None:
    assert uninstall(prefix, "--purge", "怀柔人才党委", "--yes").returncode == 0
    assert left(prefix) == (False, False, False)


def test_another_name_removes_nothing(prefix: Path) -> None:
    done = uninstall(prefix, "--purge", "密云人才党委", "--yes")
    assert "names another organisation" in done.stderr
    assert left(prefix) == (True, True, True)


def test_where_nothing_is_there_is_nothing_to_remove(tmp_path: Path) -> None:
    done = uninstall(tmp_path, "--yes")
    assert (done.returncode, "Nothing of Kiteline is installed" in done.stderr) == (1, True)
