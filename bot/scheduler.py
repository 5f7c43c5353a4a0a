"""When schedules run: by APScheduler's timers live, or step by step under a moved clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.clock import LONGEST_NAP, Clock


@dataclass(frozen=True, slots=True)
class Job:
    """A schedule: its name, its cron fields by name (APScheduler counts weekdays from Monday: use names)."""

    name: str
    when: Mapping[str, str]
    run: Callable[[], None]


class Scheduler:
    """Runs jobs when their time comes; one missed while the process was away or the clock jumped runs once.

    Jobs look at the span since their last run themselves, so running one too often is harmless.
    """

    def __init__(self, jobs: Sequence[Job], clock: Clock, zone: ZoneInfo) -> None:
        self._clock = clock
        # Jobs of the same times share a trigger: working out when it is next is half of what a step costs.
        triggers = {_times(job): CronTrigger(timezone=zone, **job.when) for job in jobs}
        self._jobs = [(job, triggers[_times(job)]) for job in jobs]
        self._next: dict[str, datetime] = {}
        self._last: datetime | None = None

    def step(self) -> datetime | None:
        """Run every job that is due (at the first call: all); gives the moment the next one is."""
        now = self._clock.now()
        if self._last and now < self._last:
            self._next.clear()  # a clock set back makes the next runs too far away: look as at a start
        self._last = now
        following: dict[CronTrigger, datetime] = {}
        for job, trigger in self._jobs:
            due = self._next.get(job.name)
            if due is None or due <= now:
                job.run()
                self._next[job.name] = following[trigger] = following.get(trigger) or _following(trigger, now)
        return min(self._next.values(), default=None)

    async def run(self) -> None:
        """Run jobs for as long as the process lives."""
        timers, moved = AsyncIOScheduler(), asyncio.Event()
        for job, trigger in self._jobs:
            timers.add_job(_in_loop, trigger, [job.run], coalesce=True, misfire_grace_time=None)
        timers.start()
        try:
            while True:
                # Timers are monotonic: a suspended machine or a moved clock is caught up with here.
                moved.clear()
                self.step()
                await self._clock.wait(self._clock.now() + LONGEST_NAP, moved)
        finally:
            timers.shutdown(wait=False)


def _times(job: Job) -> frozenset[tuple[str, str]]:
    return frozenset(job.when.items())


def _following(trigger: CronTrigger, now: datetime) -> datetime:
    """Give the first time of a trigger after now, in UTC."""
    probe = now + timedelta(microseconds=1)  # it is rounded up to the next second
    while True:
        found: datetime = trigger.get_next_fire_time(None, probe).astimezone(UTC)
        if found > now:
            return found
        # `now` is one of its times; in the hour that comes twice APScheduler may stay there for a while.
        probe += timedelta(seconds=1)


async def _in_loop(run: Callable[[], None]) -> None:
    # A plain function would run in APScheduler's thread pool, where SQLite refuses its connection.
    await asyncio.sleep(0)
    run()
