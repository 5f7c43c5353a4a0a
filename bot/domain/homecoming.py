"""The home-coming season: who comes back around a festival, and who is visited when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.days import show_day

# People come back well before the festival and leave after the Lantern Festival.
BEFORE, AFTER = timedelta(days=25), timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Return:
    """Somebody said to be back within some days; what is planned, and whether it was done."""

    name: str
    first: date
    last: date
    planned: date | None
    visited: date | None


def season(day: date) -> tuple[date, date]:
    """Give the span of days in which people come back for a festival."""
    return day - BEFORE, day + AFTER


def show_return(place: int, one: Return) -> str:
    """Write a line of the plan: 1 张三 2月3日到5日回，计划2月6日走访."""
    days = show_day(one.first) if one.first == one.last else f"{show_day(one.first)}到{show_day(one.last)}"
    if one.visited:
        return f"{place} {one.name} {days}回，{show_day(one.visited)}走访过了"
    return f"{place} {one.name} {days}回" + (f"，计划{show_day(one.planned)}走访" if one.planned else "")
