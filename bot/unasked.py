"""How much a room hears of the bot's own accord: thanks and the like, beside notices and roll calls."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.context import Context
from data import backlog

_MOST_A_DAY = 3


def has_heard_enough(ctx: Context, room_id: str, at: datetime, *, further: int = 0) -> bool:
    """Whether another such line on that day would be noise; `further` are those the store does not count."""
    start = datetime.combine(at.astimezone(ctx.zone).date(), time(), ctx.zone)
    heard = backlog.count_unasked(ctx.db, room_id, start, start + timedelta(days=1))
    return heard + further >= _MOST_A_DAY
