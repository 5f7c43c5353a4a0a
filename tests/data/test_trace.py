"""The trace tells every change of every table, and nothing else is different for it."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.clock import MovedClock
from bot.config import Settings
from bot.domain.delivery import Kind, Outgoing
from bot.simulation import Stage
from data import draft as drafts
from data import fact as facts
from data import inbox, outbox, trace
from data.db import StoreError, open_store
from data.trace import Change, What
from tests.conftest import FIRST, OFFICE, PRIVATE, START, Talk

# Who writes, where, what: of each kind of statement some.
CONVERSATION = (
    ("张三", FIRST, "平安，在苏州昆山，12月26日回来"),
    ("王主任", OFFICE, "通知 全体 回执：明天八点集合"),
    ("王主任", OFFICE, "确认"),
    ("张三", FIRST, "收到"),
    ("李四", PRIVATE, "进山 到 3月1日 护林"),
    ("李四", PRIVATE, "勿扰 21:00-8:00"),
    ("李四", PRIVATE, "勿扰 22:00-7:00"),
    ("王主任", OFFICE, "撤回 1"),
    ("王主任", OFFICE, "取消"),
    ("张三", FIRST, "撤"),
    ("李四", FIRST, "今天天气真好"),
)


@pytest.fixture
def traced(db: Database) -> Database:
    """A database that is traced."""
    trace.start(db)
    return db


def shown(changes: list[Change]) -> list[tuple[str, str]]:
    return [(change.what.value, change.table) for change in changes]


def test_rows_are_shown_before_and_after(traced: Database) -> None:
    facts.write(traced, "seat", "first")
    facts.write(traced, "seat", "second")
    traced.execute("DELETE FROM facts WHERE name = 'seat'")
    first, second = {"name": "seat", "value": "first"}, {"name": "seat", "value": "second"}
    assert trace.take(traced) == [
        Change(1, "facts", What.INSERT, None, first),
        Change(2, "facts", What.UPDATE, first, second),
        Change(3, "facts", What.DELETE, second, None),
    ]


def test_what_was_taken_is_not_given_again(traced: Database) -> None:
    facts.write(traced, "seat", "first")
    assert trace.take(traced)
    assert not trace.take(traced)


def test_starting_twice_notes_nothing_twice(traced: Database) -> None:
    trace.start(traced)
    facts.write(traced, "seat", "first")
    assert len(trace.take(traced)) == 1


def test_every_table_is_traced(traced: Database) -> None:
    rows = traced.execute("SELECT DISTINCT tbl_name FROM sqlite_temp_master WHERE type = 'trigger'")
    assert {row[0] for row in rows} == set(traced.table_names()) - {"sqlite_sequence"}


def test_what_is_rolled_back_leaves_no_trace(traced: Database) -> None:
    with suppress(RuntimeError), traced.atomic():
        facts.write(traced, "seat", "first")
        raise RuntimeError
    assert not trace.take(traced)


def test_a_savepoint_rolled_back_leaves_the_rest(traced: Database) -> None:
    with traced.atomic():
        facts.write(traced, "seat", "first")
        with suppress(RuntimeError), traced.atomic():
            facts.write(traced, "seat", "second")
            raise RuntimeError
    assert shown(trace.take(traced)) == [("INSERT", "facts")]


def test_it_can_be_taken_inside_a_transaction(traced: Database) -> None:
    with traced.atomic():
        facts.write(traced, "seat", "first")
        assert shown(trace.take(traced)) == [("INSERT", "facts")]
    assert not trace.take(traced)
    assert not traced.conn.in_transaction


def test_a_replaced_row_is_shown_to_go(traced: Database) -> None:
    for kind in ("notice", "pilot"):
        drafts.keep(traced, kind, "wx-a", "room", {}, START + timedelta(minutes=10))
    assert shown(trace.take(traced)) == [("INSERT", "drafts"), ("DELETE", "drafts"), ("INSERT", "drafts")]


def test_an_insert_that_does_nothing_leaves_no_trace(traced: Database) -> None:
    assert inbox.take(traced, "m1", "room", START)
    trace.take(traced)
    assert not inbox.take(traced, "m1", "room", START)
    assert not trace.take(traced)


def test_odd_tables_and_values_are_traced(db: Database) -> None:
    db.execute('CREATE TABLE "an odd \'name" (a TEXT, "b ""c" BLOB, d AS (a || \'!\'), PRIMARY KEY (a))')
    trace.start(db)
    db.execute('INSERT INTO "an odd \'name" VALUES (?, ?)', ('引号"\n与\x07', b"\x00\xff"))
    (change,) = trace.take(db)
    assert change.after == {"a": '引号"\n与\x07', 'b "c': "(2 bytes)", "d": '引号"\n与\x07!'}
    assert trace.keys(db, "an odd 'name") == ("a",)


def test_counts_and_ids_are_those_of_the_statement(traced: Database) -> None:
    def put(key: str) -> int | None:
        until = START + timedelta(hours=1)
        return outbox.put(traced, Outgoing(key, "room", "好", Kind.REPLY, START, until), START)

    assert [put("a"), put("b"), put("a")] == [1, 2, None]
    assert traced.execute("UPDATE outbox SET attempts = 1").rowcount == 2
    assert traced.execute("SELECT changes(), last_insert_rowid()").fetchone() == (2, 2)
    with traced.atomic():
        cursor = traced.execute("UPDATE outbox SET attempts = 2 RETURNING id")
        assert cursor.fetchall() == [(1,), (2,)]
        assert cursor.rowcount == 2
    assert traced.execute("DELETE FROM outbox").rowcount == 2


def test_a_real_store_is_not_traced(db: Database) -> None:
    facts.write(db, "world", "real")
    with pytest.raises(StoreError, match="real WeChat"):
        trace.start(db)


def test_nothing_of_it_is_in_the_file(traced: Database) -> None:
    names = {row[0] for row in traced.execute("SELECT name FROM sqlite_master")}
    assert not {name for name in names if "trace" in name}


async def play(db: Database, settings: Settings) -> tuple[list[tuple[str, str]], dict[str, list[str]]]:
    """Give what the bot said in two days, and all it stored."""
    talk = Talk(Stage(settings, db, MovedClock(START), seed=0))
    await talk.stage.settle()
    for who, where, text in CONVERSATION:
        await talk.say(who, where, text)
    await talk.wait(days=2)
    stored = {name: sorted(map(repr, db.execute(f"SELECT * FROM {name}"))) for name in db.table_names()}
    return talk.heard, stored


async def test_what_is_said_and_stored_is_the_same_with_a_trace(
    cast_db: Database, settings: Settings, tmp_path: Path
) -> None:
    with closing(open_store(tmp_path / "copy.db", durable=False)) as copy:
        cast_db.conn.backup(copy.conn)
        trace.start(copy)
        heard, stored = await play(copy, settings)
        touched = {change.table for change in trace.take(copy)}
    assert (heard, stored) == await play(cast_db, settings)
    assert touched >= {"outbox", "drafts", "notices", "receipts", "checkins", "absences", "preferences"}


async def test_the_outbox_is_found_by_its_message(talk: Talk) -> None:
    await talk.say("李四", PRIVATE, "帮助")
    message_id = talk.db.execute("SELECT message_id FROM inbox").fetchone()[0]
    (row,) = trace.queued(talk.db, [], message_id)
    assert row.key == f"reply:{message_id}:1"
    assert row.echo_id is not None
    assert trace.said(talk.db, row.echo_id) == row
    assert trace.said(talk.db, "nobody's") is None
    assert trace.queued(talk.db, [], message_id[:-1]) == []


def test_a_key_names_its_message_behind_its_word() -> None:
    assert trace.key_parts("reply:sim-7:1#2") == ["reply", "sim-7", "1"]
