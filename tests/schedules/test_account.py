"""Who left a room, and the week's list of who is in none or goes by another name."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.domain.preference import Preference
from data import account as accounts
from data import member as members
from data import preference as preferences
from data import room as rooms
from tests.conftest import (
    BEIJING,
    FIRST,
    OVERSEAS,
    PRIVATE,
    SECOND,
    START,
    MakeTalk,
    Talk,
    account_id,
    room_id,
)

MONDAY_TEN = START.replace(hour=10, minute=5)


def told(talk: Talk, who: str, words: str) -> list[str]:
    return [text for text in talk.told(who) if words in text]


# Who left


async def test_the_secretary_hears_once_and_privately_who_left(talk: Talk) -> None:
    talk.stage.wechat.leave(room_id(FIRST), account_id("张三"))
    await talk.wait(hours=3)
    (heard,) = told(talk, "李书记", "张三退出了第一支部群")
    assert "状态没有变" in heard
    assert "13800138000" in heard
    assert not told(talk, FIRST, "张三")
    assert not told(talk, "赵书记", "张三")


async def test_a_stranger_who_leaves_is_nobody_s_news(talk: Talk) -> None:
    talk.stage.wechat.join(room_id(FIRST), account_id("路人"), "路人")
    talk.stage.wechat.leave(room_id(FIRST), account_id("路人"))
    await talk.wait(minutes=50)
    assert talk.heard == []


async def test_who_comes_back_at_once_has_not_left(talk: Talk) -> None:
    talk.stage.wechat.leave(room_id(FIRST), account_id("张三"))
    talk.stage.wechat.join(room_id(FIRST), account_id("张三"), "张三")
    await talk.wait(minutes=50)
    assert talk.heard == []


async def test_a_move_between_rooms_that_are_known_is_no_departure(talk: Talk) -> None:
    talk.stage.wechat.leave(room_id(OVERSEAS), account_id("赵海"))
    talk.stage.wechat.join(room_id(FIRST), account_id("赵海"), "赵海")
    await talk.wait(minutes=50)
    assert not told(talk, "李书记", "赵海")


async def test_who_leaves_the_own_branch_for_another_s_room_has_left(talk: Talk) -> None:
    talk.stage.wechat.leave(room_id(FIRST), account_id("张三"))
    talk.stage.wechat.join(room_id(SECOND), account_id("张三"), "张三")
    await talk.wait(minutes=50)
    assert told(talk, "李书记", "张三退出了第一支部群")


async def test_at_night_it_waits_for_the_morning(make_talk: MakeTalk) -> None:
    talk = make_talk(START.replace(hour=23))
    await talk.stage.settle()
    talk.stage.wechat.leave(room_id(FIRST), account_id("张三"))
    await talk.wait(hours=8)
    assert not told(talk, "李书记", "退出了")
    await talk.wait(hours=2)
    assert told(talk, "李书记", "张三退出了")


async def test_who_left_while_the_bot_was_away_is_missed_at_the_next_login(talk: Talk) -> None:
    talk.stage.wechat.set_gateway(up=False)
    await talk.wait(seconds=5)
    talk.stage.wechat.leave(room_id(FIRST), account_id("张三"))
    talk.stage.wechat.set_gateway(up=True)
    await talk.wait(minutes=50)
    assert len(told(talk, "李书记", "张三退出了")) == 1


async def test_where_the_secretary_cannot_be_told_the_office_is(talk: Talk) -> None:
    accounts.unbind(talk.db, account_id("李书记"))
    talk.stage.wechat.leave(room_id(FIRST), account_id("张三"))
    await talk.wait(minutes=50)
    assert told(talk, "王主任", "张三退出了")


# The week's list


@pytest.fixture
async def untidy(talk: Talk) -> Talk:
    """A stranger sits in the first branch's room, and 张三 goes by another name there."""
    talk.stage.wechat.join(room_id(FIRST), account_id("路人"), "三儿")
    talk.stage.wechat.join(room_id(FIRST), account_id("张三"), "乘风破浪")
    await talk.wait(seconds=1)
    return talk


