"""A spreadsheet as a ledger: whose it is, its headings as they stand, and a row for each person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.field import Field
from bot.domain.ledger.columns import SURE, Heading, find_heading, is_heading
from bot.domain.ledger.values import DAYS, EMPTY, CellReader, Value, clean
from bot.domain.roll.cells import Cell
from bot.domain.roll.headings import Line

_NOTE = re.compile(
    r"(备?注|说明|填表|制表|填报|审核|单位负责人|负责人|合计|总计|共计|小计|累计|示?例|样例)([:：、.\s人日说明)）]|\d|$)"
)
_BY_MONTH = 0.8  # of a column's days; then it holds months, and a day elsewhere is no contradiction


class LedgerError(ValueError):
    """The tables are no ledger; the text says what is missing and what was seen, for the office."""


class Role(StrEnum):
    """Which of the office's ledgers it is."""

    OWN = "自有表"
    DEPARTMENT = "组工库"
    PAPER = "纸质"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that tells of a person: where it stands, its cells untouched, and what they say."""

    sheet: str
    number: int
    cells: tuple[Cell, ...]
    places: Mapping[str, int]  # of each field in `values`; one mapping for the whole ledger
    values: tuple[Value, ...]

    def value(self, field: str) -> Value:
        """Give what the row says for a field; EMPTY where it has no such column."""
        at = self.places.get(field)
        return EMPTY if at is None else self.values[at]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that holds people."""

    name: str
    heading: Heading
    last: int  # number of the last row that tells of a person; new ones go behind it


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as read."""

    name: str
    role: Role
    sheets: Mapping[str, Sheet]
    fields: tuple[str, ...]
    entries: tuple[Entry, ...]
    by_month: frozenset[str]  # fields whose column holds year and month only
    notes: tuple[str, ...] = ()

    def holds(self, field: str) -> bool:
        """Whether the ledger has a column for a field."""
        return field in self.fields


def read_tables(
    name: str, tables: Mapping[str, Sequence[Line]], reader: CellReader, role: Role | None = None
) -> Ledger:
    """Read the sheets of a workbook, by name; those without a heading are left out and noted.

    Raises LedgerError where no sheet has a heading with a name or identity number and one thing more.
    """
    headings = {sheet: find_heading(lines) for sheet, lines in tables.items()}
    found = {sheet: heading for sheet, heading in headings.items() if heading}
    if not found:
        raise LedgerError(_no_heading(name, tables))
    fields = tuple(dict.fromkeys(field for heading in found.values() for field in heading.columns))
    places = {field: at for at, field in enumerate(fields)}
    notes = [
        f"工作表“{sheet}”没有姓名一类的表头，没有读" for sheet, heading in headings.items() if not heading
    ]
    entries: list[Entry] = []
    sheets = {}
    for sheet, heading in found.items():
        read = [
            Entry(sheet, line.number, line.cells, places, _values(line, heading, fields, reader))
            for line in tables[sheet]
            if line.number > max(heading.numbers) and _tells_of_somebody(line, heading)
        ]
        entries += read
        sheets[sheet] = Sheet(sheet, heading, read[-1].number if read else max(heading.numbers))
    by_month = frozenset(field for field in DAYS & set(fields) if _is_by_month(entries, field))
    return Ledger(name, role or role_of(name), sheets, fields, tuple(entries), by_month, tuple(notes))


def role_of(name: str) -> Role:
    """Guess from its name which ledger it is."""
    if re.search(r"组工|组织部|党统|全国党员", name):
        return Role.DEPARTMENT
    if re.search(r"纸质|台账|手工|档案", name):
        return Role.PAPER
    return Role.OWN if re.search(r"自有|自己|自建|电子|花名册|名册", name) else Role.OTHER


def _no_heading(name: str, tables: Mapping[str, Sequence[Line]]) -> str:
    first = next((lines[0].cells for lines in tables.values() if lines), ())
    seen = "、".join(text for text in dict.fromkeys(clean(cell)[:20] for cell in first) if text)
    return (
        f"{name}：没有找到表头。要有“姓名”或“身份证号”一列，再加一列别的（如“所在支部”）。"
        f"最上面一行是：{seen or '（空）'}。请把表头补上，再试一次。"
    )


def _values(line: Line, heading: Heading, fields: Sequence[str], reader: CellReader) -> tuple[Value, ...]:
    return tuple(
        reader.read(field, cell_of(line.cells, heading.columns.get(field, ()))[1]) for field in fields
    )


def cell_of(cells: Sequence[Cell], columns: Sequence[int]) -> tuple[int | None, Cell]:
    """Give the column and the cell that count for a field: the first filled one, else the first."""
    if len(columns) == 1:
        return columns[0], cells[columns[0]] if columns[0] < len(cells) else None
    for column in columns:
        if column < len(cells) and cells[column] is not None and clean(cells[column]):
            return column, cells[column]
    return (columns[0] if columns else None), None


# A form handed out with these already filled in is still an empty line.
_FILLED_BEFORE = frozenset({Field.BRANCH, Field.ROLE, Field.ETHNICITY, Field.STANDING, "序号", "编号"})


def _tells_of_somebody(line: Line, heading: Heading) -> bool:
    filled = [cell for cell in line.cells if cell is not None and cell != ""]
    if not filled or is_heading(line, heading):
        return False
    first = clean(filled[0])
    if len(set(filled)) == 1 and (len(filled) > 1 or len(first) > 6):
        return False  # one long text, or one merged over the row
    sure = [clean(cell_of(line.cells, heading.columns.get(field, ()))[1]) for field in SURE]
    if _NOTE.match(first) or _NOTE.match(sure[0]):
        return False
    if any(sure):
        return True
    said = [field for field, at in heading.columns.items() if clean(cell_of(line.cells, at)[1])]
    return len([one for one in said if one not in _FILLED_BEFORE]) > 1


def _is_by_month(entries: Sequence[Entry], field: str) -> bool:
    lengths = Counter(len(key) for entry in entries if (key := entry.value(field).key))
    return bool(lengths) and lengths[7] > _BY_MONTH * lengths.total()
