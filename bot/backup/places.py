"""Where backups and their key are: beside the database, where the configuration names no other place."""

from __future__ import annotations

from pathlib import Path

from bot.config import Settings


def folder(settings: Settings) -> Path:
    """Give the folder of the backups."""
    return Path(settings.backup.folder) if settings.backup.folder else beside(settings) / "backups"


def key_file(settings: Settings) -> Path:
    """Give the file of the key that opens them."""
    return Path(settings.backup.key_file) if settings.backup.key_file else beside(settings) / "backup.key"


def beside(settings: Settings) -> Path:
    """Give the database's own folder."""
    return Path(settings.database).parent
