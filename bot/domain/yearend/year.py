"""A year of a branch and of each of its people, in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.dues import arrears
from bot.domain.meeting import Every, Kind, Lack, Quarter, Rule
from bot.domain.member import Member


@dataclass(frozen=True, slots=True)
class Year:
    """A year as far as it has come: `today` is the day it is looked at, `began` when keeping records began.

    `gone` tells of what is deleted after its term (会, 活动, 学习, 汇报) before which day that is so.
    """

    number: int
    today: date
    began: date | None = None
    gone: Mapping[str, date] | None = None

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.number, 1, 1)

    @property
    def last(self) -> date:
        """Its last day, or today while it lasts."""
        return min(date(self.number, 12, 31), self.today)

    @property
    def is_over(self) -> bool:
        """Whether it is over."""
        return self.today.year > self.number

    @property
    def dues_day(self) -> date:
        """The day from which months of dues are counted back: all of a year that is over."""
        return date(self.number + 1, 1, 1) if self.is_over else self.today

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Its quarters that have begun."""
        every = (Quarter(self.number, number) for number in (1, 2, 3, 4))
        return tuple(one for one in every if one.first <= self.today)

    @property
    def since(self) -> date:
        """From which of its days on records were kept."""
        return max(self.first, self.began or self.first)

    @property
    def days(self) -> int:
        """How many days records were kept for."""
        return max(0, (self.last - self.since).days + 1)

    @property
    def months(self) -> int:
        """How many months records were kept in."""
        return self.last.month - self.since.month + 1 if self.days else 0

    def is_gone(self, what: str, day: date) -> bool:
        """Whether what was kept of a day is deleted by now."""
        return day < (self.gone or {}).get(what, date.min)

    def is_all_gone(self, what: str) -> bool:
        """Whether nothing of the year is left."""
        return self.is_gone(what, date(self.number, 12, 31))

    def takes_reports(self, quarter: Quarter) -> bool:
        """Whether a report of a quarter could be written and is still kept."""
        began = self.began is None or quarter.last >= self.began
        return began and not self.is_gone("汇报", quarter.last)


@dataclass(frozen=True, slots=True)
class PersonYear:
    """What a member did in a year; nothing of it is a verdict.

    `is_asked` is False of whom nothing is asked now: left, out of reach, suspended, resting.
    """

    person: Member
    is_asked: bool = True
    remark: str = ""
    meetings: int = 0
    meetings_noted: int = 0
    events: int = 0
    events_noted: int = 0
    studied: int = 0
    studies: int = 0
    reflections: int = 0
    reports: frozenset[int] = frozenset()  # the numbers of the quarters
    dues_until: str | None = None
    dues_class: str = arrears.UNKNOWN
    months: int = 0  # with a word of the person
    points: int = 0
    visits: int = 0
    not_on_roll: tuple[str, ...] = ()  # headings of the roll that are empty


@dataclass(frozen=True, slots=True)
class BranchYear:
    """A branch's year."""

    name: str
    year: Year
    people: tuple[PersonYear, ...]
    held: tuple[tuple[Kind, date], ...] = ()
    rule: Mapping[Kind, Every] | None = None
    lacks: tuple[tuple[Quarter, Lack], ...] = ()
    reviewed: bool = False
    unsigned: tuple[int, ...] = ()  # own events of which nobody noted who came
    cases: int = 0
    cases_open: int = 0

    @property
    def due(self) -> Rule:
        """Which kinds of meetings are due how often."""
        return self.rule or {}

    @property
    def asked(self) -> tuple[PersonYear, ...]:
        """Of whom something is asked."""
        return tuple(one for one in self.people if one.is_asked)

    @property
    def shows_points(self) -> bool:
        """Whether points are given here at all."""
        return any(one.points for one in self.people)

    def count_held(self, kind: Kind, quarter: Quarter) -> int:
        """Count the meetings of a kind held in a quarter."""
        return sum(one is kind and quarter.first <= day <= quarter.last for one, day in self.held)
