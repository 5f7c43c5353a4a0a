"""Delete, every night, what is over its time."""

from __future__ import annotations

from pathlib import Path

import structlog

from bot.context import Tick
from data import retention

log = structlog.get_logger(__name__)

WHEN = {"hour": "3", "minute": "15"}


def run(tick: Tick) -> None:
    """Obey the terms of data/retention/; how many rows went is logged, never whose."""
    rows = retention.delete_overdue(tick.db, tick.now)
    files = retention.delete_old_files(Path(tick.settings.database).parent, tick.now)
    if rows or files:
        log.info("deleted what is over its time", files=files, **rows)
