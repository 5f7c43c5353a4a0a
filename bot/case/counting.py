"""Counts of cases: for a month, as a workbook; never what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.case import promise
from bot.context import Context
from bot.domain import month
from bot.domain.case import Case, Kind
from bot.domain.case.counting import Tally
from bot.domain.case.showing import show_span
from bot.sheets.book import Page, write_book
from data import case as cases
from data import unit as units


def _spans(ctx: Context, found: Sequence[Case]) -> list[timedelta]:
    """Give how long the first answer took, of those that are not confidential."""
    return [
        promise.took(ctx, one, one.answered_at)
        for one in found
        if one.answered_at is not None and not one.kind.is_confidential
    ]


def tally(ctx: Context, found: Sequence[Case]) -> list[Tally]:
    """Count what became of cases, by kind."""
    climbed = cases.climbed(ctx.db, [one.number for one in found])
    tallies = []
    for kind in Kind:
        own = [one for one in found if one.kind is kind]
        if not kind.is_confidential:
            late = sum(one.number in climbed for one in own)
            waiting = sum(one.state.waits for one in own)
            tallies.append(Tally(kind, len(own), _spans(ctx, own), late, waiting))
    return tallies


def of_month(ctx: Context, wanted: str) -> list[Case]:
    """List the cases opened in a month."""
    return cases.between(ctx.db, *month.bounds(wanted, ctx.zone))


_HEADINGS = ("号", "种类", "支部", "提出", "答应的时间", "首次答复", "用了（工作时间）", "状态", "转到上一级")


def write_month(ctx: Context, path: Path, title: str, found: Sequence[Case]) -> None:
    """Write a row a case, without names, words, and anything confidential."""
    branches = units.branch_names(ctx.db)
    climbed = cases.climbed(ctx.db, [one.number for one in found])
    hours = promise.hours(ctx)

    def moment(at: datetime | None) -> str:
        return f"{at.astimezone(ctx.zone):%Y-%m-%d %H:%M}" if at else ""

    rows = [
        (
            str(one.number),
            one.kind.chinese,
            branches.get(one.branch_id or 0, ""),
            moment(one.opened_at),
            moment(one.due_at),
            moment(one.answered_at),
            show_span(promise.took(ctx, one, one.answered_at), hours) if one.answered_at else "",
            one.state.chinese,
            "是" if one.number in climbed else "",
        )
        for one in found
        if not one.kind.is_confidential
    ]
    write_book(path, [Page(title, _HEADINGS, rows)])
