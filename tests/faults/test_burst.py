"""5,000 messages from 100 rooms at once: none lost, none twice, in order, answered before bulk."""

from __future__ import annotations

import gc
import random
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlite_utils import Database

from bot.clock import MovedClock
from bot.context import Turn
from bot.domain.audience import Scope
from bot.domain.delivery import Kind, Outgoing
from bot.domain.notice import Answer
from bot.ports import Incoming
from bot.simulation import Stage
from data import backlog, outbox
from data import notice as notices
from tests.conftest import START, MakeSettings
from tests.faults.crowd import account_of, in_order, resident, room_of, seat_crowd, without_pauses

ROOMS, PEOPLE, MESSAGES = 100, 5, 5000
MOST_GROWTH = 40 * 2**20  # bytes; the 5,000 messages themselves and what WeChat remembers of them included


@pytest.fixture
def stage(db: Database, make_settings: MakeSettings) -> Stage:
    """A bot for 100 branches, with one notice open in all of them."""
    seat_crowd(db, ROOMS, PEOPLE, START)
    with db.atomic():
        notices.send(
            db,
            body="周六集中学习",
            scope=Scope.ALL,
            answer=Answer.RECEIPT,
            deadline=START + timedelta(days=4),
            remind_at=None,
            by=1,
            room_ids=[room_of(branch) for branch in range(ROOMS)],
            member_ids=list(range(2, ROOMS * PEOPLE + 2)),
            now=START,
        )
    return Stage(without_pauses(make_settings()), db, MovedClock(START), seed=0)


def burst(chance: random.Random) -> list[Incoming]:
    """Make up the messages; a twentieth come twice."""
    made: list[Incoming] = []
    for number in range(MESSAGES):
        branch = chance.randrange(ROOMS)
        text = chance.choices([f"第1号收到，{number}号座", "今天下雨", "@风筝线 帮助"], [6, 3, 1])[0]
        sender = account_of(branch, chance.randrange(PEOPLE))
        made.append(
            Incoming(
                f"in-{number:04}",
                sender,
                "昵称",
                text,
                START,
                room=room_of(branch),
                mentions_bot=text.startswith("@"),
            )
        )
        if chance.random() < 0.05:
            made.append(chance.choice(made[-200:]))
    return made


def break_some(stage: Stage, broken: set[str]) -> None:
    """Let the handler of some messages fail when its work is done."""
    handle: Callable[[Turn], str] = stage.bot._router.handle

    def handle_or_fail(turn: Turn) -> str:
        outcome = handle(turn)
        if turn.incoming.message_id in broken:
            raise ValueError("a mistake in a handler")
        return outcome

    stage.bot._router = SimpleNamespace(handle=handle_or_fail)  # type: ignore[assignment]


async def test_a_burst_loses_nothing_and_keeps_order(stage: Stage) -> None:
    messages = burst(random.Random(6))
    once = {message.message_id: message for message in messages}
    broken = set(random.Random(6).sample(sorted(once), MESSAGES // 100))
    break_some(stage, broken)
    await stage.settle()
    put_bulk(stage)
    gc.collect()
    before = resident()
    for message in messages:
        stage.wechat._tell(message)
    await stage.run_until(START + timedelta(minutes=10))
    gc.collect()
    assert resident() - before < MOST_GROWTH
    check_all_were_taken_once(stage.db, once, broken)
    check_order(stage.db, once)


def put_bulk(stage: Stage) -> None:
    """Have something to say to every room that is less urgent than an answer."""
    with stage.db.atomic():
        for branch in range(ROOMS):
            late = START + timedelta(days=1)
            message = Outgoing(f"bulk:{branch}", room_of(branch), "周知", Kind.NOTICE, START, late)
            assert outbox.put(stage.db, message, START)


def check_all_were_taken_once(db: Database, once: dict[str, Incoming], broken: set[str]) -> None:
    outcomes = dict(db.execute("SELECT message_id, outcome FROM inbox").fetchall())
    assert outcomes.keys() == once.keys()
    assert {number for number, outcome in outcomes.items() if outcome == "failed"} == broken
    receipts = [row[0] for row in db.execute("SELECT message_id FROM receipts ORDER BY id")]
    assert receipts == [n for n, m in once.items() if "收到" in m.text and n not in broken]
    assert backlog.count_states(db).keys() == {"sent"}


def check_order(db: Database, once: dict[str, Incoming]) -> None:
    """Each room hears its answers in the order of the questions, and the bulk after them."""
    heard = defaultdict(list)
    for room, key, _ in in_order(db):
        heard[room].append(key.split(":")[1])
    for branch in range(ROOMS):
        *answers, bulk = heard[room_of(branch)]
        assert bulk == str(branch)
        assert answers == sorted(answers)
        assert {once[number].room for number in answers} <= {room_of(branch)}
