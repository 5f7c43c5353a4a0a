"""The two copies that are shown, masked and whole: made at the start, anew now and then, gone at the end."""

from __future__ import annotations

import shutil
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import structlog

from bot.config import Settings
from bot.office.door import MASKED, WHOLE
from bot.reading.gazetteer import country_name
from data import office

log = structlog.get_logger(__name__)


class Copies:
    """The folder with the copies, which its owner alone may enter."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database = Path(settings.database)
        self._one_at_a_time = threading.Lock()
        self.folder = self._database.with_name(f"{self._database.name}.office")
        self.prepared = ""  # when, in words

    def path_of(self, login: str) -> Path:
        """Name the file that is shown to a login; office-full sees both."""
        return self.folder / f"{login}.db"

    def make(self) -> None:
        """Make both anew, in place of those that are shown. Raises StoreError."""
        with self._one_at_a_time:
            started, now = time.monotonic(), datetime.now(UTC)
            copy = self.folder / "copy.db"
            try:
                _forget(copy)
                office.copy_store(self._database, copy)
                for login, masked in ((MASKED, True), (WHOLE, False)):
                    self._fill(copy, login, now, masked=masked)
            finally:
                _forget(copy)
            self.prepared = f"{now.astimezone(self._settings.organisation.zone):%Y-%m-%d %H:%M}"
            log.info("tables prepared", seconds=round(time.monotonic() - started, 2))

    def _fill(self, copy: Path, login: str, now: datetime, *, masked: bool) -> None:
        sight = office.Sight(masked, now, self._settings.organisation.zone, country_name)
        served = self.path_of(login)
        served.touch(mode=0o600)
        office.fill(copy, served, sight)

    def open(self) -> None:
        """Make the folder new, in place of what a start that was cut off may have left."""
        self.remove()
        self.folder.mkdir(mode=0o700, parents=True)

    def remove(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _forget(copy: Path) -> None:
    for beside in ("", "-wal", "-shm", "-journal", ".part"):
        copy.with_name(copy.name + beside).unlink(missing_ok=True)
