"""Comma, semicolon or tab separated text in the encodings Excel and WPS write."""

from __future__ import annotations

import codecs
import csv
import io
import re

from bot.sheets.rows import Cell, Row, SheetError, no_spreadsheet, number_rows

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_OTHER_FORMAT = re.compile(r"\s*(<(!doctype|html|table|meta|head|\?xml)|\{\\rtf|%PDF)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_text(name: str, data: bytes) -> list[Row]:
    """Read the bytes of a text table; every cell is text.

    A row's number counts records, as Excel shows them: a line break inside quotation marks is no new row.
    Raises SheetError for text that is no table and for quotation marks that do not close.
    """
    text, _ = decode(name, data)
    if _OTHER_FORMAT.match(text) or len(_CONTROLS.findall(text)) > len(text) / 100:
        raise no_spreadsheet(name)
    # Strict: a lone quotation mark would silently swallow the lines after it.
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    table: list[list[Cell]] = []
    try:
        table.extend([value.strip() or None for value in record] for record in records)
    except csv.Error as error:
        raise SheetError(f"{name} 第{len(table) + 1}行的引号不成对，请改正，或另存为 .xlsx 再试。") from error
    return number_rows(table)


def separator(text: str) -> str:
    """Tell what stands between two cells."""
    head = text.splitlines()[:20]
    return max(",;\t", key=lambda mark: sum(line.count(mark) for line in head))


def decode(name: str, data: bytes) -> tuple[str, str]:
    """Give the text and its encoding; raises SheetError for what is no text."""
    for encoding in _encodings(data):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise no_spreadsheet(name)


def _encodings(data: bytes) -> list[str]:
    """List the encodings to try, the likeliest first."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return [encoding]
    head = data[:100_000]
    if b"\0" in head:  # UTF-16 without its mark: commas and digits leave a zero in every other byte
        return ["utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"]
    # UTF-8 first: hardly any GB18030 text is UTF-8 by chance, while nearly any bytes are GB18030.
    return ["utf-8", "gb18030"]
