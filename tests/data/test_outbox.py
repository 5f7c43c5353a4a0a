"""The outbox's rows: keys, turns, doubts, the next moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from bot.domain.delivery import MOST_TRIES_IN_DOUBT, Kind, Outgoing
from data import backlog, outbox
from data import doubt as doubts
from data.outbox import Row
from tests.conftest import START


def put(
    db: Database,
    body: str = "开会",
    *,
    key: str | None = None,
    to: str = "room-1",
    kind: Kind = Kind.NOTICE,
    start: datetime = START,
    end: datetime = START + timedelta(days=1),
) -> int | None:
    return outbox.put(db, Outgoing(key or f"{to}:{body}", to, body, kind, start, end), START)


def heads(db: Database, now: datetime = START) -> list[str | None]:
    return [row.body for row in outbox.heads(db, now)]


def head(db: Database) -> Row:
    return outbox.heads(db, START)[0]


def test_a_message_is_kept_as_it_was_meant(db: Database) -> None:
    number = put(db, key="notice:1:room:1")
    assert head(db) == Row(
        id=number or 0,
        key="notice:1:room:1",
        conversation="room-1",
        member_id=None,
        mentions=(),
        kind=Kind.NOTICE,
        body="开会",
        file=None,
        attempts=0,
        next_try_at=START,
        not_after=START + timedelta(days=1),
    )


def test_a_key_is_used_once_for_good(db: Database) -> None:
    first = put(db, "一", key="birthday:2026:member:3")
    assert first is not None
    outbox.settle(db, first, "expired", "late")
    assert put(db, "二", key="birthday:2026:member:3") is None


def test_a_long_text_is_several_rows_of_one_occasion(db: Database) -> None:
    put(db, "字" * 1000, key="notice:1")
    keys = [row[0] for row in db.execute("SELECT dedupe_key FROM outbox ORDER BY id")]
    assert keys == ["notice:1", "notice:1#2"]


def test_every_conversation_has_one_head(db: Database) -> None:
    for to in ("room-1", "room-2"):
        for body in ("一", "二"):
            put(db, body, to=to)
    assert heads(db) == ["一", "一"]


def test_the_most_urgent_goes_first(db: Database) -> None:
    put(db, "贺", kind=Kind.GREETING, to="room-1")
    put(db, "答", kind=Kind.REPLY, to="room-2")
    put(db, "急", kind=Kind.DISTRESS, to="room-3")
    assert heads(db) == ["急", "答", "贺"]


def test_what_is_for_later_is_no_head_yet(db: Database) -> None:
    later = START + timedelta(hours=1)
    put(db, "后", start=later)
    put(db, "先")
    assert heads(db) == ["先"]
    assert outbox.next_moment(db, START) == later


@pytest.mark.parametrize("state", ["sending", "in_doubt"])
def test_a_conversation_under_way_has_no_head(db: Database, state: str) -> None:
    number = put(db, "一") or 0
    put(db, "二")
    outbox.settle(db, number, state, "")
    assert heads(db) == []


def test_only_what_still_waits_can_be_written_anew(db: Database) -> None:
    number = put(db) or 0
    assert outbox.rewrite(db, number, "散会")
    assert heads(db) == ["散会"]
    outbox.settle_sent(db, number, START)
    assert not outbox.rewrite(db, number, "开会")


def test_a_retry_keeps_its_place_in_the_conversation(db: Database) -> None:
    number = put(db, "一") or 0
    put(db, "二")
    outbox.settle_retry(db, number, START + timedelta(seconds=4), "lost")
    assert heads(db) == ["一"]
    assert outbox.next_moment(db, START) == START + timedelta(seconds=4)


def test_what_is_postponed_lets_others_pass(db: Database) -> None:
    number = put(db, "一") or 0
    put(db, "二")
    outbox.postpone(db, number, START + timedelta(hours=8))
    assert heads(db) == ["二"]


def test_a_doubt_is_not_decided_before_its_minute_is_over(db: Database) -> None:
    doubts.note(db, put(db) or 0, START, "timeout")
    assert doubts.resolve(db, START + timedelta(seconds=59)) == []
    assert len(doubts.resolve(db, START + timedelta(seconds=60))) == 1


def test_an_echo_belongs_to_the_oldest_message_that_waits_for_one(db: Database) -> None:
    first, second = put(db, key="a") or 0, put(db, key="b") or 0
    for number in (first, second):
        doubts.note(db, number, START, "timeout")
    doubts.hear_echo(db, "room-1", "开会", "e1", START)
    assert db.execute("SELECT id, state FROM outbox ORDER BY id").fetchall() == [
        (first, "sent"),
        (second, "in_doubt"),
    ]


def test_an_echo_of_what_is_only_queued_proves_nothing(db: Database) -> None:
    put(db)
    doubts.hear_echo(db, "room-1", "开会", "e1", START)
    assert backlog.count_states(db) == {"queued": 1}


def test_expiry_ends_what_waits_and_tells_which(db: Database) -> None:
    put(db, "旧", end=START - timedelta(seconds=1))
    put(db, "新")
    assert [row.body for row in outbox.expire(db, START)] == ["旧"]
    assert outbox.expire(db, START) == []
    assert backlog.count_unsent(db, START - timedelta(days=7)) == 1


def test_after_a_crash_what_was_being_sent_is_in_doubt(db: Database) -> None:
    put(db)
    outbox.start(db, head(db))
    assert doubts.note_interrupted(db, START) == 1
    assert doubts.note_interrupted(db, START) == 0
    assert backlog.count_states(db) == {"in_doubt": 1}


def test_a_gateway_that_never_says_what_arrived_does_not_fill_a_room(db: Database) -> None:
    put(db)
    now, said = START, 0
    while waiting := outbox.heads(db, now):
        outbox.start(db, waiting[0])
        doubts.note(db, waiting[0].id, now, "timeout")
        said, now = said + 1, now + timedelta(minutes=1)
        doubts.resolve(db, now)
    assert said == MOST_TRIES_IN_DOUBT
    assert backlog.count_states(db) == {"failed": 1}
