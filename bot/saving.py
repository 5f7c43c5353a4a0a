"""Writes the night's backup beside the messages, in a thread, and calls for a person where that fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog
from sqlite_utils import Database

from bot.backup import keeping, key, places, standing, workshop, writing
from bot.clock import LONGEST_NAP, Clock
from bot.config import ConfigError, Settings
from bot.context import Context
from bot.logs import describe
from data.db import StoreError

log = structlog.get_logger(__name__)


class Saver:
    """Writes one backup where one was asked for; what a kill left in plain is cleared at the next start."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        settings: Settings,
        call: Callable[[str, str], None],
        config: Path | None = None,
    ) -> None:
        self._db = db
        self._clock = clock
        self._settings = settings
        self._call = call  # for a person
        self._config = config  # the file of the settings, which belongs into a backup
        self._woken = asyncio.Event()
        workshop.clear(places.beside(settings).absolute())

    def wake(self) -> None:
        """There may be something to write."""
        self._woken.set()

    async def run(self) -> None:
        """Write what is asked for, for as long as the bot lives."""
        while True:
            self._woken.clear()
            await self.look()
            await self._clock.wait(self._clock.now() + LONGEST_NAP, self._woken)

    async def look(self) -> None:
        """Write one if it was asked for."""
        if standing.is_due(self._context()):
            await self._save()

    async def _save(self) -> None:
        well = False
        try:
            self._make_key()
            written = await asyncio.to_thread(self._write, self._context().local_now)
            well = True
            log.info("backup written", people=written.people, bytes=written.size, checked=written.checked)
        except (ConfigError, StoreError) as error:
            self._call("backup", f"the night's backup was not written: {error}")
        except Exception as error:  # left asked for, it would be tried for ever
            log.error("backup failed", **describe(error))
            self._call("backup", f"the night's backup failed with {type(error).__name__}; see the log")
        with self._db.atomic():
            standing.settle(self._context(), well=well)

    def _make_key(self) -> None:
        if not key.recipients(self._settings):
            made = key.make(places.key_file(self._settings), self._context().local_now)
            self._call("backup key", f"a key for backups was made in {made.path}; keep it on paper elsewhere")

    def _write(self, now: datetime) -> writing.Written:
        """Write and check it, then remove those whose time is over."""
        settings, folder = self._settings.backup, places.folder(self._settings)
        target = folder / keeping.name_for(now, keeping.NIGHTLY)
        written = writing.write(self._settings, target, now, config=self._config)
        for each in {folder, places.beside(self._settings)}:  # a plain copy before an upgrade lies there
            keeping.remove_old(each, now, days=settings.keep_days, weeks=settings.keep_weeks)
        return written

    def _context(self) -> Context:
        return Context(self._db, self._clock.now(), self._settings)
