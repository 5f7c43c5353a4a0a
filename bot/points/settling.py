"""What entries count is worked out from them anew with every change, and kept beside each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from bot.context import Context
from bot.domain.delivery import Kind
from bot.domain.points.counting import Entry, count
from bot.domain.points.rule import Rulebook
from bot.points import rulebook
from data import greeting as greetings
from data import member as members
from data import points, preference


def rules(ctx: Context) -> Rulebook:
    """Give the rules, read once."""
    return rulebook.load(ctx.settings.points.rules)


def year_start(ctx: Context, year: int | None = None) -> datetime:
    """Give the first moment of a year, the present one or another, on the committee's clock."""
    return datetime(year or ctx.local_now.year, 1, 1, tzinfo=ctx.zone)


def total(ctx: Context, member_id: int) -> int:
    """Sum what somebody has this year."""
    return sum(one.amount for one in points.of_member(ctx.db, member_id, year_start(ctx)))


def totals(ctx: Context) -> dict[int, int]:
    """Sum what everybody has this year, by person; who has nothing is left out."""
    return points.totals(ctx.db, year_start(ctx), year_start(ctx, ctx.local_now.year + 1))


def settle(ctx: Context, member_id: int) -> None:
    """Count a person's entries anew after one came, went or was decided; what that opens is told."""
    entries = points.of_member(ctx.db, member_id, _read_from(ctx))
    points.settle(ctx.db, _differing(ctx, entries))
    _open_extras(ctx, member_id)


def recount(ctx: Context) -> tuple[int, dict[int, tuple[int, int]]]:
    """Count everybody's entries anew and keep what differs; gives how many entries there are, and by
    person what all of them counted before and count now, where that differs.
    """
    entries, changed = points.since(ctx.db, _read_from(ctx)), {}
    for member, own in groupby(entries, key=lambda one: one.member_id):
        mine = list(own)
        differing = _differing(ctx, mine)
        before = sum(one.amount for one in mine)
        now = sum(differing.get(one.id, one.amount) for one in mine)
        if differing:
            points.settle(ctx.db, differing)
            changed[member] = before, now
    return len(entries), changed


def _read_from(ctx: Context) -> datetime:
    # A year further back than what is counted anew: the first week of a year may begin in the one before.
    return year_start(ctx, ctx.local_now.year - 2)


def _differing(ctx: Context, entries: Iterable[Entry]) -> dict[int, int]:
    """Give what entries count by the rules where it is not what is kept.

    This year and the last are counted anew; what is older has stood in a yearly sheet, and stays.
    """
    mine, open_from = list(entries), year_start(ctx, ctx.local_now.year - 1)
    counted = count(mine, rules(ctx), ctx.zone)
    return {one.id: counted[one.id] for one in mine if one.at >= open_from and counted[one.id] != one.amount}


def _open_extras(ctx: Context, member_id: int) -> None:
    """Tell a member once a year what the points have opened; who is left in peace hears it later."""
    extras = rules(ctx).extras
    if not extras or not _may_be_told(ctx, member_id):
        return
    sum_now, today = total(ctx, member_id), ctx.local_now.date()
    told = points.opened(ctx.db, member_id, today)
    for extra in extras:
        if extra.at > sum_now or extra.name in told:
            continue
        key = f"points:extra:{today.year}:{extra.at}"
        body = f"您今年的积分到 {extra.at} 分了，{extra.name}。看明细发：积分"
        until = ctx.now + timedelta(days=1)
        if ctx.tell(member_id, key, body, Kind.REMINDER, not_after=until):
            points.open_extra(ctx.db, member_id, today, extra.name, ctx.now)


def _may_be_told(ctx: Context, member_id: int) -> bool:
    person, wishes = members.find(ctx.db, member_id), preference.find(ctx.db, member_id)
    is_in_peace = member_id in greetings.resting(ctx.db, ctx.now)
    return person.status.is_greeted and wishes.questions and not is_in_peace
