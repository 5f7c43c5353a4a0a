"""The store of roll calls: who is due, who is awaited, who is silent."""

from __future__ import annotations

from datetime import timedelta

from sqlite_utils import Database

from bot.domain.checkin import Intent, Report, Safety
from bot.domain.rollcall import Ask, Rollcall
from bot.domain.silence import Excuse
from data import checkin as checkins
from data import rollcall as rollcalls
from tests.conftest import FIRST, START, room_id

HOUR = timedelta(hours=1)
LI_SHUJI, ZHANG_SAN, LI_SI, LAO_ZHOU = 2, 4, 5, 8
ROOM = room_id(FIRST)


def opened(db: Database) -> Rollcall:
    asks = [
        Ask(LI_SHUJI, ROOM, START),
        Ask(ZHANG_SAN, ROOM, START + HOUR),
        Ask(LI_SI, ROOM, START, Excuse.PROMISED),
        Ask(LAO_ZHOU),
    ]
    return rollcalls.open_round(db, "全体", asks, deadline=START + 48 * HOUR, opened_by=None, now=START)


def answer(db: Database, member_id: int) -> None:
    report = Report(safety=Safety.SAFE)
    checkins.add(
        db,
        member_id,
        report,
        intent=Intent.CHECKIN,
        said_by=member_id,
        message_id="m",
        words="平安",
        now=START,
    )


def test_who_is_asked_is_due_at_the_own_moment(cast_db: Database) -> None:
    opened(cast_db)
    assert [one.member_id for one in rollcalls.due(cast_db, START)] == [LI_SHUJI]
    assert [one.member_id for one in rollcalls.due(cast_db, START + HOUR)] == [LI_SHUJI, ZHANG_SAN]


def test_nobody_is_due_who_was_asked_or_has_answered(cast_db: Database) -> None:
    call = opened(cast_db)
    rollcalls.note_asked(cast_db, call.number, [LI_SHUJI], START)
    answer(cast_db, ZHANG_SAN)
    assert rollcalls.due(cast_db, START + HOUR) == []


def test_a_room_waits_for_its_silent_once_it_was_asked(cast_db: Database) -> None:
    call = opened(cast_db)
    assert rollcalls.awaited_since(cast_db, ZHANG_SAN, ROOM, START) is None
    rollcalls.note_asked(cast_db, call.number, [LI_SHUJI], START)
    assert rollcalls.awaited_since(cast_db, ZHANG_SAN, ROOM, START) == START
    assert rollcalls.awaited_since(cast_db, LI_SI, ROOM, START) == START  # excused, and free to answer
    answer(cast_db, ZHANG_SAN)
    assert rollcalls.awaited_since(cast_db, ZHANG_SAN, ROOM, START) is None


def test_after_the_deadline_nobody_is_awaited(cast_db: Database) -> None:
    call = opened(cast_db)
    rollcalls.note_asked(cast_db, call.number, [LI_SHUJI], START)
    assert rollcalls.awaited_since(cast_db, LI_SHUJI, ROOM, call.deadline) is None


def test_the_silent_are_those_asked_who_have_not_answered(cast_db: Database) -> None:
    call = opened(cast_db)
    answer(cast_db, LI_SHUJI)
    assert [person.name for person in rollcalls.silent(cast_db, call.number)] == ["张三", "老周"]
    ((branch, answered, excused, people),) = [
        (row.branch, row.answered, row.excused, row.people)
        for row in rollcalls.progress(cast_db, call.number)
    ]
    assert (branch, answered, excused, people) == ("第一支部", 1, 1, 4)


def test_nobody_is_reminded_twice(cast_db: Database) -> None:
    call = opened(cast_db)
    rollcalls.note_asked(cast_db, call.number, [LI_SHUJI, ZHANG_SAN], START)
    assert len(rollcalls.still_silent(cast_db, START, START + HOUR)) == 2
    rollcalls.note_reminded(cast_db, call.number, [LI_SHUJI], START)
    assert [one.member_id for one in rollcalls.still_silent(cast_db, START, START + HOUR)] == [ZHANG_SAN]


def test_a_closed_round_is_the_newest_but_not_open(cast_db: Database) -> None:
    call = opened(cast_db)
    rollcalls.close(cast_db, call.number, START + HOUR)
    assert rollcalls.still_open(cast_db) == []
    newest = rollcalls.find(cast_db)
    assert newest is not None
    assert newest.is_closed
