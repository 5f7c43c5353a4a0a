"""Workbooks (.xlsx, .xls, .ods): dangerous ones are refused unread, the others read in a process apart."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

from bot.sheets.rows import Row, SheetError, no_spreadsheet, number_rows

MAX_UNPACKED = 50 * 2**20  # of a zip's parts together
MAX_RATIO = 100  # unpacked to packed; real workbooks stay under 30
MAX_SECONDS = 60

_PARTS = {"xl/workbook.xml", "content.xml"}  # what an .xlsx, an .ods cannot be without
_READER = Path(__file__).with_name("reader.py")


def read_workbook(path: Path, data: bytes) -> dict[str, list[Row]]:
    """Read the visible sheets of the workbook at `path`, whose content is `data`, by name.

    Raises SheetError for one that is encrypted, damaged, too large or something else.
    """
    _check_package(path.name, data)
    # calamine holds a sheet as one dense rectangle: a 5 KB file with a cell in A1 and one in XFD1048576 makes
    # it ask for 512 GB and abort the whole process, which no `except` can catch. So it gets its own process.
    command = [sys.executable, "-P", str(_READER), str(path.absolute())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=MAX_SECONDS, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired as error:
        raise _too_wide(path.name) from error
    if done.returncode != 0:
        raise _too_wide(path.name)
    answer = json.loads(done.stdout, object_hook=_cell_of_json)
    if isinstance(answer, list):
        return {name: number_rows(table) for name, table in answer}
    raise {"encrypted": _encrypted, "broken": _broken, "too wide": _too_wide}[answer](path.name)


def _check_package(name: str, data: bytes) -> None:
    if not data.startswith(b"PK"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _encrypted(name)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as error:
        raise _broken(name) from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * len(data):
        raise SheetError(f"{name} 解压后过大，没有读；请把名册复制到新的表格里，另存为 .xlsx 再试。")
    if any(part.flag_bits & 1 for part in parts):
        raise _encrypted(name)
    if not _PARTS & {part.filename for part in parts}:
        raise no_spreadsheet(name)


def _cell_of_json(value: dict[str, str]) -> date:
    ((kind, text),) = value.items()
    return datetime.fromisoformat(text) if kind == "datetime" else date.fromisoformat(text)


def _encrypted(name: str) -> SheetError:
    return SheetError(f"{name} 设了密码，请在 Excel 或 WPS 里取消密码后另存，再试。")


def _broken(name: str) -> SheetError:
    return SheetError(f"{name} 已损坏，请用 Excel 或 WPS 打开，另存为 .xlsx 再试。")


def _too_wide(name: str) -> SheetError:
    return SheetError(
        f"{name} 读不出来（表格范围过大或已损坏），请把名册复制到新的表格里，另存为 .xlsx 再试。"
    )
