"""How long what is to be sent will take: the account's buckets as they are, the queue, what comes behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.context import Context
from bot.domain.days import show_day
from bot.domain.delivery import Kind
from bot.domain.notice import show_wait
from bot.domain.pace import KEPT_FOR_ANSWERS, Planned, account_limits, foresee
from bot.notice.broadcast import spacing
from data import backlog
from data import bucket as buckets
from data import fact as facts


@dataclass(frozen=True, slots=True)
class Load:
    """What a broadcast adds to the queue: messages to so many places, pictures and files among them."""

    places: int
    messages: int
    files: int = 0


def show_duration(ctx: Context, load: Load, deadline: datetime | None = None) -> str:
    """Write how long a broadcast will take that begins now, and how much of it will be too late.

    Where people post by hand it is up to them.
    """
    if ctx.settings.is_by_hand:
        return "在工作台上等着贴"
    moments = _own_moments(ctx, load)
    until = deadline or ctx.now + Kind.NOTICE.patience
    too_late = sum(moment > until for moment in moments)
    last = max(moments, default=ctx.now).astimezone(ctx.zone)
    shown = show_wait(last - ctx.now)
    if too_late:
        what = "" if too_late == load.messages else f"其中 {too_late} 条"
        return f"{shown}，{what}{'赶不上截止时间' if deadline else '一天里发不完，不会发'}"
    if last.date() == ctx.local_now.date():
        return shown
    day = "明天" if last.date() == ctx.local_now.date() + timedelta(days=1) else show_day(last)
    return f"{shown}，{day} {last:%H:%M} 才发完"


def _own_moments(ctx: Context, load: Load) -> list[datetime]:
    """Foresee when each message of a broadcast will have gone, behind and between what waits already."""
    own = _spread(ctx, load)
    last = max((one.due for one in own), default=ctx.now)
    ahead = [Planned(*one) for one in backlog.due(ctx.db, last)]
    # Of what is due at one moment the older goes first.
    order = sorted([(one, False) for one in ahead] + [(one, True) for one in own], key=lambda one: one[0].due)
    gone = _foresee(ctx, [one for one, _ in order])
    return [moment for moment, (_, is_own) in zip(gone, order, strict=True) if is_own]


def _spread(ctx: Context, load: Load) -> list[Planned]:
    """Give each message the moment from which on it will want to go: a place after the other."""
    gap = spacing(ctx, load.places)
    texts = load.messages - load.files
    dues = [
        (count, number * load.places // count) for count in (texts, load.files) for number in range(count)
    ]
    return [Planned(ctx.now + place * gap, is_file=number >= texts) for number, (_, place) in enumerate(dues)]


def foresee_queue(ctx: Context, until: datetime) -> timedelta:
    """Tell how long it takes until all that is due by a moment has gone."""
    waiting = [Planned(*one) for one in backlog.due(ctx.db, until)]
    return max(_foresee(ctx, waiting), default=ctx.now) - ctx.now


def _foresee(ctx: Context, wanted: Sequence[Planned]) -> list[datetime]:
    pace = ctx.settings.delivery
    limits = account_limits(pace.per_minute, pace.per_day)
    kept = {name: buckets.read(ctx.db, name, limit.size, ctx.now) for name, limit in limits.items()}
    paused = facts.read_moment(ctx.db, "paused_until")
    begin = max(ctx.now, paused) if paused else ctx.now
    return foresee(wanted, kept, limits, (pace.jitter_from + pace.jitter_to) / 2, begin)


def left_today(ctx: Context) -> int:
    """Count the notices and reminders that may be added to the queue and still go before midnight."""
    limit = account_limits(ctx.settings.delivery.per_minute, ctx.settings.delivery.per_day)["day"]
    bucket = buckets.read(ctx.db, "day", limit.size, ctx.now).filled(limit, ctx.now)
    midnight = datetime.combine(ctx.local_now.date() + timedelta(days=1), time(), ctx.zone)
    free = bucket.tokens - limit.size * KEPT_FOR_ANSWERS
    free += (midnight - ctx.now).total_seconds() * limit.per_second
    return max(0, int(free) - len(backlog.due(ctx.db, midnight)))
