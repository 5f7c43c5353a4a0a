"""Amounts of money: whole cents, read from what people write, shown to them and to an accountant."""

from __future__ import annotations

import re
import unicodedata

_MOST = 100_000_000
"""A million yuan in cents: more than this is a slip of the finger."""

_WORDS = re.compile(
    r"(?:[¥￥]|rmb|人民币)? ?(?P<yuan>\d{1,7}|\d{1,3}(?:,\d{3}){1,2})"
    r"(?:\.(?P<cents>\d{1,2}) ?[元块]?"
    r"|(?: ?[元块] ?(?:(?P<jiao>\d) ?[角毛] ?)?(?:(?P<fen>\d) ?分)?)?)(?:钱|整|正)?"
)

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")


def read_yuan(words: str) -> int | None:
    """Read an amount in yuan as cents: 12, 12.5, 12.50元, ¥1,200, 120元5角; None where it is none.

    Letters, a third decimal, a minus and anything over a million yuan are refused.
    """
    plain = unicodedata.normalize("NFKC", words[:40].replace("，", ",").replace("。", ".")).strip().lower()
    found = _WORDS.fullmatch(plain)
    if found is None:
        return None
    whole = int(found["yuan"].replace(",", "")) * 100
    part = int((found["cents"] or "0").ljust(2, "0"))
    part += 10 * int(found["jiao"] or 0) + int(found["fen"] or 0)
    return whole + part if whole + part <= _MOST else None


def show_yuan(cents: int) -> str:
    """Write an amount as people do: 12元, 12.50元."""
    sign = "-" if cents < 0 else ""
    yuan, rest = divmod(abs(cents), 100)
    return f"{sign}{yuan}.{rest:02}元" if rest else f"{sign}{yuan}元"


def capital_yuan(cents: int) -> str:
    """Write an amount as a form wants it (《支付结算办法》附一, 正确填写票据): 壹佰贰拾元伍角整.

    Raises ValueError for an amount below nothing.
    """
    if cents < 0:
        raise ValueError("an amount on a form is not negative")
    yuan, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, 10)
    words = f"{_capital(yuan)}元" if yuan or not rest else ""
    if not rest:
        return words + "整"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif yuan:
        words += "零"
    return words + (f"{_DIGITS[fen]}分" if fen else "整")


def _capital(number: int) -> str:
    """Write a whole number below a hundred million in capital numerals."""
    if number == 0:
        return "零"
    above, below = divmod(number, 10_000)
    if not above:
        return _four(below)
    gap = "零" if 0 < below < 1000 else ""
    return f"{_four(above)}万{gap}{_four(below) if below else ''}"


def _four(number: int) -> str:
    """Write a number below ten thousand, with one 零 for each gap inside."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + _PLACES[place]
        gap = digit == 0
    return words
