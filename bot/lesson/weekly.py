"""What the office's weekly page says of lessons."""

from __future__ import annotations

from datetime import date

from bot.context import Tick
from bot.domain.days import moments_of
from data import lesson as lessons


def digest_lines(tick: Tick, first: date, last: date) -> list[str]:
    """Write a line a lesson of the week; nothing where there was none."""
    start, end = moments_of(first, last, tick.zone)
    return [
        f"{one.name}“{one.title}”：到课 {len(lessons.attended(tick.db, one.number))}"
        f"/{len(lessons.invited(tick.db, one.number))} 人。"
        for one in lessons.held_between(tick.db, start, end)
    ]
