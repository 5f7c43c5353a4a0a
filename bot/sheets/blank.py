"""Rows of an .xlsx that were made up, with lines and colours, and left empty."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from bot.sheets.patch import _parts

_ROW = re.compile(r'<row\b[^>]*?\br="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)


def blank_rows(source: Path) -> dict[str, list[int]]:
    """Give the numbers of the empty rows of each sheet."""
    with zipfile.ZipFile(source) as book:
        return {
            name: [int(row[1]) for row in _ROW.finditer(book.read(part).decode("utf-8")) if _is_blank(row[0])]
            for name, part in _parts(book).items()
        }


def _is_blank(row: str) -> bool:
    return "<c" in row and not re.search(r"<(?:v|t|f)[ >]", row)
