"""What a gateway does wrong, as the whole bot lives through it; the transport alone: see tests/transport."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot.app import Bot
from bot.clock import MovedClock
from bot.config import Settings
from bot.domain.delivery import Kind, Outgoing
from bot.transport.wechaty_puppet import WechatyPuppet, WechatySettings
from data import outbox
from data.db import open_store
from tests.conftest import FIRST, START, MakeSettings, account_id, room_id
from tests.faults.crowd import without_pauses
from tests.transport.gateway_process import TOKEN, GatewayProcess

QUICK: dict[str, Any] = {"call_deadline": 1, "keepalive": 0.5, "backoff_first": 0.1, "backoff_max": 0.5}


@pytest.fixture
def settings(make_settings: MakeSettings, store_path: Path, cast_store: Path) -> Settings:
    """Settings without pauses, over a store with the cast in it."""
    shutil.copyfile(cast_store, store_path)
    return without_pauses(make_settings())


@asynccontextmanager
async def running(gateway: GatewayProcess, settings: Settings) -> AsyncIterator[Bot]:
    """Run the bot over the gateway, on a clock that stands at eight in the morning and flows."""
    with closing(open_store(Path(settings.database))) as db:
        puppet = WechatyPuppet(WechatySettings(gateway.endpoint, TOKEN, **QUICK))
        bot = Bot(settings, db, puppet, MovedClock(START, flows=True))
        task = asyncio.create_task(bot.run())
        try:
            await until(lambda: bot.outbox.online)
            await bot.looked_around()
            yield bot
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def until(condition: Callable[[], bool], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 -- the bot has no events for tests
            await asyncio.sleep(0.02)


def mean(db: Database, body: str) -> None:
    """Have something to say to the first branch's room."""
    with db.atomic():
        message = Outgoing(
            f"test:{body}", room_id(FIRST), body, Kind.NOTICE, START, START + timedelta(days=1)
        )
        outbox.put(db, message, datetime.now(UTC))


async def hear(gateway: GatewayProcess, conversation: str) -> str:
    """Wait for what the bot says there; clerks are told of the gateway's rooms that nobody tied, too."""
    while True:
        said = (await gateway.done_by_bot(15))["said"]
        if said["to"] == conversation:
            return str(said["text"])


def count(db: Database, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


async def test_what_is_meant_while_the_gateway_is_frozen_is_said_when_it_is_back(
    cast_gateway: GatewayProcess, settings: Settings
) -> None:
    async with running(cast_gateway, settings) as bot:
        cast_gateway.freeze()
        try:
            await until(lambda: not bot.outbox.online)
            mean(bot.db, "冻住时要说的话")
        finally:
            cast_gateway.thaw()
        assert await hear(cast_gateway, room_id(FIRST)) == "冻住时要说的话"


async def test_the_same_id_before_and_after_a_restart_has_one_effect(
    cast_gateway: GatewayProcess, settings: Settings
) -> None:
    async with running(cast_gateway, settings) as bot:
        cast_gateway.speak(account_id("张三"), "平安，在上海", room_id(FIRST), id="twice")
        await until(lambda: count(bot.db, "checkins") == 1)
    async with running(cast_gateway, settings) as bot:
        cast_gateway.order("event", name="message", payload={"messageId": "twice"})
        cast_gateway.speak(account_id("李四"), "平安，在苏州", room_id(FIRST), id="once")
        await until(lambda: count(bot.db, "checkins") == 2)
        assert count(bot.db, "inbox") == 2


@pytest.mark.parametrize("payload", [{"data": "boom"}, {"gerror": "boom"}, {}, "boom"])
async def test_an_error_event_leaves_the_bot_at_work(
    cast_gateway: GatewayProcess, settings: Settings, payload: object
) -> None:
    async with running(cast_gateway, settings):
        cast_gateway.order("event", name="error", payload=payload)
        cast_gateway.speak(account_id("张三"), "帮助")
        assert "自动助手" in await hear(cast_gateway, account_id("张三"))
