"""A notice to 18, 86 and 1,000 rooms at the delivered pace, on a moved clock, while people ask things.

What the clock shows is what would pass in life; what the machine needs for it is measured beside. The ideal
is a token bucket with the configured numbers that loses nothing to jitter, spacing or answers.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.figure import Figure
from bot import config
from bot.clock import MovedClock
from bot.domain.pace import BURST_SHARE
from bot.simulation import Stage
from bot.transport.simulated import Said
from data.db import open_store
from tests.faults.crowd import CLERK, account_of, seat_crowd

_SIZES = (18, 86, 1000)
_PER_DAY = {1000: 20_000}  # the delivered 2,000 a day end such a cascade with its answers half-way
_START = datetime(2026, 11, 24, 1, tzinfo=UTC)
_ASKED_EVERY = 10.0  # seconds, on average
_LONGEST = timedelta(hours=6)
_BODY = "周六上午九点集中学习"


@dataclass(slots=True)
class _Heard:
    """What WeChat heard of the bot, and when."""

    moments: list[datetime] = field(default_factory=list)
    rooms: list[datetime] = field(default_factory=list)
    answers: dict[str, datetime] = field(default_factory=dict)


def measure() -> tuple[str, list[Figure]]:
    """Send a notice to ever more rooms; people who ask meanwhile are to be answered soon."""
    figures = [figure for size in _SIZES for figure in asyncio.run(_cascade(size))]
    return "a cascade at the delivered pace, on a moved clock", figures


async def _cascade(size: int) -> list[Figure]:
    with tempfile.TemporaryDirectory(dir=".") as folder:  # the checkout's disk, not a memory disk
        overrides: dict[str, Any] = {"database": str(Path(folder, "bench.db"))}
        if size in _PER_DAY:
            overrides["delivery"] = {"per_day": _PER_DAY[size]}
        settings = config.load(Path("config.yaml"), overrides)
        db = open_store(Path(settings.database))
        seat_crowd(db, size, 5, _START)
        stage = Stage(settings, db, MovedClock(_START), seed=0)
        heard = _listen(stage)
        await stage.settle()
        processor = time.process_time()
        confirmed, asked = await _send_and_ask(stage, heard, size)
        processor = time.process_time() - processor
        db.close()
    makespan = heard.rooms[-1] - confirmed
    ideal = _ideal(size, settings.delivery.per_minute)
    spaced = settings.delivery.broadcast_gap * (size - 1)
    waits = [
        (heard.answers[who] - moment).total_seconds() for who, moment in asked.items() if who in heard.answers
    ]
    return [
        Figure(
            f"{size} rooms: from 确认 to the last room",
            _show(makespan),
            f"ideal bucket {_show(ideal)}; six seconds apart {_show(spaced)}",
        ),
        Figure(
            f"{size} rooms: answers to {len(asked)} questions meanwhile, p50 and p99",
            f"{_quantile(waits, 50):.1f} s, {_quantile(waits, 99):.1f} s",
            f"{len(asked) - len(waits)} not within half an hour",
        ),
        Figure(
            f"{size} rooms: most messages in any minute",
            str(_busiest(heard.moments)),
            f"limit {settings.delivery.per_minute}",
        ),
        Figure(
            f"{size} rooms: processor time",
            f"{processor:.1f} s",
            f"{processor / makespan.total_seconds():.2%}",
        ),
    ]


def _listen(stage: Stage) -> _Heard:
    heard = _Heard()

    def hear(said: Said) -> None:
        if said.sender != stage.wechat.own.account_id:
            return
        heard.moments.append(stage.clock.now())
        if said.room and _BODY in said.text:
            heard.rooms.append(stage.clock.now())
        elif said.partner:
            heard.answers.setdefault(said.partner, stage.clock.now())

    stage.wechat.listeners.append(hear)
    return heard


async def _send_and_ask(stage: Stage, heard: _Heard, size: int) -> tuple[datetime, dict[str, datetime]]:
    """Send the notice, then let a member ask something now and then until it is everywhere."""
    stage.wechat.speak(CLERK, "王主任", f"通知 全体 回执：{_BODY}")
    await stage.run_until(_START + timedelta(minutes=1))
    confirmed = stage.clock.now()
    stage.wechat.speak(CLERK, "王主任", "确认")
    chance, asked = random.Random(0), dict[str, datetime]()
    while len(heard.rooms) < size and stage.clock.now() - confirmed < _LONGEST:
        await stage.run_until(stage.clock.now() + timedelta(seconds=chance.expovariate(1 / _ASKED_EVERY)))
        who = account_of(len(asked) % size, len(asked) // size)
        asked[who] = stage.clock.now()
        stage.wechat.speak(who, "党员", "帮助")
    await stage.run_until(stage.clock.now() + timedelta(minutes=30))
    return confirmed, asked


def _ideal(size: int, per_minute: int) -> timedelta:
    """Tell how long a full bucket of these numbers takes: what goes at once, then as the tokens come back."""
    at_once = per_minute * BURST_SHARE
    return timedelta(minutes=max(0.0, size - at_once) / (per_minute - at_once))


def _busiest(moments: Sequence[datetime]) -> int:
    return max(
        bisect_left(moments, moment + timedelta(minutes=1)) - place for place, moment in enumerate(moments)
    )


def _quantile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def _show(span: timedelta) -> str:
    return f"{span.total_seconds() / 60:.1f} min"
