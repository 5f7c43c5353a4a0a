"""Months as the roll writes them (2026-11): counting, stepping, showing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_MONTH = re.compile(r"(\d{4})-(\d\d)")


def count_of(month: str) -> int:
    """Number a month, so that neighbours are one apart."""
    match = _MONTH.fullmatch(month)
    assert match, f"no month: {month}"
    return int(match[1]) * 12 + int(match[2]) - 1


def of_count(number: int) -> str:
    """Give the month of a number."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def of_day(day: date) -> str:
    """Give the month a day lies in."""
    return f"{day:%Y-%m}"


def step(month: str, months: int) -> str:
    """Give the month so many months later."""
    return of_count(count_of(month) + months)


def span(first: str, last: str) -> list[str]:
    """List the months from the first to the last, both included."""
    return [of_count(number) for number in range(count_of(first), count_of(last) + 1)]


def runs(months: Iterable[str]) -> list[tuple[str, str]]:
    """Put months together to spans of neighbours, in order."""
    found: list[tuple[str, str]] = []
    for one in sorted(set(months)):
        if found and step(found[-1][1], 1) == one:
            found[-1] = found[-1][0], one
        else:
            found.append((one, one))
    return found


def show(month: str) -> str:
    """Write a month as people read it: 2026年11月."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def show_span(first: str, last: str) -> str:
    """Write a span: 2026年11月, 2026年10月至12月, 2026年10月至2027年3月."""
    if first == last:
        return show(first)
    year, number = last.split("-")
    return f"{show(first)}至{int(number)}月" if first[:4] == year else f"{show(first)}至{show(last)}"


def show_all(months: Iterable[str]) -> str:
    """Write months, neighbours together."""
    return "、".join(show_span(*one) for one in runs(months))
