"""One cell of a ledger to a value that compares: the same however it was typed, or what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.field import Field
from bot.domain.ledger.identity import LOST, is_lost, read_identity
from bot.domain.record import SCHOOLINGS
from bot.domain.roll.cells import Cell, CellError, read_day, text_of
from bot.domain.roll.person import branch_key

DAYS = frozenset({Field.BIRTHDAY, Field.JOINED_ON, Field.REGULAR_ON})
NOTHING = frozenset(
    {"", "无", "/", "\\", "-", "--", "—", "——", "不详", "未知", "暂无", "N/A", "n/a", "#N/A", "空"}
)
LONGEST = 300  # characters of a cell that are looked at

_SEXES = {"男": "男", "男性": "男", "M": "男", "1": "男", "女": "女", "女性": "女", "F": "女", "2": "女"}
_STANDINGS = {
    "正式": "正式党员",
    "预备": "预备党员",
    "中共党员": "正式党员",
    "中共正式党员": "正式党员",
    "中共预备党员": "预备党员",
}
_SCHOOLING = {word: name for name, words in SCHOOLINGS.items() for word in (name, *words)}
_BETWEEN = re.compile(r"(?<=[^\x00-\xff])\s+(?=[^\x00-\xff])")
_DOT = re.compile(r"\s*[•‧・･∙●.．。⋅·▪]\s*(?=\S)")
_PLAIN = re.compile(r"[\s,，.。、;；:：()（）\[\]【】\-—_/'\"“”]+")
_ADMINISTRATIVE = re.compile(r"(?<=[\u3400-\u9fff]{2})(?:特别行政区|自治[区州县]|[省市区县])")
_DAY = re.compile(r"((?:19|20)\d\d)[-./年](\d{1,2})[-./月](\d{1,2})日?")
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_PHONES = re.compile(r"[/、,，;；\s]+|或")
_COMMITTEE = re.compile(r"^(?:中国共产党|中共)|(?:委员会)$")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says; without a key it says nothing, or nothing that can be used (`problem`)."""

    shown: str
    key: str | None
    problem: str = ""
    remark: str = ""  # it was taken, but is written oddly


EMPTY = Value("", None)


@dataclass(slots=True)
class CellReader:
    """Reads cells; what was read once is remembered, as most cells of a ledger stand in it many times."""

    today: date
    parse_phone: Callable[[str], str | None]  # one form for each number, None for no telephone number
    _read: dict[tuple[str, object, type], Value] = field(default_factory=dict)

    def read(self, name: str, cell: Cell) -> Value:
        """Read the cell of a column that holds the field called `name`, or has that heading."""
        if cell is None:
            return EMPTY
        known = (name, cell, type(cell))
        found = self._read.get(known)
        if found is None:
            found = self._read[known] = self._value(name, cell)
        return found

    def _value(self, name: str, cell: Cell) -> Value:
        text = clean(cell)
        if text in NOTHING:
            return EMPTY
        if name in DAYS:
            return self._day(name, cell, text)
        if name == Field.PHONE:
            return self._phone(text)
        if name == Field.ID_NUMBER:
            return _identity(cell, text)
        return _READ.get(name, _plain)(text)

    def _day(self, name: str, cell: Cell, text: str) -> Value:
        if isinstance(cell, str) and (day := _plain_day(text)) and day <= self.today:
            return Value(text, day.isoformat())  # most days; every other form takes three times as long
        try:
            found = read_day(cell, name, self.today)
        except CellError as error:
            return Value(text, None, str(error))
        if found is None:
            return EMPTY
        day, whole = found
        key = day.isoformat() if whole else day.isoformat()[:7]
        serial = isinstance(cell, int | float) and len(text) == 5
        return Value(key if serial else text, key, remark="日期成了数字" if serial else "")

    def _phone(self, text: str) -> Value:
        if _SCIENTIFIC.fullmatch(text):
            return Value(text, None, "电话被表格改成了科学记数，请把这一列设为文本，照原件再填一遍")
        whole = self._one_phone(text)
        parts = [whole] if whole else [self._one_phone(part) for part in _PHONES.split(text) if part]
        numbers = dict.fromkeys(number for number in parts if number)
        if not numbers:
            return Value(text, None, "电话不对：手机写11位，固定电话带区号，国外写成 +1…")
        return Value(text, "/".join(numbers))

    def _one_phone(self, text: str) -> str | None:
        if match := _MOBILE.fullmatch(re.sub(r"[\s()-]", "", text)):
            return match[1]
        return self.parse_phone(text)


