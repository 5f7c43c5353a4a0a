"""What the weekly page says of meetings: how many were held, which branches still owe some."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from bot.context import Context
from bot.domain import meeting
from bot.domain.digest.item import Behind, Item, Part, Subject
from bot.domain.meeting import Every, Kind, Quarter, Rule
from bot.domain.meeting.weekly import show_behind, show_held
from bot.domain.member import Role
from bot.organisation.keeping import Keepers
from data import meeting as meetings
from data import post as posts
from data import weekly

_LAST_WEEKS = timedelta(days=14)


def digest_items(ctx: Context, first: date, last: date) -> Part:
    """Give the week's meetings and the branches behind; nothing before a first record of the quarter."""
    quarter, keepers = Quarter.of(last), Keepers.of(ctx)
    held = meetings.days_held(ctx.db, min(first, quarter.first), quarter.last)
    if not any(quarter.first <= day for days in held.values() for _, day in days):
        return Part()
    of_week = [
        Behind(None, unit, note=kind.chinese)
        for unit, days in held.items()
        for kind, day in days
        if first <= day <= last
    ]
    rules, today, behind = _Rules(ctx), ctx.local_now.date(), list[Behind]()
    for unit in keepers.branches:
        lacks = meeting.find_lacks(held.get(unit, ()), rules.of(unit), quarter, today)
        if due := [one for one in lacks if not one.ahead]:
            behind.append(Behind(None, unit, note=meeting.show_lacks(due, quarter)))
    items = [Item(Subject.MEETING, of_week, show_held)] if of_week else []
    if behind:
        items.append(Item(Subject.MEETING, behind, partial(show_behind, keepers.branches)))
    if today <= quarter.last < today + _LAST_WEEKS:
        todos = [keepers.todo(one.unit_id, "三会一课这个季度还差会，补上", quarter.last, 4) for one in behind]
        return Part(items, todos)
    return Part(items)


class _Rules:
    """What is due of each branch, by config.yaml, its size and its posts, read once."""

    def __init__(self, ctx: Context) -> None:
        due = ctx.settings.meetings.due
        self._whole = {kind: Every(every) for kind in Kind if (every := getattr(due, kind.value)) is not None}
        self._sizes, self._from = weekly.sizes(ctx.db), ctx.settings.meetings.committee_from
        self._committees = _units(ctx, (Role.DEPUTY, Role.COMMITTEE_MEMBER))
        self._groups = _units(ctx, (Role.GROUP_LEADER,))

    def of(self, branch_id: int) -> Rule:
        """Give the rule of a branch."""
        return meeting.rule_for(
            self._whole,
            has_committee=branch_id in self._committees or self._sizes.get(branch_id, 0) >= self._from,
            has_groups=branch_id in self._groups,
        )


def _units(ctx: Context, roles: Iterable[Role]) -> set[int]:
    return {term.unit_id for role in roles for term in posts.held(ctx.db, role=role)}
