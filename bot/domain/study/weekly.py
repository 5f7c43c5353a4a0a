"""A study item as the weekly page shows it, counted from whom it was for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.digest.item import Behind
from bot.domain.digest.title import shorten
from bot.domain.study.item import Item

_WROTE = "学了，写了心得"


def note_of(*, read: int, wrote: int) -> str:
    """Write what somebody did about an item."""
    return _WROTE if read and wrote else "学了" if read else "还没学"


def show_read(item: Item, rows: Sequence[Behind]) -> str:
    """Write how far an item has come: 学习5号 全会公报 已学 12/18，心得 3."""
    wrote = sum(row.note == _WROTE for row in rows)
    also = f"，心得 {wrote}" if wrote else ""
    return f"{item.name} {shorten(item.title)} 已学 {sum(row.counts for row in rows)}/{len(rows)}{also}"
