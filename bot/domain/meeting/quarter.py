"""Quarters of a year: which one a day lies in, and how people name one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.command import narrow

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_SAID = re.compile(
    r"(?:(?P<year>20\d\d)\s*年?\s*)?(?:第\s*)?(?P<number>[1-4一二三四])\s*季度?"
    r"|(?P<that>[本这上])个?季度?|(?:(?P<other>20\d\d)\s*年?\s*)?Q(?P<letter>[1-4])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Give the quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def months(self) -> tuple[int, int, int]:
        """Its three months."""
        last = 3 * self.number
        return last - 2, last - 1, last

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.months[0], 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after.first - timedelta(days=1)

    @property
    def after(self) -> Quarter:
        """The next one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> Quarter:
        """The one before."""
        return Quarter.of(self.first - timedelta(days=1))

    @property
    def key(self) -> str:
        """Its name in the store: 2026-Q4."""
        return f"{self.year}-Q{self.number}"

    @property
    def chinese(self) -> str:
        """Its name as people read it."""
        return f"{self.year}年{self.number}季度"


def take_quarter(words: str, today: date) -> tuple[Quarter | None, str]:
    """Take a quarter out of some words (3季度, 2026年四季度, 上季度); gives it with what is left.

    Without a year it is the latest that has begun.
    """
    text = narrow(words)
    said = _SAID.search(text)
    if said is None:
        return None, words.strip()
    present = Quarter.of(today)
    if said["that"]:
        found = present.before if said["that"] == "上" else present
    else:
        number = said["number"] or said["letter"]
        year = said["year"] or said["other"]
        found = Quarter(int(year or today.year), _NUMERALS.get(number) or int(number))
        if not year and found > present:
            found = Quarter(found.year - 1, found.number)
    return found, f"{text[: said.start()]} {text[said.end() :]}".strip()
