"""The night's backup is asked for when its moment has come; who sees to the office hears if there is none."""

from __future__ import annotations

from bot.backup import standing
from bot.context import Tick

WHEN = {"minute": "*/5"}


def run(tick: Tick) -> None:
    """Ask for a backup when one is due; the bot writes it beside the messages (bot/saving.py)."""
    standing.ask(tick)
    standing.warn(tick)
