"""The work on cases: what is to be done first, and how much there is, for lists and for a month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.case import Case, Kind, State
from bot.domain.case.showing import show_span
from bot.domain.working_time import Hours


def order(found: Iterable[Case], now: datetime) -> list[Case]:
    """Put the late ones first, then by what is due next; those whose clock rests come last."""
    return sorted(found, key=lambda one: (one.state is State.ASKED, not one.is_late(now), one.due_at))


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
