"""Which notice the words of an answer mean: a quote, or the title of a solitaire list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from bot.domain.notice import Notice

_NUMBER = re.compile(r"第\s?(\d{1,6})\s?号|(?<!\d)(\d{1,6})\s?号通知|[Nn]\s?(\d{1,6})(?!\d)")
# Words that many notices and lists have in common, a time of day or week among them.
_COMMON = re.compile(
    r"#?群?接龙|通知|收到|回复|报名|各位|同志|党员|大家|[本下这]?(?:周|星期)[一二三四五六日天]|"
    r"[上下中]午|晚上|[今明后]天|[\d一二三四五六七八九十]+[点号月日:：]|[\W\d_]+"
)
_ALIKE = 4  # characters in a row that a title shares with a notice


def read_number(text: str) -> int | None:
    """Read the number of a notice that a text names, as notices and people write it."""
    match = _NUMBER.search(text)
    return int(next(part for part in match.groups() if part)) if match else None


def find_meant(text: str, asked: Iterable[Notice]) -> Notice | None:
    """Find the notice whose number or words a text holds; the first of several."""
    number = read_number(text)
    if number is not None:
        return next((notice for notice in asked if notice.number == number), None)
    return next((notice for notice in asked if _share_words(text, notice.body)), None)


def _share_words(title: str, body: str) -> bool:
    # The space keeps what stood apart from growing together.
    one, other = _COMMON.sub(" ", title[:200]), _COMMON.sub(" ", body[:500])
    same = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return len(one[same.a : same.a + same.size].strip()) >= _ALIKE
