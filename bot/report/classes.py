"""The roll by classes at the end of a year, beside the year before: records as they stood then."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from bot.context import Context
from bot.domain import month as months
from bot.domain import statistics
from bot.domain.field import Field
from bot.domain.member import Status
from bot.domain.report import Report
from bot.domain.statistics import Count, Record, Topic
from bot.report.gathering import first_month
from bot.report.roll import Roll, Turning, at_turns
from data import record as records
from data import report as reports

# 去向 stands month by month in the report itself.
_TOPICS = tuple(topic for topic in Topic if topic is not Topic.WHEREABOUTS)
_FIELDS = tuple({field for topic in _TOPICS for field in statistics.FIELDS[topic]})


def count(ctx: Context, report: Report) -> list[tuple[Count, Count | None]]:
    """Count a year's report by every class: at its end, and at the end of the year before (None: unknown)."""
    last = report.period.months[-1]
    end = min(months.bounds(last, ctx.zone)[1], ctx.now)
    before = months.bounds(f"{report.period.year:04}-01", ctx.zone)[0]
    known = first_month(ctx) < f"{report.period.year:04}"
    moments = [end, *([before] if known else [])]
    found = [_count(ctx, report, moment, roll, kept) for moment, roll, kept in _as_of(ctx, moments)]
    return [(now, found[1][place] if known else None) for place, now in enumerate(found[0])]


def _count(
    ctx: Context, report: Report, moment: datetime, roll: Roll, kept: Mapping[int, Record]
) -> list[Count]:
    wanted = _chosen(report, roll)
    day = (moment - timedelta(seconds=1)).astimezone(ctx.zone).date()
    people, nowhere = [kept[one] for one in wanted], [None] * len(wanted)
    return [statistics.count(topic, people, nowhere, day) for topic in _TOPICS]


def _chosen(report: Report, roll: Roll) -> Collection[int]:
    return [one for one, seat in roll.items() if report.whole or seat.branch_id in report.branches]


def _as_of(ctx: Context, moments: Sequence[datetime]) -> list[tuple[datetime, Roll, Mapping[int, Record]]]:
    """Give the roll and the records as they stood at moments, the latest first."""
    kept: dict[int, dict[Field, str | None]] = records.everybody(ctx.db)
    changes = reports.undoing(ctx.db, moments[-1], *_FIELDS)
    rolls = at_turns(ctx, [Turning(moment, moment) for moment in moments])
    found: list[tuple[datetime, Roll, Mapping[int, Record]]] = []
    undone = 0
    for moment, (roll, _) in zip(moments, rolls, strict=True):
        while undone < len(changes) and changes[undone].at >= moment:
            one = changes[undone]
            undone += 1
            if one.value is not None or one.field is Field.DUES_UNTIL:  # or it was emptied in due time
                kept[one.member_id][one.field] = one.value
            if one.field is Field.STATUS:
                kept[one.member_id][one.field] = one.value or Status.ACTIVE.value
        found.append((moment, roll, {one: dict(kept[one]) for one in roll}))
    return found
