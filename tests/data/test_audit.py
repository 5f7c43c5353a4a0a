"""The audit: one row a person and act, never changed, and cheap where a list names thousands."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from sqlite_utils import Database

from bot.domain.own.showing import Look
from data import audit
from data import member as members
from tests.conftest import START


def number_of(db: Database, name: str) -> int:
    return members.named(db, name)[0].id


def test_ones_own_record_is_left_out(cast_db: Database) -> None:
    own, other = number_of(cast_db, "张三"), number_of(cast_db, "李四")
    audit.note(cast_db, own, "名单 未报", [own, other], START)
    assert [entry.member_id for entry in audit.newest(cast_db, 10)] == [other]


def test_nothing_noted_is_ever_changed(cast_db: Database) -> None:
    audit.note(cast_db, None, "名单 未报", [number_of(cast_db, "张三")], START)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        cast_db.execute("UPDATE audit SET action = '别的'")


def test_a_summary_counts_per_person_and_act_the_latest_first(cast_db: Database) -> None:
    who, whom = number_of(cast_db, "李书记"), number_of(cast_db, "张三")
    for days, what in ((3, "名单 未报"), (2, "名单 未报"), (1, "本支部"), (400, "本支部")):
        audit.note(cast_db, who, what, [whom], START - timedelta(days=days))
    found = audit.summary_of(cast_db, whom, START - timedelta(days=365))
    assert found == [
        Look(who, "本支部", 1, START - timedelta(days=1)),
        Look(who, "名单 未报", 2, START - timedelta(days=2)),
    ]


def test_thousands_are_noted_in_one_statement(cast_db: Database) -> None:
    who, whom = number_of(cast_db, "王主任"), number_of(cast_db, "张三")
    said: list[str] = []
    with cast_db.tracer(lambda sql, _: said.append(sql)):
        audit.note(cast_db, who, "名单 未报", [whom] * 23_000, START)
    assert not [sql for sql in said if "SELECT" in sql]
    assert audit.summary_of(cast_db, whom, START)[0].times == 23_000
