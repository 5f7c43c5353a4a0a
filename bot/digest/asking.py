"""What is open: notices, rounds of check-ins and collections, with who has answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.collection import standing
from bot.context import Context
from bot.domain.collection import Collection
from bot.domain.digest.item import Behind, Item, Part, Show, Subject, Todo
from bot.domain.notice import Notice, show_deadline
from bot.domain.silence import Excuse
from bot.organisation.keeping import Keepers
from data import collection as collections
from data import lately
from data import notice as notices
from data import rollcall as rollcalls

_SOON = timedelta(days=3)
_ENOUGH = 80  # per cent answered, from which on a branch is left alone


def digest_items(ctx: Context, _first: date, _last: date) -> Part:
    """Tell how far everything that is open has come."""
    items, todos = [], list[Todo]()
    for notice in notices.open_notices(ctx.db, ctx.now, ctx.settings.notices.open_for):
        rows = [
            Behind(one.member_id, one.branch_id, one.answered, one.note)
            for one in lately.asked_by_notice(ctx.db, notice.number)
        ]
        items.append(Item(Subject.NOTICE, rows, _shows(ctx, f"第{notice.number}号通知", notice.deadline)))
        todos += _lagging(ctx, notice, rows)
    for call in rollcalls.still_open(ctx.db):
        rows = [
            Behind(member, unit, heard, "" if heard or not why else Excuse(why).chinese)
            for member, unit, heard, why in lately.asked_by_rollcall(ctx.db, call.number)
        ]
        items.append(Item(Subject.ROLLCALL, rows, _shows(ctx, f"第{call.number}次报平安", call.deadline)))
    items += [_collected(ctx, asked) for asked in collections.opened(ctx.db)]
    return Part(items, todos)


def _shows(ctx: Context, name: str, deadline: datetime | None) -> Show:
    due = deadline.astimezone(ctx.zone) if deadline else None
    until = f"，{show_deadline(due, since=ctx.now)}截止" if due else ""

    def show(rows: Sequence[Behind]) -> str:
        return f"{name} {sum(row.counts for row in rows)}/{len(rows)}{until}"

    return show


def _collected(ctx: Context, asked: Collection) -> Item:
    rows = []
    for case in standing.cases(ctx, asked):
        if case.person.status.has_ended:
            continue
        done = case.is_complete(asked.items)
        note = "填了一部分" if case.given and not done else ""
        rows.append(Behind(case.person.id, case.person.branch_id, done, note))
    return Item(Subject.COLLECTION, rows, _shows(ctx, f"{asked.name}填齐", asked.deadline))


def _lagging(ctx: Context, notice: Notice, rows: Sequence[Behind]) -> list[Todo]:
    """Ask the secretaries of the branches that lag to see to a notice that is due soon."""
    if notice.deadline is None or notice.deadline - ctx.now > _SOON:
        return []
    answered, asked = defaultdict[int, int](int), defaultdict[int, int](int)
    for row in rows:
        if row.unit_id is not None:
            answered[row.unit_id] += row.counts
            asked[row.unit_id] += 1
    late = [unit for unit in asked if answered[unit] * 100 < asked[unit] * _ENOUGH]
    keepers, by = Keepers.of(ctx), notice.deadline.astimezone(ctx.zone).date()
    return [keepers.todo(unit, f"催一催第{notice.number}号通知的回执", by, 2) for unit in sorted(late)]
