"""What is said of study each week: the reference list for branch meetings, the line of the office's page."""

from __future__ import annotations

from datetime import date, timedelta

from bot.context import Context, Tick
from bot.domain.days import moments_of
from bot.domain.delivery import Kind
from bot.domain.room import RoomKind
from bot.domain.study.item import State, show_reference
from bot.study import standing
from data import member as members
from data import room as rooms
from data import study as studies

_WEEK = timedelta(days=7)


def reference(ctx: Context) -> str:
    """Write what went out in the last week, and what is still open; "" where there is nothing."""
    new = studies.opened_between(ctx.db, ctx.now - _WEEK, ctx.now + timedelta(seconds=1))
    still = [item for item in studies.in_state(ctx.db, State.OPEN) if item not in new]
    # What went to some people by name is theirs.
    return show_reference(
        *([one for one in part if not one.audience.scope.is_private] for part in (new, still))
    )


def send_reference(ctx: Context) -> None:
    """Give the secretaries the list, in their room or, where there is none, each privately."""
    words = reference(ctx)
    if not words:
        return
    day = ctx.local_now.date()
    found = rooms.of_kind(ctx.db, RoomKind.SECRETARY)
    for room in found:
        ctx.say(f"study-reference:{day}:{room.room_id}", room.room_id, words, Kind.DIGEST)
    if not found:
        for secretary in members.secretaries(ctx.db):
            ctx.tell(secretary.id, f"study-reference:{day}", words, Kind.DIGEST)


def digest_lines(tick: Tick, first: date, last: date) -> list[str]:
    """Write a week's line for the office's page: how many items, how much of them is read."""
    found = studies.opened_between(tick.db, *moments_of(first, last, tick.zone))
    if not found:
        return []
    rows = [row for item in found for row in standing.rows(tick, item)]
    read, asked = sum(row.read for row in rows), sum(row.asked for row in rows)
    wrote = sum(row.reflections for row in rows)
    return [f"学习 {len(found)} 条，已学 {read}/{asked}" + (f"，心得 {wrote} 份。" if wrote else "。")]
