"""Who was heard of in the week, and who is silent for how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.context import Context
from bot.domain.days import moments_of, show_day
from bot.domain.digest.item import Behind, Item, Part, Subject, Todo
from bot.domain.digest.kept import BranchWeek
from bot.organisation.keeping import Keepers, friday
from bot.silence import listening
from data import fact as facts
from data import lately
from data import silence as silences

_WEEK = timedelta(days=7)
_CALL = "给好久没消息的同志打个电话"


def digest_items(ctx: Context, first: date, last: date) -> Part:
    """Tell who of the roll was heard of, and whose silence is overdue."""
    start, end = moments_of(first, last, ctx.zone)
    now, before = lately.heard(ctx.db, start, end), lately.heard(ctx.db, start - _WEEK, start)
    rows = [
        Behind(one.id, one.branch_id, one.id in now, "" if one.wechat else "只有电话")
        for one in lately.on_roll(ctx.db)
    ]

    began = (facts.read_moment(ctx.db, "first_start") or ctx.now).astimezone(ctx.zone).date()

    def show(rows: Sequence[Behind]) -> str:
        heard = sum(row.counts for row in rows)
        known = f"前一周 {sum(row.member_id in before for row in rows)}"
        # Of a week before the bot was there nought is no news.
        return f"报平安 {heard}/{len(rows)}（{f'{show_day(began)}才启用' if began > first else known}）"

    silent, todos = _silence(ctx)
    return Part([Item(Subject.CHECKIN, rows, show), silent], todos)


def by_branch(
    ctx: Context, first: date, rows: Sequence[Behind], names: Mapping[int, str]
) -> list[BranchWeek]:
    """Count the rows of the check-ins by branch, beside the week before."""
    start, _ = moments_of(first, first, ctx.zone)
    before = lately.heard(ctx.db, start - _WEEK, start)
    counts = {unit: [0, 0, 0] for unit in names}
    for row in rows:
        found = counts.get(row.unit_id or 0)
        if found is not None:
            found[0] += row.counts
            found[1] += row.member_id in before
            found[2] += 1
    return [BranchWeek(unit, names[unit], *found) for unit, found in counts.items() if found[2]]


def _silence(ctx: Context) -> tuple[Item, list[Todo]]:
    """List the silent, the longest first; before the bot has listened for long, who was never heard of."""
    after = ctx.settings.rollcalls.overdue_after
    listens = ctx.now - (facts.read_moment(ctx.db, "first_start") or ctx.now)
    if listens < after:
        return _unheard(ctx, after), []
    found = _overdue(ctx, after)
    lost = silences.lost(ctx.db)
    days = {member: _days(ctx, since) for member, _, since in found}
    rows = [
        Behind(member, branch, note=f"{days[member]}天{'，暂未联系上' if member in lost else ''}")
        for member, branch, _ in sorted(found, key=lambda one: one[2])
    ]

    def show(rows: Sequence[Behind]) -> str:
        longest = max(days.get(row.member_id or 0, 0) for row in rows)
        return f"{after.days} 天没有消息 {len(rows)} 人，最久 {longest} 天"

    late = {
        branch
        for member, branch, since in found
        if ctx.now - since >= ctx.settings.rollcalls.office_after and member not in lost
    }
    return Item(Subject.SILENT, rows, show), _calls(ctx, late)


def _calls(ctx: Context, branches: set[int]) -> list[Todo]:
    keepers, by = Keepers.of(ctx), friday(ctx.local_now.date())
    return [keepers.todo(unit, _CALL, by, 3) for unit in sorted(branches)]


def _overdue(ctx: Context, after: timedelta) -> list[tuple[int, int, datetime]]:
    """List whose silence nothing excuses, with since when: as the daily look counts it."""
    excuses = listening.lasting_excuses(ctx)
    silent = lately.silent(ctx.db, ctx.now - after)
    never = [member for member, _, at in silent if at is None]
    watched = silences.watched_since(ctx.db, never, ctx.now)
    found = [
        (member, branch, at or watched[member]) for member, branch, at in silent if member not in excuses
    ]
    return [one for one in found if ctx.now - one[2] >= after]


def _unheard(ctx: Context, after: timedelta) -> Item:
    excuses = listening.lasting_excuses(ctx)
    rows = [
        Behind(member, branch, note="还没有过消息")
        for member, branch, at in lately.silent(ctx.db, ctx.now)
        if at is None and member not in excuses
    ]

    def show(rows: Sequence[Behind]) -> str:
        return f"启用不满 {after.days} 天，还没有过消息 {len(rows)} 人"

    return Item(Subject.SILENT, rows, show)


def _days(ctx: Context, since: datetime) -> int:
    return (ctx.local_now.date() - since.astimezone(ctx.zone).date()).days
