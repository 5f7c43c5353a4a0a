"""Meetings of the branches as the weekly page shows them, counted from the branches behind the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.digest.item import Behind

_NAMED = 3


def show_held(rows: Sequence[Behind]) -> str:
    """Write how many meetings the week had."""
    return f"三会一课 开了 {len(rows)} 次"


def show_behind(branches: Mapping[int, str], rows: Sequence[Behind]) -> str:
    """Write how many branches still owe meetings; of few, which and what."""
    line = f"三会一课还差会的支部 {len(rows)} 个"
    if len(rows) > _NAMED:
        return line
    return "\n".join([line, *(f"{branches.get(row.unit_id or 0, '')}：{row.note}" for row in rows)])