def clean(cell: Cell) -> str:
    """Give a cell as one line, half-width, without characters that cannot be seen."""
    if isinstance(cell, str) and cell.isprintable() and unicodedata.is_normalized("NFKC", cell):
        return " ".join(cell.split())[:LONGEST]
    return text_of(cell, LONGEST)


def _plain_day(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def phones(value: Value) -> tuple[str, ...]:
    """Give the telephone numbers a value holds."""
    return tuple(value.key.split("/")) if value.key else ()


def same(name: str, one: str, other: str) -> bool:
    """Whether two keys of a field say the same; neither has to be the more complete one."""
    if one == other:
        return True
    if name == Field.PHONE:
        return not set(one.split("/")).isdisjoint(other.split("/"))
    if name == Field.BRANCH:  # the committee's name may stand before
        return one.endswith(other) or other.endswith(one)
    return False


def fuller(name: str, one: str, other: str) -> bool:
    """Whether the first key says all that the second says, and more: the day beside the month."""
    if len(one) <= len(other):
        return False
    if name in DAYS:
        return one.startswith(other)
    return name in {Field.RESIDENCE, Field.ADDRESS, Field.EMPLOYER} and len(other) > 2 and other in one


def _name(text: str) -> Value:
    shown = _BETWEEN.sub("", text)  # 张 三 is how paper lists set names of two characters
    key = _DOT.sub("·", shown)
    if not any(letter.isalpha() for letter in key):
        return Value(text, None, "不像姓名")
    remark = "姓名里的点不一样" if key != shown else ""
    return Value(shown, key.casefold() if key.isascii() else key, remark=remark)


def _identity(cell: Cell, text: str) -> Value:
    if is_lost(cell, text):
        return Value(text, None, LOST)
    number, said = read_identity(text)
    return Value(text, number, remark=said) if number else Value(text, None, said)


def _sex(text: str) -> Value:
    found = _SEXES.get(text.upper())
    return Value(text, found) if found else Value(text, None, "性别请写 男 或 女")


def _branch(text: str) -> Value:
    bare = _COMMITTEE.sub("", re.sub(r"[\s()（）]", "", text)).removesuffix("委员会")
    if number := re.fullmatch(r"第?([一二三四五六七八九十]{1,3}|\d{1,2})(?:党?支部)?", bare):
        bare = f"{number[1]}支部"
    return Value(text, branch_key(bare) or text)


def _ethnicity(text: str) -> Value:
    return Value(text, text.removesuffix("族") or text)


def _schooling(text: str) -> Value:
    return Value(text, _SCHOOLING.get(text, text))


def _standing(text: str) -> Value:
    return Value(text, _STANDINGS.get(text, text))


def _place(text: str) -> Value:
    bare = _PLAIN.sub("", text)
    return Value(text, _ADMINISTRATIVE.sub("", bare) or bare or text)


def _plain(text: str) -> Value:
    return Value(text, _PLAIN.sub("", text).casefold() or text)


_READ: Mapping[str, Callable[[str], Value]] = {
    Field.NAME: _name,
    Field.SEX: _sex,
    Field.BRANCH: _branch,
    Field.ETHNICITY: _ethnicity,
    Field.SCHOOLING: _schooling,
    Field.STANDING: _standing,
    Field.RESIDENCE: _place,
    Field.ADDRESS: _place,
    "籍贯": _place,
}
