"""One-time codes: for a day, once, and never readable on the disk."""

from __future__ import annotations

import re
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from data import bindcode
from tests.conftest import START


def test_a_code_is_good_once(tmp_path: Path) -> None:
    code = bindcode.make(tmp_path / "codes", "王主任", START)
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    assert bindcode.spend(tmp_path / "codes", code, START) == (True, "王主任")
    assert bindcode.spend(tmp_path / "codes", code, START) == (False, None)


@pytest.mark.parametrize(("hours", "valid"), [(0, True), (24, True), (24.01, False)])
def test_a_code_is_good_for_a_day(tmp_path: Path, hours: float, valid: bool) -> None:
    code = bindcode.make(tmp_path, None, START)
    assert bindcode.spend(tmp_path, code, START + timedelta(hours=hours))[0] is valid


def test_an_unknown_code_is_worth_nothing(tmp_path: Path) -> None:
    assert bindcode.spend(tmp_path / "nowhere", "AAAA-BBBB-CCCC", START) == (False, None)


def test_the_folder_does_not_tell_the_code(tmp_path: Path) -> None:
    folder = tmp_path / "codes"
    code = bindcode.make(folder, "王主任", START)
    (file,) = folder.iterdir()
    assert code not in file.name + file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_torn_file_is_worth_nothing(tmp_path: Path) -> None:
    code = bindcode.make(tmp_path, None, START)
    next(tmp_path.iterdir()).write_text("{", encoding="utf-8")
    assert bindcode.spend(tmp_path, code, START) == (False, None)


def test_codes_differ(tmp_path: Path) -> None:
    assert len({bindcode.make(tmp_path, None, START) for _ in range(50)}) == 50
