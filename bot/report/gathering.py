"""A month or a year put into figures, for everybody once; what the reader may see is chosen after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.context import Context
from bot.domain import month as months
from bot.domain.days import show_day
from bot.domain.report import Part, Period, Report, Tally
from bot.domain.report.asking import month_of, year_of
from bot.domain.report.figure import Figure
from bot.domain.report.tally import NOBODYS
from bot.domain.report.tally import year_of as months_of_year
from bot.report import contact, duties, work
from bot.report.roll import Roll, Turning, at_turns, compare
from data import fact as facts
from data import unit as units
from data.retention import REGISTRY

ByBranch = Mapping[int, Tally]
# Which table's time of keeping ends the figures of a part; what is kept for good is not here.
_KEPT_IN = {
    Part.WHERE: "checkins",
    Part.MEETINGS: "meeting_members",
    Part.EVENTS: "event_attendances",
    Part.STUDY: "study_reads",
    Part.TRANSFERS: "transfers",
    Part.CARE: "greetings",
    Part.POINTS: "points",
}


def first_month(ctx: Context) -> str:
    """Give the month in which the store began."""
    began = facts.read_moment(ctx.db, "first_start") or ctx.now
    return months.of_day(began.astimezone(ctx.zone).date())


def month_period(ctx: Context, when: str) -> Period:
    """Give the month that is meant. Raises UserError."""
    today = ctx.local_now.date()
    month = month_of(when, today, first_month(ctx))
    last = duties.last_day(month, today)
    so_far = f"（到{last.day}日）" if months.of_day(today) == month else ""
    return Period(f"{months.show(month)}{so_far}", (month,), last)


def year_period(ctx: Context, when: str) -> Period:
    """Give the year that is meant, as far as it has come and the store knows it. Raises UserError."""
    today = ctx.local_now.date()
    first = first_month(ctx)
    year = year_of(when, today, first)
    found = months_of_year(year, months.of_day(today), first)
    last = duties.last_day(found[-1], today)
    parts = [f"{int(found[0][5:])}月起"] if not found[0].endswith("-01") else []
    parts += [f"到{show_day(last)}"] if today.year == year else []
    words = f"（{'，'.join(parts)}）" if parts else ""
    return Period(f"{year}年{words}", found, last, year)


def gather(ctx: Context, period: Period, about: str, branches: Collection[int] | None) -> Report:
    """Put a period into figures, of these branches or (None) of the whole committee."""
    names = units.branch_names(ctx.db)
    before = months.step(period.months[0], -1)
    wanted = list(period.months)
    if has_before := not period.is_year and before >= first_month(ctx):
        wanted.insert(0, before)
    counted = _count(ctx, wanted, names)
    shown = names if branches is None else {one: names[one] for one in names if one in branches}
    return Report(
        period,
        about,
        branches is None,
        shown,
        {one: counted[one] for one in period.months},
        counted[before] if has_before else None,
        {one: _gone(ctx, one) for one in wanted},
    )


def _gone(ctx: Context, month: str) -> frozenset[Part]:
    """Give the parts of a month whose rows have been deleted, or emptied, in due time."""
    start, _ = months.bounds(month, ctx.zone)
    terms = {one.table: one.term for one in REGISTRY}
    return frozenset(
        part
        for part, table in _KEPT_IN.items()
        if (term := terms[table]) is not None and start < ctx.now - term
    )


def _count(ctx: Context, wanted: Sequence[str], names: Mapping[int, str]) -> dict[str, ByBranch]:
    """Count months that follow each other, branch by branch; what is no open branch's is NOBODYS."""
    found: dict[str, defaultdict[int, Tally]] = {one: defaultdict(Tally) for one in wanted}

    def at(month: str, branch: int | None) -> Tally:
        return found[month][branch if branch is not None and branch in names else NOBODYS]

    def count(counted: Iterable[tuple[str, int | None, Figure, int]]) -> None:
        for month, branch, figure, number in counted:
            if number:
                at(month, branch).counts[figure] += number

    spans = [(one, *_bounds(ctx, one)) for one in wanted]
    rolls = _rolls(ctx, spans)
    for month, start, end in spans:
        first, last, seats = rolls[month]
        count((month, *one) for one in compare(first, last, seats))
        count((month, *one) for one in contact.count(ctx, start, end, last))
        count((month, *one) for one in work.count(ctx, start, end))
        count((month, *one) for one in work.count_greetings(ctx, *_days(ctx, start, end)))
        for branch, tally in (*work.turnouts(ctx, start, end), *work.count_cases(ctx, start, end)):
            at(month, branch).add(tally)
    count(contact.places_of(ctx, spans, {month: last for month, (_, last, _) in rolls.items()}))
    count(duties.count_meetings(ctx, wanted, names))
    count(duties.count_dues(ctx, wanted))
    return {month: dict(tallies) for month, tallies in found.items()}


def _bounds(ctx: Context, month: str) -> tuple[datetime, datetime]:
    start, end = months.bounds(month, ctx.zone)
    return start, min(end, ctx.now)


def _days(ctx: Context, start: datetime, end: datetime) -> tuple[date, date]:
    return start.astimezone(ctx.zone).date(), (end - timedelta(seconds=1)).astimezone(ctx.zone).date()


def _rolls(
    ctx: Context, spans: Sequence[tuple[str, datetime, datetime]]
) -> dict[str, tuple[Roll, Roll, Roll]]:
    """Give the roll at each month's start and end, and where everybody stood at the end.

    Whoever was registered in the store's first month had been on the roll before the store was.
    """
    began = first_month(ctx)
    turns: list[Turning] = []
    for month, start, end in spans:
        turns += [Turning(start, end if month == began else start), Turning(end, end)]
    found = at_turns(ctx, turns)
    return {month: (found[2 * place][0], *found[2 * place + 1]) for place, (month, _, _) in enumerate(spans)}
