"""Signing in at the worktable: sealed passwords, sessions that end, and rights that end with the post."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from bot.domain.command import UserError
from bot.domain.login import check_password, may_try_from, show_wait
from bot.domain.member import Member
from data import login as logins
from data import member as members
from data import retention
from tests.conftest import START

HOURS = timedelta(hours=1)


@pytest.fixture
def clerk(cast_db: Database) -> Member:
    return members.named(cast_db, "王主任")[0]


def test_a_sealed_password_fits_itself_only() -> None:
    sealed = logins.seal("怀柔的秋天很美丽啊")
    assert logins.fits("怀柔的秋天很美丽啊", sealed)
    assert not logins.fits("怀柔的秋天很美丽", sealed)
    assert "怀柔" not in sealed


def test_the_same_password_is_sealed_otherwise_each_time() -> None:
    assert logins.seal("same words") != logins.seal("same words")


def test_the_parameters_are_those_it_was_sealed_with() -> None:
    assert logins.seal("same words").split("$")[:4] == ["scrypt", "16384", "8", "1"]


def test_a_session_is_known_by_its_cookie_and_not_by_what_is_stored(cast_db: Database, clerk: Member) -> None:
    cookie = logins.open_session(cast_db, clerk.id, START)
    (stored,) = cast_db.execute("SELECT token FROM sessions").fetchone()
    assert logins.signed_in(cast_db, cookie, START) == clerk
    assert logins.signed_in(cast_db, stored, START) is None


@pytest.mark.parametrize(("hours", "open_still"), [(11.9, True), (12, False)])
def test_a_session_ends_twelve_hours_after_it_was_seen(
    cast_db: Database, clerk: Member, hours: float, open_still: bool
) -> None:
    cookie = logins.open_session(cast_db, clerk.id, START - HOURS)
    logins.note_seen(cast_db, cookie, START)
    assert (logins.signed_in(cast_db, cookie, START + hours * HOURS) is not None) is open_still


def test_the_night_deletes_sessions_that_are_over(cast_db: Database, clerk: Member) -> None:
    now = datetime.now(UTC)  # sessions last by the machine's clock
    logins.open_session(cast_db, clerk.id, now - 13 * HOURS)
    kept = logins.open_session(cast_db, clerk.id, now)
    assert retention.delete_overdue(cast_db, now) == {"sessions": 1}
    assert logins.signed_in(cast_db, kept, now)


def test_a_clock_that_was_moved_ends_no_session(cast_db: Database, clerk: Member) -> None:
    now = datetime.now(UTC)
    cookie = logins.open_session(cast_db, clerk.id, now)
    retention.delete_overdue(cast_db, now + 72 * HOURS)
    assert logins.signed_in(cast_db, cookie, now)


def test_who_is_no_clerk_any_more_is_out(cast_db: Database, clerk: Member) -> None:
    cookie = logins.open_session(cast_db, clerk.id, START)
    logins.keep(cast_db, clerk.id, "sealed", START)
    other = logins.open_session(cast_db, clerk.id, START)
    cast_db.execute("DELETE FROM posts WHERE member_id = ?", (clerk.id,))
    assert logins.signed_in(cast_db, cookie, START) is None
    assert logins.signed_in(cast_db, other, START) is None
    assert logins.named(cast_db, "王主任") == []


def test_a_new_password_ends_what_is_open_with_the_old_one(cast_db: Database, clerk: Member) -> None:
    cookie = logins.open_session(cast_db, clerk.id, START)
    logins.keep(cast_db, clerk.id, "sealed", START)
    assert logins.signed_in(cast_db, cookie, START) is None
    assert logins.find(cast_db, clerk.id) == logins.Login(clerk.id, "sealed")


def test_several_may_be_signed_in_at_once(cast_db: Database, clerk: Member) -> None:
    first, second = (logins.open_session(cast_db, clerk.id, START) for _ in range(2))
    logins.close_session(cast_db, first)
    assert logins.signed_in(cast_db, first, START) is None
    assert logins.signed_in(cast_db, second, START) == clerk


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("短的密码", "短的密码", "至少要 10 个字符"),
        ("1" * 12, "1" * 12, "同一个字符"),
        ("王主任" * 4, "王主任" * 4, "自己的名字"),
        ("怀柔的秋天很美丽啊一", "怀柔的秋天很美丽啊二", "不一样"),
        ("长" * 101 + "短" * 100, "长" * 101 + "短" * 100, "太长"),
    ],
)
def test_an_easy_password_is_refused_with_the_reason(password: str, again: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        check_password("王主任", password, again)


def test_after_five_wrong_tries_one_waits_until_the_first_is_a_quarter_of_an_hour_old() -> None:
    tries = [START + timedelta(minutes=minute) for minute in range(5)]
    now = START + timedelta(minutes=6)
    assert may_try_from(tries[:4], now) is None
    assert may_try_from(tries, now) == START + timedelta(minutes=15)
    assert may_try_from(tries, START + timedelta(minutes=15)) is None
    assert "等 9 分钟" in show_wait(START + timedelta(minutes=15), now)
