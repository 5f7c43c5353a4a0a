"""Where a notice has arrived."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlite_utils import Database

from bot.domain.audience import Scope
from bot.domain.change import ChangeKind
from bot.domain.delivery import Kind, Outgoing
from bot.domain.progress import Arrival
from data import change as changes
from data import notice as notices
from data import outbox
from data import progress as progresses
from data import room as rooms
from tests.conftest import FIRST, OVERSEAS, SECOND, START, room_id


@pytest.fixture
def number(cast_db: Database) -> int:
    """A notice to two branch rooms and the one overseas, queued for all three."""
    topics = (FIRST, SECOND, OVERSEAS)
    sent = notices.send(
        cast_db,
        body="开会",
        scope=Scope.ALL,
        answer=None,
        deadline=None,
        remind_at=None,
        by=1,
        room_ids=[room_id(topic) for topic in topics],
        member_ids=[],
        now=START,
    )
    for topic in topics:
        queue(cast_db, f"notice:{sent.number}:room:{room_id(topic)}", topic)
    return sent.number


def queue(db: Database, key: str, topic: str) -> int:
    message = Outgoing(key, room_id(topic), "开会", Kind.NOTICE, START, START + Kind.NOTICE.patience)
    row_id = outbox.put(db, message, START)
    assert row_id
    return row_id


def row_of(db: Database, topic: str) -> int:
    row = db.execute("SELECT id FROM outbox WHERE conversation = ?", (room_id(topic),)).fetchone()
    return int(row[0])


def test_what_is_queued_is_on_its_way(cast_db: Database, number: int) -> None:
    assert progresses.arrivals(cast_db, number) == [
        Arrival("境外群", None, None),
        Arrival(FIRST, "第一支部", None),
        Arrival(SECOND, "第二支部", None),
    ]


def test_an_arrival_has_its_moment(cast_db: Database, number: int) -> None:
    outbox.settle_sent(cast_db, row_of(cast_db, FIRST), START)
    assert Arrival(FIRST, "第一支部", START) in progresses.arrivals(cast_db, number)


@pytest.mark.parametrize(
    ("state", "problem"), [("failed", "微信没收下"), ("expired", "到时间还没发出去"), ("cancelled", "取消了")]
)
def test_what_ended_unsent_says_why(cast_db: Database, number: int, state: str, problem: str) -> None:
    outbox.settle(cast_db, row_of(cast_db, SECOND), state, "an English reason")
    assert Arrival(SECOND, "第二支部", None, problem) in progresses.arrivals(cast_db, number)


@pytest.mark.parametrize(("kind", "there"), [(ChangeKind.CORRECTION, START), (ChangeKind.DEADLINE, None)])
def test_a_correction_in_its_place_is_an_arrival_another_change_is_none(
    cast_db: Database, number: int, kind: ChangeKind, there: datetime | None
) -> None:
    outbox.settle(cast_db, row_of(cast_db, FIRST), "cancelled", "the notice was corrected")
    change = changes.add(cast_db, number, kind, before="开会", after="周日开会", by=1, now=START)
    key = f"notice:{number}:change:{change}:{room_id(FIRST)}"
    outbox.settle_sent(cast_db, queue(cast_db, key, FIRST), START)
    arrival = progresses.arrivals(cast_db, number)[1]
    assert (arrival.room, arrival.at) == (FIRST, there)


def test_a_room_the_bot_was_removed_from_says_so(cast_db: Database, number: int) -> None:
    rooms.untie(cast_db, room_id(SECOND))
    found = progresses.arrivals(cast_db, number)
    assert Arrival(SECOND, None, None, "我不在那个群里了") in found
