"""The bot of an office without a gateway: what it says waits for people, who carry it to WeChat."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.app import Bot
from bot.clock import Clock
from bot.config import Settings
from bot.manual.rooms import lay_out_rooms
from bot.transport.manual import NoWeChat


def bot_by_hand(settings: Settings, db: Database, clock: Clock, config_path: Path | None = None) -> Bot:
    """Make the bot over a store in which nobody else works."""
    # Nobody who pastes by hand floods a group: what goes to many rooms need not be spaced.
    delivery = settings.delivery.model_copy(update={"broadcast_gap": timedelta(0)})
    settings = settings.model_copy(update={"delivery": delivery})
    if settings.transport == "manual":
        lay_out_rooms(db, settings, clock.now())
    return Bot(settings, db, NoWeChat(), clock, config_path=config_path)
