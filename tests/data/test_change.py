"""What a notice said before it was changed is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlite_utils import Database

from bot.domain.audience import Scope
from bot.domain.change import ChangeKind
from bot.domain.delivery import Kind, Outgoing
from data import change as changes
from data import notice as notices
from data import occasion, outbox
from tests.conftest import START


@pytest.fixture
def number(cast_db: Database) -> int:
    """The number of a notice."""
    return notices.send(
        cast_db,
        body="九点",
        scope=Scope.ALL,
        answer=None,
        deadline=None,
        remind_at=None,
        by=1,
        room_ids=[],
        member_ids=[],
        now=START,
    ).number


def put(db: Database, key: str, conversation: str, *, file: str | None = None) -> None:
    until = START + timedelta(days=1)
    outbox.put(db, Outgoing(key, conversation, "", Kind.NOTICE, START, until, file=file), START)


def test_each_text_of_a_notice_is_kept(cast_db: Database, number: int) -> None:
    for before, after in (("九点", "八点半"), ("八点半", "八点")):
        changes.add(cast_db, number, ChangeKind.CORRECTION, before=before, after=after, by=1, now=START)
    assert changes.texts(cast_db, number) == [("九点", "八点半"), ("八点半", "八点")]


def test_other_changes_are_no_texts(cast_db: Database, number: int) -> None:
    changes.add(cast_db, number, ChangeKind.WITHDRAWAL, before="九点", after="", by=1, now=START)
    assert changes.texts(cast_db, number) == []


def test_only_the_notice_s_own_messages_are_called_off(cast_db: Database) -> None:
    for key in ("notice:1:room:a", "notice:12:room:a", "notice:1:room:b"):
        put(cast_db, key, key[-1])
    assert occasion.cancel(cast_db, "notice:1:", "corrected") == 2
    assert occasion.states(cast_db, "notice:12:") == ["queued"]
    assert occasion.places(cast_db, "notice:1:") == []


def test_the_enclosure_goes_on_where_only_texts_are_called_off(cast_db: Database) -> None:
    put(cast_db, "notice:1:room:a", "a")
    put(cast_db, "notice:1:room:a:enclosure", "a", file="/tmp/a.png")
    occasion.cancel(cast_db, "notice:1:", "corrected", texts_only=True)
    assert occasion.states(cast_db, "notice:1:") == ["cancelled", "queued"]


def test_a_place_of_several_messages_is_one(cast_db: Database) -> None:
    put(cast_db, "notice:1:room:a", "a")
    put(cast_db, "notice:1:room:a:enclosure", "a", file="/tmp/a.png")
    assert occasion.places(cast_db, "notice:1:") == [("a", None)]
    assert occasion.places(cast_db, "notice:1:", sent=True) == []
