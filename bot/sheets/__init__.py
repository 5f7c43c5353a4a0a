"""Spreadsheets as offices send them (.xlsx, .xls, .ods, .csv) read to rows of typed cells."""

from __future__ import annotations

from pathlib import Path

from bot.sheets.phone import read_phone
from bot.sheets.rows import Cell, Row, SheetError
from bot.sheets.text import read_text
from bot.sheets.workbook import read_workbook

MAX_BYTES = 10 * 2**20

__all__ = ["Cell", "Row", "SheetError", "read_phone", "read_sheet", "read_sheets"]


def read_sheet(path: Path) -> list[Row]:
    """Read the first sheet that has anything on it; see `read_sheets`."""
    return next(iter(read_sheets(path).values()))


def read_sheets(path: Path) -> dict[str, list[Row]]:
    """Read every visible sheet that has anything on it, by its name (a CSV file's is the file's).

    Rows without content are left out (the numbers tell). A merged region's value stands in each of its
    cells, except in .ods, where the reader does not tell. What a file is, its content says, not its name.
    Raises SheetError for a file that is missing, empty, encrypted, too large or no spreadsheet.
    """
    data = _load(path)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        sheets = read_workbook(path, data)
    else:
        sheets = {path.stem: read_text(path.name, data)}
    sheets = {name: rows for name, rows in sheets.items() if rows}
    if not sheets:
        raise SheetError(f"{path.name} 里没有内容，请换一个填好的表格。")
    return sheets


def _load(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SheetError(f"{path.name} 超过 10 MB，请删去图片和多余的表再试。")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SheetError(f"找不到文件 {path}，请检查路径和文件名。") from error
    except OSError as error:
        raise SheetError(f"{path.name} 打不开，请检查它是不是一个文件、有没有读取权限。") from error
    if not data:
        raise SheetError(f"{path.name} 是空文件，请换一个填好的表格。")
    return data
