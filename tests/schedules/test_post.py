"""Posts begin on their first day and end after their last, also after days without the bot."""

from __future__ import annotations

from datetime import date

from bot.domain.member import Post, Role
from bot.domain.post import Term
from data import member as members
from data import post as posts
from tests.conftest import START, Talk

FIRST_ID, SECRETARY, STAND_IN = 2, 2, 5


def stand_in(first: int, last: int) -> Term:
    days = date(2026, 11, first), date(2026, 11, last)
    return Term(STAND_IN, Role.SECRETARY, FIRST_ID, *days, SECRETARY, SECRETARY, START)


def holders(talk: Talk) -> list[int]:
    return [person.id for person in members.holders(talk.db, Role.SECRETARY, FIRST_ID)]


async def test_a_term_that_passed_while_the_bot_was_off_never_begins(talk: Talk) -> None:
    posts.plan(talk.db, stand_in(20, 22))
    await talk.wait(minutes=6)
    assert holders(talk) == [SECRETARY]
    assert not posts.planned(talk.db)


async def test_a_term_that_began_while_the_bot_was_off_begins_late(talk: Talk) -> None:
    posts.plan(talk.db, stand_in(20, 24))
    await talk.wait(minutes=6)
    assert holders(talk) == [STAND_IN]


async def test_who_is_away_keeps_the_own_rights(talk: Talk) -> None:
    posts.plan(talk.db, stand_in(23, 24))
    await talk.wait(minutes=6)
    assert Post(Role.SECRETARY, FIRST_ID) in members.rights(talk.db, SECRETARY)
    assert Post(Role.SECRETARY, FIRST_ID) in members.rights(talk.db, STAND_IN)


async def test_what_is_planned_gives_no_right(talk: Talk) -> None:
    posts.plan(talk.db, stand_in(24, 25))
    assert not members.rights(talk.db, STAND_IN)
    assert not members.posts(talk.db, STAND_IN)


async def test_one_day_s_leave_ends_at_its_midnight(talk: Talk) -> None:
    posts.plan(talk.db, stand_in(23, 23))
    await talk.until(talk.now.replace(hour=23, minute=59, second=59))
    assert holders(talk) == [STAND_IN]
    await talk.wait(seconds=2)
    assert holders(talk) == [SECRETARY]
