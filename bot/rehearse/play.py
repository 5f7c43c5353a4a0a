"""Plays a whole rehearsal in a fresh database that goes away with it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.config import Settings
from bot.rehearse.performance import Performance
from bot.rehearse.script import read_script
from bot.rehearse.transcript import Line
from data.db import open_store

LoadSettings = Callable[[dict[str, object]], Settings]


async def rehearse(path: Path, load_settings: LoadSettings, show: Callable[[Line], None]) -> None:
    """Play one file. Raises ConfigError for a bad file, Failed where the bot did not do as expected."""
    script = read_script(path)
    with tempfile.TemporaryDirectory(prefix="kiteline-") as folder:
        store = Path(folder, "rehearsal.db")
        settings = load_settings({**script.config, "transport": "simulated", "database": str(store)})
        db = open_store(store, durable=False)
        try:
            performance = Performance(path, script, settings, db, show)
            await performance.begin()
            for number in range(1, len(script.steps) + 1):
                await performance.play(number)
            await performance.end()
        finally:
            db.close()
