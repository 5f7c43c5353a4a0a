"""What an examination finds."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at (a key of bot.cli.doctor.checks), whether it is well, and what was seen."""

    what: str
    well: bool
    text: str


def too_open(path: Path) -> str:
    """Say how a file or folder that others may read is closed; "" where none may, and on Windows."""
    if os.name == "nt" or not path.exists() or not stat.S_IMODE(path.stat().st_mode) & 0o077:
        return ""
    return f"{path} can be read by others; run: chmod {'700' if path.is_dir() else '600'} {path}"
