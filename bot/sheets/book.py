"""Workbooks for people: every cell is text, so that no number loses digits and no formula runs."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_WIDEST = 40  # characters of half width
_LONGEST = 32_000  # what a cell of .xlsx holds
_CELL = {"num_format": "@", "text_wrap": True, "valign": "top"}
_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: a title, the headings, and the rows below them; `above` are lines over the headings.

    `choices` offers a drop-down list in a column, by its heading; `marked` ones are coloured.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str | None]]
    above: Sequence[str] = ()
    choices: Sequence[tuple[str, Sequence[str]]] = ()
    marked: Sequence[str] = ()


def write_book(path: Path, pages: Iterable[Page]) -> None:
    """Write an .xlsx, whole or not at all; the file is for its owner only.

    Control characters are left out, and what begins like a formula is text.
    """
    import xlsxwriter  # noqa: PLC0415 -- few messages write a workbook

    unfinished = path.with_name(f".{path.name}.part")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(unfinished), {**options, "constant_memory": False})
    head = book.add_format(
        {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"}
    )
    cell = book.add_format(_CELL)
    marked = book.add_format({**_CELL, "bg_color": "#FFF2CC", "border": 1, "border_color": "#D6B656"})
    try:
        for page in pages:
            _write_page(book, page, head, cell, marked)
        book.close()
        unfinished.chmod(0o600)
        os.replace(unfinished, path)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()


def _write_page(book: object, page: Page, head: object, cell: object, marked: object) -> None:
    sheet = book.add_worksheet(page.title.translate(_TITLE)[:31])  # type: ignore[attr-defined]
    for place, line in enumerate(page.above):
        sheet.write_string(place, 0, clean(line))
    top = len(page.above)
    for place, heading in enumerate(page.headings):
        sheet.write_string(top, place, heading, head)
        sheet.set_column(place, place, _width(page, place), cell)
    to_fill_in = [place for place, heading in enumerate(page.headings) if heading in page.marked]
    for number, row in enumerate(page.rows, start=top + 1):
        for place, value in enumerate(row):
            if value:
                sheet.write_string(number, place, clean(value), marked if place in to_fill_in else cell)
            elif place in to_fill_in:
                sheet.write_blank(number, place, None, marked)
    last = top + len(page.rows)
    if page.headings:
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, max(last, top), len(page.headings) - 1)
    for heading, words in page.choices:
        place = list(page.headings).index(heading)
        rule = {"validate": "list", "source": list(words), "error_type": "warning"}
        sheet.data_validation(top + 1, place, max(last, top + 1), place, rule)


def clean(value: str) -> str:
    """Give a text without control characters, cut to what a cell holds."""
    return "".join(
        letter for letter in value if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"}
    )[:_LONGEST]


def _width(page: Page, place: int) -> int:
    values = [page.headings[place], *(row[place] or "" for row in page.rows[:200] if place < len(row))]
    longest = max(sum(2 if ord(letter) > 0x2E80 else 1 for letter in value) for value in values)
    return min(max(longest + 2, 6), _WIDEST)
