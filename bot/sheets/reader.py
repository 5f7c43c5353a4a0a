"""Run as a script by `bot.sheets.workbook`: one workbook to JSON; the only module that knows calamine.

It imports nobody of ours, so that it starts in 30 ms whatever the working directory is.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime

from python_calamine import CalamineError, CalamineSheet, PasswordError, SheetVisibleEnum, load_workbook

MAX_CELLS = 4_000_000  # of a sheet's used rectangle; 20,000 members take 300,000
MAX_MEMORY = 2 * 2**30  # bytes of this process


def read(path: str) -> list[tuple[str, list[list[object]]]] | str:
    """Give each visible sheet's name and table from A1, or one word for what is wrong."""
    try:
        book = load_workbook(path)
        visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        sheets = [book.get_sheet_by_name(name) for name in visible]
        if any(sheet.total_height * sheet.total_width > MAX_CELLS for sheet in sheets):
            return "too wide"
        return [(sheet.name, _table(sheet)) for sheet in sheets]
    except PasswordError:
        return "encrypted"
    except CalamineError as error:
        return "too wide" if "limit exceeded" in str(error) else "broken"


def _table(sheet: CalamineSheet) -> list[list[object]]:
    if sheet.end is None:
        return []
    table = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        for row in table[top : bottom + 1]:
            width = len(row[left : right + 1])
            row[left : left + width] = [table[top][left]] * width if width else []
    return table


def _cell(value: object) -> object:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool | int | float | date):  # a datetime is a date
        return value
    return str(value)  # times of day and durations: no roll has a use for them


def _json(value: object) -> dict[str, str]:
    assert isinstance(value, date)
    return {"datetime" if isinstance(value, datetime) else "date": value.isoformat()}


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


if __name__ == "__main__":
    _limit_memory()
    json.dump(read(sys.argv[1]), sys.stdout, default=_json)
