"""The copy that is kept before a newer version changes the schema, so that the way back stays open."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.backup import keeping, key, places, writing
from bot.backup.writing import Written
from bot.config import Settings
from data.db import StoreError, step_ahead


def keep(settings: Settings, now: datetime) -> Written | None:
    """Keep a copy of a store that the present program would change; None where nothing will change.

    Encrypted it lies with the backups; without a key, plain, where the database itself lies.
    Raises StoreError, ConfigError: without a copy there is no upgrade.
    """
    database = Path(settings.database)
    step = step_ahead(database)
    if step is None or settings.transport == "simulated":  # what is made up is never worth one
        return None
    plain = not key.recipients(settings)
    name = keeping.name_for(now, f"{keeping.BEFORE}{step[:4]}-", plain=plain)
    folder = places.beside(settings) if plain else places.folder(settings)
    try:
        return writing.write(settings, folder / name, now, plain=plain)
    except StoreError as error:
        raise StoreError(f"the copy before the step to this version could not be kept: {error}") from error
