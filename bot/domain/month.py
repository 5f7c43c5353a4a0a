"""Months as the roll writes them (2026-11): counting, stepping, showing, and how people name them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

from bot.domain.command import UserError
from bot.domain.days import moments_of

_MONTH = re.compile(r"(\d{4})-(\d\d)")


def count_of(month: str) -> int:
    """Number a month, so that neighbours are one apart."""
    match = _MONTH.fullmatch(month)
    assert match, f"no month: {month}"
    return int(match[1]) * 12 + int(match[2]) - 1


def of_count(number: int) -> str:
    """Give the month of a number."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def of_day(day: date) -> str:
    """Give the month a day lies in."""
    return f"{day:%Y-%m}"


def step(month: str, months: int) -> str:
    """Give the month so many months later."""
    return of_count(count_of(month) + months)


def span(first: str, last: str) -> list[str]:
    """List the months from the first to the last, both included."""
    return [of_count(number) for number in range(count_of(first), count_of(last) + 1)]


def runs(months: Iterable[str]) -> list[tuple[str, str]]:
    """Put months together to spans of neighbours, in order."""
    found: list[tuple[str, str]] = []
    for one in sorted(set(months)):
        if found and step(found[-1][1], 1) == one:
            found[-1] = found[-1][0], one
        else:
            found.append((one, one))
    return found


def show(month: str) -> str:
    """Write a month as people read it: 2026年11月."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def show_span(first: str, last: str) -> str:
    """Write a span: 2026年11月, 2026年10月至12月, 2026年10月至2027年3月."""
    if first == last:
        return show(first)
    year, number = last.split("-")
    return f"{show(first)}至{int(number)}月" if first[:4] == year else f"{show(first)}至{show(last)}"


def show_all(months: Iterable[str]) -> str:
    """Write months, neighbours together."""
    return "、".join(show_span(*one) for one in runs(months))


def bounds(month: str, zone: tzinfo) -> tuple[datetime, datetime]:
    """Give the moment it begins and the one it is over, on the clock of a zone."""
    first, after = (date(int(one[:4]), int(one[5:]), 1) for one in (month, step(month, 1)))
    return moments_of(first, after - timedelta(days=1), zone)


# Reading


_LONGEST = 20
_AHEAD, _BACK = 24, 240  # months; whoever names one further away made a slip
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
            raise UserError(f"{show(first)}在{show(last)}后面，起止写反了吗？例：{example}")
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
        last = step(last, _MONTHS) if last < first else last
    elif said and not first_said:
        first = _at_year(last[:4], first)
        first = step(first, -_MONTHS) if first > last else first
    elif not said and last < first and first[:4] == this_month[:4]:
        over = _at_year(str(int(last[:4]) + 1), last)  # 11月至2月; 12月至10月 is a slip
        last = over if count_of(over) - count_of(first) <= _OVER_NEW_YEAR else last
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
        return step(this_month, _RELATIVE[words[0]]), True
    if match := re.fullmatch(r"(\d{4})[-./年](\d{1,2})|(20\d\d)(\d\d)|(\d\d)年(\d{1,2})", plain):
        year, number = (part for part in match.groups() if part)
        return _make(int(year) if len(year) == 4 else 2000 + int(year), int(number), example), True
    said = _YEARS.get(plain[:2])
    number = _month_number(plain if said is None else plain[2:])
    if not 1 <= number <= _MONTHS:
        raise UserError(f"没有{words}，请看看月份。例：{example}")
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
        return step(one, -_MONTHS)
    return step(one, _MONTHS) if now >= 11 and said <= 2 and not past else one


def _make(year: int, number: int, example: str) -> str:
    if not 1 <= number <= _MONTHS:
        raise UserError(f"没有{year}年{number}月，请看看月份。例：{example}")
    return f"{year:04}-{number:02}"


def _check_reach(one: str, this_month: str, example: str) -> None:
    apart = count_of(one) - count_of(this_month)
    if apart > _AHEAD:
        raise UserError(f"{show(one)}太远了，最多到两年以后，请看看年份。例：{example}")
    if apart < -_BACK:
        raise UserError(f"{show(one)}太早了，请看看年份。例：{example}")


def looks_like_month(word: str) -> bool:
    """Whether a word names a month, be it a possible one or not: 11月, 2025年12月, 上个月."""
    return len(word) <= _LONGEST and bool(_SPAN.fullmatch(word.strip()))


def read_past_month(word: str, today: date, example: str) -> str:
    """Read one month that has begun; without a year the latest such one, nothing is the present one.

    Raises UserError for a month that does not exist, is still ahead, or is more than one.
    """
    if not word.strip():
        return of_day(today)
    spans, rest = take_months(word, of_day(today), example, past=True)
    if rest.strip() or len(spans) != 1 or spans[0][0] != spans[0][1]:
        raise UserError(f"“{word}”是哪个月我没看懂，请写一个月。例：{example}")
    found = spans[0][0]
    if found > of_day(today):
        raise UserError(f"{show(found)}还没到。例：{example}")
    return found
