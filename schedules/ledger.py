"""Every night: reconciliations nobody ended are ended, and the files of those that are over go."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from bot.context import Tick
from data import ledger as ledgers

WHEN = {"hour": "3", "minute": "25"}
_OPEN_FOR = timedelta(days=90)


def run(tick: Tick) -> None:
    """End what has been open for a quarter, and delete the files of what is over."""
    for rec in ledgers.opened(tick.db):
        if rec.opened_at < tick.now - _OPEN_FOR:
            ledgers.give_task(tick.db, rec.number, None)
            ledgers.settle(tick.db, rec.number, "closed")
    wanted = {str(rec.number) for rec in ledgers.opened(tick.db)}
    for folder in (Path(tick.settings.database).absolute().parent / "ledgers").glob("*"):
        if folder.name not in wanted:
            shutil.rmtree(folder, ignore_errors=True)
