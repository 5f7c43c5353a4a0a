"""A form's file read, filled and written; the shape of an .xlsx stays."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from bot.context import Turn
from bot.domain.field import Field
from bot.domain.ledger import CellReader, Ledger, read_tables
from bot.domain.ledger.table import cell_of
from bot.domain.ledger.values import clean
from bot.domain.member import Member
from bot.domain.record import show_value
from bot.domain.roll.cells import Cell
from bot.domain.template import Filler, Filling, is_numbered
from bot.domain.template import fill as fill_form
from bot.ledger import cell_reader
from bot.sheets import Row, read_sheets
from bot.sheets.blank import blank_rows
from bot.sheets.book import Page, write_book
from bot.sheets.patch import Patch, PatchError, patch_workbook
from data import record as records


def fill(turn: Turn, source: Path, name: str, people: Sequence[Member]) -> tuple[Path, Filling]:
    """Fill a form for these people, in this order; gives the file and what is to be said of it.

    Raises SheetError and LedgerError for what is no spreadsheet, or one without a heading.
    """
    sheets, reader = read_sheets(source), cell_reader(turn.local_now.date())
    ledger = _read(Path(name).stem, sheets, reader)
    known = records.of_ids(turn.db, [one.id for one in people])
    fillers = [
        Filler(
            one.id,
            {
                field: reader.read(field, show_value(field, value))
                for field, value in known[one.id].items()
                if value
            },
        )
        for one in people
    ]
    sheet = next(iter(ledger.sheets))
    is_book = _is_workbook(source)
    blank = blank_rows(source).get(sheet, []) if is_book else []
    filling = fill_form(ledger, sheets[sheet], blank, fillers)
    folder = Path(turn.settings.database).absolute().parent / "files"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"{Path(name).stem} 已填 {turn.local_now:%m%d-%H%M%S}.xlsx"
    _write(source, target, sheets, filling, in_place=is_book)
    return target, filling


def _read(name: str, sheets: Mapping[str, Sequence[Row]], reader: CellReader) -> Ledger:
    """Read the form's heading, and the rows in which a name stands.

    A line with no more than its number would be taken for a second row of headings.
    """
    bare = {title: [row for row in rows if not is_numbered(row)] for title, rows in sheets.items()}
    columns = {
        title: sheet.heading.columns.get(Field.NAME, ())
        for title, sheet in read_tables(name, bare, reader).sheets.items()
    }
    told = {
        title: [
            row
            for row in rows
            if not is_numbered(row) or cell_of(row.cells, columns.get(title, ()))[1] is not None
        ]
        for title, rows in sheets.items()
    }
    return read_tables(name, told, reader)


def _is_workbook(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(4) == b"PK\x03\x04" and source.suffix.lower() != ".ods"


def _write(
    source: Path, target: Path, sheets: dict[str, list[Row]], filling: Filling, *, in_place: bool
) -> None:
    if in_place:
        patch = Patch(filling.cells, filling.behind, filling.added)
        part = target.with_name(f".{target.name}.part")
        try:
            patch_workbook(source, part, {filling.sheet: patch})
        except (PatchError, UnicodeDecodeError):
            part.unlink(missing_ok=True)
        else:
            part.chmod(0o600)
            os.replace(part, target)
            return
    write_book(target, [_page(name, rows, filling) for name, rows in sheets.items()])


def _page(name: str, rows: Sequence[Row], filling: Filling) -> Page:
    """Give a sheet's text with what is filled in; where its shape cannot be kept."""
    table: list[list[Cell]] = [[] for _ in range(rows[-1].number)]
    for row in rows:
        table[row.number - 1] = list(row.cells)
    if name == filling.sheet:
        for (number, column), cell in filling.cells.items():
            table[number - 1] += [None] * (column + 1 - len(table[number - 1]))
            table[number - 1][column] = cell
        table[filling.behind : filling.behind] = [list(row) for row in filling.added]
    return Page(name, (), [[_text(cell) for cell in row] for row in table])


def _text(cell: Cell) -> str:
    return cell.isoformat()[:10] if isinstance(cell, date) else clean(cell)
