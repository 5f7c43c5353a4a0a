"""Cells changed and rows added in a text table that keeps its encoding, separator and line ends."""

from __future__ import annotations

import codecs
import csv
import io
from datetime import date
from pathlib import Path

from bot.sheets.patch import Patch
from bot.sheets.rows import Cell
from bot.sheets.text import decode, separator


def retype(source: Path, target: Path, patch: Patch) -> None:
    """Write a copy with the changes; cells that would run as a formula get an apostrophe."""
    data = source.read_bytes()
    text, encoding = decode(source.name, data)
    mark = separator(text)
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    for (number, column), cell in patch.cells.items():
        record = records[number - 1]
        record += [""] * (column + 1 - len(record))
        record[column] = _written(cell)
    records[patch.behind : patch.behind] = [[_written(cell) for cell in row] for row in patch.added]
    ends = "\r\n" if "\r\n" in text else "\n"
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, lineterminator=ends).writerows(records)
    bom = codecs.BOM_UTF16_BE if data.startswith(codecs.BOM_UTF16_BE) else b""
    encoded = out.getvalue().encode("utf-16-be" if bom else encoding)
    target.write_bytes(bom + encoded)


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    text = cell.isoformat() if isinstance(cell, date) else str(cell)
    is_number = text.lstrip("+-").replace(" ", "").isdigit()
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) and not is_number else text
