"""Reading a command's words: what may be wrong with them, and the parts that many commands share."""

from __future__ import annotations

import re
import unicodedata


class Misfit(ValueError):  # noqa: N818 -- no error: most of what begins with a command's word is ordinary chat
    """The words do not fit the command, so they were perhaps not meant for the bot."""


class UserError(Exception):
    """What was asked cannot be done; the text is the reply: what was wrong, and a right example."""


def nothing(words: str) -> None:
    """Read a command that takes no words."""
    if words:
        raise Misfit(words)


def read_number(words: str) -> int | None:
    """Read 12号, 第12号, N12 or 12; no words give None (the newest is meant)."""
    if not words:
        return None
    match = re.fullmatch(r"第?\s*[A-Za-z]?\s*(\d{1,6})\s*号?", unicodedata.normalize("NFKC", words))
    if not match:
        raise Misfit(words)
    return int(match[1])


_WIDE = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(ord("！"), ord("～")) if chr(code).isalnum()}
)


def narrow(text: str) -> str:
    """Write full-width digits and letters (１号, Ｎ１) in half width; punctuation stays as it was typed."""
    return text.translate(_WIDE)


_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Write 1 to 99 as people name branches: 三, 十, 十五, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")
