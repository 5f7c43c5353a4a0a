"""What is to be looked at, as it is kept; and whose greetings rest."""

from __future__ import annotations

from datetime import timedelta

from sqlite_utils import Database

from bot.domain.concern import Why
from data import concern as concerns
from data import greeting as greetings
from data import member as members
from tests.conftest import BEIJING, START

BEFORE = START - timedelta(days=1)


def number(db: Database, name: str) -> int:
    return members.named(db, name)[0].id


def add(
    db: Database, name: str, why: Why, detail: str = "", words: str = "那个事", room: str | None = None
) -> None:
    person = number(db, name)
    concerns.add(
        db, person, why, detail=detail, said_by=person, room_id=room, message_id="m", words=words, now=START
    )


def listed(db: Database) -> list[tuple[str, Why, str]]:
    return [(one.name, one.why, one.words) for one in concerns.unsettled(db, BEFORE, BEIJING)]


def test_what_is_kept_comes_back_oldest_first(cast_db: Database) -> None:
    add(cast_db, "孙七", Why.UNCLEAR)
    add(cast_db, "张三", Why.DOUBTFUL, "1", "收到", room="r")
    assert listed(cast_db) == [("孙七", Why.UNCLEAR, "那个事"), ("张三", Why.DOUBTFUL, "收到")]
    assert concerns.unsettled(cast_db, START, BEIJING) == []
    second = concerns.unsettled(cast_db, BEFORE, BEIJING)[1]
    assert (second.detail, second.in_room, second.at) == ("1", True, START)


def test_the_same_detail_is_kept_once_while_it_is_open(cast_db: Database) -> None:
    add(cast_db, "张三", Why.DOUBTFUL, "1")
    add(cast_db, "张三", Why.DOUBTFUL, "1")
    add(cast_db, "李四", Why.DOUBTFUL, "1")
    add(cast_db, "张三", Why.DOUBTFUL, "2")
    assert len(listed(cast_db)) == 3
    concerns.settle(cast_db, number(cast_db, "张三"), [Why.DOUBTFUL], START, detail="1")
    add(cast_db, "张三", Why.DOUBTFUL, "1")
    assert len(listed(cast_db)) == 3


def test_an_unknown_name_is_kept_once_a_branch_whoever_pastes_the_list(cast_db: Database) -> None:
    for name in ("张三", "李四"):
        add(cast_db, name, Why.NAME, "王小明", room="r")
    add(cast_db, "李四", Why.NAME, "王小明")
    add(cast_db, "孙七", Why.NAME, "王小明")
    assert [name for name, *_ in listed(cast_db)] == ["张三", "孙七"]


def test_a_name_is_settled_for_the_branch_that_asked(cast_db: Database) -> None:
    for name in ("张三", "孙七"):
        add(cast_db, name, Why.NAME, "王小明")
    assert concerns.names_asked(cast_db, number(cast_db, "李四")) == ["王小明"]
    concerns.settle_name(cast_db, number(cast_db, "李四"), "王小明", START)
    assert [name for name, *_ in listed(cast_db)] == ["孙七"]


def test_what_was_looked_at_is_off_the_list(cast_db: Database) -> None:
    for words in ("一", "二", "三"):
        add(cast_db, "张三", Why.UNCLEAR, words=words)
    open_now = concerns.unsettled(cast_db, BEFORE, BEIJING)
    concerns.settle_these(cast_db, [open_now[0].number, open_now[2].number], START)
    assert [words for *_, words in listed(cast_db)] == ["二"]


def test_words_not_understood_are_all_kept(cast_db: Database) -> None:
    add(cast_db, "张三", Why.UNCLEAR, words="一")
    add(cast_db, "张三", Why.UNCLEAR, words="二")
    assert [words for *_, words in listed(cast_db)] == ["一", "二"]


def test_settling_takes_that_person_s_of_that_kind_off(cast_db: Database) -> None:
    for name, why in (("张三", Why.UNCLEAR), ("张三", Why.FORWARDED), ("李四", Why.UNCLEAR)):
        add(cast_db, name, why)
    concerns.settle(cast_db, number(cast_db, "张三"), [Why.UNCLEAR, Why.UNREADABLE], START)
    assert [(name, why) for name, why, _ in listed(cast_db)] == [
        ("张三", Why.FORWARDED),
        ("李四", Why.UNCLEAR),
    ]


def test_a_rest_that_was_told_by_mistake_is_ended(cast_db: Database) -> None:
    zhang, li = number(cast_db, "张三"), number(cast_db, "李四")
    greetings.rest(cast_db, zhang, greetings.FOR_GOOD, reason="death", said_by=li, now=START)
    assert greetings.resting(cast_db, START + timedelta(days=9999)) == {zhang}
    assert greetings.rested_last(cast_db, li, BEFORE, START) == START
    assert greetings.end_rests(cast_db, li, START, START) == [zhang]
    assert greetings.resting(cast_db, START) == set()
    assert greetings.rested_last(cast_db, li, BEFORE, START) is None


def test_a_rest_ends_by_itself(cast_db: Database) -> None:
    zhang = number(cast_db, "张三")
    end = START + timedelta(days=30)
    greetings.rest(cast_db, zhang, end, reason="bereavement", said_by=zhang, now=START)
    assert greetings.resting(cast_db, end - timedelta(seconds=1)) == {zhang}
    assert greetings.resting(cast_db, end) == set()
