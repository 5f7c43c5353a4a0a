"""Clocks: the wall's, and one that is moved."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.clock import LONGEST_NAP, MovedClock, WallClock
from tests.conftest import START


def test_every_clock_tells_aware_moments_in_utc() -> None:
    for clock in (WallClock(), MovedClock(START), MovedClock(START, flows=True)):
        assert clock.now().tzinfo is UTC
    assert abs(WallClock().now() - datetime.now(UTC)) < timedelta(seconds=1)


def test_a_moved_clock_stands_between_moves() -> None:
    clock = MovedClock(START)
    assert clock.now() == clock.now() == START


def test_a_moved_clock_goes_forward_only() -> None:
    clock = MovedClock(START)
    clock.move_to(START - timedelta(hours=1))
    assert clock.now() == START
    clock.move_to(START + timedelta(days=400))
    assert clock.now() == START + timedelta(days=400)


def test_a_flowing_clock_goes_on_from_where_it_was_put() -> None:
    clock = MovedClock(START, flows=True)
    clock.move_to(START + timedelta(days=1))
    first = clock.now()
    assert START + timedelta(days=1) <= first <= clock.now() < START + timedelta(days=1, minutes=1)


async def test_moving_a_clock_wakes_who_sleeps_on_it() -> None:
    clock = MovedClock(START)
    sleeper = asyncio.create_task(clock.wait(START + timedelta(days=1), asyncio.Event()))
    await asyncio.sleep(0)
    clock.move_to(START + timedelta(hours=1))
    await asyncio.wait_for(sleeper, 1)


async def test_nobody_sleeps_into_the_past() -> None:
    for clock in (WallClock(), MovedClock(START, flows=True)):
        await asyncio.wait_for(clock.wait(START - timedelta(days=400), asyncio.Event()), 1)


def test_a_sleeper_looks_again_within_a_minute() -> None:
    assert timedelta(seconds=60) == LONGEST_NAP
