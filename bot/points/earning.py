"""A deed earns points, or no longer does."""

from __future__ import annotations

from datetime import datetime

from bot.context import Context
from bot.domain.points import Deed
from bot.domain.points.counting import State, rate_on
from bot.points import settling
from data import points


def earn(ctx: Context, member_id: int, deed: Deed, source: str, *, at: datetime | None = None) -> None:
    """Keep that somebody did something that may earn points; the same deed counts once.

    `source` names what was done for good: study:5, event:3. `at` is when it was done, else now.
    """
    when = at or ctx.now
    rate = rate_on(settling.rules(ctx), deed, when.astimezone(ctx.zone).date())
    state = State.WAITING if rate.review else State.COUNTED
    if points.add(ctx.db, member_id, deed, source, when, state):
        settling.settle(ctx, member_id)


def forfeit(ctx: Context, member_id: int, deed: Deed, source: str) -> None:
    """Take back that somebody did something: it was withdrawn, or was a mistake."""
    if points.remove(ctx.db, member_id, deed, source):
        settling.settle(ctx, member_id)
