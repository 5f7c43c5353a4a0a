"""What time it is, and waiting for a moment: by the wall, or moved by hand."""

from __future__ import annotations

import asyncio
import contextlib
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

    async def wait(self, moment: datetime, woken: asyncio.Event) -> None:
        """Return when the moment has come or `woken` is set, or earlier: look at `now` again."""
        ...


class WallClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Tell the present moment."""
        return datetime.now(UTC)

    async def wait(self, moment: datetime, woken: asyncio.Event) -> None:
        """Sleep, at most a minute at a time."""
        await _nap(moment - self.now(), woken)


class MovedClock:
    """A clock that a person or a rehearsal moves; between moves it stands, or flows with real time."""

    def __init__(self, start: datetime, *, flows: bool = False) -> None:
        self._base = start.astimezone(UTC)
        self._flows = flows
        self._set_at = time.monotonic()
        self._sleepers: set[asyncio.Event] = set()

    def now(self) -> datetime:
        """Tell the present moment of this clock."""
        flown = time.monotonic() - self._set_at if self._flows else 0.0
        return self._base + timedelta(seconds=flown)

    def flow(self) -> None:
        """Let time pass from here on as it does outside."""
        self._base, self._set_at, self._flows = self.now(), time.monotonic(), True

    def move_to(self, moment: datetime) -> None:
        """Set the clock forward to a moment and wake who sleeps; one already past leaves it as it is."""
        if moment > self.now():
            self._base = moment.astimezone(UTC)
            self._set_at = time.monotonic()
            for sleeper in self._sleepers:
                sleeper.set()

    async def wait(self, moment: datetime, woken: asyncio.Event) -> None:
        """Sleep as the wall clock does, but wake when the clock is moved."""
        self._sleepers.add(woken)
        try:
            await _nap(moment - self.now(), woken)
        finally:
            self._sleepers.discard(woken)


class StoppedClock:
    """A clock that stands where it is put, forward or back: for what is told afterwards."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Tell the moment the clock was put to."""
        return self.moment.astimezone(UTC)

    async def wait(self, moment: datetime, woken: asyncio.Event) -> None:
        """Wait until woken: by itself this clock never comes to a moment."""
        await _nap(moment - self.now(), woken)


async def _nap(length: timedelta, woken: asyncio.Event) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(max(0.0, min(length, LONGEST_NAP).total_seconds())):
            await woken.wait()
