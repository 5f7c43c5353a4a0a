"""Cases by the clock: reminders in time, those whose promise is over climb, old answers are filed away."""

from __future__ import annotations

from bot.case import climbing
from bot.context import Tick

WHEN = {"minute": "*/15"}


def run(tick: Tick) -> None:
    """Look after every case that waits."""
    climbing.look(tick)
