"""What time it is, and waiting for a moment: by the wall, or moved by hand."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

# Wall clocks jump (suspend, NTP, a person): a sleeper looks again at least this often.
LONGEST_NAP = timedelta(seconds=60)


class Clock(Protocol):
    """The only source of the present moment; aware, in UTC."""

    def now(self) -> datetime:
        """Tell the present moment."""
        ...

    async def sleep_until(self, moment: datetime) -> None:
        """Return when the moment has come, or a little earlier: look at `now` again."""
        ...


class WallClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Tell the present moment."""
        return datetime.now(UTC)

    async def sleep_until(self, moment: datetime) -> None:
        """Sleep, at most a minute at a time."""
        await asyncio.sleep(max(0.0, min(moment - self.now(), LONGEST_NAP).total_seconds()))


class MovedClock:
    """A clock that a person or a rehearsal moves; between moves it stands, or flows with real time."""

    def __init__(self, start: datetime, *, flows: bool = False) -> None:
        self._base = start.astimezone(UTC)
        self._flows = flows
        self._set_at = time.monotonic()
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        """Tell the present moment of this clock."""
        flown = time.monotonic() - self._set_at if self._flows else 0.0
        return self._base + timedelta(seconds=flown)

    def move_to(self, moment: datetime) -> None:
        """Set the clock forward to a moment; one already past leaves it as it is."""
        if moment > self.now():
            self._base = moment.astimezone(UTC)
            self._set_at = time.monotonic()
            self._moved.set()

    async def sleep_until(self, moment: datetime) -> None:
        """Sleep as the wall clock does, but wake when the clock is moved."""
        self._moved.clear()
        nap = max(0.0, min(moment - self.now(), LONGEST_NAP).total_seconds())
        try:
            await asyncio.wait_for(self._moved.wait(), nap)
        except TimeoutError:
            return
