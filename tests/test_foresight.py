"""What is said beforehand of how long a broadcast takes, beside how long it then takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlite_utils import Database

from bot.clock import MovedClock
from bot.config import Settings
from bot.context import Context
from bot.operation import foresight
from bot.simulation import Stage
from bot.transport.simulated import Said
from tests.conftest import START, MakeSettings
from tests.faults.crowd import CLERK, seat_crowd

BODY = "周六上午九点集中学习"


class Cascade:
    """A clerk who sends notices to a crowd of branches."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.arrived: list[timedelta] = []
        self.answers: list[str] = []
        self._began = stage.clock.now()
        stage.wechat.listeners.append(self._hear)

    def _hear(self, said: Said) -> None:
        if said.sender == self.stage.wechat.own.account_id and said.room and BODY in said.text:
            self.arrived.append(self.stage.clock.now() - self._began)
        elif said.partner == CLERK and said.sender == self.stage.wechat.own.account_id:
            self.answers.append(said.text)

    async def ask(self, text: str) -> str:
        self._began = self.stage.clock.now()
        self.stage.wechat.speak(CLERK, "王主任", text)
        await self.wait(seconds=5)
        return self.answers[-1]

    async def wait(self, **span: float) -> None:
        await self.stage.run_until(self.stage.clock.now() + timedelta(**span))


Make = Callable[..., Cascade]


@pytest.fixture
def make_cascade(db: Database, make_settings: MakeSettings) -> Make:
    def make(branches: int, per_day: int = 2000) -> Cascade:
        seat_crowd(db, branches, 1, START)
        return Cascade(Stage(make_settings(delivery={"per_day": per_day}), db, MovedClock(START), seed=0))

    return make


def read_span(text: str) -> timedelta:
    found = re.search(r"约 (?:(\d+) 小时 ?)?(?:(\d+) 分钟)?", text)
    assert found, text
    return timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0))


def left_today(cascade: Cascade, settings: Settings) -> int:
    return foresight.left_today(Context(cascade.stage.db, cascade.stage.clock.now(), settings))


@pytest.mark.parametrize(("branches", "per_day"), [(18, 2000), (86, 2000), (86, 300)])
async def test_a_cascade_takes_as_long_as_was_said(make_cascade: Make, branches: int, per_day: int) -> None:
    cascade = make_cascade(branches, per_day)
    await cascade.stage.settle()
    said = [read_span(await cascade.ask(text)) for text in (f"通知 全体：{BODY}", "确认")]
    await cascade.wait(hours=8)
    assert len(cascade.arrived) == branches
    for span in said:
        assert cascade.arrived[-1] / span == pytest.approx(1, abs=0.2)


async def test_what_waits_already_goes_before(make_cascade: Make) -> None:
    cascade = make_cascade(40)
    await cascade.stage.settle()
    for _ in range(2):
        await cascade.ask("通知 全体：先发的")
        await cascade.ask("确认")
    said = read_span(await cascade.ask(f"通知 全体：{BODY}"))
    await cascade.ask("确认")
    await cascade.wait(hours=1)
    assert said > timedelta(minutes=6)
    assert cascade.arrived[-1] / said == pytest.approx(1, abs=0.2)


async def test_what_waits_already_is_taken_off_what_may_still_be_sent_today(
    make_cascade: Make, make_settings: MakeSettings
) -> None:
    cascade, settings = make_cascade(40), make_settings(delivery={"per_day": 2000})
    await cascade.stage.settle()
    before = left_today(cascade, settings)
    for text in ("通知 全体：先发的", "确认"):
        await cascade.ask(text)
    # Two answers went from the day's tokens, too.
    assert before - 43 <= left_today(cascade, settings) <= before - 40


@pytest.mark.parametrize(("per_day", "said"), [(2000, False), (100, True)])
async def test_what_may_still_be_sent_today_is_said_where_it_does_not_suffice(
    make_cascade: Make, per_day: int, said: bool
) -> None:
    cascade = make_cascade(86, per_day)
    await cascade.stage.settle()
    shown = await cascade.ask("通知 全体：开会")
    assert ("；一天发的条数有上限，今天最多还能发 " in shown) is said


async def test_what_cannot_be_there_by_its_deadline_is_said(make_cascade: Make) -> None:
    cascade = make_cascade(86, per_day=100)
    await cascade.stage.settle()
    assert re.search("小时.*，其中 28 条赶不上截止时间", await cascade.ask("通知 全体 今天18:00前：开会"))
    assert "赶不上截止时间" in await cascade.ask("确认")


async def test_what_lasts_beyond_today_says_until_when(make_cascade: Make) -> None:
    cascade = make_cascade(86, per_day=120)
    await cascade.stage.settle()
    assert re.search(r"小时.*，明天 0\d:\d\d 才发完", await cascade.ask("通知 全体：开会"))


async def test_the_queue_says_how_long_the_whole_of_a_cascade_still_takes(make_cascade: Make) -> None:
    cascade = make_cascade(120, per_day=200)  # twelve minutes' worth at six seconds each
    await cascade.stage.settle()
    await cascade.ask("通知 全体：开会")
    said = await cascade.ask("确认")
    queue = await cascade.ask("队列")
    assert re.search(r"在排队 11\d 条", queue)
    assert "定在以后" not in queue
    assert read_span(queue) / read_span(said) == pytest.approx(1, abs=0.1)
