"""Whether one comes, said beside anything else; ordinary chat of a room says nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.reading.attendance import read_attendance

LINES = (Path(__file__).parent / "attendance.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("text", "wanted"), ROWS)
def test_what_a_text_says_of_coming(text: str, wanted: str) -> None:
    assert (read_attendance(text) or "-") == wanted


def test_what_is_long_or_has_lines_is_a_story() -> None:
    assert read_attendance("请假\n第二行") is None
    assert read_attendance("请假，" + "路很远" * 30) is None
