"""When schedules run: under a clock that jumps, stands, or goes back."""

from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import WallClock
from bot.scheduler import Job, Scheduler
from tests.conftest import BEIJING, START


class Hands:
    """A clock that is set by hand, forward and back."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        return self.moment

    async def wait(self, moment: datetime, woken: asyncio.Event) -> None:
        self.moment = moment
        await asyncio.sleep(0)


class Watch:
    """A scheduler of one job, which notes when it ran."""

    def __init__(self, start: datetime, zone: ZoneInfo = BEIJING, **when: str) -> None:
        self.clock = Hands(start)
        self.ran: list[datetime] = []
        job = Job("watched", when or {"minute": "*/15"}, lambda: self.ran.append(self.clock.now()))
        self.scheduler = Scheduler([job], self.clock, zone)
        self.following = self.scheduler.step()

    def run_until(self, end: datetime) -> list[datetime]:
        """Step through everything due; gives the runs on the way."""
        before = len(self.ran)
        while self.following and self.following <= end:
            self.clock.moment = self.following.astimezone(UTC)
            self.following = self.scheduler.step()
            assert self.following, "there is always a next time"
            assert self.following > self.clock.moment, "the next time must lie ahead, or time stands still"
        return self.ran[before:]


def test_every_job_runs_at_the_start() -> None:
    watch = Watch(START)
    assert watch.ran == [START]
    assert watch.following == START + timedelta(minutes=15)


def test_a_job_runs_at_its_times_and_not_between() -> None:
    watch = Watch(START + timedelta(minutes=1))
    runs = watch.run_until(START + timedelta(hours=1))
    assert runs == [START + timedelta(minutes=15 * n) for n in (1, 2, 3, 4)]


@pytest.mark.parametrize("span", [timedelta(hours=1), timedelta(days=1), timedelta(days=400)])
def test_a_clock_that_jumps_forward_runs_a_job_once(span: timedelta) -> None:
    watch = Watch(START)
    watch.clock.moment += span
    following = watch.scheduler.step()
    assert len(watch.ran) == 2
    assert following
    assert timedelta(0) < following - watch.clock.moment <= timedelta(minutes=15)


@pytest.mark.parametrize("span", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_set_back_does_not_stop_a_job(span: timedelta) -> None:
    watch = Watch(START)
    watch.clock.moment -= span
    following = watch.scheduler.step()
    assert following
    assert following - watch.clock.moment <= timedelta(minutes=15)


def test_a_weekday_is_named_and_means_itself() -> None:
    watch = Watch(START - timedelta(days=3), day_of_week="mon", hour="9", minute="0")
    assert watch.run_until(START + timedelta(hours=2)) == [START + timedelta(hours=1)]


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-12-31T23:50", "2027-01-01T00:00"),
        ("2028-02-28T23:50", "2028-02-29T00:00"),
        ("2028-02-29T23:50", "2028-03-01T00:00"),
    ],
)
def test_midnight_comes_at_the_year_s_end_and_on_29_february(start: str, due: str) -> None:
    watch = Watch(datetime.fromisoformat(start).replace(tzinfo=BEIJING), hour="0", minute="0")
    assert watch.following == datetime.fromisoformat(due).replace(tzinfo=BEIJING)


def test_half_past_one_that_comes_twice_runs_a_job_at_most_twice() -> None:
    new_york = ZoneInfo("America/New_York")
    watch = Watch(datetime(2026, 11, 1, 0, 45, tzinfo=new_york), new_york, hour="1", minute="30")
    runs = watch.run_until(datetime(2026, 11, 2, 0, 45, tzinfo=new_york))
    assert 1 <= len(runs) <= 2


def test_a_quarter_of_an_hour_stays_one_through_daylight_saving() -> None:
    new_york = ZoneInfo("America/New_York")
    watch = Watch(datetime(2026, 11, 1, 0, 1, tzinfo=new_york), new_york)
    runs = watch.run_until(datetime(2026, 11, 1, 4, 0, tzinfo=new_york))
    assert len(runs) == 20
    assert {later - sooner for sooner, later in itertools.pairwise(runs)} == {timedelta(minutes=15)}


async def test_live_a_job_runs_in_the_event_loop() -> None:
    ran: list[object] = []
    done = asyncio.Event()

    def note() -> None:
        ran.append(asyncio.get_running_loop())
        done.set()

    working = asyncio.create_task(Scheduler([Job("j", {"second": "*"}, note)], WallClock(), BEIJING).run())
    await asyncio.wait_for(done.wait(), 2)
    done.clear()
    await asyncio.wait_for(done.wait(), 3)
    working.cancel()
    assert len(ran) >= 2
