"""Meetings of the branches as the weekly page shows them, counted from the branches behind the numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.domain.digest.item import Behind

_NAMED = 3


def show_held(rows: Sequence[Behind]) -> str:
    """Write how many meetings the week had."""
    return f"三会一课 开了 {len(rows)} 次"


def show_behind(branches: Mapping[int, str], rows: Sequence[Behind]) -> str:
    """Write how many branches still owe meetings; of few, which and what; of one all of it."""
    if len(rows) == 1:
        kinds = rows[0].note.replace("）、", "）\n")
        return f"三会一课 1 个支部还差会：{branches.get(rows[0].unit_id or 0, '')}\n{kinds}"
    line = f"三会一课还差会的支部 {len(rows)} 个"
    if len(rows) > _NAMED:
        return line
    return "\n".join(
        [line, *(f"{branches.get(row.unit_id or 0, '')}：{_without_months(row.note)}" for row in rows)]
    )


def _without_months(lacks: str) -> str:
    """Leave the kinds of meetings alone: a line of the page holds no more of several branches."""
    return re.sub(r"（[^（）]*）", "", lacks)
