"""One cell of a roll to one fact: days, names, telephones, roles, as offices write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.member import Role
from bot.domain.roll.person import branch_key

Cell: TypeAlias = str | int | float | date | datetime | bool | None


class CellError(ValueError):
    """A cell that cannot be taken; the text is the reason, for the office."""


_NOTHING = {"", "无", "/", "-", "--", "—", "——", "不详", "未知", "暂无", "N/A"}
_SAYS_YES = {"是", "有", "√", "✓", "Y", "YES", "1", "TRUE", "对"}
_SAYS_NO = {"否", "无", "没有", "×", "X", "N", "NO", "0", "FALSE", "不用"}
_SEXES = {"男": "男", "男性": "男", "M": "男", "女": "女", "女性": "女", "F": "女"}
_SECRETARY = {"书记", "支书", "支部书记", "党支部书记"}
_CLERK = {"党办", "工作人员", "干事", "党办工作人员", "党办干事", "党务工作者"}
_NO_POST = {"党员", "普通党员", "正式党员", "预备党员", "成员", "群众", *_NOTHING}
_ZONES = {
    "北京时间": "Asia/Shanghai",
    "东八区": "Asia/Shanghai",
    "中国": "Asia/Shanghai",
    "美东时间": "America/New_York",
    "美西时间": "America/Los_Angeles",
}

_SEPARATOR = r"[-./年。、·\\–—]"
_DAY = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}})(?:{_SEPARATOR}|月)(\d{{1,2}})[日号]?")
_MONTH = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}})月?")
_COMPACT_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_COMPACT_MONTH = re.compile(r"((?:19|20)\d\d)(\d\d)")
_SERIAL = re.compile(r"(\d{4,5})(?:\.\d+)?")
_CLOCK = re.compile(r"[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
# Excel counts days from 1900-01-01 = 1 and believes in a 29 February 1900: from March on, this is day 0.
_SERIAL_START = date(1899, 12, 30)

_HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
# What a room would read as a call to everybody, a spreadsheet as a formula, a folder as a path.
_NO_NAME = re.compile(r"[@=<>/\\]|^(?:所有人|全体成员)$")
_BETWEEN_HAN = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")
_DOT = re.compile(rf"(?<={_HAN})\s*[•‧・･∙●.．。⋅]\s*(?={_HAN})")


def text_of(cell: Cell, limit: int = 100) -> str:
    """Give a cell as one clean line: half-width, no control, bidirectional or zero-width characters."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return _clean(str(cell))[:limit].rstrip()


@lru_cache(maxsize=4096)  # a table says the same thing many times, and is asked for it again and again
def _clean(text: str) -> str:
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text))
    if not text.isprintable():
        text = "".join(letter for letter in text if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"})
    return text.strip()


def read_name(cell: Cell) -> str | None:
    """Read a person's name: no spaces between Chinese characters, the dot of 买买提·艾山 in one form."""
    name = _DOT.sub("·", _BETWEEN_HAN.sub("", text_of(cell, limit=64)))
    if not name:
        return None
    if (
        isinstance(cell, int | float | date)
        or not any(letter.isalpha() for letter in name)
        or _NO_NAME.search(name)
    ):
        raise CellError(f"姓名“{_shown(cell)}”不像姓名")
    return name


def read_day(cell: Cell, label: str, today: date) -> tuple[date, bool] | None:
    """Read a day; the flag is whether the day itself was written (False: year and month, the 1st is given).

    Takes date cells, serial numbers of the 1900 system, and text in every usual form.
    Raises CellError for a day before 1900 or after `today`, or one that cannot be understood.
    """
    if text_of(cell) in _NOTHING:
        return None
    found = _day(cell, label)
    if found[0] > today:
        raise CellError(f"{label}“{_shown(cell)}”还没有到，请核对")
    if found[0].year < 1900:
        raise CellError(f"{label}“{_shown(cell)}”早于 1900 年，请核对")
    return found


def has_day(cell: Cell) -> bool:
    """Whether a readable cell names the day itself, not only year and month."""
    return _day(cell, "")[1]


def read_month(cell: Cell, label: str) -> date | None:
    """Read a month as its first day; it may lie ahead. Raises CellError as `read_day` does."""
    return None if text_of(cell) in _NOTHING else _day(cell, label)[0].replace(day=1)


def _day(cell: Cell, label: str) -> tuple[date, bool]:
    if isinstance(cell, datetime):
        return cell.date(), True
    if isinstance(cell, date):
        return cell, True
    text = _CLOCK.sub("", text_of(cell)).replace(" ", "")
    try:
        if match := _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text):
            return date(*(int(part) for part in match.groups())), True
        if match := _MONTH.fullmatch(text) or _COMPACT_MONTH.fullmatch(text):
            return _month(match[1], match[2], text, label), False
        if (match := _SERIAL.fullmatch(text)) and int(match[1]) > 2100:  # 1988 alone is a year
            return _SERIAL_START + timedelta(days=int(match[1])), True
    except ValueError as error:
        if isinstance(error, CellError):
            raise
    raise CellError(f"{label}“{_shown(cell)}”看不懂，请写成 1988-11-25")


