"""The parts of what people type about dues: amounts and names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.command import UserError
from bot.domain.money import read_yuan
from bot.domain.names import BETWEEN

LONGEST = 300  # characters; a longer text is no booking
_AMOUNT = re.compile(
    r"(?P<how>每人|各自?|一共|总共|合计|共)?\s?(?P<amount>[¥￥][\dA-Za-z.,]{1,12}"
    r"|(?<![\dA-Za-z.,])[\dA-Za-z.,一二三四五六七八九十百千两〇零]{1,12}\s?[元块](?:钱|\d[角毛](?:\d分)?)?)"
)
_BARE = re.compile(r"(?<!\S)(?P<amount>\d{1,7}(?:\.\d{1,2})?)(?!\S)")
_HAN = r"[\u4e00-\u9fff]"
_NAME = re.compile(
    rf"(?:{_HAN}{{2,4}}(?:同志)?|{_HAN}{{1,8}}·{_HAN}{{1,12}})(?:[（(][^（()）]{{1,20}}[)）])?\d{{0,11}}"
)
_NUMBER = re.compile(r"\d{1,3}")
_NO_NAME = re.compile(r"大家|抓紧|赶紧|一下|[我你们怎吗哪谁给请呢吧]|多少|什么")
_BETWEEN = re.compile(rf"[。：:！!]+|{BETWEEN.pattern}")
_NOISE = frozenset({"的", "了", "党费", "和", "跟", "与", "都", "也", "一起", "是", "月份"})


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as typed; `each` tells whether each of several people paid so much (None: not said)."""

    cents: int
    each: bool | None = None


def take_amount(text: str, example: str, *, bare: bool = False) -> tuple[Amount | None, str]:
    """Take the amount out of a text; gives it and the rest. `bare`: a number alone is one, too.

    Raises UserError for two amounts, and for one that is none (6o元).
    """
    found = list(_AMOUNT.finditer(text)) or (list(_BARE.finditer(text)) if bare else [])
    if not found:
        return None, text
    if len(found) > 1:
        raise UserError(f"金额有两个，看不懂，请只写一个。例：{example}")
    cents = read_yuan(found[0]["amount"])
    if not cents:
        raise UserError(f"金额“{found[0]['amount'].strip()}”看不懂，请用数字写，例：{example}")
    how = found[0].groupdict().get("how")
    each = None if how is None else how[0] in "每各"
    return Amount(cents, each), f"{text[: found[0].start()]} {text[found[0].end() :]}"


def names_of(text: str) -> tuple[str, ...] | None:
    """Give the names and list numbers that are left of a text; None where other words are among them."""
    parts = [part for part in _BETWEEN.split(text) if part and part not in _NOISE]
    if not all(_is_name(part) or _NUMBER.fullmatch(part) for part in parts):
        return None
    return tuple(dict.fromkeys(parts))


def _is_name(part: str) -> bool:
    return bool(_NAME.fullmatch(part)) and not _NO_NAME.search(part)
