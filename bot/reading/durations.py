"""Lengths of time (三天, 半个月), and the days that a length from today leads to (三天后)."""

from __future__ import annotations

import re
from datetime import date

from bot.domain.checkin import Days
from bot.reading.phrases import NUMBER, NUMERALS, Forms, Length, Meaning, ending, number

FORMS = Forms()

_UNITS = "天日星礼周月年"
_UNIT = (
    r"(?P<unit>天|日(?!本)|个?(?:星期|礼拜)(?![一二三四五六日天])|个?周(?![末岁围一二三四五六日])|个月|"
    r"(?<=[个半俩仨两])月|个?年(?![前初底轻纪级]))"
)
_HALVES: dict[str, Length] = {"年": (6, "月"), "月": (15, "天"), "天": (0, "天"), "日": (0, "天")}
_COUNT = rf"(?:(?P<half>半)|(?P<count>{NUMBER}))个?(?P<more>半)?"
_AND_HALF = "(?P<half_year>(?<=年)半)?"
_BARE = rf"(?<![第\d.{NUMERALS}]){_COUNT}{_UNIT}{_AND_HALF}"
# 超过三天, 去过三天 do not look ahead.
_PASSES = r"(?:等?[再还]?(?<![超经通不难见去来回说住待呆干做玩到在上读看学走跑当])过|等|再[有等]?|还[有得要])"


@FORMS.say("过等再还", rf"{_PASSES}{_COUNT}{_UNIT}{_AND_HALF}(?:之后|以后|后(?!天)|左右)?")
@FORMS.say("后", rf"{_BARE}(?:之后|以后|过后|后(?!天))")
def _in_a_while(match: re.Match[str], today: date) -> Meaning:
    return ending(today, _length_of(match))


@FORMS.say("内", rf"{_BARE}(?:之内|以内|内)")
def _within(match: re.Match[str], today: date) -> Meaning:
    end = ending(today, _length_of(match))
    return Days(today, end.end) if end else None


@FORMS.say(_UNITS, _BARE)
def _length(match: re.Match[str], _: date) -> Meaning:
    return _length_of(match)


def _length_of(match: re.Match[str]) -> Length:
    unit = match["unit"].removeprefix("个")
    if match["half"]:
        return _HALVES.get(unit, (4, "天"))
    return _counted(match["count"], unit, half=bool(match["more"] or match["half_year"]))


def _counted(word: str, unit: str, *, half: bool) -> Length:
    count = number(word)
    if unit in ("周", "星期", "礼拜"):
        return 7 * count, "天"
    if unit == "年":
        return 12 * count + (6 if half else 0), "月"
    return count, "月半" if half and unit == "月" else unit.replace("日", "天")
