"""Ring again for a cry for help, at the next in line, until a person has taken it."""

from __future__ import annotations

from bot.context import Tick
from bot.distress import ringing
from bot.domain import alarm as rules
from data import alarm as alarms

WHEN = {"minute": "*"}


def run(tick: Tick) -> None:
    """Ring for what is due; what was taken days ago and never said to be over is over."""
    for alarm in alarms.due(tick.db, tick.now):
        ringing.ring_again(tick, alarm)
    alarms.close_taken(tick.db, tick.now - rules.OVER_AFTER, tick.now)