async def test_the_secretary_alone_gets_the_list_on_monday(untidy: Talk) -> None:
    await untidy.until(MONDAY_TEN)
    (sheet,) = told(untidy, "李书记", "进群和实名")
    assert "“三儿”" in sheet
    assert "1 张三，在群里叫“乘风破浪”" in sheet
    assert not told(untidy, "赵书记", "进群和实名")
    assert not told(untidy, FIRST, "三儿")


async def test_the_numbers_of_the_week_s_list_are_answered(untidy: Talk) -> None:
    await untidy.until(MONDAY_TEN)
    await untidy.play(("李书记", PRIVATE, "1 电话平安", "已记电话平安：1张三"))


async def test_a_list_that_has_not_changed_is_not_told_again(untidy: Talk) -> None:
    await untidy.until(MONDAY_TEN + timedelta(days=7))
    assert len(told(untidy, "李书记", "进群和实名")) == 1
    untidy.stage.wechat.join(room_id(FIRST), account_id("生人"), "老王")
    await untidy.until(MONDAY_TEN + timedelta(days=14))
    assert len(told(untidy, "李书记", "进群和实名")) == 2


async def test_after_a_holiday_the_list_comes_on_the_first_working_day(make_talk: MakeTalk) -> None:
    talk = make_talk(datetime(2026, 10, 4, 8, tzinfo=BEIJING))
    talk.stage.wechat.join(room_id(FIRST), account_id("路人"), "三儿")
    await talk.until(datetime(2026, 10, 7, 23, tzinfo=BEIJING))
    assert not told(talk, "李书记", "进群和实名")
    await talk.until(datetime(2026, 10, 8, 11, tzinfo=BEIJING))
    assert told(talk, "李书记", "进群和实名")


# The member's name


async def test_a_member_is_asked_for_the_name_once_a_month(untidy: Talk) -> None:
    await untidy.until(START + timedelta(days=45))
    asked = told(untidy, "张三", "改成姓名好吗")
    assert len(asked) == 2  # with the first list of December and of January
    assert "乘风破浪" in asked[0]
    assert not any("改成姓名" in text for place, text in untidy.heard if place != "张三")


async def test_who_wishes_no_questions_or_is_no_friend_is_not_asked(untidy: Talk) -> None:
    zhang = members.named(untidy.db, "张三")[0].id
    preferences.keep(untidy.db, zhang, Preference(questions=False))
    await untidy.until(START + timedelta(days=20))
    assert not told(untidy, "张三", "改成姓名")


def test_who_shares_an_account_sits_in_its_rooms(talk: Talk) -> None:
    zhou = members.named(talk.db, "老周")[0].id
    accounts.join(talk.db, account_id("张三"), zhou, None, START)
    assert rooms.homes(talk.db)[zhou].room_id == room_id(FIRST)


# Claims nobody decided


async def claim(talk: Talk) -> None:
    """Let a new account claim 张三, whose old one rests."""
    await talk.play(("新号", PRIVATE, "认领 张三 0013", "对上了"))
    assert accounts.is_frozen(talk.db, account_id("张三"))


async def test_a_secretary_is_reminded_once_of_a_claim(talk: Talk) -> None:
    await claim(talk)
    said = await talk.wait(days=4)
    assert len([text for where, text in said if where == "李书记" and "同意 1号" in text]) == 1


async def test_a_claim_nobody_decides_lapses_and_the_old_account_works_again(talk: Talk) -> None:
    await claim(talk)
    said = await talk.wait(days=8)
    assert [where for where, text in said if "照常用" in text] == ["张三", "李书记"]
    assert [where for where, text in said if "先作罢了。请给支部书记打个电话" in text] == ["新号"]
    assert not accounts.is_frozen(talk.db, account_id("张三"))
    await talk.play(("李书记", PRIVATE, "同意 1号", "1号申请已经过期了"))
