"""A page made now, kept as it was made, and noted as what its reader has before the eyes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.context import Context
from bot.digest import gathering
from bot.domain.digest import page
from bot.domain.digest.item import Subject
from bot.domain.digest.kept import OFFICE, Kept
from bot.domain.digest.page import Page, Week
from bot.domain.digest.screen import MOST_BYTES
from data import alarm as alarms
from data import digest as digests
from data import unit as units


@dataclass(frozen=True, slots=True)
class Made:
    """Pages of one week as they were kept."""

    number: int
    week: Week
    office: Page | None
    branches: dict[int, Page]


def make(ctx: Context, first: date, last: date, unit_ids: Collection[int] | None = None) -> Made:
    """Make and keep the page of a week: of these branches (OFFICE is the office's), or all there are."""
    week = gathering.gather(ctx, first, last)
    today = ctx.local_now.date()
    office = page.office_page(week, today) if unit_ids is None or OFFICE in unit_ids else None
    wanted = None if unit_ids is None else {unit for unit in unit_ids if unit != OFFICE}
    branches = {one.unit_id: one for one in page.branch_pages(week, today, wanted)}
    number = digests.keep(
        ctx.db,
        first,
        last,
        items=week.items,
        branches=week.branches,
        pages=[*([office] if office else []), *branches.values()],
        now=ctx.now,
        unit_ids=None if office else wanted,
    )
    return Made(number, week, office, branches)


def find(ctx: Context, number: int, unit_id: int) -> Kept:
    """Give a page that was kept."""
    return digests.find(ctx.db, number, unit_id, title_of(ctx, unit_id))


def title_of(ctx: Context, unit_id: int) -> str:
    """Call whom a page is about: a branch by its name, or the committee."""
    return ctx.settings.organisation.name if unit_id == OFFICE else units.find(ctx.db, unit_id).name


def named_on(ctx: Context, week: Week, unit_id: int) -> set[int]:
    """Give whom a page names: who has a birthday, on the office's also whose cry nobody took."""
    rows = [row for item in week.items if item.subject is Subject.BIRTHDAY for row in item.rows]
    people = {row.member_id for row in rows if row.member_id and unit_id in {OFFICE, row.unit_id}}
    return people | (in_need(ctx) if unit_id == OFFICE else set())


def in_need(ctx: Context) -> set[int]:
    """Give whose cry for help nobody has taken: what is to be done names them."""
    return {one.member_id for one in alarms.unfinished(ctx.db) if one.member_id and one.taken_by is None}


def call_of(ctx: Context, unit_id: int, own: Collection[int]) -> str:
    """Say how a reader asks for more of a page: 周报, or 周报 第三支部 where that would be another one."""
    return "周报" if [*own] == [unit_id] else f"周报 {title_of(ctx, unit_id)}"


def show_several(pages: Sequence[str]) -> list[str]:
    """Put the pages of several branches into as few messages as carry them whole."""
    shown: list[str] = []
    for one in pages:
        joined = f"{shown[-1]}\n\n{one}" if shown else one
        if shown and len(joined.encode()) <= MOST_BYTES:
            shown[-1] = joined
        else:
            shown.append(one)
    return shown
