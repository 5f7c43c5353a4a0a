"""What was done in a month: notices, meetings, events, study, cases, transfers, visits, greetings, points."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from bot.case import promise
from bot.context import Context
from bot.domain.case import Case
from bot.domain.report import Figure
from bot.domain.report.tally import NOBODYS, Tally
from bot.greeting import wording
from bot.report.roll import Counted
from data import case as cases
from data import member as members
from data import report as reports
from data.report import Greeted

_TRANSFERS = {
    "asked": Figure.TRANSFER_ASKED,
    "done": Figure.TRANSFER_DONE,
    **dict.fromkeys(("refused", "withdrawn", "lapsed"), Figure.TRANSFER_STOPPED),
}
_EVER = datetime(2000, 1, 1, tzinfo=UTC)  # no case is older
_VISITS = {"visit": Figure.VISITS, "call": Figure.CALLS, "missed": Figure.MISSED}


def count(ctx: Context, start: datetime, end: datetime) -> Iterator[Counted]:
    """Count what can be counted one by one."""
    for branch, changes, people in reports.changed(ctx.db, start, end):
        yield branch, Figure.CHANGES, changes
        yield branch, Figure.CHANGED, people
    for branch, what, number in reports.transfers(ctx.db, start, end):
        yield branch, _TRANSFERS[what], number
    for branch, what, number in reports.visits(ctx.db, start, end):
        yield branch, _VISITS[what], number
    for branch, number in reports.parcels(ctx.db, start, end):
        yield branch, Figure.PARCELS, number
    for branch, number in reports.points(ctx.db, start, end):
        yield branch, Figure.POINTS, number


def turnouts(ctx: Context, start: datetime, end: datetime) -> Iterator[tuple[int, Tally]]:
    """Count what concerns several branches at once: which there were, who was asked and who did."""
    for numbers, asked, done, found in (
        (Figure.NOTICES, Figure.ASKED, Figure.ANSWERED, reports.notices(ctx.db, start, end)),
        (Figure.EVENTS, Figure.INVITED, Figure.CAME, reports.events(ctx.db, start, end)),
        (Figure.ONLINE, Figure.ONLINE_ASKED, Figure.ONLINE_CAME, reports.lessons(ctx.db, start, end)),
    ):
        for number, branch, people, did in found:
            yield branch, _tally({asked: people, done: did}, {numbers: {number}})
    for number, branch, people, read, wrote in reports.studies(ctx.db, start, end):
        counts = {Figure.TO_READ: people, Figure.READ: read, Figure.REFLECTIONS: wrote}
        yield branch, _tally(counts, {Figure.STUDIES: {number}})


def _tally(counts: dict[Figure, int], things: dict[Figure, set[int]]) -> Tally:
    tally = Tally(things=things)
    tally.counts.update(counts)
    return tally


# Cases


def count_cases(ctx: Context, start: datetime, end: datetime) -> Iterator[tuple[int, Tally]]:
    """Count the cases of a month; of confidential ones only how many there were, and of no branch."""
    for one in cases.between(ctx.db, start, end):
        figure = Figure.CONFIDENTIAL if one.kind.is_confidential else Figure.OPENED
        yield _branch(one), _tally({figure: 1}, {})
    answered = [one for one in cases.answered_between(ctx.db, start, end) if not one.kind.is_confidential]
    climbed = cases.climbed(ctx.db, [one.number for one in answered])
    for one in answered:
        assert one.answered_at is not None
        in_time = one.number not in climbed and one.answered_at <= one.due_at
        tally = _tally({Figure.REPLIED: 1, Figure.IN_TIME: int(in_time)}, {})
        tally.spans.append(promise.took(ctx, one, one.answered_at))
        yield _branch(one), tally
    for one in _open_at(ctx, end):
        yield _branch(one), _tally({_age(ctx, one, end): 1}, {})


def _branch(one: Case) -> int:
    return NOBODYS if one.kind.is_confidential else one.branch_id or NOBODYS


def _open_at(ctx: Context, end: datetime) -> list[Case]:
    """List the cases that still waited for an answer when the month ended."""
    return [
        one
        for one in cases.between(ctx.db, _EVER, end)
        if not one.kind.is_confidential
        and (one.answered_at is None or one.answered_at >= end)
        and (one.closed_at is None or one.closed_at >= end)
    ]


def _age(ctx: Context, one: Case, end: datetime) -> Figure:
    days = promise.took(ctx, one, end) // promise.hours(ctx).length
    return Figure.OPEN_NEW if days <= 3 else Figure.OPEN_WEEK if days <= 7 else Figure.OPEN_OLD


# Greetings


def count_greetings(ctx: Context, first: date, last: date) -> Iterator[Counted]:
    """Count who was greeted for the festivals, birthdays and days of joining of a month."""
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        for festival in wording.festivals(ctx.settings):
            if (year := festival.year_on(day)) is not None:
                for one in reports.greeted(ctx.db, f"{festival.name}:{year}"):
                    yield one.branch_id, Figure.GREETINGS, 1
    for kind, years in _OWN.items():
        for year in (first.year - back for back in years):
            for one in reports.greeted(ctx.db, f"{kind}:{year}"):
                kept_on = _day_of(ctx, kind, year, one)
                if kept_on and first <= kept_on <= last:
                    yield one.branch_id, Figure.GREETINGS, 1


# What the store calls a person's own occasions, and how far back the year lies that they are called by.
_OWN = {"birthday": (0,), "anniversary": (0,), "lunar birthday": (0, 1)}


def _day_of(ctx: Context, kind: str, year: int, one: Greeted) -> date | None:
    """Give the day an own occasion of a year is kept on; None where the record no longer tells."""
    if kind.startswith("lunar"):
        lunar = members.find(ctx.db, one.member_id).lunar_birthday
        return lunar.in_year(year) if lunar else None
    origin = one.birthday if kind == "birthday" else one.joined_on
    if origin is None:
        return None
    try:
        return origin.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
