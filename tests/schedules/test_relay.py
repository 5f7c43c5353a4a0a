"""A notice that secretaries have not passed on: they are asked again, then the office is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data import account as accounts
from data import member as members
from tests.conftest import (
    FIRST,
    OFFICE,
    PRIVATE,
    SECOND,
    SECRETARIES,
    START,
    MakeTalk,
    Talk,
    account_id,
)
from tests.handlers.test_relay import send

REMINDER = "第1号通知还没转发到第二支部群，回“转发 1号”就行。"


def relayed(heard: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave the weekly digest and the like out."""
    return [(where, words) for where, words in heard if "转发" in words]


@pytest.fixture
async def handed(talk: Talk) -> Talk:
    """Notice 1 was given to both secretaries at eight; 李书记 has passed it on."""
    await send(talk)
    await talk.play(("李书记", PRIVATE, "转发 1号", "已转发"))
    talk.heard.clear()
    return talk


async def test_who_has_not_passed_it_on_is_reminded_once_privately(handed: Talk) -> None:
    assert relayed(await handed.wait(hours=1, minutes=50)) == []
    [(who, words)] = relayed(await handed.wait(minutes=20))
    assert who == "赵书记"
    assert words.startswith(REMINDER)
    assert relayed(await handed.wait(hours=1, minutes=30)) == []


async def test_later_the_office_is_told_once_and_may_push(handed: Talk) -> None:
    heard = await handed.wait(hours=4, minutes=15)
    told = [words for who, words in heard if who == "王主任"]
    assert told == ["第1号通知还有 1 个支部没转发：第二支部（赵书记）。要直接发到群里，请回“转发 1号 全部”。"]
    assert relayed(await handed.wait(hours=8)) == []
    await handed.play(("王主任", PRIVATE, "转发 1号 全部", "^已转发到第二支部群。$"))


async def test_who_passes_it_on_in_time_is_left_in_peace(handed: Talk) -> None:
    await handed.play(("赵书记", PRIVATE, "转发", "已转发到第二支部群"))
    handed.heard.clear()
    assert relayed(await handed.wait(hours=6)) == []


async def test_who_is_no_friend_is_reminded_in_the_secretaries_room_without_a_name(handed: Talk) -> None:
    accounts.unfriend(handed.db, account_id("赵书记"))
    [(where, words)] = relayed(await handed.wait(hours=2, minutes=10))
    assert (where, words) == (SECRETARIES, "第1号通知还有 1 个支部没转发，请书记回“转发 1号”。")


async def test_where_no_clerk_is_a_friend_the_office_room_is_told(handed: Talk) -> None:
    accounts.unfriend(handed.db, account_id("王主任"))
    heard = await handed.wait(hours=4, minutes=15)
    assert [where for where, words in heard if "还有 1 个支部没转发" in words] == [OFFICE]


async def test_nobody_is_reminded_at_night(make_talk: MakeTalk) -> None:
    talk = make_talk(START.replace(hour=21))
    await talk.stage.settle()
    await send(talk)
    assert await talk.until(START.replace(hour=7, minute=55) + timedelta(days=1)) == []
    heard = await talk.wait(minutes=15)
    assert {who for who, _ in heard} == {"李书记", "赵书记"}


async def test_who_passed_it_on_in_the_night_is_not_reminded_in_the_morning(make_talk: MakeTalk) -> None:
    talk = make_talk(START.replace(hour=21))
    await talk.stage.settle()
    await send(talk)
    await talk.wait(hours=4)
    await talk.play(("赵书记", PRIVATE, "转发", "已转发"))
    heard = await talk.until(START.replace(hour=8, minute=10) + timedelta(days=1))
    assert {who for who, words in heard if "还没转发" in words} == {"李书记"}


async def test_a_reminder_that_waits_for_the_secretary_s_morning_is_called_off(make_talk: MakeTalk) -> None:
    talk = make_talk(START.replace(hour=9))
    await talk.stage.settle()
    talk.db.execute("UPDATE members SET timezone = 'America/Toronto' WHERE name = '赵书记'")
    await send(talk)
    await talk.wait(hours=2, minutes=10)  # past ten in the evening there
    await talk.play(("赵书记", PRIVATE, "转发", "已转发"))
    heard = await talk.wait(hours=14)
    assert not [words for who, words in heard if who == "赵书记" and "还没转发" in words]


async def test_a_near_deadline_leaves_the_office_time_to_push(talk: Talk) -> None:
    await send(talk, "通知 全体 转发 回执 今天10:00前：临时会议")
    heard = await talk.until(START.replace(hour=9, minute=40))
    assert any(who == "王主任" and "还有 2 个支部没转发" in words for who, words in heard)


async def test_after_the_deadline_nobody_is_reminded(talk: Talk) -> None:
    await send(talk, "通知 全体 转发 回执 今天8:02前：临时会议")
    assert not [words for _, words in await talk.wait(hours=6) if "没转发" in words]


async def test_a_withdrawn_notice_is_called_off(handed: Talk) -> None:
    await handed.play(("王主任", OFFICE, "撤回 1号", "（3 个群、1 位私信）"))
    await handed.play(("王主任", OFFICE, "确认", "第1号通知已撤回（3 个群、1 位私信）。"))
    assert handed.told("赵书记")[-1] == "第1号通知已撤回，不用转发了。"
    assert relayed(await handed.wait(hours=6)) == []
    await handed.play(("赵书记", PRIVATE, "转发 1号", "已经撤回，不用转发了"))


async def test_a_branch_whose_secretary_left_is_told_as_having_none(handed: Talk) -> None:
    zhao = members.named(handed.db, "赵书记")[0].id
    handed.db.execute("DELETE FROM posts WHERE member_id = ?", (zhao,))
    heard = await handed.wait(hours=4, minutes=15)
    assert any("第二支部（没有书记）" in words for who, words in heard if who == "王主任")
    assert not [words for where, words in heard if where in {FIRST, SECOND, SECRETARIES}]