def _month(year: str, month: str, text: str, label: str) -> date:
    # Excel shows 2010.10 typed into a number cell as 2010.1: nobody can tell October from January.
    if text == f"{year}.1":
        raise CellError(f"{label}“{text}”可能是1月也可能是10月，请写成 {year}-01-01 或 {year}-10-01")
    return date(int(year), int(month), 1)


def read_sex(cell: Cell) -> str | None:
    """Read 男 or 女."""
    return _one_of(cell, "性别", _SEXES, "男 或 女")


def read_wechat(cell: Cell) -> bool | None:
    """Read whether somebody uses WeChat; a WeChat id or telephone in the column means yes."""
    text = text_of(cell).upper()
    if not text:
        return None
    if text in _SAYS_YES or re.fullmatch(r"[A-Z][-_A-Z0-9]{5,19}|1\d{10}", text):
        return True
    if text in _SAYS_NO:
        return False
    raise CellError(f"微信“{_shown(cell)}”看不懂，请写 是 或 否")


def read_timezone(cell: Cell) -> str | None:
    """Read an IANA zone name, or one of the few Chinese names of zones."""
    text = text_of(cell)
    if text in _NOTHING:
        return None
    name = _ZONES.get(text, text.replace(" ", "_"))
    try:
        return ZoneInfo(name).key
    except (OSError, ValueError, KeyError) as error:
        raise CellError(f"时区“{_shown(cell)}”看不懂，请写成 America/Toronto 这样的时区名，或留空") from error


def read_phone(cell: Cell, parse: Callable[[str], str | None]) -> tuple[str, int] | None:
    """Read the first valid telephone number with `parse`, and tell how many stood in the cell."""
    text = text_of(cell)
    if text in _NOTHING:
        return None
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", text, re.IGNORECASE):
        raise CellError(f"联系电话“{text}”被表格改成了科学记数，请把这一列设为文本再填一遍")
    parts = [part for part in re.split(r"[/、,，;；]|或", text) if part.strip()]
    for part in parts:
        if phone := parse(part.strip()):
            return phone, len(parts)
    raise CellError(f"联系电话“{_shown(cell)}”不对，手机写11位，固定电话带区号（010-69641234），国外写成 +1…")


def read_roles(cell: Cell, branch: str | None) -> tuple[tuple[Role, ...], tuple[str, ...]]:
    """Read the posts in a cell ("支部书记、党办"), and apart from them the words that name no post of ours.

    "第一支部书记" is a post for a member of 第一支部 only.
    """
    roles: list[Role] = []
    others: list[str] = []
    for part in re.split(r"[、,，;；/和]|兼(?!\))|\s", text_of(cell)):
        word = part.removeprefix(branch) if branch else part
        if word in _SECRETARY:
            roles.append(Role.SECRETARY)
        elif word in _CLERK:
            roles.append(Role.CLERK)
        elif word not in _NO_POST:
            others.append(part)
    return tuple(dict.fromkeys(roles)), tuple(others)


def read_branch(cell: Cell) -> str | None:
    """Read a branch's name; a bare number under the heading 支部 is the branch of that number."""
    name = text_of(cell, limit=64).replace(" ", "")
    if name in _NOTHING:
        return None
    bare = re.fullmatch(r"第?([一二三四五六七八九十]{1,3}|\d{1,2})", name)
    return "第" + branch_key(f"{bare[1]}支部") if bare else name


def read_place(cell: Cell) -> str | None:
    """Read where somebody lives, as written."""
    text = text_of(cell)
    return None if text in _NOTHING else text


def _one_of(cell: Cell, label: str, words: Mapping[str, str], right: str) -> str | None:
    text = text_of(cell).upper()
    if text in _NOTHING:
        return None
    if text not in words:
        raise CellError(f"{label}“{_shown(cell)}”看不懂，请写 {right}")
    return words[text]


def _shown(cell: Cell) -> str:
    return text_of(cell, limit=30)
