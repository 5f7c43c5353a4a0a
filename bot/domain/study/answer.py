"""What members answer: 已学 in many wordings, 心得 with its least length; what is answered for others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from bot.domain.command import Misfit, UserError, narrow, read_number
from bot.domain.names import SHORTLY_CALLED, cut_names
from bot.domain.proxy import How, read_how

REFLECTION_EXAMPLE = "心得 5号 这一段讲的是实干，我在工地上带班，体会最深的是……"
PROXY_EXAMPLE = "代学 5号 王五 李四 电话"
LONGEST_REFLECTION = 2000
_SHORT = 40  # a message that says 已学 says little else

_NUMBER = r"(?:学习)?\s*(?:第\s?)?[Ss]?\s?(?P<{}>\d{{1,6}})\s?(?:号|条)?(?:学习|内容)?"
_END = r"[\s。.!！~～，,👌✅谢]*(?:\[[^\[\]]{1,6}\]){0,3}"
_VERB = r"(?:我?已经?学(?:习|完|过)*了?|我?(?:都)?学(?:习)?(?:完|过|好)了?|学习打卡)"
_FIRM = re.compile(
    rf"(?:{_NUMBER.format('before')}[\s，,：:]*)?{_VERB}(?:[\s，,：:]*{_NUMBER.format('behind')})?{_END}"
)
# 学习了 and 看了 are said to any article that somebody shares.
_POLITE = re.compile(
    rf"(?:{_NUMBER.format('before')}[\s，,：:]*)?(?:认真|好好|我|都|已经?)*(?:学习|拜读|看[完过]?)了{_END}"
)
_BEHIND = re.compile(rf"(?:(?:习|完|过|了)*[\s，,：:]*(?:{_NUMBER.format('number')})?){_END}")
_NUMBERED = re.compile(
    r"(?:(?:学习)?\s*(?:第\s?)?[Ss]?\s?(?P<number>\d{1,6})\s?号(?:学习)?|[Ss](?P<short>\d{1,6})(?!\d))[\s，,：:]*"
)
_QUOTED = re.compile(r"学习\s?(\d{1,6})\s?号")


@dataclass(frozen=True, slots=True)
class Done:
    """已学: of which item (None: the newest), and whether it can hardly be said of anything else."""

    number: int | None
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Reflection:
    """心得: of which item, in whose words."""

    number: int | None
    words: str


@dataclass(frozen=True, slots=True)
class ForOthers:
    """代学: of which item, for whom (names, or numbers of the last list), how that was had."""

    number: int | None
    who: tuple[str, ...]
    how: How


def read_done(text: str) -> Done | None:
    """Read 已学, 5号已学, 学完了, 学习打卡 5号; None for anything else."""
    plain = narrow(text.strip())
    if len(plain) > _SHORT:
        return None
    if match := _FIRM.fullmatch(plain):
        number = match["before"] or match["behind"]
        return Done(int(number) if number else None)
    match = _POLITE.fullmatch(plain)
    return Done(int(match["before"]) if match["before"] else None, firm=False) if match else None


def read_behind(words: str) -> Done:
    """Read what stands behind 已学: a number, or nothing that matters. Raises Misfit."""
    match = _BEHIND.fullmatch(narrow(words)) if len(words) <= _SHORT else None
    if match is None:
        raise Misfit(words)
    return Done(int(match["number"]) if match["number"] else None)


def read_reflection(words: str) -> Reflection:
    """Read what stands behind 心得; a number in front names the item."""
    if not words.strip():
        raise Misfit(words)
    match = _NUMBERED.match(narrow(words[:_SHORT]))
    rest = words[match.end() :] if match else words
    number = (match["number"] or match["short"]) if match else None
    return Reflection(int(number) if number else None, rest.strip(" \t\r\n：:，,")[:LONGEST_REFLECTION])


def count_letters(words: str) -> int:
    """Count the letters and digits; no marks or pictures, and of one letter in a row only the first."""
    return sum(1 for letter, _ in groupby(words) if letter.isalnum())


def read_for_others(words: str) -> ForOthers:
    """Read 5号 王五 李四 电话, or with the numbers of a list. Raises Misfit, UserError."""
    plain = narrow(words[:300]).strip()
    match = _NUMBERED.match(plain)
    number = (match["number"] or match["short"]) if match else None
    tokens = cut_names(plain[match.end() :] if match else plain)
    hows = [how for token in tokens if (how := read_how(token))]
    who = tuple(token for token in tokens if not read_how(token))
    if not who and match:
        raise UserError(f"请写上名字。例：{PROXY_EXAMPLE}")
    if not who or not all(re.fullmatch(_WHO, one) for one in who):
        raise Misfit(words)
    return ForOthers(int(number) if number else None, who, hows[0] if hows else How.OTHER)


_WHO = rf"\d{{1,3}}|{SHORTLY_CALLED}"


def read_item(words: str) -> int | None:
    """Read which item is meant: 5号, 学习5号, 5号学习; nothing gives None. Raises Misfit."""
    return read_number(narrow(words).removeprefix("学习").removesuffix("学习").strip())


def number_in(text: str) -> int | None:
    """Read the number of an item that a quote shows: 【学习5号】."""
    match = _QUOTED.search(narrow(text[:200]))
    return int(match[1]) if match else None
