"""Cases as the weekly page shows them, counted from who asked; never what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.domain.case import Case
from bot.domain.case.counting import median
from bot.domain.case.showing import show_span
from bot.domain.digest.item import Behind
from bot.domain.working_time import Hours

_LATE = "，超时"
_AGES = (("0–2天", 2), ("3–5天", 5), ("5天以上", 10_000))  # working days


def note_open(case: Case, age: int, *, late: bool) -> str:
    """Write which case it is and how old: 7号建议 4天."""
    return f"{case.number}号{case.kind.chinese} {age}天{_LATE if late else ''}"


def show_open(ages: Mapping[str, int], rows: Sequence[Behind]) -> str:
    """Write how many are open and how old; `ages` gives the working days by the rows' notes."""
    late = sum(row.note.endswith(_LATE) for row in rows)
    groups = Counter(next(name for name, most in _AGES if ages[row.note] <= most) for row in rows)
    spread = "，".join(f"{name}的 {groups[name]}" for name, _ in _AGES if groups[name])
    return f"建议反映求助在办 {len(rows)} 件{f'，超时 {late}' if late else ''}\n等了 {spread}"


def show_answered(spans: Mapping[str, timedelta], hours: Hours, rows: Sequence[Behind]) -> str:
    """Write how many were answered, and how fast; `spans` gives the working time by the rows' notes."""
    usual = show_span(median([spans[row.note] for row in rows]), hours)
    return f"建议反映求助答复了 {len(rows)} 件\n一半在 {usual}以内"


def show_confidential(rows: Sequence[Behind]) -> str:
    """Write how many are with those named for them."""
    return f"需保密的 {len(rows)} 件，由专人办"
