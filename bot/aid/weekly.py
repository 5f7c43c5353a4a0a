"""What the office's weekly page says of mutual aid: counts alone."""

from __future__ import annotations

from datetime import date

from bot.context import Tick
from bot.domain.days import moments_of
from data import aid as aids


def digest_lines(tick: Tick, first: date, last: date) -> list[str]:
    """Write one line; nothing where nothing happened and nothing waits."""
    start, end = moments_of(first, last, tick.zone)
    asked, waiting = aids.asked_between(tick.db, start, end), len(aids.waiting(tick.db))
    if not asked and not waiting:
        return []
    look = f"，等您看 {waiting} 件，发“名单 互助”" if waiting else ""
    return [f"互助新提 {asked} 件，正在群里 {len(aids.there(tick.db))} 件{look}。"]
