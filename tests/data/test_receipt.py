"""Receipts in the store: which one counts, late ones, choices, what was taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from bot.domain.proxy import How
from data import member as members
from data import notice as notices
from data import receipt as receipts
from data.db import stamp
from tests.conftest import FIRST, START, room_id

DEADLINE = START + timedelta(days=1)


@pytest.fixture
def asked(cast_db: Database) -> Database:
    """Notice 1 was sent to all, with a day's time."""
    people = members.everybody(cast_db)
    cast_db.execute(
        "INSERT INTO notices (body, audience, receipt, answer, options, deadline, sent_by, sent_at)"
        " VALUES ('植树', 'all', 1, 'choice', '[\"去\", \"不去\"]', ?, 1, ?)",
        (stamp(DEADLINE), stamp(START)),
    )
    cast_db.execute("INSERT INTO notice_rooms VALUES (1, ?)", (room_id(FIRST),))
    for person in people:
        cast_db.execute("INSERT INTO notice_members VALUES (1, ?)", (person.id,))
    return cast_db


def number_of(db: Database, name: str) -> int:
    return members.named(db, name)[0].id


def answer(
    db: Database,
    name: str,
    choice: str | None,
    *,
    certain: bool = True,
    at: datetime = START,
    message: str = "m",
    said_by: str | None = None,
    how: How = How.OWN,
) -> None:
    receipts.add(
        db,
        1,
        number_of(db, name),
        message,
        at,
        remark="",
        certain=certain,
        choice=choice,
        said_by=number_of(db, said_by) if said_by else None,
        how=how,
    )


def test_the_last_certain_answer_counts(asked: Database) -> None:
    answer(asked, "张三", "去")
    answer(asked, "张三", "不去")
    answer(asked, "张三", "去", certain=False)
    standing = receipts.standing(asked, 1, number_of(asked, "张三"))
    assert standing
    assert (standing.choice, standing.how, standing.at) == ("不去", How.OWN, START)
    assert receipts.choices(asked, 1) == {"不去": 1}


def test_an_answer_after_the_deadline_is_late_and_a_change_of_one_in_time_is_not(asked: Database) -> None:
    later = DEADLINE + timedelta(minutes=1)
    answer(asked, "张三", "去", at=later)
    answer(asked, "李四", "去")
    answer(asked, "李四", "不去", at=later)
    first = receipts.progress(asked, 1)[0]
    assert (first.branch, first.answered, first.late) == ("第一支部", 2, 1)


def test_who_only_saw_it_has_not_answered(asked: Database) -> None:
    answer(asked, "张三", receipts.SEEN, certain=False)
    row = receipts.progress(asked, 1)[0]
    assert (row.answered, row.maybe) == (0, 0)
    assert receipts.seen(asked, 1) == {number_of(asked, "张三")}
    assert (members.named(asked, "张三")[0], False) in receipts.silent(asked, 1)


def test_who_answered_after_seeing_it_is_no_longer_one_who_only_saw(asked: Database) -> None:
    answer(asked, "张三", receipts.SEEN, certain=False)
    answer(asked, "张三", "去")
    assert receipts.seen(asked, 1) == set()


def test_a_doubtful_answer_is_shown_as_one(asked: Database) -> None:
    answer(asked, "张三", "去", certain=False)
    assert (members.named(asked, "张三")[0], True) in receipts.silent(asked, 1)


def test_what_was_taken_back_is_kept_and_counts_for_nothing(asked: Database) -> None:
    answer(asked, "张三", "去", message="m1")
    answer(asked, "张三", "不去", message="m2")
    told = receipts.told_last(asked, number_of(asked, "张三"), START)
    assert told == ("m2", START)
    withdrawn = receipts.withdraw(asked, "m2", number_of(asked, "张三"), START)
    assert [(one.number, one.choice) for one in withdrawn] == [(1, "不去")]
    assert receipts.choices(asked, 1) == {"去": 1}
    assert asked["receipts"].count == 2


def test_only_who_gave_answers_takes_them_back(asked: Database) -> None:
    answer(asked, "张三", "去", said_by="李书记", how=How.TELEPHONE)
    assert receipts.withdraw(asked, "m", number_of(asked, "张三"), START) == []


def test_what_was_taken_back_is_asked_for_again(asked: Database) -> None:
    answer(asked, "张三", "去")
    receipts.withdraw(asked, "m", number_of(asked, "张三"), START)
    waiting = notices.unanswered_by(asked, number_of(asked, "张三"), None, START, timedelta(days=7))
    assert [notice.number for notice in waiting] == [1]
