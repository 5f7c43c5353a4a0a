"""What is asked for: 年终材料 第三支部 2025 打印, in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.audience import branch_name
from bot.domain.command import Misfit, UserError, narrow
from bot.domain.year import YEAR, number_of, steps_of

EXAMPLE = "年终材料 第三支部 表"
_LONGEST = 40
_MONTHS_AFTER = 2  # in January and February the year just over is meant
_ALL = {"全部", "全体", "所有", "所有支部", "各支部", "全部支部"}
_BRANCH = re.compile(
    r"第?[一二三四五六七八九十\d]{1,3}(?:党?支部)?"
    r"|(?!交|报|发|送|各|请|由|让|要|都|给|到|把|等|先)[^\s，,。？?！!：:]{1,20}支部"
)
_OWN = {"本支部", "我们支部", "我支部", "自己支部"}


class Form(StrEnum):
    """As what it is sent."""

    TEXT = "text"
    BOOK = "book"
    PAPER = "paper"


_FORMS = (("打印版", Form.PAPER), ("打印", Form.PAPER), ("表格", Form.BOOK), ("表", Form.BOOK))
_FORMS_ALONE = {"excel": Form.BOOK, "xlsx": Form.BOOK, "电子表格": Form.BOOK}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which year's file (back: so many years ago), of which branch as typed or of all, as what."""

    year: int | None = None
    back: int | None = None
    branch: str | None = None
    of_all: bool = False
    form: Form = Form.TEXT


def read(words: str) -> Asked:
    """Read what stands behind 年终材料; raises Misfit where it is talk."""
    if len(words) > _LONGEST:
        raise Misfit(words)
    form, text = _take_form(narrow(words))
    year = back = None
    if said := YEAR.search(text):
        year = number_of(said)
        back = -steps_of(said) if year is None else None
        text = f"{text[: said.start()]} {text[said.end() :]}".strip()
    rest = re.sub(r"^的|的$", "", text).strip()
    if rest in _ALL:
        return Asked(year, back, None, True, form)
    if rest and rest not in _OWN and not _BRANCH.fullmatch(rest):
        raise Misfit(words)
    branch = branch_name(rest) if rest and rest not in _OWN else None
    return Asked(year, back, branch, False, form)


def _take_form(text: str) -> tuple[Form, str]:
    """Take the form out of the words: 打印 第三支部, 第三支部 表."""
    found, rest = Form.TEXT, list[str]()
    for token in text.split():
        kept, form = _split_form(token)
        found = form or found
        rest += [kept] if kept else []
    return found, " ".join(rest)


def _split_form(token: str) -> tuple[str, Form | None]:
    if alone := _FORMS_ALONE.get(token.lower()):
        return "", alone
    for word, form in _FORMS:
        if token.endswith(word):
            return token.removesuffix(word), form
        if form is Form.PAPER and token.startswith(word):
            return token.removeprefix(word), form
    return token, None


def year_meant(asked: Asked, today: date, first: int | None) -> int:
    """Tell the year asked for; `first` is when keeping records began. Raises UserError for one ahead."""
    if asked.year is not None:
        year = asked.year
    elif asked.back is not None:
        year = today.year - asked.back
    else:
        year = max(today.year - (today.month <= _MONTHS_AFTER), first or 0)
    if year > today.year:
        raise UserError(f"{year}年还没到。例：年终材料 {today.year}")
    return year
