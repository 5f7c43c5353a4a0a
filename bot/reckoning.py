"""Does the long work of reconciliations beside the messages: comparing 23,000 people takes seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import structlog
from sqlite_utils import Database

from bot.clock import Clock
from bot.config import Settings
from bot.context import Context
from bot.logs import describe
from bot.reconciling import opening, settling, working
from bot.reconciling.working import Done
from data import difference as differences
from data import ledger as ledgers
from data.ledger import Reconciled

log = structlog.get_logger(__name__)

_FAILED = "对账没有做成，已经记下。请把表另存为 .xlsx 再发一次；还不行请告诉维护的人。"


class Reckoner:
    """Does one task after the other in a thread; what an interruption left over is done anew."""

    def __init__(self, db: Database, clock: Clock, settings: Settings, wake: Callable[[], None]) -> None:
        self._db = db
        self._clock = clock
        self._settings = settings
        self._folder = Path(settings.database).absolute().parent / "ledgers"
        self._wake = wake  # called when something is to be said
        self.task: asyncio.Task[None] | None = None

    def look(self) -> None:
        """There may be something to do."""
        if (self.task is None or self.task.done()) and ledgers.to_do(self._db):
            self.task = asyncio.create_task(self._work())

    async def done(self) -> None:
        """Wait until everything is done."""
        if self.task:
            await self.task

    async def _work(self) -> None:
        while rec := ledgers.to_do(self._db):
            done = await self._reckon(rec)
            try:
                self._settle(rec, done)
            except Exception as error:
                log.error("a reconciliation could not be kept", number=rec.number, **describe(error))
                self._settle(rec, Done(_FAILED))
            self._wake()

    def _settle(self, rec: Reconciled, done: Done) -> None:
        with self._db.atomic():
            settling.settle(Context(self._db, self._clock.now(), self._settings), rec, done)

    async def _reckon(self, rec: Reconciled) -> Done:
        now = self._clock.now().astimezone(self._settings.organisation.zone)
        book = self._folder / str(rec.number) / f"{opening.BOOK.format(rec.number)} {now:%m%d-%H%M}.xlsx"
        cases = differences.of(self._db, rec.number)
        try:
            return await asyncio.to_thread(working.work, rec, cases, book, now.date())
        except Exception as error:  # left standing, the task would be tried for ever
            log.error("a reconciliation failed", number=rec.number, **describe(error))
            return Done(_FAILED)
