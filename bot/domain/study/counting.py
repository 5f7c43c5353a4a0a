"""A month's study in figures: by branch, by person, and which month is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.audience import branch_name
from bot.domain.command import Misfit, UserError, narrow

EXAMPLE = "学习 统计 10月 第三支部"


@dataclass(frozen=True, slots=True)
class BranchMonth:
    """A branch's month: items for it, its people, how much was to be read and was, what was written."""

    branch_id: int | None
    branch: str
    items: int
    people: int
    asked: int
    read: int
    reflections: int

    @property
    def share(self) -> str:
        """How much of what was to be read was, in whole per cent."""
        return f"{round(100 * self.read / self.asked)}%" if self.asked else "—"


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """One person's month."""

    branch: str
    name: str
    asked: int
    read: int
    reflections: int


@dataclass(frozen=True, slots=True)
class Query:
    """What stands behind 学习 统计: a month (None: this one), a branch (None: all in sight)."""

    year: int | None = None
    month: int | None = None
    branch: str | None = None


_MONTH = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月份?|(?P<y>\d{4})-(?P<m>\d{1,2})")


def read_query(words: str) -> Query:
    """Read 10月 第三支部, 2025年12月, 上个月 and 本月. Raises Misfit, UserError."""
    year, month, branch = None, None, None
    for word in narrow(words[:60]).split():
        match = _MONTH.fullmatch(word)
        if word in {"上月", "上个月"} and month is None:
            month = 0
        elif word in {"本月", "这个月", "这月"} and month is None:
            month = None
        elif match and month is None:
            month = int(match["month"] or match["m"])
            year = int(match["year"] or match["y"]) if match["year"] or match["y"] else None
            if not 1 <= month <= 12:
                raise UserError(f"没有{word}。例：{EXAMPLE}")
        elif word.endswith("支部") and branch is None:
            branch = branch_name(word)
        else:
            raise Misfit(words)
    return Query(year, month, branch)


def first_of(query: Query, today: date) -> date:
    """Give the first day of the month meant; one without a year is the last such. Raises UserError."""
    this = today.replace(day=1)
    if query.month is None:
        return this
    if query.month == 0:
        return before(this)
    year = query.year or (today.year if query.month <= today.month else today.year - 1)
    first = date(year, query.month, 1) if 2000 <= year <= 2100 else this
    if first > this or not 2000 <= year <= 2100:
        raise UserError(f"{year}年{query.month}月还没到。例：{EXAMPLE}")
    return first


def before(first: date) -> date:
    """Give the first day of the month before."""
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)


def after(first: date) -> date:
    """Give the first day of the month after."""
    return date(first.year + (first.month == 12), first.month % 12 + 1, 1)


def show_row(row: BranchMonth) -> str:
    """Write a branch's month in a line."""
    return (
        f"{row.branch}：{row.items} 条，{row.people} 人，已学 {row.read}/{row.asked}（{row.share}），"
        f"心得 {row.reflections} 份"
    )


def show_month(first: date, rows: Sequence[BranchMonth]) -> str:
    """Write a month, a line a branch; none with a name."""
    head = f"{first.year}年{first.month}月学习统计"
    if not rows:
        return f"{head}：这个月没有发过学习。"
    lines = [f"{head}：", *map(show_row, rows)]
    if len(rows) > 1:
        read, asked = sum(row.read for row in rows), sum(row.asked for row in rows)
        lines.append(f"合计已学 {read}/{asked}，心得 {sum(row.reflections for row in rows)} 份")
    return "\n".join(lines)
