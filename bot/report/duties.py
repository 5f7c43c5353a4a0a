"""What branches and members owe each month: meetings held and lacking, dues paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from bot.context import Context
from bot.domain import meeting as rules
from bot.domain import month as months
from bot.domain.dues import EXEMPT
from bot.domain.dues.arrears import CLASSES, UNKNOWN
from bot.domain.meeting import Kind, Quarter
from bot.domain.report import Figure
from bot.dues import standing as dues
from bot.meeting import standing as meetings
from data import member as members
from data import report as reports

Found = Iterator[tuple[str, int | None, Figure, int]]  # month, branch, what, how many
_KINDS = {
    Kind.CONGRESS: Figure.CONGRESS,
    Kind.COMMITTEE: Figure.COMMITTEE,
    Kind.GROUP: Figure.GROUP,
    Kind.LESSON: Figure.LESSON,
    Kind.DAY: Figure.DAY,
}
_CLASSES = {UNKNOWN: Figure.DUES_UNKNOWN} | {name: Figure(name) for name in CLASSES}


def count_meetings(ctx: Context, wanted: Sequence[str], branches: Collection[int]) -> Found:
    """Count the meetings of each month, who was to come and came, and which branches lack one.

    What is due once a quarter is lacking in the quarter's last month. Of a quarter in which no branch has
    any record nobody is said to lack one: that is not where this office keeps them.
    """
    today = ctx.local_now.date()
    first = Quarter.of(_first_day(wanted[0])).first
    held = reports.meetings(ctx.db, first, Quarter.of(_first_day(wanted[-1])).last)
    for one in held:
        month = months.of_day(one.day)
        if month in wanted:
            yield month, one.branch_id, _KINDS[Kind(one.kind)], 1
            yield month, one.branch_id, Figure.TO_MEET, one.asked
            yield month, one.branch_id, Figure.MET, one.came
    quarters = {Quarter.of(one.day) for one in held}
    due = {branch: meetings.rule(ctx, branch) for branch in branches} if held else {}
    for branch, rule in due.items():
        own = [(Kind(one.kind), one.day) for one in held if one.branch_id == branch]
        for month in wanted:
            day = _first_day(month)
            quarter = Quarter.of(day)
            lacks = rules.find_lacks(own, rule, quarter, today) if quarter in quarters else []
            is_last = day.month == quarter.months[2]
            if any(one.month == day.month or (one.month is None and is_last) for one in lacks):
                yield month, branch, Figure.BEHIND, 1


def _first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def count_dues(ctx: Context, wanted: Sequence[str]) -> Found:
    """Count who pays dues and has paid for each month; the classes of arrears are those of today."""
    people = [one for one in members.everybody(ctx.db) if not one.status.has_ended]
    found: Counter[tuple[str, int | None, Figure]] = Counter()
    for one in dues.of(ctx, people, None):
        if one.group == EXEMPT:
            continue
        branch, paid = one.person.branch_id, one.paid
        for month in wanted:
            found[month, branch, Figure.DUES_DUE] += 1
            if month in paid or (one.until is not None and month <= one.until):
                found[month, branch, Figure.DUES_PAID] += 1
        found[wanted[-1], branch, _CLASSES[one.group]] += 1
    return ((*key, number) for key, number in found.items())


def last_day(month: str, today: date) -> date:
    """Give the last day of a month that is counted."""
    return min(_first_day(months.step(month, 1)) - timedelta(days=1), today)
