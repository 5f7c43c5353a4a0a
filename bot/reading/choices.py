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
    rf"{OPENS}*{ONESELF}?"
    rf"(?:(?:改?选择?|选项|投|改成?|第)+\s?(?P<place>{_SIGN})\s?(?:个|项|种|号选项)?|(?P<bare>{_SIGN}))吧?\s?",
    re.IGNORECASE,
)
_LEAD = rf"(?:{OPENS}|{ONESELF}|改?选择?的?是?|选项|投|报|填|就|也|都|{WHEN})*"
_END = "(?:这个|那个|可以|行|的|了|啊|呀|哈|哦|啦|吧|呢)*"
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
        return _by_yes_or_no(text, options)
    if len(set(picked)) > 1 and not TURNS.search(text):
        return Said(UNDECIDED, text, whole=whole)
    return Said(options[picked[-1]], "，".join(rest), whole=whole, changes=changes)


def _option(clause: str, options: Sequence[str]) -> int | None:
    """Tell which option a clause names, by its words (the longest of several) or its place."""
    named = [one for one in options if re.fullmatch(f"{_LEAD}{re.escape(one)}{_END}", clause)]
    if named:
        return options.index(max(named, key=len))
    if match := _PICKS.match(clause):
        place, behind = _place(match["place"] or match["bare"]), clause[match.end() :]
        if place < len(options) and (not behind or re.fullmatch(re.escape(options[place]) + _END, behind)):
            return place
    return None


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
