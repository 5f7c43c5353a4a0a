"""Tell founders of study groups in the evening who has joined; let go of who is no longer on the roll."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Tick
from bot.domain import group as rules
from bot.domain.delivery import Kind
from data import group as groups

WHEN = {"hour": "19", "minute": "30"}
_LOOKS_BACK = timedelta(days=2)  # after an outage; longer ago it is no news


def run(tick: Tick) -> None:
    """One message a founder and group, only where somebody came and the founder is still in it."""
    groups.let_go_of_the_gone(tick.db)
    groups.close_empty(tick.db, tick.now)
    since = max(tick.since, tick.now - _LOOKS_BACK)
    for group in groups.there(tick.db):
        came = [one.name for one in groups.joined_since(tick.db, group.number, since, tick.now)]
        if came and group.number in groups.of_member(tick.db, group.founded_by):
            key = f"group:{group.number}:joined:{tick.local_now.date()}"
            tick.tell(group.founded_by, key, rules.show_joined(group, came), Kind.REMINDER)
