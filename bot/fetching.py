"""Fetches the pictures and files that may go with a notice, beside the messages: it needs the network."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

import structlog
from sqlite_utils import Database

from bot.clock import Clock
from bot.config import Settings
from bot.context import Context
from bot.domain import enclosure
from bot.domain.enclosure import KEPT_FOR, USABLE_FOR, Enclosure
from bot.domain.roll import RollError
from bot.logs import describe
from bot.notice.enclosing import tell_sender
from bot.ports import Media, Outcome, Transport, TransportError
from bot.reconciling import opening
from bot.record import sheet
from bot.sheets import SheetError
from data import enclosure as enclosures

log = structlog.get_logger(__name__)


class Fetcher:
    """Fetches pictures and files one after the other; what an interruption left over comes with the rest."""

    def __init__(
        self,
        db: Database,
        transport: Transport,
        clock: Clock,
        settings: Settings,
        wake: Callable[[], None],
    ) -> None:
        self._db = db
        self._transport = transport
        self._clock = clock
        self._settings = settings
        self._folder = Path(settings.database).absolute().parent / "files"
        self._wake = wake  # called when something is to be said
        self.task: asyncio.Task[None] | None = None
        self.at_hand: dict[str, Media] = {}  # by message id: what did not come through the transport

    def look(self) -> None:
        """There may be something to fetch, or something kept for nothing."""
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._work())

    async def done(self) -> None:
        """Wait until everything has been fetched that can be."""
        if self.task:
            await self.task

    def _waiting(self) -> list[Enclosure]:
        return enclosures.unfetched(self._db, self._clock.now() - USABLE_FOR)

    async def _work(self) -> None:
        try:
            await self._fetch_all()
            self._forget_old()
        except Exception as error:  # nobody awaits this task who could tell
            log.error("fetching failed; it is tried again", **describe(error))

    def _forget_old(self) -> None:
        """Delete what went with no notice; not while a file is written, for it may be the same one."""
        with self._db.atomic():
            gone = enclosures.forget_old(self._db, self._clock.now() - KEPT_FOR)
        for path in gone:
            path.unlink(missing_ok=True)

    async def _fetch_all(self) -> None:
        while waiting := self._waiting():
            for kept in sorted(waiting, key=lambda kept: kept.message_id not in self.at_hand):
                try:
                    media = self.at_hand.pop(kept.message_id, None) or await self._transport.fetch(
                        kept.message_id
                    )
                except TransportError as error:
                    log.warning("an enclosure could not be fetched", id=kept.id, error=str(error))
                    if error.outcome is Outcome.NOT_SENT:
                        return  # without a gateway nothing comes; the next login looks again
                    self._settle(kept, None, enclosure.tell_not_loaded(kept.kind))
                else:
                    await self._keep(kept, media)

    async def _keep(self, kept: Enclosure, media: Media) -> None:
        path, problem = None, enclosure.check_size(kept.kind, len(media.content))
        if not problem:
            name = kept.name or media.name
            try:
                path = await asyncio.to_thread(
                    enclosures.write_file, self._folder, kept.kind, name, media.content
                )
            except OSError as error:
                log.error("an enclosure could not be stored", id=kept.id, error=type(error).__name__)
                problem = enclosure.tell_not_loaded(kept.kind)
        if path and path.suffix.lower() in enclosure.SHEETS:
            await asyncio.to_thread(self._read_ahead, path)
        self._settle(kept, path, problem)

    def _read_ahead(self, path: Path) -> None:
        """Read a spreadsheet that may be a roll, so that 导入 need not hold up the messages."""
        organisation = self._settings.organisation
        opening.describe(path)  # its sender hears how much it holds
        with contextlib.suppress(SheetError, RollError):  # 导入 says what is wrong with it
            sheet.read(path, self._clock.now().astimezone(organisation.zone).date(), organisation.home)

    def _settle(self, kept: Enclosure, path: Path | None, problem: str | None) -> None:
        with self._db.atomic():
            enclosures.settle(self._db, kept.id, path, problem)
            settled = enclosures.find(self._db, kept.id)
            assert settled
            tell_sender(Context(self._db, self._clock.now(), self._settings), settled)
        self._wake()
