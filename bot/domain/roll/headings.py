"""Which row of a spreadsheet is the heading, and which column holds what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from bot.domain.field import BY_WORD, WORDS, Field
from bot.domain.roll.cells import Cell, text_of


class RollError(ValueError):
    """The table is no roll; the text says what is missing and what was seen, for the office."""


class Line(Protocol):
    """A row of a spreadsheet, with the number the user sees beside it."""

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def cells(self) -> tuple[Cell, ...]: ...  # noqa: D102


_LOOK_AT = 50  # rows; a heading further down is no heading


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading row: its number, the columns of each field (surest first), and the columns not known."""

    number: int
    columns: Mapping[Field, tuple[int, ...]]
    unknown: tuple[str, ...]


def find_heading(lines: Sequence[Line]) -> Heading:
    """Find the row that names the most columns we know; the lower one of a heading of two rows.

    Raises RollError where the columns for name and branch are not both there.
    """
    best = max(lines[:_LOOK_AT], key=lambda line: len(_known(line)), default=None)
    for line in lines[:_LOOK_AT]:
        if best and line.number == best.number + 1 and len(_known(line)) == len(_known(best)):
            best = line
    if best is None or not _known(best):
        seen = lines[0].cells if lines else ()
        raise RollError(f"没有找到表头（要有“姓名”和“所在支部”两列）。最上面一行是：{_listed(seen)}")
    missing = [field.value for field in (Field.NAME, Field.BRANCH) if field not in _known(best)]
    if missing:
        lacking = "”和“".join(missing)
        raise RollError(f"缺少“{lacking}”列。第{best.number}行的表头是：{_listed(best.cells)}")
    return Heading(best.number, _columns(best), _unknown(best))


def is_heading(line: Line) -> bool:
    """Whether a row repeats the heading, as at the top of each printed page."""
    return {Field.NAME, Field.BRANCH} <= _known(line)


def _known(line: Line) -> set[Field]:
    return {BY_WORD[word] for word in map(heading_word, line.cells) if word in BY_WORD}


def heading_word(cell: Cell) -> str:
    """Give a heading without spaces, line breaks, stars and brackets: 联系电话＊（必填） → 联系电话."""
    return _word(text_of(cell))


@lru_cache(maxsize=4096)  # each row is looked at, whether it repeats the heading
def _word(text: str) -> str:
    return re.sub(r"[\s*:_]", "", re.sub(r"[(（\[【].*?[)）\]】]", "", text))


def _columns(line: Line) -> dict[Field, tuple[int, ...]]:
    words = [heading_word(cell) for cell in line.cells]
    return {
        field: tuple(index for word in known for index, seen in enumerate(words) if seen == word)
        for field, known in WORDS.items()
        if set(known) & set(words)
    }


def _unknown(line: Line) -> tuple[str, ...]:
    words = dict.fromkeys(heading_word(cell) for cell in line.cells)
    return tuple(word for word in words if word and word not in BY_WORD)


def _listed(cells: Iterable[Cell]) -> str:
    return "、".join(text for text in dict.fromkeys(text_of(cell, limit=30) for cell in cells) if text)
