"""The worlds behind the page, without a browser: scenes opened, taken over, broken and begun again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from sqlite_utils import Database

from bot import config
from bot.clock import MovedClock
from bot.simulation import Stage
from bot.web.chat.tour import State
from bot.web.chat.worlds import MAIN, Worlds
from data.db import empty
from tests.conftest import CONFIG, MakeSettings

START = datetime(2026, 11, 23, 0, tzinfo=UTC)
SCENE = "checkin"


@pytest_asyncio.fixture
async def worlds(db: Database, make_settings: MakeSettings) -> AsyncIterator[Worlds]:
    def make_stage(afresh: bool) -> Stage:
        if afresh:
            empty(db)
        return Stage(make_settings(), db, MovedClock(START, flows=True))

    opened = Worlds(make_stage, lambda overrides: config.load(CONFIG, overrides))
    yield opened
    await opened.close()


async def test_a_scene_asked_for_twice_at_once_is_opened_once(worlds: Worlds) -> None:
    (first, _), (second, _) = await asyncio.gather(worlds.find(SCENE), worlds.find(SCENE))
    assert first is second


async def test_a_scene_begun_again_takes_the_place_of_the_one_before(worlds: Worlds) -> None:
    first = await worlds.open(SCENE)
    second = await worlds.open(SCENE)
    assert not worlds.shows(first.world)
    assert worlds.shows(second.world)


async def test_a_bot_restarts_as_the_first_deed_in_a_scene(worlds: Worlds) -> None:
    showing = await worlds.open(SCENE)
    before = showing.world.stage.bot
    await showing.take_over()
    await showing.world.restart_bot()
    assert showing.world.stage.bot is not before


async def test_steps_asked_for_at_once_are_played_one_after_the_other(worlds: Worlds) -> None:
    showing = await worlds.open(SCENE)
    await asyncio.gather(showing.step(), showing.step())
    assert (showing.told, showing.state) == (2, State.PAUSED)


async def test_a_scene_that_breaks_after_it_was_taken_over_says_so(
    worlds: Worlds, monkeypatch: pytest.MonkeyPatch
) -> None:
    showing = await worlds.open(SCENE)

    async def break_down() -> None:
        raise RuntimeError("scripted")

    monkeypatch.setattr(showing.world, "live", break_down)
    await showing.take_over()
    await asyncio.sleep(0)
    assert showing.state is State.FAILED


async def at_work(worlds: Worlds) -> asyncio.Task[None]:
    """Let the bot of the main world work, and wait until it has logged in."""
    living = asyncio.create_task(worlds.live())
    while not worlds.main.stage.bot.outbox.online:  # noqa: ASYNC110 -- a login is told to nobody
        await asyncio.sleep(0)
    return living


async def test_the_run_can_be_ended_while_the_bot_restarts(worlds: Worlds) -> None:
    living = await at_work(worlds)
    restarting = asyncio.create_task(worlds.main.restart_bot())
    await asyncio.sleep(0)
    living.cancel()
    done, _ = await asyncio.wait([living], timeout=10)
    restarting.cancel()
    with suppress(asyncio.CancelledError):
        await restarting
    assert done == {living}
    assert living.cancelled()


async def test_beginning_again_puts_another_world_in_its_place(worlds: Worlds) -> None:
    living = await at_work(worlds)
    before = worlds.main
    await worlds.begin_again()
    assert worlds.main is not before
    assert (await worlds.find(MAIN))[0] is worlds.main
    living.cancel()
    with suppress(asyncio.CancelledError):
        await living


async def test_a_stranger_is_never_one_who_sits_in_a_room_already(worlds: Worlds) -> None:
    worlds.main.stage.wechat.make_room("r", "群")
    worlds.main.stage.wechat.sit("r", "guest-1", "上次来的")
    assert worlds.main.add_guest("这次来的") == "guest-2"


async def test_what_time_changed_is_not_kept_for_the_next_message(worlds: Worlds) -> None:
    world = worlds.main
    await world.stage.settle()
    await world.move_to(world.stage.clock.now() + timedelta(days=1))
    traced = world.stage.db.execute("SELECT count(*) FROM temp.traced").fetchone()
    assert traced == (0,)
