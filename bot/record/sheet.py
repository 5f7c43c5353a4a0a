"""A roll that came as a file: read once, beside the messages where it can be, and kept at hand."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.domain.roll import Roll
from bot.reading.places import zone_of_words
from bot.recording import READERS
from bot.sheets import SheetError
from data import roll as rolls


def read(path: Path, today: date, home: str) -> Roll:
    """Read a spreadsheet as a roll; the same file again costs nothing.

    23,000 rows take seconds: whoever fetched the file reads it first, in a thread, and 导入 finds it read.
    Raises SheetError and RollError.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise SheetError(f"{path.name} 已经不在了，请再发一次。") from error
    return _read(path, state.st_mtime_ns, state.st_size, today, home)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int, _size: int, today: date, home: str) -> Roll:
    return rolls.read_file(
        path, today=today, readers=READERS, zone_of=lambda words: zone_of_words(words, home)
    )
