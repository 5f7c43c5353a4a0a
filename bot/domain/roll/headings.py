"""Which row of a spreadsheet is the heading, and which column holds what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.domain.roll.cells import Cell, text_of


class RollError(ValueError):
    """The table is no roll; the text says what is missing and what was seen, for the office."""


class Line(Protocol):
    """A row of a spreadsheet, with the number the user sees beside it."""

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def cells(self) -> tuple[Cell, ...]: ...  # noqa: D102


class Field(StrEnum):
    """What a column may hold, under the heading we write ourselves."""

    NAME = "姓名"
    SEX = "性别"
    BIRTHDAY = "出生日期"
    JOINED_ON = "入党时间"
    PHONE = "联系电话"
    BRANCH = "所在支部"
    ROLE = "职务"
    RESIDENCE = "现居住地"
    TIMEZONE = "时区"
    WECHAT = "微信"


# As offices write them, the surest first: where two columns hold the same, the first that is filled counts.
_WORDS: Mapping[Field, tuple[str, ...]] = {
    Field.NAME: ("姓名", "党员姓名", "名字"),
    Field.SEX: ("性别",),
    Field.BIRTHDAY: ("出生日期", "出生年月日", "生日", "出生年月"),
    Field.JOINED_ON: ("入党时间", "入党日期", "加入党组织日期", "加入党组织时间", "入党年月日", "入党年月"),
    Field.PHONE: ("手机号码", "手机号", "手机", "联系电话", "电话", "电话号码", "联系方式"),
    Field.BRANCH: (
        "所在支部",
        "所在党支部",
        "所属支部",
        "所属党支部",
        "支部名称",
        "党支部名称",
        "党支部",
        "支部",
    ),
    Field.ROLE: ("党内职务", "职务", "身份"),
    Field.RESIDENCE: ("现居住地", "现住地", "居住地", "流入地", "所在地"),
    Field.TIMEZONE: ("时区",),
    Field.WECHAT: ("是否用微信", "是否使用微信", "有无微信", "使用微信", "微信"),
}
_FIELDS = {word: field for field, words in _WORDS.items() for word in words}
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
    return {_FIELDS[word] for word in map(heading_word, line.cells) if word in _FIELDS}


def heading_word(cell: Cell) -> str:
    """Give a heading without spaces, line breaks, stars and brackets: 联系电话＊（必填） → 联系电话."""
    text = re.sub(r"[(（\[【].*?[)）\]】]", "", text_of(cell))
    return re.sub(r"[\s*:_]", "", text)


def _columns(line: Line) -> dict[Field, tuple[int, ...]]:
    words = [heading_word(cell) for cell in line.cells]
    return {
        field: tuple(index for word in known for index, seen in enumerate(words) if seen == word)
        for field, known in _WORDS.items()
        if set(known) & set(words)
    }


def _unknown(line: Line) -> tuple[str, ...]:
    words = dict.fromkeys(heading_word(cell) for cell in line.cells)
    return tuple(word for word in words if word and word not in _FIELDS)


def _listed(cells: Iterable[Cell]) -> str:
    return "、".join(text for text in dict.fromkeys(text_of(cell, limit=30) for cell in cells) if text)
