"""`python -m bot replicate` and `restore --replica`: Litestream at work over our database."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime
from pathlib import Path

from bot.backup import replica
from bot.cli.backup import show_restored
from bot.cli.store import alone
from bot.config import ConfigError, Settings
from data.db import StoreError


def replicate(settings: Settings, now: datetime) -> int:
    """Run Litestream until it is stopped; on Linux it takes this process's place. Raises ConfigError."""
    try:
        command = replica.arguments(settings, now)
    except StoreError as error:
        raise ConfigError(f"database: {error}") from error
    os.umask(0o077)  # what it writes is personal data, and not encrypted
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606 -- no shell between
    return subprocess.run(command, check=False).returncode  # noqa: S603 -- our own command


def restore_replica(settings: Settings, place: str | None, *, dry_run: bool) -> str:
    """Put the replica where the configuration expects the store. Raises StoreError, ConfigError."""
    with alone(Path(settings.database)):
        found, restored = replica.restore(settings, place, dry_run=dry_run)
        return show_restored(found, restored, dry_run)
