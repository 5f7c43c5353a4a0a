"""`python -m bot backup FILE` and `restore FILE`: the store copied while the bot runs, and put back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from bot.cli.store import alone
from bot.config import Settings
from data import backup
from data import member as members


def write_backup(settings: Settings, target: Path) -> str:
    """Copy the configured store into a new file; gives a sentence about it. Raises StoreError."""
    with closing(backup.read_only(Path(settings.database))) as db:
        backup.write(db, target)
        people = members.count(db)
    return (
        f"{target}: {people} people, {target.stat().st_size / 1048576:.1f} MB, checked. It is not encrypted."
    )


def restore_backup(settings: Settings, source: Path) -> str:
    """Put a backup where the configuration expects the store. Raises StoreError, ConfigError."""
    database = Path(settings.database)
    with alone(database):
        backup.restore(source, database)
    return f"{database}: restored from {source}. Start the bot with `python -m bot run`."
