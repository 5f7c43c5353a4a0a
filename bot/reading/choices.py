"""Which of a notice's options a text chooses: by its words, its place, or by yes and no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.receipt import UNDECIDED, Said
from bot.reading.consent import (
    CHANGES,
    ONESELF,
    OPENS,
    TURNS,
    VALUES,
    WHEN,
    Sense,
    read_yes_no,
    sense_of,
    split,
)
from bot.reading.plain import normalise

_DIGITS = "一二三四五六七八九"
_SIGN = f"[1-9{_DIGITS}a-i]"
_PICKS = re.compile(
    rf"{OPENS}{{0,6}}{ONESELF}?"
    rf"(?:(?:改?选择?|选项|投|改成?|第){{1,3}}\s?(?P<place>{_SIGN})\s?(?:个|项|种|号选项)?|(?P<bare>{_SIGN}))吧?\s?",
    re.IGNORECASE,
)
_LEAD = rf"(?:{OPENS}|{ONESELF}|改?选择?的?是?|选项|投|报|填|就|也|都|{WHEN}){{0,8}}"
_END = "(?:这个|那个|可以|行|的|了|啊|呀|哈|哦|啦|吧|呢){0,6}"
# 1、带水杯 is the head of a list, and 2 瓶水 counts bottles.
_NO_PICK = re.compile(
    r"\s*[1-9a-i](?:\s*[、.:]|\s+[个班瓶楼号点月日位件份张块元区组排车次年天岁斤米])", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"{OPENS}{{0,6}}{ONESELF}?(?:改?选择?|投|要|来|报|填|就|是){{0,3}}(?P<said>\d{{1,6}}|[{_DIGITS}两])"
    r"[个位人份口名]{0,2}[的了吧啊呀哈]{0,2}"
)
_DAY = re.compile(rf"(?P<place>{_SIGN})号", re.IGNORECASE)
_SEVERAL = re.compile(r"[1-9]\s?[和与、,/]\s?[1-9]$")


def read_choice(text: str, options: Sequence[str]) -> Said | None:
    """Read which option is chosen; None where a text names none."""
    plain = [normalise(option).lower() for option in options]
    if _SEVERAL.fullmatch(text.strip()):
        return Said(UNDECIDED)
    picked: list[int] = []
    rest: list[str] = []
    whole, changes = True, False
    for clause, other in split(text):
        place = None if other else _option(clause.lower(), plain)
        if place is not None:
            picked.append(place)
        sense, turned = (Sense.OTHER, False) if other else sense_of(clause)
        changes |= turned or bool(re.match(rf"{ONESELF}?{CHANGES}", clause))
        if place is None and sense is not Sense.FILLING:
            whole &= sense is Sense.REASON
            rest.append(clause)
    if not picked:
        return _by_day(text, options) or _by_yes_or_no(text, options)
    if len(set(picked)) > 1 and not TURNS.search(text):
        return Said(UNDECIDED, text, whole=whole)
    opening = "" if whole else _opening(text, plain)
    # 去，带一个孩子 answers; 我去，这么贵 may be an outcry.
    sure = not opening or opening in plain or bool(_PICKS.fullmatch(opening))
    return Said(options[picked[-1]], "，".join(rest), sure, whole or bool(opening), changes)


def _opening(text: str, options: Sequence[str]) -> str:
    """Give the clause by which a text opens with an option, any polite words left aside ("" for none)."""
    if _NO_PICK.match(text):
        return ""
    for clause, other in split(text.lower()):
        if not other and _option(clause, options) is not None:
            return clause
        if sense_of(clause)[0] is not Sense.FILLING:
            break
    return ""


def _by_day(text: str, options: Sequence[str]) -> Said | None:
    """Read 1号: the first option, it seems, and yet perhaps a day."""
    match = _DAY.fullmatch(text.strip(" 。!"))
    place = _place(match["place"]) if match else len(options)
    return Said(options[place], sure=False) if place < len(options) else None


def _option(clause: str, options: Sequence[str]) -> int | None:
    """Tell which option a clause names, by its words (the longest of several) or its place."""
    named = [one for one in options if re.fullmatch(f"{_LEAD}{re.escape(one)}{_END}", clause)]
    if named:
        return options.index(max(named, key=len))
    if all(map(str.isdecimal, options)):  # among 3, 4 and 5 a number is itself, and no place
        counted = _COUNTED.fullmatch(clause)
        said = _value(counted["said"]) if counted else None
        return options.index(said) if said in options else None
    if match := _PICKS.match(clause):
        place, behind = _place(match["place"] or match["bare"]), clause[match.end() :]
        if place < len(options) and (not behind or re.fullmatch(re.escape(options[place]) + _END, behind)):
            return place
    return None


def _value(numeral: str) -> str:
    return numeral if numeral.isdecimal() else str(_DIGITS.index(numeral.replace("两", "二")) + 1)


def _place(sign: str) -> int:
    if sign.isdigit():
        return int(sign) - 1
    return _DIGITS.index(sign) if sign in _DIGITS else ord(sign.lower()) - ord("a")


def _by_yes_or_no(text: str, options: Sequence[str]) -> Said | None:
    """Read 去不了 where the options are 去, 不去 and perhaps 看情况: one each for yes, no and undecided."""
    said = read_yes_no(text)
    if said is None:
        return None
    senses = [VALUES.get(sense_of(option)[0]) for option in options]
    if said.choice == UNDECIDED and len(said.remark) > len(text) / 2 and senses.count(UNDECIDED) != 1:
        return said
    if senses.count(said.choice) != 1:
        return None
    return replace(
        said, choice=options[senses.index(said.choice)], sure=said.sure or said.choice == UNDECIDED
    )
