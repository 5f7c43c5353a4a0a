"""What decisions change in one ledger: cells, and rows for persons it lacks. Its shape stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.field import Field
from bot.domain.ledger.comparing import Difference, Person
from bot.domain.ledger.decision import Decisions
from bot.domain.ledger.proposing import Source, kinds, told_by_number, written
from bot.domain.ledger.reconciliation import Reconciliation
from bot.domain.ledger.table import Ledger, Sheet, cell_of
from bot.domain.ledger.values import DAYS, Value, same
from bot.domain.ledger.writing import Writer
from bot.domain.roll.cells import Cell

_COUNTED = ("序号", "编号", "No.", "号")


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that gets another value; row as the user sees it, column from 0."""

    sheet: str
    number: int
    column: int
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row behind the last person of a sheet, in the order of its columns."""

    sheet: str
    behind: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """All that changes in one ledger, and what could not be written, in words for the office."""

    changes: tuple[CellChange, ...]
    rows: tuple[NewRow, ...]
    notes: tuple[str, ...]


def correct(ledger: Ledger, reconciliation: Reconciliation, decisions: Decisions) -> Correction:
    """Say what the decisions change in a ledger; the same every time, and nothing is written."""
    place = reconciliation.ledgers.index(ledger)
    writer = Writer(ledger)
    changes = [
        change
        for difference in reconciliation.differences
        if (value := decisions.values.get(difference.key))
        for change in _changes(difference, place, value, writer)
    ]
    rows: list[NewRow] = []
    notes: list[str] = []
    own = _Own(ledger, place, reconciliation, decisions, writer)
    for person in reconciliation.partial:
        if person.key in decisions.added and place not in person.ledgers:
            row, unsettled = own.row_for(person, len(rows))
            rows.append(row)
            if unsettled:
                notes.append(f"{person.name}：{'、'.join(unsettled)}各处不一样又没有决定，补的这一行里先空着")
    return Correction(tuple(changes), tuple(rows), tuple(notes))


def _changes(difference: Difference, place: int, value: Value, writer: Writer) -> Iterator[CellChange]:
    for source in difference.sources:
        if source.ledger != place or _says(difference.field, source, value, writer.ledger):
            continue
        entry = source.entry
        columns = writer.ledger.sheets[entry.sheet].heading.columns.get(difference.field, ())
        column, before = cell_of(entry.cells, columns)
        if column is not None:
            after = writer.write(difference.field, value)
            if after != before:
                yield CellChange(entry.sheet, entry.number, column, before, after)


def _says(field: str, source: Source, value: Value, ledger: Ledger) -> bool:
    """Whether a cell says what was decided already, in its own form."""
    key, agreed = source.value.key, value.key or ""
    if key is None:
        return False
    if field in DAYS:
        return key == agreed or (field in ledger.by_month and agreed.startswith(key))
    return key == agreed or (field != Field.PHONE and same(field, key, agreed))


@dataclass(frozen=True, slots=True)
class _Own:
    ledger: Ledger
    place: int
    reconciliation: Reconciliation
    decisions: Decisions
    writer: Writer

    def row_for(self, person: Person, nth: int) -> tuple[NewRow, list[str]]:
        """Give the row of a person the ledger lacks, and the fields nobody has settled."""
        sheet = self._sheet_for(person)
        cells: list[Cell] = [None] * len(sheet.heading.words)
        unsettled = []
        for field, columns in sheet.heading.columns.items():
            value = self._agreed(person, field)
            if value is None:
                unsettled.append(field)
            elif value.key:
                cells[columns[0]] = self.writer.write(field, value)
        self._count(sheet, cells, nth)
        return NewRow(sheet.name, sheet.last, tuple(cells)), unsettled

    def _agreed(self, person: Person, field: str) -> Value | None:
        key = f"{person.key}:{field}"
        if value := self.decisions.values.get(key):
            return value
        sources = [Source(row.ledger, row.entry, row.entry.value(field)) for row in person.rows]
        found = kinds(field, sources)
        told = told_by_number(field, person.number)
        if told and all(told.startswith(kind[0].value.key or "") for kind in found):
            return Value(told, told)
        if len(found) > 1:
            return None
        return Value(written(found[0]), found[0][0].value.key) if found else Value("", None)

    def _sheet_for(self, person: Person) -> Sheet:
        """Choose the sheet with most people of the person's branch; else the longest."""
        branch = {row.entry.value(Field.BRANCH).key for row in person.rows}
        count = _people_by_sheet(self.ledger, branch)
        return max(self.ledger.sheets.values(), key=lambda sheet: (count[sheet.name], sheet.last))

    def _count(self, sheet: Sheet, cells: list[Cell], nth: int) -> None:
        column = next((at for at, word in enumerate(sheet.heading.words) if word in _COUNTED), None)
        if column is None:
            return
        last = next((entry.cells for entry in reversed(self.ledger.entries) if entry.sheet == sheet.name), ())
        number = last[column] if column < len(last) else None
        if isinstance(number, int | float):
            cells[column] = int(number) + nth + 1
        elif isinstance(number, str) and number.isdigit():
            cells[column] = str(int(number) + nth + 1)


def _people_by_sheet(ledger: Ledger, branches: set[str | None]) -> Mapping[str, int]:
    return Counter(entry.sheet for entry in ledger.entries if entry.value(Field.BRANCH).key in branches)
