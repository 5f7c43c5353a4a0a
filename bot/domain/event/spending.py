"""What an event cost: the lines of the spending form (活动经费单)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.command import Misfit, UserError, narrow
from bot.domain.money import capital_yuan, read_yuan, show_yuan

EXAMPLE = "活动 经费 3号 场地 500 茶水 120.5"
_MOST = 40
_HEAD = re.compile(r"\s*+(?:活动)?\s*+第?\s*+[Aa]?\s*+(\d{1,6})\s*+号?(?=[\s，,：:]|$)[\s，,：:]*")
_GLUED = re.compile(r"([^\d¥￥]{1,20})([¥￥]?\d[^\s]{0,20})")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was paid, in cents."""

    what: str
    cents: int


@dataclass(frozen=True, slots=True)
class Spending:
    """What an event cost, as typed."""

    number: int
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        """The sum in cents."""
        return sum(line.cents for line in self.lines)


def read_spending(words: str) -> Spending:
    """Read 3号 场地 500 茶水 120.5. Raises UserError for an amount that is none, Misfit for no number."""
    words = narrow(words[:600]).replace("：", " ").replace(":", " ")
    head = _HEAD.match(words)
    if head is None:
        raise Misfit(words)
    lines, waiting = list[Line](), ""
    for word in re.split(r"[\s、；;]+|[，,](?!\d{3})", words[head.end() :]):
        waiting = _take(word, waiting, lines)
    if waiting:
        raise UserError(f"“{waiting}”后面没写金额。例：{EXAMPLE}")
    if not lines:
        raise UserError(f"请写上各项和金额。例：{EXAMPLE}")
    if len(lines) > _MOST:
        raise UserError(f"一张单最多 {_MOST} 项，请合并几项再发。")
    return Spending(int(head[1]), tuple(lines))


def _take(word: str, waiting: str, lines: list[Line]) -> str:
    """Take one word: an amount ends a line, anything else begins one; gives what waits for its amount."""
    if not word:
        return waiting
    glued = _GLUED.fullmatch(word)
    if waiting and (cents := _amount(word, waiting)) is not None:
        lines.append(Line(waiting, cents))
        return ""
    if waiting:
        raise UserError(f"“{waiting}”后面没写金额。例：{EXAMPLE}")
    if glued and (cents := _amount(glued[2], glued[1])) is not None:
        lines.append(Line(glued[1], cents))
        return ""
    if re.match(r"[-\d¥￥]", word):
        raise UserError(f"“{word}”前面没写是什么钱。例：{EXAMPLE}")
    return word[:20]


def _amount(word: str, what: str) -> int | None:
    """Give an amount in cents; None where a word is none. Raises UserError for one that was meant as one."""
    cents = read_yuan(word)
    if cents is None and re.match(r"[-\d¥￥.]", word):
        raise UserError(f"{what}的金额“{word}”没看懂，请写数字，最多两位小数。例：{EXAMPLE}")
    if cents == 0:
        raise UserError(f"{what}的金额是 0，请去掉这一项，或写上金额。例：{EXAMPLE}")
    return cents


def show_total(spending: Spending) -> str:
    """Write the sum for people and for an accountant."""
    return f"{show_yuan(spending.total)}（{capital_yuan(spending.total)}）"


def rows_of(lines: Sequence[Line]) -> list[tuple[str, str, str, str]]:
    """Give the rows of the form: number, what, amount, remark (to be filled in)."""
    return [
        (str(place), line.what, f"{line.cents // 100}.{line.cents % 100:02}", "")
        for place, line in enumerate(lines, start=1)
    ]
