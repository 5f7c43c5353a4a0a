"""Transfers in the store: one under way a person, and the end of what is kept."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from sqlite_utils import Database

from bot.domain.transfer import Act, State, Transfer
from data import exchange as exchanges
from data import group as groups
from data import member as members
from data import retention
from data import transfer as transfers
from tests.conftest import START

YEAR = timedelta(days=365)


def begin(db: Database, number: int) -> Transfer:
    person = members.named(db, "张三")[0]
    assert person.branch_id
    started = Transfer(
        number, person.id, person.branch_id, None, "海安市驻宁党委", "", person.id, State.HOME, START
    )
    transfers.add(db, started)
    return started


def test_nobody_has_two_under_way(cast_db: Database) -> None:
    begin(cast_db, 1)
    with pytest.raises(sqlite3.IntegrityError):
        begin(cast_db, 2)


def test_after_one_has_ended_another_may_begin(cast_db: Database) -> None:
    begin(cast_db, 1)
    transfers.move(cast_db, 1, State.WITHDRAWN, START)
    begin(cast_db, 2)
    assert [one.number for one in transfers.under_way(cast_db)] == [2]


def test_an_ended_transfer_goes_after_two_years_with_its_steps(cast_db: Database) -> None:
    started = begin(cast_db, 1)
    transfers.note(cast_db, started, Act.WITHDRAWN, started.member_id, START)
    transfers.move(cast_db, 1, State.WITHDRAWN, START)
    assert retention.delete_overdue(cast_db, START + 2 * YEAR - timedelta(days=1)) == {}
    gone = retention.delete_overdue(cast_db, START + 2 * YEAR + timedelta(days=1))
    assert gone == {"transfer_steps": 2, "transfers": 1}


def test_a_transfer_under_way_is_never_let_go(cast_db: Database) -> None:
    begin(cast_db, 1)
    assert "transfers" not in retention.delete_overdue(cast_db, START + 5 * YEAR)


def test_a_list_for_elsewhere_goes_after_two_years(cast_db: Database) -> None:
    person = members.named(cast_db, "张三")[0].id
    number = exchanges.add(cast_db, "上海", "某街道党工委", person, START)
    exchanges.put(cast_db, number, person, START)
    gone = retention.delete_overdue(cast_db, START + 2 * YEAR + timedelta(days=1))
    assert gone == {"exchange_members": 1, "exchanges": 1}


def test_a_closed_group_goes_after_a_year_an_open_one_stays(cast_db: Database) -> None:
    person = members.named(cast_db, "张三")[0].id
    groups.close(cast_db, groups.found(cast_db, "读书会", person, START), person, START)
    groups.found(cast_db, "羽毛球", person, START)
    assert retention.delete_overdue(cast_db, START + YEAR + timedelta(days=1)) == {"study_groups": 1}
    assert [one.name for one in groups.there(cast_db)] == ["羽毛球"]
