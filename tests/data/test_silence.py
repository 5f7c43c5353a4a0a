"""The store of silences: when somebody was last heard of, what was promised, since when silence counts."""

from __future__ import annotations

from datetime import date, timedelta

from sqlite_utils import Database

from bot.domain.checkin import Days, Intent, Report, Safety, Whereabouts
from bot.domain.member import Member
from bot.domain.silence import Rung
from data import absence as absences
from data import checkin as checkins
from data import fact as facts
from data import member as members
from data import silence as silences
from tests.conftest import START

ZHANG_SAN, LI_SHUJI = 4, 2
DAY = timedelta(days=1)
BACK = Report(safety=Safety.SAFE, returns_on=Days(date(2026, 12, 1), date(2026, 12, 5)))


def hear(db: Database, report: Report, day: int = 0, said_by: int = ZHANG_SAN) -> None:
    checkins.add(
        db,
        ZHANG_SAN,
        report,
        intent=Intent.CHECKIN,
        said_by=said_by,
        message_id=f"m{day}",
        words="平安",
        now=START + day * DAY,
    )


def test_the_last_word_counts_whoever_said_it(cast_db: Database) -> None:
    hear(cast_db, BACK)
    hear(cast_db, Report(safety=Safety.SAFE), day=3, said_by=LI_SHUJI)
    assert silences.heard_at(cast_db) == {ZHANG_SAN: START + 3 * DAY}


def test_what_was_taken_back_was_not_heard(cast_db: Database) -> None:
    hear(cast_db, BACK)
    checkins.withdraw_last(cast_db, ZHANG_SAN, START - DAY, START + DAY)
    assert silences.heard_at(cast_db) == {}
    assert silences.promises(cast_db) == {}


def test_who_says_to_be_away_was_heard_and_not_who_is_said_to_be(cast_db: Database) -> None:
    days = START.date(), START.date() + 30 * DAY
    absences.add(cast_db, ZHANG_SAN, days, reason="采药", said_by=ZHANG_SAN, now=START)
    absences.add(cast_db, ZHANG_SAN + 1, days, reason="采药", said_by=LI_SHUJI, now=START)
    assert silences.heard_at(cast_db) == {ZHANG_SAN: START}


def test_a_promise_holds_until_its_last_day_or_home(cast_db: Database) -> None:
    hear(cast_db, BACK)
    hear(cast_db, Report(safety=Safety.SAFE), day=1)
    assert silences.promises(cast_db) == {ZHANG_SAN: date(2026, 12, 5)}
    hear(cast_db, Report(whereabouts=Whereabouts.HOME), day=2)
    assert silences.promises(cast_db) == {}


def test_a_later_promise_replaces_the_earlier(cast_db: Database) -> None:
    hear(cast_db, BACK)
    later = Report(returns_on=Days(date(2027, 1, 3), date(2027, 1, 3)))
    hear(cast_db, later, day=1)
    assert silences.promises(cast_db) == {ZHANG_SAN: date(2027, 1, 3)}


def test_silence_counts_from_the_first_start_or_from_coming(cast_db: Database) -> None:
    facts.write_moment(cast_db, "first_start", START)
    silences.watch_newcomers(cast_db, START + DAY)
    newcomer = members.add(cast_db, Member(0, "新人"))
    silences.watch_newcomers(cast_db, START + 9 * DAY)
    silences.watch_newcomers(cast_db, START + 20 * DAY)
    since = silences.watched_since(cast_db, [ZHANG_SAN, newcomer, newcomer + 1], START + 30 * DAY)
    assert since == {ZHANG_SAN: START, newcomer: START + 9 * DAY, newcomer + 1: START + 30 * DAY}


def test_before_the_first_look_all_have_been_there_since_the_first_start(cast_db: Database) -> None:
    facts.write_moment(cast_db, "first_start", START)
    assert silences.watched_since(cast_db, [ZHANG_SAN], START + DAY) == {ZHANG_SAN: START}


def test_what_was_told_belongs_to_one_silence(cast_db: Database) -> None:
    silences.note_told(cast_db, ZHANG_SAN, START, Rung.MEMBER, START + DAY)
    silences.note_told(cast_db, ZHANG_SAN, START, Rung.MEMBER, START + 2 * DAY)
    ((key, rungs),) = silences.told(cast_db).items()
    assert key == (ZHANG_SAN, "2026-11-23T00:00:00.000Z")
    assert rungs == {Rung.MEMBER: START + DAY}


def test_out_of_reach_is_declared_once_and_taken_back_once(cast_db: Database) -> None:
    assert silences.declare_lost(cast_db, ZHANG_SAN, "停机", LI_SHUJI, START)
    assert not silences.declare_lost(cast_db, ZHANG_SAN, "又", LI_SHUJI, START)
    assert silences.lost(cast_db)[ZHANG_SAN].reason == "停机"
    assert silences.find_again(cast_db, ZHANG_SAN, START)
    assert not silences.find_again(cast_db, ZHANG_SAN, START)
    assert silences.lost(cast_db) == {}
