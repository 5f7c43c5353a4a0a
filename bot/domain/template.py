"""A blank form of a superior's filled from the roll: which cells of which rows, and what nobody knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.field import Field
from bot.domain.ledger import Entry, Ledger, Value
from bot.domain.ledger.table import Sheet
from bot.domain.ledger.values import DAYS, clean
from bot.domain.ledger.writing import Writer
from bot.domain.roll.cells import Cell
from bot.domain.roll.headings import Line

_COUNTED = re.compile(r"序号|编号|号|№|No\.?", re.IGNORECASE)
_REMARK = re.compile(r"备注|说明|序号|编号|号|№|No\.?", re.IGNORECASE)
_BY_MONTH = re.compile(r"年月(?!日)")
_FEW = 2  # cells of a line that is still blank: its number, and a unit printed in it


@dataclass(frozen=True, slots=True)
class Filler:
    """Somebody whose row is filled."""

    member_id: int
    values: Mapping[str, Value]


@dataclass(slots=True)
class Filling:
    """What goes where on the sheet: cells by row and column, and rows behind a row, in its style."""

    sheet: str
    behind: int
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    added: list[list[Cell]] = field(default_factory=list)
    filled: list[int] = field(default_factory=list)  # member numbers
    missing: Counter[str] = field(default_factory=Counter)
    unknown: list[str] = field(default_factory=list)  # headings
    unmatched: list[str] = field(default_factory=list)  # names that stand in the form


def fill(ledger: Ledger, lines: Sequence[Line], blank: Sequence[int], people: Sequence[Filler]) -> Filling:
    """Fill the first sheet that has a heading.

    `lines` are its rows with anything on them, `blank` the numbers of those made up but empty. Where names
    stand in it already only those are filled, else everybody gets a row.
    """
    sheet = next(iter(ledger.sheets.values()))
    form = _Form(sheet, Writer(ledger), Filling(sheet.name, max(sheet.heading.numbers)))
    named = [one for one in ledger.entries if one.sheet == sheet.name and one.value(Field.NAME).shown]
    if named:
        form.fill_named(named, people)
    else:
        form.fill_blank(lines, blank, people)
    form.filling.unknown = [
        word for word in sheet.heading.columns if not (form.knows(word) or _REMARK.fullmatch(word))
    ]
    return form.filling


def is_numbered(line: Line) -> bool:
    """Whether a line is still blank but for its number, and perhaps a unit printed in it."""
    words = [cell for cell in line.cells if cell not in {None, ""}]
    return 0 < len(words) <= _FEW and clean(words[0]).strip(" .").isdigit()


@dataclass(slots=True)
class _Form:
    sheet: Sheet
    writer: Writer
    filling: Filling

    def knows(self, word: str) -> bool:
        """Whether the roll can fill a column."""
        return word in set(Field) - {Field.ROLE}

    def fill_named(self, named: Sequence[Entry], people: Sequence[Filler]) -> None:
        """Fill the rows in which a name stands; what stands there stays."""
        for entry in named:
            found = _whom(entry, people)
            if found is None:
                self.filling.unmatched.append(entry.value(Field.NAME).shown)
                continue
            self.filling.filled.append(found.member_id)
            for column, cell in self._cells(found):
                standing = entry.cells[column] if column < len(entry.cells) else None
                if standing in {None, ""}:
                    self.filling.cells[entry.number, column] = cell

    def fill_blank(self, lines: Sequence[Line], blank: Sequence[int], people: Sequence[Filler]) -> None:
        """Fill the numbered lines first, then those made up empty above a remark, then new ones."""
        numbered, end = self._numbered(lines)
        free = [number for number in blank if number > self.filling.behind and (end is None or number < end)]
        # The first made-up row is filled in place, and lends its style to those put behind it.
        slots = sorted({*numbered, *(free if end is not None or numbered else free[:1])})[: len(people)]
        for number, person in zip(slots, people, strict=False):
            self._fill_row(number, person, is_numbered=number in numbered)
        rest = people[len(slots) :]
        self.filling.behind = slots[-1] if slots else self.filling.behind
        for place, person in enumerate(rest, start=len(slots) + 1):
            self.filling.added.append(self._row(person, place))

    def _numbered(self, lines: Sequence[Line]) -> tuple[list[int], int | None]:
        """Give the lines that hold no more than their number, and where something else follows."""
        found: list[int] = []
        for line in lines:
            if line.number <= self.filling.behind:
                continue
            if not is_numbered(line):
                return found, line.number
            found.append(line.number)
        return found, None

    @property
    def _counting(self) -> int | None:
        words = self.sheet.heading.words
        return next((at for at, word in enumerate(words) if _COUNTED.fullmatch(word)), None)

    def _fill_row(self, number: int, person: Filler, *, is_numbered: bool) -> None:
        row = self._row(person, len(self.filling.filled) + 1)
        for column, cell in enumerate(row):
            if cell not in {None, ""} and not (is_numbered and column == self._counting):
                self.filling.cells[number, column] = cell

    def _row(self, person: Filler, place: int) -> list[Cell]:
        self.filling.filled.append(person.member_id)
        row: list[Cell] = [None] * len(self.sheet.heading.words)
        for column, cell in self._cells(person):
            row[column] = cell
        if self._counting is not None:
            row[self._counting] = place
        return row

    def _cells(self, person: Filler) -> Iterator[tuple[int, Cell]]:
        """Give what is known for each column; what is not is counted."""
        for word, columns in self.sheet.heading.columns.items():
            if not self.knows(word):
                continue
            value = person.values.get(word)
            if value is None or value.key is None:
                self.filling.missing[word] += 1
                continue
            if word in DAYS and _BY_MONTH.search(self.sheet.heading.words[columns[0]]):
                value = Value(value.key[:7], value.key[:7])
            yield columns[0], self.writer.write(word, value)


def _whom(entry: Entry, people: Sequence[Filler]) -> Filler | None:
    """Find who a name in the form is; of two of it the one whose other values stand there."""
    name = entry.value(Field.NAME).key
    found = [one for one in people if one.values[Field.NAME].key == name]
    for sure in (Field.ID_NUMBER, Field.PHONE, Field.BIRTHDAY, Field.BRANCH):
        if len(found) > 1 and (key := entry.value(sure).key):
            found = [one for one in found if (value := one.values.get(sure)) and value.key == key]
    return found[0] if len(found) == 1 else None
