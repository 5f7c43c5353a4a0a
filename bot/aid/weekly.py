"""What the office's weekly page says of mutual aid: how much was asked, what waits for a look."""

from __future__ import annotations

from datetime import date

from bot.context import Context
from bot.domain.days import moments_of
from bot.domain.digest.item import Behind, Item, Part, Subject, Todo
from bot.organisation.keeping import OFFICE
from data import aid as aids
from data import weekly


def digest_items(ctx: Context, first: date, last: date) -> Part:
    """Give what was offered and asked in the week, for the office alone, and what waits for a clerk.

    Who wished not to be named in rooms is named to no secretary either, so no row is of a branch.
    """
    made = weekly.wishes(ctx.db, *moments_of(first, last, ctx.zone))
    rows = [Behind(member, None, note=f"{number}号") for number, member in made]
    items = [Item(Subject.AID, rows, lambda shown: f"互助新提 {len(shown)} 件")] if rows else []
    waiting = len(aids.waiting(ctx.db))
    what = f"互助 {waiting} 件等着看，发“名单 互助”"
    return Part(items, [Todo(what, OFFICE, ctx.local_now.date(), 5)] if waiting else ())
