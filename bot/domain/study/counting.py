"""A month's study in figures: by branch, by person, and which month is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.audience import branch_name
from bot.domain.command import Misfit, narrow
from bot.domain.month import looks_like_month, show

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
    """What stands behind 学习 统计: a month as typed (empty: this one), a branch (None: all in sight)."""

    month: str = ""
    branch: str | None = None


def read_query(words: str) -> Query:
    """Read 10月 第三支部, 2025年12月, 上个月 and 本月. Raises Misfit."""
    named, branch = "", None
    for word in narrow(words[:60]).split():
        if not named and looks_like_month(word):
            named = word
        elif word.endswith("支部") and branch is None:
            branch = branch_name(word)
        else:
            raise Misfit(words)
    return Query(named, branch)


def show_row(row: BranchMonth) -> str:
    """Write a branch's month in a line."""
    return (
        f"{row.branch}：{row.items} 条，{row.people} 人，已学 {row.read}/{row.asked}（{row.share}），"
        f"心得 {row.reflections} 份"
    )


def show_month(month: str, rows: Sequence[BranchMonth]) -> str:
    """Write a month, a line a branch; none with a name."""
    head = f"{show(month)}学习统计"
    if not rows:
        return f"{head}：这个月没有发过学习。"
    lines = [f"{head}：", *map(show_row, rows)]
    if len(rows) > 1:
        read, asked = sum(row.read for row in rows), sum(row.asked for row in rows)
        lines.append(f"合计已学 {read}/{asked}，心得 {sum(row.reflections for row in rows)} 份")
    return "\n".join(lines)
