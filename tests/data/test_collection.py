"""Collections in the store: whose word counts, what is taken back, which one is meant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlite_utils import Database

from bot.domain.collection import Item, State
from bot.domain.field import Field
from bot.domain.filling import Filling, What
from bot.domain.proxy import How
from data import collection as collections
from data import member as members
from tests.conftest import START


@pytest.fixture
def person(cast_db: Database) -> int:
    """Somebody whom collection 1 asks for the employer."""
    number = members.named(cast_db, "张三")[0].id
    collections.start(
        cast_db,
        items=[Item("单位", Field.EMPLOYER), Item("衣服尺码")],
        title="全体",
        note="",
        deadline=START + timedelta(days=2),
        remind_at=None,
        by=number,
        member_ids=[number],
        now=START,
    )
    return number


def said(person: int, value: str, how: How = How.OWN, minutes: int = 0) -> Filling:
    return Filling(person, "EMPLOYER", What.VALUE, value, how, person, START + timedelta(minutes=minutes))


def test_a_collection_is_read_as_it_was_kept(cast_db: Database, person: int) -> None:
    asked = collections.find(cast_db, 1)
    assert asked is not None
    assert [item.key for item in asked.items] == ["EMPLOYER", "衣服尺码"]
    assert (asked.state, collections.members_of(cast_db, 1)) == (State.OPEN, [person])


def test_the_last_answer_counts_and_the_one_before_after_it_was_taken_back(
    cast_db: Database, person: int
) -> None:
    collections.keep(cast_db, 1, said(person, "美团"))
    collections.keep(cast_db, 1, said(person, "京东", minutes=1))
    assert collections.given(cast_db, 1, person)["EMPLOYER"].value == "京东"
    collections.take_back(cast_db, person, START + timedelta(minutes=1), START)
    assert collections.given(cast_db, 1, person)["EMPLOYER"].value == "美团"


def test_nobody_elses_word_takes_the_place_of_the_own(cast_db: Database, person: int) -> None:
    assert collections.keep(cast_db, 1, said(person, "顺丰", How.TELEPHONE))
    assert collections.keep(cast_db, 1, said(person, "美团"))
    assert not collections.keep(cast_db, 1, said(person, "京东", How.VISIT))


def test_a_person_is_asked_for_the_rest_once(cast_db: Database, person: int) -> None:
    assert collections.note_asked_on(cast_db, 1, person, START)
    assert not collections.note_asked_on(cast_db, 1, person, START)


def test_a_withdrawn_collection_asks_nobody(cast_db: Database, person: int) -> None:
    assert collections.asking(cast_db, person, START)
    collections.settle(cast_db, 1, State.WITHDRAWN)
    assert collections.asking(cast_db, person, START) == []
