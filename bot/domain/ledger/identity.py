"""The resident identity number (GB 11643): whether it can be one, and what it says of the person."""

from __future__ import annotations

import re
from datetime import date

from bot.domain.roll.cells import Cell

LOST = "身份证号被表格当成了数字，后几位已经丢了，请把这一列设为文本，照原件再填一遍"

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NUMBER = re.compile(r"\d{17}[\dX]")
_OLD = re.compile(r"\d{15}")
_MOST_DIGITS = 15  # that a spreadsheet's numbers hold


def is_lost(cell: Cell, text: str) -> bool:
    """Whether a number cell, or its scientific writing, has swallowed the last digits."""
    if re.fullmatch(r"'?\d(?:\.\d+)?E\+?\d+", text, re.IGNORECASE):
        return True
    return isinstance(cell, int | float) and len(text.split(".", maxsplit=1)[0]) > _MOST_DIGITS


def read_identity(text: str) -> tuple[str | None, str]:
    """Give the number of 18 places and a remark on how it was written; or None and what is wrong.

    A number of 15 places (valid until 2013) becomes the one of 18 that replaced it.
    """
    number = re.sub(r"[\s'’‘`*-]", "", text).upper()
    if _OLD.fullmatch(number):
        longer = f"{number[:6]}19{number[6:]}"
        if _day(longer):
            return longer + check_digit(longer), "是15位旧号，按18位比"
    if not _NUMBER.fullmatch(number):
        return (
            None,
            f"身份证号应是18位，这里是{len(number)}位" if number.isalnum() else "身份证号里有别的字符",
        )
    if _day(number) is None:
        return None, "身份证号里的出生日期不存在"
    if number[17] != check_digit(number):
        return None, "身份证号的校验位不对，多半抄错了一位"
    return number, "" if number == text else "身份证号里有小写x、空格或引号"


def check_digit(number: str) -> str:
    """Give the last place that belongs to the first 17."""
    return _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True)) % 11]


def birthday_of(number: str) -> str:
    """Give the day of birth a valid number holds, as 1988-03-05."""
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


def sex_of(number: str) -> str:
    """Give the sex a valid number holds."""
    return "男" if int(number[16]) % 2 else "女"


def _day(number: str) -> date | None:
    try:
        day = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return day if day.year >= 1900 else None
