"""A page as it was kept, with the people behind each of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.digest.item import Behind, Subject

OFFICE = 0  # in the place of a branch: the page of the whole committee


@dataclass(frozen=True, slots=True)
class BranchWeek:
    """How many of a branch were heard of in the week and in the week before."""

    unit_id: int
    name: str
    heard: int
    heard_before: int
    people: int


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A numbered line: its words as they stand on the page, and the rows counted in them."""

    number: int
    words: str
    subject: Subject
    rows: Sequence[Behind] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A page of the week from `first` to `last`: the office's (`unit_id` OFFICE) or a branch's."""

    first: date
    last: date
    made_at: datetime
    unit_id: int
    title: str  # 第三支部, or the committee's name
    branches: Sequence[BranchWeek]
    lines: Sequence[KeptLine]
