"""What the weekly page says of dues: who is half a year behind, what the month has brought; no amounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial

from bot.context import Context
from bot.domain import month
from bot.domain.digest.item import Behind, Item, Part, Subject, Todo
from bot.domain.dues import arrears
from bot.domain.dues.weekly import show_behind, show_booked, show_undeclared
from bot.organisation.keeping import Keepers, friday
from data import weekly

_JANUARY = 1
_UNKNOWN = "有人党费交到哪月没登记，补一下"


def digest_items(ctx: Context, _first: date, last: date) -> Part:
    """Give who is half a year behind, what the month has brought, in January who has declared nothing."""
    keepers, today = Keepers.of(ctx), ctx.local_now.date()
    behind, payers = _behind(ctx, today), _payers(ctx, last)
    items = [Item(Subject.DUES, behind, show_behind)] if behind else []
    if payers:
        items.append(Item(Subject.DUES, payers, partial(show_booked, last.month)))
    # The same words for each branch: the office reads them once, with all who are to do it.
    todos = _todos(keepers, behind, "党费满半年没交的，问声有没有难处", friday(today), 6)
    unknown = [keepers.todo(one, _UNKNOWN, friday(today), 8) for one in weekly.unregistered(ctx.db)]
    if today.month == _JANUARY:
        rows = [Behind(member, unit) for member, unit in weekly.undeclared(ctx.db, today.year)]
        items += [Item(Subject.DUES, rows, partial(show_undeclared, today.year))] if rows else []
        todos += _todos(keepers, rows, "党费基数还有人没申报，发“党费 未申报”", today.replace(day=31), 6)
    return Part(items, todos + unknown)


def _behind(ctx: Context, today: date) -> list[Behind]:
    until = month.step(month.of_day(today), -1 - arrears.SERIOUS)
    rows = weekly.paid_until(ctx.db, until)
    names = {paid: arrears.arrears_class(paid, today) for paid in {row[2] for row in rows}}
    return [Behind(member, unit, True, names[paid]) for member, unit, paid in rows]


def _payers(ctx: Context, last: date) -> list[Behind]:
    start = datetime.combine(last.replace(day=1), time(), ctx.zone)
    return [Behind(member, unit) for member, unit in weekly.payers(ctx.db, start, ctx.now)]


def _todos(keepers: Keepers, rows: Sequence[Behind], what: str, by: date, urgency: int) -> list[Todo]:
    return [keepers.todo(unit, what, by, urgency) for unit in dict.fromkeys(row.unit_id for row in rows)]
