"""Words about dues: open months, the secretaries' summary, the base asked for in January."""

from __future__ import annotations

from bot.context import Tick
from bot.dues import declaration, reminding

# Zones differ by quarters of an hour (Kathmandu: +5:45).
WHEN = {"minute": "*/15"}


def run(tick: Tick) -> None:
    """Say what became due since the last run."""
    if tick.settings.dues.reminders:
        reminding.remind(tick)
        reminding.summarise(tick)
    if tick.settings.dues.declarations:
        declaration.ask(tick)
