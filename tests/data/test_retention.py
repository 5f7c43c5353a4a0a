"""What is kept has a purpose and an end, and the night's run keeps to it."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.domain.checkin import Intent, Place, Report, Safety, Whereabouts
from bot.domain.delivery import Kind, Outgoing
from bot.domain.own import columns as columns_mod
from data import backlog, inbox, outbox, retention
from data import checkin as checkins
from data import greeting as greetings
from data import member as members
from data import own as own_data
from data.retention import REGISTRY, Erase, Kept
from tests import secrets
from tests.conftest import PRIVATE, START, MakeTalk

YEAR = timedelta(days=365)


def test_every_table_is_declared_once(db: Database) -> None:
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert sorted(kept.table for kept in REGISTRY) == sorted(name for name in tables if "sqlite_" not in name)


@pytest.mark.parametrize("kept", REGISTRY, ids=lambda kept: kept.table)
def test_a_declaration_names_columns_that_are_there(db: Database, kept: Kept) -> None:
    assert kept.purpose
    assert kept.chinese
    assert (kept.term is None) == (kept.over is None)
    columns = {column.name for column in db[kept.table].columns}
    assert kept.person is None or kept.person in columns


@pytest.mark.parametrize("kept", [kept for kept in REGISTRY if kept.person], ids=lambda kept: kept.table)
def test_what_is_about_people_is_exported_or_says_why_not(db: Database, kept: Kept) -> None:
    assert bool(kept.shown) != bool(kept.hidden)
    columns = {column.name for column in db[kept.table].columns}
    assert set(kept.shown.split()) <= columns
    assert not set(kept.shown.split()) - columns_mod.HEADINGS.keys()


@pytest.mark.parametrize("kept", [kept for kept in REGISTRY if kept.person], ids=lambda kept: kept.table)
def test_what_is_about_people_is_deleted_or_says_why_it_stays(kept: Kept) -> None:
    assert kept.erase
    assert bool(kept.blanked) == (kept.erase is Erase.BLANK)
    stays = kept.erase is not Erase.ROW or kept.only
    assert bool(kept.because) == bool(stays)


def test_what_is_deleted_is_referred_to_by_nothing_that_stays(db: Database) -> None:
    rows = {kept.table for kept in REGISTRY if kept.erase is Erase.ROW}
    refers = {(kept.table, key.other_table) for kept in REGISTRY for key in db.table(kept.table).foreign_keys}
    assert {one for one in refers if one[1] in rows and one[0] not in rows} <= {("checkins", "outbox")}


def test_a_person_of_whom_much_is_known_is_erased_in_one_go(cast_db: Database) -> None:
    person = members.named(cast_db, "张三")[0].id
    with cast_db.atomic():
        done = own_data.erase(cast_db, person)
    assert {"members", "accounts"} <= done.keys()
    assert members.find(cast_db, person).name == "张三"


def test_a_fresh_store_loses_nothing(cast_db: Database) -> None:
    assert retention.delete_overdue(cast_db, START) == {}


def test_ids_of_messages_go_after_a_month(db: Database) -> None:
    inbox.take(db, "old", "room", START - timedelta(days=31))
    inbox.take(db, "new", "room", START - timedelta(days=29))
    assert retention.delete_overdue(db, START) == {"inbox": 1}
    assert not inbox.take(db, "new", "room", START)


def test_what_was_said_goes_after_a_month_and_what_waits_stays(db: Database) -> None:
    old = START - timedelta(days=31)
    for key in ("said", "waits"):
        outbox.put(db, Outgoing(key, "room", "话", Kind.NOTICE, old, START + YEAR), old)
    outbox.settle_sent(db, 1, old)
    assert retention.delete_overdue(db, START) == {"outbox": 1}
    assert backlog.count_states(db) == {"queued": 1}


def test_of_an_old_check_in_only_the_dates_stay(cast_db: Database) -> None:
    person = members.named(cast_db, "张三")[0].id
    report = Report(
        safety=Safety.SAFE, whereabouts=Whereabouts.AWAY, place=Place("CN", "上海市"), phone="13800138000"
    )
    for age in (YEAR + timedelta(days=1), timedelta(days=300)):
        checkins.add(
            cast_db,
            person,
            report,
            intent=Intent.CHECKIN,
            said_by=person,
            message_id="m",
            words="平安，在上海",
            now=START - age,
        )
    thanks = outbox.put(
        cast_db, Outgoing("t", "room", "已收到", Kind.REPLY, START - YEAR, START), START - YEAR
    )
    assert thanks is not None
    checkins.thank_with(cast_db, [1, 2], thanks)
    outbox.settle_sent(cast_db, thanks, START - YEAR)
    assert retention.delete_overdue(cast_db, START)["checkins"] == 1
    rows = cast_db.execute("SELECT words, place, phone, whereabouts, safety FROM checkins").fetchall()
    assert rows[0] == ("", None, None, None, "safe")
    assert rows[1][0] == "平安，在上海"
    assert "checkins" not in retention.delete_overdue(cast_db, START)


def test_nobody_is_greeted_again_for_the_present_year(cast_db: Database) -> None:
    person = members.named(cast_db, "张三")[0].id
    for year in (2023, 2024, 2026):
        greetings.claim(cast_db, person, f"birthday:{year}")
    assert retention.delete_overdue(cast_db, START) == {"greetings": 1}
    assert not greetings.claim(cast_db, person, "birthday:2026")
    assert START.date() > date(2026, 1, 1)


def test_files_go_after_a_week_and_exports_after_a_day(tmp_path: Path) -> None:
    for name, days in (("files/old", 8), ("pictures/new", 6), ("exports/old", 2)):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_bytes(b"x")
        moment = (START - timedelta(days=days)).timestamp()
        os.utime(path, (moment, moment))
    assert retention.delete_old_files(tmp_path, START) == 2
    assert [path.name for path in tmp_path.glob("*/*")] == ["new"]


async def test_the_night_deletes_by_itself(make_talk: MakeTalk) -> None:
    talk = make_talk()
    await talk.play(("张三", PRIVATE, "平安，在上海", "已记"))
    assert talk.counts("inbox") == 1
    await talk.wait(days=32)
    assert talk.counts("inbox") == 0
    assert talk.counts("checkins") == 1


# Organisation life


def test_a_person_of_every_table_of_organisation_life_is_exported(cast_db: Database) -> None:
    secrets.live(cast_db)
    person = members.named(cast_db, "张三")[0].id
    held = str([found.rows for found in own_data.of_member(cast_db, person)])
    cents = {"8421": "842100", "126.32": "12632"}
    assert [word for word in secrets.WORDS if cents.get(word, word) not in held] == []


def test_of_a_person_erased_only_what_was_promised_is_left(cast_db: Database) -> None:
    secrets.live(cast_db)
    person = members.named(cast_db, "张三")[0].id
    with cast_db.atomic():
        own_data.erase(cast_db, person)
    assert cast_db.execute("PRAGMA foreign_key_check").fetchall() == []
    held = "\n".join(cast_db.conn.iterdump())
    left = {word for word in secrets.WORDS if word in held}
    assert left == {"举报的密事", "反映的密事"}  # cases that wait for an answer: it is owed still
    assert "842100" not in held
    assert cast_db.execute("SELECT payer FROM dues_payments").fetchall() == [("",)]


def test_of_cases_closed_an_erasure_leaves_no_words(cast_db: Database) -> None:
    secrets.live(cast_db)
    cast_db.execute("UPDATE cases SET state = 'closed', closed_at = opened_at")
    person = members.named(cast_db, "张三")[0].id
    with cast_db.atomic():
        own_data.erase(cast_db, person)
    held = "\n".join(cast_db.conn.iterdump())
    assert not any(word in held for word in secrets.WORDS)


def test_the_words_of_organisation_life_are_gone_after_their_terms(cast_db: Database) -> None:
    secrets.live(cast_db)
    cast_db.execute("UPDATE cases SET state = 'closed', closed_at = opened_at")
    cast_db.execute("UPDATE aids SET state = 'ended', ended_at = asked_at")
    cast_db.execute("UPDATE nominations SET closed_at = opened_at")
    retention.delete_overdue(cast_db, START + 4 * YEAR)
    held = "\n".join(cast_db.conn.iterdump())
    assert [word for word in secrets.WORDS if word in held] == []
    assert "842100" not in held
    assert cast_db.execute("SELECT count(*) FROM nomination_votes").fetchone() == (0,)
