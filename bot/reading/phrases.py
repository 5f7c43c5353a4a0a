"""What the forms of a time have in common: numerals, lengths, and how a form is kept with its meaning.

The forms themselves stand in vague.py, dates.py, festivals.py and durations.py; times.py looks for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from bot.domain.checkin import Days
from bot.reading import spans


class Kind(StrEnum):
    """What a mention of time is."""

    DAYS = "days"  # days to come, or today
    PAST = "past"  # 昨天, 上周: what stands beside it has happened
    LONG_AGO = "long ago"  # 去年, 小时候, 2015年: it is told as a memory
    VAGUE = "vague"  # 过段时间, 假期: a time, but no days
    LENGTH = "length"  # 三天, 半个月: a duration


Length = tuple[int, str]  # (3, "天"), (1, "月"); (1, "月半") is a month and a half
Meaning = Days | Length | Kind | None  # None: this is no time after all
Reader = Callable[[re.Match[str], date], Meaning]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a time: what it looks like, one character it cannot do without, and what it means."""

    pattern: re.Pattern[str]
    needs: frozenset[str]  # every phrase of this form holds one of these: it is looked for in no other text
    meaning: Reader


class Forms(list[Form]):
    """The forms of one module; of two that fit equally well the first is meant."""

    def say(self, needs: str, *patterns: str) -> Callable[[Reader], Reader]:
        """Add patterns that mean what the decorated function makes of a match and of today."""

        def add(meaning: Reader) -> Reader:
            self.extend(Form(re.compile(pattern), frozenset(needs), meaning) for pattern in patterns)
            return meaning

        return add


NUMERALS = "零〇一二两俩仨三四五六七八九十百廿卅"
NUMBER = rf"(?:\d{{1,3}}+|[{NUMERALS}]{{1,4}}+)"
MONTH = r"(?:元(?=月)|1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
PART = r"(?P<part>中下旬|上中旬|[上中下]旬|初|头(?![一二三两几])|中(?![秋旬午])|底|末|尾)"
YEAR = r"(?:(?P<year>[今本明来后]年|20\d\d年?|2\d年)的?)?"
TO = r"(?:到|至|-|~|—|、|或者?|和)"
# 二十六七号, 周二三: two days side by side.
NEIGHBOUR = "(?:" + "|".join(f"(?<={a}){b}" for a, b in pairwise("一二三四五六七八九")) + ")"

_YEARS = {"今年": 0, "本年": 0, "明年": 1, "来年": 1, "后年": 2}
_PLAIN = str.maketrans({"两": "二", "俩": "二", "仨": "三", "廿": "二十", "卅": "三十", "元": "一"})

# Below a thousand. 二三, two numbers said at once, and 九十百 are none.
_NUMERAL = re.compile("(?:[一二三四五六七八九]百零?)?[一二三四五六七八九]?(?:十[一二三四五六七八九]?)?")


def number(word: str) -> int:
    """Read an Arabic or Chinese numeral; ValueError where it is none."""
    return int(word) if word.isdecimal() else _chinese_number(word)


@lru_cache(maxsize=1024)
def _chinese_number(word: str) -> int:
    plain = word.translate(_PLAIN)
    if not _NUMERAL.fullmatch(plain):
        raise ValueError(f"{word} is no numeral")
    import cn2an  # noqa: PLC0415 - costs 0.1 s, and few messages need it

    return int(cn2an.cn2an(plain, "smart"))


def group(match: re.Match[str], name: str) -> str:
    """Give what a group holds; "" where it holds nothing or the pattern has no such group."""
    return match.groupdict().get(name) or ""


def year_of(match: re.Match[str], today: date) -> int | None:
    """Give the year a match names, if it names one (see YEAR)."""
    said = group(match, "year")
    if not said:
        return None
    return today.year + _YEARS[said] if said in _YEARS else 2000 + int(said.removesuffix("年")[-2:])


def up_to(first: Days | None, last: Days | None) -> Days | None:
    """Give the range from one mention to the end of another, or the first alone."""
    return Days(first.start, last.end) if first and last else first


def with_next(first: Days | None, match: re.Match[str]) -> Days | None:
    """Give the day and the one after it where the group `next` holds something (see NEIGHBOUR)."""
    return Days(first.start, spans.after(first.start, 1)) if first and group(match, "next") else first


def ending(start: date, length: Length) -> Days | None:
    """Give the day on which a length that starts on `start` ends; None beyond ten years."""
    count, unit = length
    if count > (3660 if unit == "天" else 120):
        return None
    end = spans.after(start, count) if unit == "天" else spans.months_on(start, count)
    return spans.one(spans.after(end, 15) if unit == "月半" else end)
