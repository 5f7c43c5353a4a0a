"""Which rows of a sheet are its heading, and which field each column holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.field import BY_WORD, Field
from bot.domain.roll.cells import Cell
from bot.domain.roll.headings import Line, heading_word

# Beside the headings a roll may have; what is no field of a record is compared under its first word here.
_MORE: Mapping[str, tuple[str, ...]] = {
    Field.NAME: ("党员名称", "人员姓名"),
    Field.ID_NUMBER: ("身份证件号码", "身份号码", "公民身份证号码", "公民身份证号", "居民身份证号码"),
    Field.BIRTHDAY: ("出生时间", "出生日"),
    Field.PHONE: ("移动电话", "联系手机", "本人电话", "本人手机", "手机电话", "联系电话号码"),
    Field.JOINED_ON: (
        "加入中共组织日期", "加入中共时间", "加入党组织的时间", "加入中国共产党时间", "何时入党",
    ),
    Field.REGULAR_ON: ("转正日", "转为正式党员的时间", "何时转正"),
    Field.BRANCH: (
        "党组织名称", "所在党组织", "所在党组织名称", "组织关系所在支部", "所属党组织", "所在支部名称",
    ),
    Field.SCHOOLING: ("学历层次", "全日制学历", "教育程度"),
    Field.EMPLOYER: ("工作单位和职务", "单位及职务", "现工作单位及职务", "就业单位"),
    Field.WORK_KIND: ("岗位", "职业类别"),
    Field.RESIDENCE: ("现居地", "现居住地址", "现住址", "目前居住地", "流动去向", "外出流向"),
    Field.ADDRESS: ("家庭详细住址", "户籍地址", "户籍所在地", "家庭所在地"),
    "籍贯": ("籍贯", "出生地", "祖籍"),
    "更新日期": ("更新日期", "更新时间", "修改日期", "修改时间", "变更日期", "最后更新时间", "登记日期"),
}  # fmt: skip
UPDATED = "更新日期"
_FIELDS: Mapping[str, str] = {
    **BY_WORD,
    **{heading_word(word): field for field, words in _MORE.items() for word in words},
}
# Of no use beside another ledger: they count, are computed, or are about the paper itself.
_OWN_ONLY = re.compile(r"序号|编号|号|№|no\.?|备注|说明|年龄|党龄|填表.*|制表.*|党员编号|id", re.IGNORECASE)
_OTHERS = re.compile(r"家庭成员|家属|紧急联系|联系人|配偶|父亲|母亲|介绍人|子女|联络员")
_LOOK_AT = 50  # rows; a heading further down is none
_LONGEST_HEADING = 24
SURE = (Field.NAME, Field.ID_NUMBER)


@dataclass(frozen=True, slots=True)
class Heading:
    """A sheet's heading rows, what stands over each column, and the columns of each field, surest first."""

    numbers: tuple[int, ...]
    words: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    raw: frozenset[Cell]  # the words as they stand in the cells


def find_heading(lines: Sequence[Line]) -> Heading | None:
    """Find the heading; None where no row names a person's name (or identity number) and one thing more."""
    head = lines[:_LOOK_AT]
    best = max(range(len(head)), key=lambda at: (len(_known(head[at])), -at), default=None)
    if best is None:
        return None
    rows = [at for at in (best - 1, best, best + 1) if at == best or _belongs(head, best, at)]
    words = _words([head[at] for at in rows])
    columns: dict[str, list[int]] = {}
    for column, word in enumerate(words):
        if word:
            columns.setdefault(_FIELDS.get(word, word), []).append(column)
    if not any(field in columns for field in SURE) or len(columns) < 2:
        return None
    ranked = {
        field: tuple(sorted(found, key=lambda at: _rank(field, words[at])))
        for field, found in columns.items()
    }
    raw = frozenset(cell for at in rows for cell in head[at].cells if cell)
    return Heading(tuple(head[at].number for at in rows), words, ranked, raw)


def is_comparable(field: str) -> bool:
    """Whether a column is worth comparing with its like in another ledger."""
    return field in BY_WORD.values() or (field != UPDATED and not _OWN_ONLY.fullmatch(field))


def is_heading(line: Line, heading: Heading) -> bool:
    """Whether a row repeats the heading, as on top of each printed page."""
    if sum(cell in heading.raw for cell in line.cells if cell is not None) < 2:
        return False  # nearly every row, and a heading is read slowly
    words = [heading_word(cell) for cell in line.cells]
    filled = [(word, at) for at, word in enumerate(words) if word]
    same = sum(at < len(heading.words) and heading.words[at].endswith(word) for word, at in filled)
    return same >= 2 and same * 2 >= len(filled)


def _known(line: Line) -> set[str]:
    return {_FIELDS[word] for word in map(heading_word, line.cells) if word in _FIELDS}


def _belongs(head: Sequence[Line], best: int, at: int) -> bool:
    """Whether the row beside the best one is a second heading row: it names columns, and no person."""
    if not 0 <= at < len(head) or abs(head[at].number - head[best].number) != 1:
        return False
    words = [word for word in map(heading_word, head[at].cells) if word]
    if len(set(words)) < 2 and at < best:
        return False  # a title
    if any(len(word) > _LONGEST_HEADING or re.search(r"\d{4}", word) for word in words):
        return False
    mine, beside = list(map(heading_word, head[best].cells)), list(map(heading_word, head[at].cells))
    for column, word in enumerate(mine):
        if _FIELDS.get(word) in SURE and column < len(beside) and beside[column]:
            return beside[column] == word or beside[column] in _FIELDS or at < best
    return bool(_known(head[at])) or at < best or len(words) < sum(map(bool, mine))


def _words(rows: Sequence[Line]) -> tuple[str, ...]:
    """Give the word over each column, the lowest; a known one above it that is not a group's counts more."""
    width = max(len(row.cells) for row in rows)
    uses = Counter(word for row in rows for word in map(heading_word, row.cells))
    words = []
    for column in range(width):
        column_words = [heading_word(_at(row, column)) for row in rows]
        filled = [word for word in column_words if word]
        single = (
            each for each in reversed(filled) if each in _FIELDS and (each == filled[-1] or uses[each] == 1)
        )
        word = next(single, filled[-1] if filled else "")
        groups = [*filled, *([_left_of(rows[0], column)] if len(rows) > 1 and not column_words[0] else [])]
        other = next((group for group in groups if _OTHERS.search(group) and group != word), "")
        words.append(f"{other}{word}" if other and word else word)
    return tuple(words)


def _left_of(row: Line, column: int) -> str:
    """Give the group heading a column without its own stands under: a merged one that was read once."""
    return next((word for at in range(column, -1, -1) if (word := heading_word(_at(row, at)))), "")


def _at(row: Line, column: int) -> Cell:
    return row.cells[column] if column < len(row.cells) else None


def _rank(field: str, word: str) -> int:
    words = (*getattr(field, "words", ()), *_MORE.get(field, ()))
    return words.index(word) if word in words else len(words)
