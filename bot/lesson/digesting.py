"""What the office's weekly page says of lessons."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.context import Tick
from data import lesson as lessons


def week_lines(tick: Tick, first: date, last: date) -> list[str]:
    """Write a line a lesson of the week; nothing where there was none."""
    start = datetime.combine(first, time(), tick.zone)
    end = datetime.combine(last, time(), tick.zone) + timedelta(days=1)
    return [
        f"{one.name}“{one.title}”：到课 {len(lessons.attended(tick.db, one.number))}"
        f"/{len(lessons.invited(tick.db, one.number))} 人。"
        for one in lessons.held_between(tick.db, start, end)
    ]
