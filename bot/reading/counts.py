"""How many, where a notice asks for a number: 3, 我家来三个, 共17人."""

from __future__ import annotations

import re

from bot.domain.receipt import UNDECIDED, Said
from bot.reading.consent import CHANGES, ONESELF, OPENS, TURNS, Sense, sense_of, split
from bot.reading.phrases import number as number_of

_DIGITS = "一二三四五六七八九"
_NUMERAL = (
    rf"(?P<number>\d{{1,7}}(?:\.\d{{1,2}})?|[两俩仨]|"
    rf"[零〇{_DIGITS}十百千]{{1,7}}|两[百千][零〇{_DIGITS}十百]{{0,5}})"
)
_UNIT = (
    r"(?:[个位人名口份本套次元块岁户家张盒只辆间台件斤㎡]|公[斤里]|平方?米?|万元?|"
    r"口人|个人|位同志|名党员|个同志){0,2}"
)
_COUNTS = re.compile(
    rf"(?P<opening>{OPENS}*+)(?:{ONESELF})?(?:支部|家里?|大人|小孩|孩子|老人|[男女][的生]?|一共|总共|共计?|合计|总计|总数|只|才|就|也|都|能|要|会|想|有|是|报名?|填|出|来|去|到|参加|需要|的|[是为]){{0,12}}"
    rf"{_NUMERAL}{_UNIT}(?:一起|都|全)?(?:去|来|参加|到|报名|要)?[了的啊呀哈哦啦吧]?"
)
_NONE = re.compile(rf"{OPENS}{{0,6}}{ONESELF}?(?:一个(?:人)?(?:也|都)?没有?|没有人?|没人|无|零个?人?)[了的]?")
_FEW = (
    rf"(?:[好有来]几十?|十几|几十|[{_DIGITS}两]、?[{_DIGITS}](?=[个位人口])|"
    rf"\d{{1,4}}\s?[-~到至]\s?\d{{1,4}}|十来|\d{{1,4}}多)"
)
_ABOUT = "(?:大[概约]|差不多|估计|可能|也就|不到|约)"
_VAGUE = re.compile(
    rf"{OPENS}{{0,6}}{ONESELF}?(?:家里?|来|去|有|要|共){{0,6}}(?:{_ABOUT}{{0,3}}{_FEW}{_UNIT}|{_ABOUT}{{1,3}}\d{{1,4}}{_UNIT}|"
    rf"{_ABOUT}{{1,3}}[{_DIGITS}两十]{{1,3}}{_UNIT}|\d{{1,4}}{_UNIT}(?:左右|上下))(?:左右|上下)?[吧了]?"
)
_TOTAL = re.compile("共|合计|总")
_SLANG = re.compile(r"(?:6{2,}|2?3{2,}|88|886|520|521|1314|9494|7456)")


def read_count(text: str) -> Said | None:
    """Read how many (0 for none at all), in digits; None where a text says nothing of it."""
    found: list[tuple[str, bool]] = []  # (number, whether it is a total)
    rest: list[str] = []
    whole, changes = True, False
    for clause, other in split(text):
        match = None if other else _COUNTS.fullmatch(clause)
        none = not other and bool(_NONE.fullmatch(clause))
        if not other and _VAGUE.fullmatch(clause):
            return Said(UNDECIDED, text, whole=len(clause) == len(text.rstrip("。!,")))
        if match or none:
            found.append(("0" if none else _digits(match["number"]), bool(_TOTAL.search(clause))))  # type: ignore[index]
        sense, turned = (Sense.OTHER, False) if other else sense_of(clause)
        changes |= turned or bool(match and re.search(CHANGES, match["opening"]))
        if not match and not none and sense is not Sense.FILLING:
            whole &= sense is Sense.REASON
            rest.append(clause)
    totals = [number for number, is_total in found if is_total] or [number for number, _ in found]
    if not totals:
        return None
    if len(totals) > 1 and not TURNS.search(text):
        return Said(UNDECIDED, text, whole=whole)
    return Said(totals[-1], "，".join(rest), whole=whole and not _SLANG.fullmatch(text), changes=changes)


def _digits(numeral: str) -> str:
    """Write a numeral in digits; UNDECIDED for one that is none (九十百)."""
    if numeral[0].isdigit():
        return numeral.removesuffix(".0") if "." in numeral else str(int(numeral))
    try:
        return str(number_of(numeral))
    except ValueError:
        return UNDECIDED
