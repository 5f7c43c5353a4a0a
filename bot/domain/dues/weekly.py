"""Dues as the weekly page shows them, counted from the people behind the numbers; never an amount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.domain.digest.item import Behind
from bot.domain.dues.arrears import CLASSES


def show_behind(rows: Sequence[Behind]) -> str:
    """Write how many have not paid for half a year, and of which classes they are."""
    groups = Counter(row.note for row in rows)
    spread = "，".join(f"{name} {groups[name]}" for name in CLASSES if groups[name])
    return f"党费满半年没交 {len(rows)} 位\n{spread}"


def show_booked(month: int, rows: Sequence[Behind]) -> str:
    """Write how many payments a month has brought."""
    return f"党费 {month}月记了 {len(rows)} 笔"


def show_undeclared(year: int, rows: Sequence[Behind]) -> str:
    """Write how many have declared nothing for a year."""
    return f"{year}年党费基数没申报 {len(rows)} 位"
