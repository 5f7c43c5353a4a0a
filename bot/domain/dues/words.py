"""The parts of what people type about dues: amounts, months, names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.audience import Called, read_person
from bot.domain.command import UserError
from bot.domain.dues import month
from bot.domain.money import read_yuan

LONGEST = 300  # characters; a longer text is no booking
_AHEAD, _BACK = 24, 240  # months that a payment may lie ahead and back
_MONTHS = 12
_OVER_NEW_YEAR = 6  # a span without years that ends before it begins goes over New Year, if no longer

_NUMERALS = "一二三四五六七八九十"
_HAN_MONTHS = {word: place for place, word in enumerate((*_NUMERALS, "十一", "十二"), start=1)}
_POINT = (
    r"(?:(?:\d{4}|\d\d)年\s?\d{1,2}(?!\d)月?份?|\d{4}[-./]\d{1,2}(?!\d)月?份?|20\d{4}(?!\d)"
    rf"|(?:今年|明年|去年)?(?:(?<!\d)\d{{1,2}}|十[一二]?|[{_NUMERALS}])月份?"
    r"|本月|这个?月|当月|上个?月|下个?月)"
)
_SPAN = re.compile(
    rf"(?P<first>{_POINT}|(?<![\d.])\d{{1,2}})\s?(?:至|到|[-~—–～])\s?(?P<last>{_POINT})|(?P<only>{_POINT})"
    r"|(?P<year>20\d\d年?|今年|明年|去年)?\s?(?P<part>全年|整年|上半年|下半年|第?[一二三四1-4]季度)"
)
_PARTS = {"全年": (1, 12), "整年": (1, 12), "上半年": (1, 6), "下半年": (7, 12)}
_RELATIVE = {"上": -1, "下": 1}
_YEARS = {"去年": -1, "今年": 0, "明年": 1}
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
_BETWEEN = re.compile(r"[\s，,、；;。：:！!]+")
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


def take_months(
    text: str, this_month: str, example: str, *, past: bool = False
) -> tuple[list[tuple[str, str]], str]:
    """Take the months out of a text; gives them as spans, and the rest.

    A month without a year is the one of this year, at the turn of a year the near one; `past`: never one
    ahead. Raises UserError for months that do not exist or lie too far.
    """
    spans = []
    for match in _SPAN.finditer(text):
        first, last = _read_span(match, this_month, example, past=past)
        if last < first:
            raise UserError(f"{month.show(first)}在{month.show(last)}后面，起止写反了吗？例：{example}")
        for one in (first, last):
            _check_reach(one, this_month, example)
        spans.append((first, last))
    return spans, _SPAN.sub(" ", text)


def _read_span(match: re.Match[str], this_month: str, example: str, *, past: bool) -> tuple[str, str]:
    if match["part"]:
        return _part_of_year(match["year"], match["part"], this_month)
    if match["only"]:
        only = _read_point(match["only"], this_month, example, past=past)[0]
        return only, only
    last, said = _read_point(match["last"], this_month, example, past=past)
    first, first_said = _read_point(match["first"], this_month, example, past=past)
    if first_said and not said:  # 2026-11至3月: the next such month
        last = _at_year(first[:4], last)
        last = month.step(last, _MONTHS) if last < first else last
    elif said and not first_said:
        first = _at_year(last[:4], first)
        first = month.step(first, -_MONTHS) if first > last else first
    elif not said and last < first and first[:4] == this_month[:4]:
        over = _at_year(str(int(last[:4]) + 1), last)  # 11月至2月; 12月至10月 is a slip
        last = over if month.count_of(over) - month.count_of(first) <= _OVER_NEW_YEAR else last
    return first, last


def _at_year(year: str, one: str) -> str:
    return f"{year}{one[4:]}"


def _part_of_year(year: str | None, part: str, this_month: str) -> tuple[str, str]:
    number = int(this_month[:4]) + _YEARS.get(year or "今年", 0)
    if year and year[0] == "2":
        number = int(year[:4])
    if part in _PARTS:
        first, last = _PARTS[part]
    else:
        quarter = part.removeprefix("第")[0]
        first = 3 * ((_HAN_MONTHS.get(quarter) or int(quarter)) - 1) + 1
        last = first + 2
    return f"{number:04}-{first:02}", f"{number:04}-{last:02}"


def _read_point(words: str, this_month: str, example: str, *, past: bool) -> tuple[str, bool]:
    """Read one month; the flag tells whether its year was said."""
    plain = words.replace(" ", "").rstrip("份月") if words[0] not in "本这当上下" else words
    if words[0] in "本这当":
        return this_month, True
    if words[0] in _RELATIVE:
        return month.step(this_month, _RELATIVE[words[0]]), True
    if match := re.fullmatch(r"(\d{4})[-./年](\d{1,2})|(20\d\d)(\d\d)|(\d\d)年(\d{1,2})", plain):
        year, number = (part for part in match.groups() if part)
        return _make(int(year) if len(year) == 4 else 2000 + int(year), int(number), example), True
    said = _YEARS.get(plain[:2])
    number = _month_number(plain if said is None else plain[2:])
    year_now = int(this_month[:4])
    if said is not None:
        return _make(year_now + said, number, example), True
    return _near(_make(year_now, number, example), this_month, past=past), False


def _month_number(words: str) -> int:
    return int(words) if words.isdigit() else _HAN_MONTHS.get(words, 0)


def _near(one: str, this_month: str, *, past: bool) -> str:
    """Give a month without its year the year that is meant at the turn of a year."""
    now, said = int(this_month[5:]), int(one[5:])
    if (past and one > this_month) or (now <= 2 and said >= 10):
        return month.step(one, -_MONTHS)
    return month.step(one, _MONTHS) if now >= 11 and said <= 2 and not past else one


def _make(year: int, number: int, example: str) -> str:
    if not 1 <= number <= _MONTHS:
        raise UserError(f"没有{year}年{number}月，请核对月份。例：{example}")
    return f"{year:04}-{number:02}"


def _check_reach(one: str, this_month: str, example: str) -> None:
    apart = month.count_of(one) - month.count_of(this_month)
    if apart > _AHEAD:
        raise UserError(f"{month.show(one)}太远了，最多记到两年以后，请核对年份。例：{example}")
    if apart < -_BACK:
        raise UserError(f"{month.show(one)}太早了，请核对年份。例：{example}")


def names_of(text: str) -> tuple[str, ...] | None:
    """Give the names and list numbers that are left of a text; None where other words are among them."""
    parts = [part for part in _BETWEEN.split(text) if part and part not in _NOISE]
    if not all(_is_name(part) or _NUMBER.fullmatch(part) for part in parts):
        return None
    return tuple(dict.fromkeys(parts))


def _is_name(part: str) -> bool:
    return bool(_NAME.fullmatch(part)) and not _NO_NAME.search(part)


def person_of(name: str) -> Called:
    """Read a name with what tells two of it apart."""
    return read_person(name)
