"""Which notice the words of an answer mean: a quote, what they call it, or the title of a solitaire list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from bot.domain.notice import Notice

_NUMBER = re.compile(r"第\s?(\d{1,6})\s?号|(?<!\d)(\d{1,6})\s?号通知|[Nn]\s?(\d{1,6})(?!\d)")
# Words that many notices and answers have in common.
_FORM = re.compile(
    r"#?群?接龙|通知|收到|回复|报名|各位|同志|党员|大家|书记|我们|可以|一定|参加|准时|时间|能到|[^\u4e00-\u9fff]+"
)
_TIMES = re.compile(
    r"[本下这]?(?:周|星期)[一二三四五六日天]|[上下中]午|晚上|[今明后]天|[\d一二三四五六七八九十]+[点号月日:：]"
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
    one, other = (_FORM.sub(" ", _TIMES.sub(" ", text)) for text in (title[:200], body[:500]))
    if (words := one.split()) and max(map(len, words)) > 1 and all(word in other for word in words):
        return True  # 周六学习接龙 says nothing that is not of 集中学习
    same = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return len(one[same.a : same.a + same.size].strip()) >= _ALIKE


def sharing(text: str, asked: Sequence[Notice], *, times: bool = True) -> list[Notice]:
    """List the notices of which a text holds a word, two characters in a row; a day is one where `times`."""
    said = _pairs(text if times else _TIMES.sub(" ", text))
    return [notice for notice in asked if said & _pairs(notice.body)]


def fitting(text: str, asked: Sequence[Notice]) -> list[Notice]:
    """List the notices of which a text holds a word that none of the others has."""
    bodies = [_pairs(notice.body) for notice in asked]
    said = {pair for pair in _pairs(text) if sum(pair in body for body in bodies) == 1}
    return [notice for notice, body in zip(asked, bodies, strict=True) if said & body]


def _pairs(text: str) -> set[str]:
    return {run[at : at + 2] for run in _FORM.sub(" ", text[:500]).split() for at in range(len(run) - 1)}


def at_place(nth: int, waiting: Sequence[Notice], asked: Sequence[Notice]) -> Notice | None:
    """Give the first (1), the last (-1) or the last but one (-2) of several that wait, in order of sending.

    Where one or none waits the order is that of all that were asked (both are given newest first).
    """
    among = sorted(waiting if len(waiting) > 1 else asked, key=lambda notice: notice.number)
    place = nth - 1 if nth > 0 else len(among) + nth
    return among[place] if 0 <= place < len(among) else None
