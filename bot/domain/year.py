"""Years as people write them: 2026, 26年, 今年, 去年度."""

from __future__ import annotations

import re

YEAR = re.compile(
    r"(?<!\d)(?P<year>20\d\d)\s*年?度?(?!\d)|(?<!\d)(?P<short>\d\d)年度?|(?P<word>[今本去前明上]年|上一年)度?"
)
_STEPS = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1}


def number_of(match: re.Match[str]) -> int | None:
    """Give the year that stands there as a number; None for a word such as 去年."""
    if match["word"]:
        return None
    return int(match["year"] or f"20{match['short']}")


def steps_of(match: re.Match[str]) -> int:
    """Tell how many years from this one a word leads; 0 where it is a number."""
    return _STEPS[match["word"][0]] if match["word"] else 0
