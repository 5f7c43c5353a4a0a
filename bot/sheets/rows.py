"""What a spreadsheet is once read: numbered rows of cells, or one sentence why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

Cell: TypeAlias = str | int | float | date | datetime | bool | None


class SheetError(Exception):
    """The file cannot be read; the text is one sentence for the office: which file, and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line with something on it; `number` is the one the user sees beside it, from 1."""

    number: int
    cells: tuple[Cell, ...]


def number_rows(table: Iterable[Iterable[Cell]]) -> list[Row]:
    """Number the rows from 1 and leave out those without content."""
    rows = (Row(number, tuple(cells)) for number, cells in enumerate(table, start=1))
    return [row for row in rows if any(cell is not None for cell in row.cells)]


def no_spreadsheet(name: str) -> SheetError:
    """Say that the file is something else."""
    return SheetError(f"{name} 不是表格，请用 Excel 或 WPS 打开，另存为 .xlsx 或 .csv 再试。")
