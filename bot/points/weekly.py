"""What the weekly page says of points: what waits for review, and whose look it waits for."""

from __future__ import annotations

from datetime import date

from bot.context import Context
from bot.domain.days import show_day
from bot.domain.digest.item import Behind, Item, Part, Subject
from bot.organisation.keeping import Keepers, friday
from data import weekly
from data.db import read_stamp


def digest_items(ctx: Context, _first: date, _last: date) -> Part:
    """Give what waits; of a branch it is the secretary's to review, the secretaries' own is the office's."""
    rows = [
        Behind(member, unit, note=f"{show_day(read_stamp(at).astimezone(ctx.zone).date())}申报")
        for member, unit, at in weekly.claims(ctx.db)
    ]
    if not rows:
        return Part()
    keepers, by = Keepers.of(ctx), friday(ctx.local_now.date())
    waiting = dict.fromkeys(row.unit_id for row in rows)
    todos = [keepers.todo(unit, "积分有待审的，发“名单 积分待审”", by, 7) for unit in waiting]
    return Part([Item(Subject.POINTS, rows, lambda shown: f"积分待审 {len(shown)} 项")], todos)
