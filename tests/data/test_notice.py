"""Notices and receipts: who was asked, who has answered, who is reminded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from bot.domain.audience import Scope
from bot.domain.notice import Answer, Notice
from bot.domain.progress import Progress
from bot.ports import Account
from data import account as accounts
from data import member as members
from data import notice as notices
from data import receipt as receipts
from data import room as rooms
from tests.conftest import FIRST, OVERSEAS, SECOND, SECRETARIES, START, account_id, room_id

WEEK = timedelta(days=7)
FRIDAY = START + timedelta(days=4, hours=10)
Send = Callable[..., Notice]


@pytest.fixture
def send(cast_db: Database) -> Send:
    """Give a function that sends a notice to all."""

    def send(deadline: datetime | None = FRIDAY, *, receipt: bool = True, now: datetime = START) -> Notice:
        topics = (SECRETARIES, FIRST, SECOND, OVERSEAS)
        return notices.send(
            cast_db,
            body="开会",
            scope=Scope.ALL,
            answer=Answer.RECEIPT if receipt else None,
            deadline=deadline,
            remind_at=deadline - timedelta(hours=3) if deadline else None,
            by=1,
            room_ids=[room_id(topic) for topic in topics],
            member_ids=[person.id for person in members.everybody(cast_db)],
            now=now,
        )

    return send


def number_of(db: Database, name: str) -> int:
    return members.named(db, name)[0].id


def answer(db: Database, name: str, *, certain: bool = True, number: int = 1) -> None:
    receipts.add(db, number, number_of(db, name), f"m-{name}", START, remark="", certain=certain)


def unanswered(db: Database, name: str, room: str | None, now: datetime) -> list[int]:
    found = notices.unanswered_by(db, number_of(db, name), room, now, WEEK)
    return [notice.number for notice in found]


def test_notices_are_numbered_and_the_newest_is_meant_without_a_number(cast_db: Database, send: Send) -> None:
    assert [send().number, send().number] == [1, 2]
    newest = notices.find(cast_db, None)
    assert newest
    assert newest.number == 2
    assert notices.find(cast_db, 3) is None


def test_a_notice_comes_back_as_it_was_sent(cast_db: Database, send: Send) -> None:
    sent = send()
    assert notices.find(cast_db, sent.number) == sent


def test_progress_counts_everybody_on_the_branch_s_roll(cast_db: Database, send: Send) -> None:
    send()
    for name in ("张三", "李书记"):
        answer(cast_db, name)
    answer(cast_db, "李四", certain=False)
    assert receipts.progress(cast_db, 1) == [Progress("第一支部", 2, 1, 5), Progress("第二支部", 0, 0, 2)]


def test_answering_twice_counts_once_and_both_are_kept(cast_db: Database, send: Send) -> None:
    send()
    answer(cast_db, "张三", certain=False)
    answer(cast_db, "张三")
    assert receipts.progress(cast_db, 1)[0] == Progress("第一支部", 1, 0, 5)
    assert cast_db.execute("SELECT count(*) FROM receipts").fetchone() == (2,)


def test_the_silent_are_listed_with_doubtful_answers_marked(cast_db: Database, send: Send) -> None:
    send()
    answer(cast_db, "张三")
    answer(cast_db, "李四", certain=False)
    found = [(person.name, maybe) for person, maybe in receipts.silent(cast_db, 1)]
    assert found == [
        ("李书记", False),
        ("李四", True),
        ("赵海", False),
        ("老周", False),
        ("赵书记", False),
        ("孙七", False),
    ]


def test_in_a_room_only_what_was_sent_there_is_open(cast_db: Database, send: Send) -> None:
    send()
    assert unanswered(cast_db, "张三", room_id(FIRST), START) == [1]
    assert unanswered(cast_db, "张三", "elsewhere@sim", START) == []
    assert unanswered(cast_db, "张三", None, START) == [1]


def test_what_was_answered_is_open_no_more(cast_db: Database, send: Send) -> None:
    send()
    answer(cast_db, "张三", certain=False)
    assert unanswered(cast_db, "张三", None, START) == [1]
    answer(cast_db, "张三")
    assert unanswered(cast_db, "张三", None, START) == []


def test_late_answers_count_for_a_week_after_the_deadline(cast_db: Database, send: Send) -> None:
    send()
    assert unanswered(cast_db, "张三", None, FRIDAY + WEEK - timedelta(seconds=1)) == [1]
    assert unanswered(cast_db, "张三", None, FRIDAY + WEEK) == []


def test_without_a_deadline_a_notice_is_open_for_the_configured_time(cast_db: Database, send: Send) -> None:
    send(None)
    assert unanswered(cast_db, "张三", None, START + WEEK - timedelta(seconds=1)) == [1]
    assert unanswered(cast_db, "张三", None, START + WEEK) == []


def test_who_was_not_asked_has_nothing_open(cast_db: Database, send: Send) -> None:
    send()
    assert unanswered(cast_db, "王主任", None, START) == []
    assert not notices.was_asked(cast_db, 1, number_of(cast_db, "王主任"))
    assert notices.was_asked(cast_db, 1, number_of(cast_db, "老周"))


def test_a_notice_without_receipts_asks_nobody(cast_db: Database, send: Send) -> None:
    send(receipt=False)
    assert unanswered(cast_db, "张三", None, START) == []
    assert notices.open_notices(cast_db, START, WEEK) == []
    assert not notices.was_asked(cast_db, 1, number_of(cast_db, "张三"))


def test_open_notices_end_with_their_deadline(cast_db: Database, send: Send) -> None:
    send()
    send(None)
    assert [notice.number for notice in notices.open_notices(cast_db, START, WEEK)] == [2, 1]
    assert [notice.number for notice in notices.open_notices(cast_db, FRIDAY, WEEK)] == [2]


def test_rooms_are_counted_by_who_sits_there_and_is_silent(cast_db: Database, send: Send) -> None:
    send()
    answer(cast_db, "李四", certain=False)
    answer(cast_db, "孙七")
    answer(cast_db, "赵书记")
    assert dict(receipts.silent_rooms(cast_db, 1)) == {room_id(FIRST): 2, room_id(OVERSEAS): 1}


def test_two_accounts_of_one_person_count_once(cast_db: Database, send: Send) -> None:
    send()
    accounts.bind(cast_db, "wx-张三-2", number_of(cast_db, "张三"), None, START)
    rooms.seat(cast_db, room_id(FIRST), Account("wx-张三-2", "张三小号"))
    assert dict(receipts.silent_rooms(cast_db, 1))[room_id(FIRST)] == 3
    assert account_id("张三") in accounts.of_member(cast_db, number_of(cast_db, "张三"))


def test_the_silent_are_to_be_asked_again_until_the_deadline(cast_db: Database, send: Send) -> None:
    send()
    due, second = FRIDAY - timedelta(hours=3), timedelta(seconds=1)
    assert notices.reminders_due(cast_db, due - second) == []
    assert [notice.number for notice in notices.reminders_due(cast_db, due)] == [1]
    assert [notice.number for notice in notices.reminders_due(cast_db, FRIDAY - second)] == [1]
    assert notices.reminders_due(cast_db, FRIDAY) == []


def test_a_withdrawn_notice_asks_nobody_any_more(cast_db: Database, send: Send) -> None:
    send()
    notices.withdraw(cast_db, 1, START)
    assert unanswered(cast_db, "张三", None, START) == []
    assert notices.open_notices(cast_db, START, WEEK) == []
    assert notices.reminders_due(cast_db, FRIDAY - timedelta(hours=1)) == []
    found = notices.find(cast_db, 1)
    assert found is not None
    assert found.withdrawn_at == START


def test_a_notice_that_was_closed_opens_again_with_a_later_deadline(cast_db: Database, send: Send) -> None:
    send()
    later = FRIDAY + timedelta(days=2)
    notices.extend(cast_db, 1, later, later - timedelta(hours=3))
    assert [notice.number for notice in notices.open_notices(cast_db, FRIDAY, WEEK)] == [1]
    assert [notice.number for notice in notices.reminders_due(cast_db, later - timedelta(hours=3))] == [1]


def test_options_and_what_goes_with_a_notice_come_back_as_they_were(cast_db: Database) -> None:
    relay_by = START + timedelta(hours=2)
    sent = notices.send(
        cast_db,
        body="周日参观",
        scope=Scope.BRANCHES,
        answer=Answer.CHOICE,
        options=("去", "不去"),
        deadline=None,
        remind_at=None,
        relay_by=relay_by,
        by=1,
        room_ids=[],
        member_ids=[],
        now=START,
    )
    assert (sent.answer, sent.options) == (Answer.CHOICE, ("去", "不去"))
    assert (sent.scope, sent.relay_by, sent.receipt) == (Scope.BRANCHES, relay_by, True)
    assert notices.next_number(cast_db) == sent.number + 1
