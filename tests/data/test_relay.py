"""Notices that wait for secretaries: what is found when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from bot.domain.audience import Scope
from bot.domain.notice import Answer
from bot.domain.relay import Relay
from data import member as members
from data import notice as notices
from data import relay as relays
from data import unit as units
from tests.conftest import START

WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
DEADLINE = START + timedelta(days=4)


def hand_over(db: Database, *, deadline: datetime | None = DEADLINE) -> int:
    sent = notices.send(
        db,
        body="开会",
        scope=Scope.ALL,
        answer=Answer.RECEIPT,
        deadline=deadline,
        remind_at=None,
        relay_by=START + HOUR,
        by=1,
        room_ids=[],
        member_ids=[],
        now=START,
    )
    relays.add(db, sent.number, [branch.id for branch in units.branches(db)])
    return sent.number


def waiting(db: Database, now: datetime) -> list[tuple[int, str]]:
    return [(one.number, one.branch) for one in relays.waiting(db, now, WEEK)]


@pytest.fixture
def number(cast_db: Database) -> int:
    """A notice that waits for the secretaries of both branches."""
    return hand_over(cast_db)


def pass_on(db: Database, number: int, name: str = "李书记") -> None:
    secretary = members.named(db, name)[0]
    assert secretary.branch_id
    relays.pass_on(db, number, secretary.branch_id, secretary.id, "快看", START + HOUR)


def test_the_oldest_stands_first(cast_db: Database, number: int) -> None:
    assert waiting(cast_db, START) == [(number, "第一支部"), (number, "第二支部")]
    later = hand_over(cast_db)
    assert [one for one, _ in waiting(cast_db, START)] == [number, number, later, later]


def test_handing_over_twice_changes_nothing(cast_db: Database, number: int) -> None:
    pass_on(cast_db, number)
    relays.add(cast_db, number, [branch.id for branch in units.branches(cast_db)])
    assert waiting(cast_db, START) == [(number, "第二支部")]


def test_who_passed_it_on_and_when_is_kept(cast_db: Database, number: int) -> None:
    pass_on(cast_db, number)
    first, second = relays.of_notice(cast_db, number)
    assert first == Relay(number, first.branch_id, "第一支部", "李书记", START + HOUR)
    assert second == Relay(number, second.branch_id, "第二支部")
    assert cast_db.execute("SELECT words FROM relays ORDER BY branch_id").fetchone() == ("快看",)


def test_nothing_waits_after_the_deadline(cast_db: Database, number: int) -> None:
    assert waiting(cast_db, DEADLINE - HOUR)
    assert not waiting(cast_db, DEADLINE)


def test_without_a_deadline_it_waits_as_long_as_the_notice_is_open(cast_db: Database) -> None:
    hand_over(cast_db, deadline=None)
    assert waiting(cast_db, START + WEEK - HOUR)
    assert not waiting(cast_db, START + WEEK)


def test_a_withdrawn_notice_no_longer_waits(cast_db: Database, number: int) -> None:
    pass_on(cast_db, number)
    notices.withdraw(cast_db, number, START + HOUR)
    assert not waiting(cast_db, START + HOUR)


def test_reminding_begins_at_the_time_set_and_happens_once(cast_db: Database, number: int) -> None:
    assert not relays.to_remind(cast_db, START + HOUR - timedelta(seconds=1), WEEK)
    due = relays.to_remind(cast_db, START + HOUR, WEEK)
    assert [one.number for one in due] == [number, number]
    relays.note_reminded(cast_db, due, START + HOUR)
    assert not relays.to_remind(cast_db, START + 2 * HOUR, WEEK)


def test_the_office_is_told_once_and_only_after_a_reminder(cast_db: Database, number: int) -> None:
    assert not relays.to_report(cast_db, START + 2 * HOUR, WEEK)
    relays.note_reminded(cast_db, relays.of_notice(cast_db, number), START + HOUR)
    pass_on(cast_db, number)
    due = relays.to_report(cast_db, START + 2 * HOUR, WEEK)
    assert [(one.branch, one.reminded_at) for one in due] == [("第二支部", START + HOUR)]
    relays.note_reported(cast_db, due, START + 2 * HOUR)
    assert not relays.to_report(cast_db, START + 3 * HOUR, WEEK)
