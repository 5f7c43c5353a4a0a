"""Reading 月报 10月 第三支部 表 and 年报 2025 打印."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain import month as months
from bot.domain.command import Misfit, UserError, narrow
from bot.domain.year import YEAR, number_of, steps_of

MONTHLY = "月报 10月 第三支部"
YEARLY = "年报 2026"
_LONGEST = 40
_BRANCH = re.compile(r"第?[一二三四五六七八九十\d]{1,3}|.{1,20}支部")
_BARE_MONTH = re.compile(r"\d{1,2}")
_ALL = {"全部", "全体", "党委", "全党委"}


class Form(StrEnum):
    """In which form a report is sent."""

    TEXT = "文字"
    PICTURE = "图"
    TABLE = "表"
    PAPER = "打印"


_FORMS = {
    **dict.fromkeys(("图", "图片"), Form.PICTURE),
    **dict.fromkeys(("表", "表格", "电子表格"), Form.TABLE),
    **dict.fromkeys(("打印", "打印版", "打印页"), Form.PAPER),
    **dict.fromkeys(("文字", "文本"), Form.TEXT),
}
_ENDING = re.compile(rf"(.+?)({'|'.join(sorted(_FORMS, key=len, reverse=True))})")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for: words of a month or year ("": the usual one), a branch (None: all one sees)."""

    when: str = ""
    branch: str | None = None
    form: Form = Form.TEXT


def read_monthly(words: str) -> Query:
    """Read the words behind 月报; others than a month, a branch and a form are a Misfit."""
    return _read(words, lambda word: months.looks_like_month(word) or bool(_BARE_MONTH.fullmatch(word)))


def read_yearly(words: str) -> Query:
    """Read the words behind 年报; others than a year, a branch and a form are a Misfit."""
    return _read(words, lambda word: bool(YEAR.fullmatch(word)))


def _read(words: str, is_time: Callable[[str], bool]) -> Query:
    if len(words) > _LONGEST:
        raise Misfit(words)
    when: list[str] = []
    others: list[str] = []
    forms: list[Form] = []
    for word in re.split(r"[\s，,、]+", narrow(words).strip()):
        rest = word
        if rest not in _FORMS and (glued := _ENDING.fullmatch(rest)) and _fits(glued[1], is_time):
            rest = glued[1]
            forms.append(_FORMS[glued[2]])
        if rest in _FORMS:
            forms.append(_FORMS[rest])
        elif is_time(rest):
            when.append(rest)
        elif rest and rest not in _ALL:
            others.append(rest)
    if len(when) > 1 or len(others) > 1 or len(forms) > 1 or not all(map(_BRANCH.fullmatch, others)):
        raise Misfit(words)
    return Query(next(iter(when), ""), next(iter(others), None), next(iter(forms), Form.TEXT))


def _fits(word: str, is_time: Callable[[str], bool]) -> bool:
    return is_time(word) or bool(_BRANCH.fullmatch(word)) or word in _ALL


def month_of(when: str, today: date, first: str) -> str:
    """Give the month that is meant; nothing is the one that is over, in the store's first month the present.

    Raises UserError for one that is no month, is ahead, or lies before `first`, the store's first month.
    """
    now = months.of_day(today)
    if not when:
        return max(months.step(now, -1), first)
    words = f"{when}月" if _BARE_MONTH.fullmatch(when) else when
    found = months.read_past_month(words, today, MONTHLY)
    if found < first:
        early = f"{months.show(found)}还没有启用，最早是{months.show(first)}。"
        raise UserError(f"{early}例：月报 {int(first[5:])}月")
    return found


def year_of(when: str, today: date, first: str) -> int:
    """Give the year that is meant; nothing is this year, in January the last one, if the store knows it.

    Raises UserError for a year that has not begun, or lies before the store's first month.
    """
    began = int(first[:4])
    if not when:
        return max(today.year - (today.month == 1), began)
    match = YEAR.fullmatch(when)
    assert match, when
    year = number_of(match) or today.year + steps_of(match)
    if year > today.year:
        raise UserError(f"{year}年还没到。例：年报 {today.year}")
    if year < began:
        raise UserError(f"{year}年还没有启用，最早是{months.show(first)}。例：年报 {began}")
    return year
