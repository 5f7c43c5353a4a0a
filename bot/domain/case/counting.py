"""The work on cases: what is to be done first, and how much there is, for lists and the weekly page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.case import Case, Kind, State
from bot.domain.case.showing import show_span
from bot.domain.working_time import Hours


def order(found: Iterable[Case], now: datetime) -> list[Case]:
    """Put the late ones first, then by what is due next; those whose clock rests come last."""
    return sorted(found, key=lambda one: (one.state is State.ASKED, not one.is_late(now), one.due_at))


@dataclass(frozen=True, slots=True)
class Counts:
    """The cases of a time as the office reads them: confidential ones are one number."""

    ages: Sequence[int]  # working days since they were opened, of the open ones
    late: int
    answered: Sequence[timedelta]  # working time until the first answer
    confidential: int


def show_counts(counts: Counts, hours: Hours) -> list[str]:
    """Write the lines of the weekly page; nothing where there is nothing."""
    lines = []
    if counts.ages:
        groups = Counter("new" if age <= 3 else "week" if age <= 7 else "old" for age in counts.ages)
        parts = ((groups["new"], "3 个工作日以内"), (groups["week"], "4–7 个"), (groups["old"], "7 个以上"))
        spread = "，".join(f"{words} {count} 件" for count, words in parts if count)
        late = f"；超时 {counts.late} 件" if counts.late else ""
        lines.append(f"工单：在办 {len(counts.ages)} 件（{spread}）{late}")
    if counts.answered:
        usual = show_span(median(counts.answered), hours)
        lines.append(f"本周答复 {len(counts.answered)} 件，一半在 {usual}以内")
    if counts.confidential:
        lines.append(f"需保密的在办 {counts.confidential} 件，由专人办")
    return lines


def median(spans: Sequence[timedelta]) -> timedelta:
    """Give the middle one of some spans; of an even number the lower middle."""
    return sorted(spans)[(len(spans) - 1) // 2]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one kind's cases of a month."""

    kind: Kind
    opened: int
    answered: Sequence[timedelta]
    climbed: int
    waiting: int


def show_tallies(title: str, tallies: Sequence[Tally], confidential: int, hours: Hours) -> str:
    """Write a line a kind."""
    lines = [
        f"{one.kind.chinese} {one.opened} 件，答复 {len(one.answered)}"
        + (f"（一半在 {show_span(median(one.answered), hours)}以内）" if one.answered else "")
        + (f"，转到上一级 {one.climbed}" if one.climbed else "")
        + (f"，在办 {one.waiting}" if one.waiting else "")
        for one in tallies
        if one.opened
    ]
    secret = [f"需保密的 {confidential} 件，内容只有专人看得到"] if confidential else []
    return "\n".join([f"{title}：", *(lines or ["没有新的"]), *secret])
