"""Put posts in force on their first day and take them away after their last."""

from __future__ import annotations

from bot.context import Tick
from bot.organisation import standing_in
from data import post as posts

WHEN = {"minute": "*/5"}


def run(tick: Tick) -> None:
    """Begin what begins today and end what ended yesterday: the first look after midnight does it."""
    standing_in.end_over(tick, posts.over(tick.db, tick.local_now.date()))
    standing_in.begin_due(tick, posts.planned(tick.db))
