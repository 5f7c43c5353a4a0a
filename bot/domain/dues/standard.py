"""What a member pays a month: standards with their history, and the bands that make one of an income."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.domain.audience import branch_name
from bot.domain.command import Misfit, UserError, narrow
from bot.domain.dues.words import names_of, take_amount
from bot.domain.month import take_months

EXAMPLE = "党费 标准 张三 20元"


@dataclass(frozen=True, slots=True)
class Standard:
    """What somebody pays a month from a month on; `declared`: it follows from an income."""

    member_id: int
    from_month: str
    cents: int
    declared: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """A standard as typed: for whom, how much a month, from which month on (None: this one)."""

    names: tuple[str, ...]
    cents: int
    from_month: str | None
    branch: str | None = None  # a whole branch, in the place of names


def read_standard(words: str, this_month: str) -> Wish | None:
    """Read 张三 20元 [自 2026-12]; None for no words at all. Raises Misfit and UserError."""
    text = narrow(words).strip()
    if not text:
        return None
    if len(text) > 200:
        raise Misfit(words)
    amount, rest = take_amount(re.sub(r"每个?月", " ", text), EXAMPLE, bare=True)
    spans, rest = take_months(rest, this_month, EXAMPLE)
    rest = re.sub(r"[自从起]|开始|改为|改成|标准", " ", rest)
    branch, rest = _take_branch(rest)
    names = names_of(rest)
    if branch and names:
        raise UserError(f"请写支部，或者写名字，不要一起写。例：党费 标准 第三支部 20元；{EXAMPLE}")
    if names is None or (not (names or branch) and amount is None):
        raise Misfit(words)
    if amount is None or not (names or branch):
        what = "每月交多少" if names or branch else "给谁定的标准"
        raise UserError(f"请写上{what}。例：{EXAMPLE}")
    if len(spans) > 1 or (spans and spans[0][0] != spans[0][1]):
        raise UserError(f"从哪个月起，请只写一个月。例：{EXAMPLE} 自 2026-12")
    return Wish(names, amount.cents, spans[0][0] if spans else None, branch)


_BRANCH = re.compile(
    r"(?<!\S)(?:第?[一二三四五六七八九十\d]{1,3}党?支部|[\u4e00-\u9fff\w]{1,20}支部)(?:全体|所有人|每人|都)?(?!\S)"
)


def _take_branch(text: str) -> tuple[str | None, str]:
    """Take a branch out of a text; gives it as its full name, and the rest."""
    found = _BRANCH.search(text)
    if found is None:
        return None, text
    named = re.sub(r"(?:全体|所有人|每人|都)$", "", found[0])
    return branch_name(named), f"{text[: found.start()]} {text[found.end() :]}"


def fitting(words: str) -> str:
    """Give the words back where they fit, to be read once it is known when they were said. Raises Misfit."""
    with suppress(UserError):
        read_standard(words, "2026-06")
    return words


def standard_in(standards: Iterable[Standard], month: str) -> Standard | None:
    """Give the standard that holds in a month; the last one said counts."""
    return next((one for one in reversed(list(standards)) if one.from_month <= month), None)


def sum_of(standards: Sequence[Standard], months: Iterable[str]) -> int | None:
    """Add up what these months cost; None where the standard of one is not known."""
    cents = 0
    for month in months:
        one = standard_in(standards, month)
        if one is None:
            return None
        cents += one.cents
    return cents or None
