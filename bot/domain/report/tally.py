"""Figures of a branch in a month; branches put together to the committee, months to a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.domain import month as months
from bot.domain.report.figure import ARREARS, PART_OF, THINGS, Adds, Figure, Part, adds

NOBODYS = 0  # in the place of a branch: people of none, what is the committee's own


@dataclass(slots=True)
class Tally:
    """Figures being counted; of what may concern several branches at once, which ones there were."""

    counts: Counter[Figure] = field(default_factory=Counter)
    things: dict[Figure, set[int]] = field(default_factory=dict)
    spans: list[timedelta] = field(default_factory=list)  # working time until cases were answered

    def add(self, other: Tally) -> None:
        """Take another one's figures in."""
        self.counts.update(other.counts)
        for figure, numbers in other.things.items():
            self.things.setdefault(figure, set()).update(numbers)
        self.spans += other.spans

    def of(self, figure: Figure) -> int:
        """Give a figure."""
        return len(self.things.get(figure, ())) if figure in THINGS else self.counts[figure]


def together(tallies: Iterable[Tally]) -> Tally:
    """Put the figures of branches together."""
    whole = Tally()
    for one in tallies:
        whole.add(one)
    return whole


def over_months(tallies: Sequence[Tally]) -> Tally:
    """Put the figures of months together, in their order: flows are summed, what stands is the last."""
    whole = together(tallies)
    for figure in Figure:
        if figure in THINGS or adds(figure) is Adds.SUM:
            continue
        whole.counts[figure] = tallies[0 if adds(figure) is Adds.FIRST else -1].counts[figure]
    return whole


@dataclass(frozen=True, slots=True)
class Period:
    """A month, or the months of a year as far as they are known; `until` is the last day counted."""

    title: str
    months: tuple[str, ...]
    until: date
    year: int | None = None

    @property
    def is_year(self) -> bool:
        """Whether it is a year's."""
        return self.year is not None


@dataclass(frozen=True, slots=True)
class Report:
    """A period in figures: month by month, branch by branch.

    `before` is the month before, where the store knows it; `gone` are the parts whose time of keeping is
    over, by month; `about` whose it is; `whole` whether it is the committee's.
    """

    period: Period
    about: str
    whole: bool
    branches: Mapping[int, str]  # by id, in their order; NOBODYS is not among them
    by_month: Mapping[str, Mapping[int, Tally]]
    before: Mapping[int, Tally] | None = None
    gone: Mapping[str, frozenset[Part]] = field(default_factory=dict)

    @property
    def scope(self) -> tuple[int, ...]:
        """The branches that are counted; for the committee also what is no branch's."""
        return (*self.branches, NOBODYS) if self.whole else tuple(self.branches)

    def in_month(self, one: str) -> Tally:
        """Give the figures of one month, all branches together."""
        return _gather(self.by_month[one], self.scope)

    def of_branch(self, branch: int) -> Tally:
        """Give the figures of one branch over the whole period."""
        return over_months([each.get(branch, Tally()) for each in self.by_month.values()])

    @property
    def total(self) -> Tally:
        """The figures of everything together."""
        return over_months([self.in_month(one) for one in self.by_month])

    @property
    def last_month(self) -> Tally | None:
        """The figures of the month before; None where they are not known."""
        return None if self.before is None else _gather(self.before, self.scope)

    def is_gone(self, figure: Figure, one: str | None = None) -> bool:
        """Whether a figure's rows were deleted in due time: of one month, or of any of the period."""
        wanted = [one] if one else list(self.by_month)
        if one is None and adds(figure) is Adds.LAST:
            wanted = wanted[-1:]
        return any(PART_OF[figure] in self.gone.get(each, ()) for each in wanted)

    def hides(self, figure: Figure) -> bool:
        """Whether a figure has no place in this report: only the committee's holds what is confidential."""
        if figure is Figure.CONFIDENTIAL:
            return not self.whole
        # Of a year, arrears stand in its statistics, once.
        return self.period.is_year and figure in ARREARS


def _gather(tallies: Mapping[int, Tally], scope: Collection[int]) -> Tally:
    return together(tallies[one] for one in scope if one in tallies)


def year_of(year: int, last: str, first: str) -> tuple[str, ...]:
    """List the months of a year between two months, both included."""
    return tuple(months.span(max(f"{year:04}-01", first), min(f"{year:04}-12", last)))
