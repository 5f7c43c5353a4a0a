"""Names of files that people send: kept as they are, but for what could lead out of a folder."""

from __future__ import annotations

import re


def safe_name(name: str) -> str:
    """Give a name for a file that stays in its folder, at most 80 characters with its ending."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", last).lstrip(". ")
    stem, dot, ending = plain.rpartition(".")
    return (f"{stem[:60]}.{ending[:19]}" if dot and stem else plain[:80]) or "文件"
