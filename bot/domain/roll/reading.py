"""A whole table to the people on it: heading, rows, notes below, and who stands there twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.field import Field
from bot.domain.roll.cells import Cell, text_of
from bot.domain.roll.headings import Line, find_heading, is_heading
from bot.domain.roll.person import comparable, same_people
from bot.domain.roll.row import ReadMore, Refusal, RollRow, RowReader

_NOTE = re.compile(
    r"(备?注|说明|填表|制表|填报|审核|单位负责人|负责人|合计|总计|共计|小计|示?例|样例)([:：、.\s人日说明)）]|\d|$)"
)
_MOST_NUMBERS = 10
_SUSPICIOUS = 5  # birthdays, all on a 1st
# A form handed out with these already filled in is still an empty line.
_FILLED_BEFORE = {Field.BRANCH, Field.ROLE, Field.TIMEZONE, Field.WECHAT}


@dataclass(frozen=True, slots=True)
class Roll:
    """What a table says: people taken, rows not taken, columns not known, and what to tell the office."""

    rows: tuple[RollRow, ...]
    refused: tuple[Refusal, ...]
    unknown: tuple[str, ...]
    notes: tuple[str, ...]


def read_roll(
    lines: Sequence[Line],
    *,
    today: date,
    parse_phone: Callable[[str], str | None],
    read_more: ReadMore,
) -> Roll:
    """Read the rows of a spreadsheet as a roll.

    `parse_phone` gives a telephone number in the one form it is stored in, or None for no number; `read_more`
    reads the fields by which nobody is told apart, and the identity number.
    Raises RollError where there is no heading row with a name and a branch column.
    """
    heading = find_heading(lines)
    remarks: dict[str, list[int]] = defaultdict(list)
    read: list[RollRow | Refusal] = []
    for line in lines:
        if line.number <= heading.number or is_heading(line):
            continue
        values = {field: _first(line, columns) for field, columns in heading.columns.items()}
        if _is_note(line, values):
            remarks["像是说明，没有当作党员"].append(line.number)
        elif any(text_of(value) for field, value in values.items() if field not in _FILLED_BEFORE):
            reader = RowReader(line.number, values, today, parse_phone, read_more)
            read.append(reader.read())
            for remark in reader.remarks:
                remarks[remark].append(line.number)
    rows, twice = _without_repeats(entry for entry in read if isinstance(entry, RollRow))
    refused = sorted(
        [entry for entry in read if isinstance(entry, Refusal)] + twice, key=lambda each: each.number
    )
    notes = [f"{remark}：第{_numbers(numbers)}行" for remark, numbers in remarks.items()]
    return Roll(tuple(rows), tuple(refused), heading.unknown, (*notes, *_doubts(rows)))


def _first(line: Line, columns: Iterable[int]) -> Cell:
    """Give the first filled cell of a field's columns."""
    filled = (line.cells[column] for column in columns if column < len(line.cells))
    return next((cell for cell in filled if text_of(cell)), None)


def _is_note(line: Line, values: Mapping[Field, Cell]) -> bool:
    """Whether a row is a remark, a sum or an example: it opens like one, or is one long text by itself."""
    words = [text for text in map(text_of, line.cells) if text]
    if not words:
        return False
    opens = _NOTE.match(words[0]) or _NOTE.match(text_of(values.get(Field.NAME)))
    return bool(opens) or (len(set(words)) == 1 and (len(words) > 1 or len(words[0]) > 6))


def _without_repeats(rows: Iterable[RollRow]) -> tuple[list[RollRow], list[Refusal]]:
    rows, refused = _without_shared_numbers(list(rows))
    taken: dict[str, list[RollRow]] = defaultdict(list)
    for row in rows:
        same = same_people(row, taken[row.name])
        if same:
            refused.append(Refusal(row.number, _why_same(row, same[0]), row.name))
        else:
            taken[row.name].append(row)
    return sorted((row for group in taken.values() for row in group), key=lambda row: row.number), refused


def _without_shared_numbers(rows: list[RollRow]) -> tuple[list[RollRow], list[Refusal]]:
    """Refuse people of different names under one identity number: nobody can tell whose it is."""
    holders: dict[str, list[RollRow]] = defaultdict(list)
    for row in rows:
        if row.id_number:
            holders[row.id_number].append(row)
    refused = {
        row.number: Refusal(row.number, f"身份证号和第{other.number}行{other.name}的相同，请核对", row.name)
        for group in holders.values()
        for row in group
        for other in group
        if other.name != row.name
    }
    return [row for row in rows if row.number not in refused], list(refused.values())


def _why_same(row: RollRow, earlier: RollRow) -> str:
    if row.id_number and row.id_number == earlier.id_number:
        return f"{row.name}与第{earlier.number}行姓名和身份证号都相同，请删去一行"
    if not comparable(row, earlier):
        return f"{row.name}与第{earlier.number}行同名、同支部，分不清是不是一个人，请补上电话或出生日期"
    what = "电话" if row.phone == earlier.phone is not None else "出生日期"
    return f"{row.name}与第{earlier.number}行姓名和{what}都相同，请删去一行"


def _doubts(rows: Sequence[RollRow]) -> list[str]:
    # A date cell shown as 1988年11月 holds the 1st, and the reader cannot see how a cell is shown.
    days = [row.birthday.day for row in rows if row.birthday]
    if len(days) < _SUSPICIOUS or set(days) != {1}:
        return []
    return ["出生日期全是1日，像是只填到月：生日祝福会不准，请补到日再导入"]


def _numbers(numbers: Sequence[int]) -> str:
    shown = "、".join(str(number) for number in numbers[:_MOST_NUMBERS])
    return shown if len(numbers) <= _MOST_NUMBERS else f"{shown}等{len(numbers)}"
