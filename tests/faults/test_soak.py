"""A quarter with the 292 people of the sample: memory and files do not grow beyond what is to be kept."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import config
from bot.clock import MovedClock
from bot.domain.member import Role
from bot.simulation import Stage, claim_world, seed_sample, tie_roll
from data import member as members
from data.db import open_store
from tests.conftest import BEIJING, CONFIG
from tests.faults.crowd import resident

BEGIN = datetime(2026, 10, 1, 6, tzinfo=BEIJING)
MONTHS = [datetime(2026, 11, 1, 6, tzinfo=BEIJING), datetime(2026, 12, 1, 6, tzinfo=BEIJING)]
END = datetime(2027, 1, 1, 6, tzinfo=BEIJING)
MEBIBYTE = 2**20
MESSAGES_A_DAY = 120
SAYINGS = (
    "平安，在上海",
    "平安",
    "今天下雨了",
    "收到",
    "@风筝线 帮助",
    "报平安，月底回",
    "大家早",
    "明天降温",
)


@dataclass(frozen=True, slots=True)
class Weight:
    """What the bot weighs at a moment, in bytes; `used` without pages that are free again."""

    memory: int
    database: int
    used: int
    others: int


class Quarter:
    """The sample committee living through everyday life, hour by hour."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "kiteline.db"
        settings = config.load(CONFIG, {"database": str(self.path)})
        self.db = open_store(self.path, durable=False)
        claim_world(self.db, "simulated")
        seed_sample(self.db, settings, BEGIN)
        tie_roll(self.db, settings, BEGIN)
        self.stage = Stage(settings, self.db, MovedClock(BEGIN), seed=0)
        self.chance = random.Random(9)
        self.seats = [
            (account, room)
            for room, seated in sorted(self.stage.wechat.seats.items())
            for account in sorted(seated)
            if room.startswith("branch-")
        ]
        self.clerk = f"member-{members.holders(self.db, Role.CLERK)[0].id}"

    async def live_until(self, end: datetime) -> None:
        """Let hours pass; by day people write, on Mondays the office sends a notice."""
        while (now := self.stage.clock.now()) < end:
            local = now.astimezone(BEIJING)
            if 8 <= local.hour < 20:
                await self._chat(MESSAGES_A_DAY // 12)
            if local.weekday() == 0 and local.hour == 10:
                await self._speak(self.clerk, None, "通知 全体 回执 周五18:00前：周六集中学习")
                await self._speak(self.clerk, None, "确认")
            # The hour is passed in one step, as a machine that slept: its schedules look at the whole span.
            await self.stage.run_until(now + timedelta(minutes=2))
            self.stage.clock.move_to(now + timedelta(hours=1))
            await self.stage.settle()

    async def _chat(self, messages: int) -> None:
        for _ in range(messages):
            account, room = self.chance.choice(self.seats)
            await self._speak(account, room, self.chance.choice(SAYINGS))

    async def _speak(self, account: str, room: str | None, text: str) -> None:
        mentions_bot = text.startswith("@")
        self.stage.wechat.speak(account, account, text, room=room, mentions_bot=mentions_bot)
        await self.stage.settle()

    def weigh(self) -> Weight:
        """Measure memory after a collection, and the files after a checkpoint."""
        gc.collect()
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        pages, free, size = (
            self.db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        others = sum(
            path.stat().st_size
            for path in self.path.parent.rglob("*")
            if path.is_file() and path != self.path
        )
        return Weight(resident(), self.path.stat().st_size, (pages - free) * size, others)


@pytest.fixture
def quarter(tmp_path: Path) -> Iterator[Quarter]:
    """The committee on the morning of the first of October."""
    made = Quarter(tmp_path)
    yield made
    made.db.close()


async def test_a_quarter_leaves_memory_and_files_as_small_as_they_were(quarter: Quarter) -> None:
    weights = []
    for end in (*MONTHS, END):
        await quarter.live_until(end)
        weights.append(quarter.weigh())
    first, second, third = weights
    assert third.memory - second.memory < 4 * MEBIBYTE
    # In the last month everybody is reminded of the quarter's report, too.
    assert third.used - second.used <= 1.4 * (second.used - first.used)
    assert third.database < 25 * MEBIBYTE
    assert third.others <= second.others + MEBIBYTE
    check_work_was_done(quarter)


def check_work_was_done(quarter: Quarter) -> None:
    """The quarter was no idle one, and what is over its time is gone."""
    counts = {
        table: quarter.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("checkins", "receipts", "notices", "greetings")
    }
    assert counts["notices"] == 13
    assert counts["checkins"] > 3000
    assert counts["receipts"] > 500
    assert counts["greetings"] > 50
    (oldest,) = quarter.db.execute("SELECT min(received_at) FROM inbox").fetchone()
    assert oldest[:10] >= (END - timedelta(days=32)).date().isoformat()
