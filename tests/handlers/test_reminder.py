"""提醒: the silent are asked again on a secretary's word: no names, not too often, not at night."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data import account as accounts
from tests.conftest import FIRST, OFFICE, PRIVATE, SECOND, SECRETARIES, START, MakeTalk, Talk, account_id
from tests.handlers.test_relay import send

ROOM = "第1号通知还有 {} 位没回，请在11月27日（周五）18:00前回复“收到”。已回的不用再回。"
DUE = START.replace(day=27, hour=15)


async def remind(talk: Talk, who: str = "李书记", where: str = PRIVATE, words: str = "提醒") -> None:
    await talk.say(who, where, words)
    await talk.wait(minutes=3)


async def test_the_silent_are_asked_alone_and_the_room_is_left_in_peace(sent: Talk) -> None:
    await sent.play(("李四", FIRST, "收到", None))
    await remind(sent)
    assert sent.told("张三") == ["第1号通知还等您回一声，请在11月27日（周五）18:00前回复“收到”。"]
    assert not sent.told("李四")
    assert not sent.told(FIRST)
    assert not sent.told(SECOND)


async def test_where_somebody_is_no_friend_the_room_is_asked_without_names(sent: Talk) -> None:
    accounts.unfriend(sent.db, account_id("李四"))
    await remind(sent)
    assert sent.told(FIRST) == [ROOM.format(3)]
    assert sent.told("张三")


async def test_the_secretary_hears_how_many_and_nobody_s_name(sent: Talk) -> None:
    await remind(sent, where=SECRETARIES, words="提醒 1号")
    assert sent.told(SECRETARIES) == [
        "第1号通知：私信了 3 位。有 1 位我联系不到，请打电话，发“名单 未回 1号”看是谁。"
    ]


async def test_in_the_own_room_the_reminder_says_it_all(sent: Talk) -> None:
    accounts.unfriend(sent.db, account_id("张三"))
    await remind(sent, where=FIRST, words="提醒 1号")
    assert sent.told(FIRST) == [ROOM.format(3)]


async def test_in_the_own_room_it_is_said_how_many_were_asked_alone(sent: Talk) -> None:
    await remind(sent, where=FIRST, words="提醒 1号")
    assert sent.told(FIRST) == ["第1号通知：私信了 3 位。"]


async def test_they_are_not_asked_again_before_the_gap_is_over(sent: Talk) -> None:
    await remind(sent)
    await sent.play(("李书记", PRIVATE, "提醒", r"第1号通知刚提醒过，11:0\d 以后可以再提醒"))
    await sent.wait(hours=3)
    await remind(sent)
    assert len(sent.told("张三")) == 2


async def test_the_office_leaves_out_whom_the_secretary_has_just_asked(sent: Talk) -> None:
    await remind(sent)
    await remind(sent, "王主任", OFFICE)
    assert not sent.told(FIRST)
    assert sent.told(SECOND) == [ROOM.format(2)]


async def test_the_schedule_s_own_reminder_counts_for_the_gap(sent: Talk) -> None:
    await sent.until(DUE + timedelta(minutes=10))
    await sent.play(("李书记", PRIVATE, "提醒", "刚提醒过，18:00 以后"))


async def test_near_the_deadline_the_schedule_does_not_ask_after_the_secretary(sent: Talk) -> None:
    await sent.until(DUE - timedelta(hours=1))
    await remind(sent)
    told = await sent.until(DUE + timedelta(hours=3))
    assert [where for where, text in told if "位没回" in text and where == FIRST] == []
    assert [where for where, text in told if "位没回" in text and where == SECOND] == [SECOND]


async def test_who_sleeps_is_not_written_to(make_talk: MakeTalk) -> None:
    talk = make_talk(START.replace(hour=13))
    await talk.stage.settle()
    await send(talk, "通知 全体 回执 周五18:00前：周六上午九点集中学习")
    await remind(talk)
    assert not talk.told("赵海")
    assert "1 位当地是夜里，没有私信" in talk.told("李书记")[-1]


async def test_at_night_rooms_are_left_alone(sent: Talk) -> None:
    await sent.until(START.replace(hour=23))
    await sent.play(("李书记", PRIVATE, "提醒", "现在是休息时间"))


async def test_the_office_asks_in_all_rooms_and_nobody_alone(sent: Talk) -> None:
    await remind(sent, "王主任", OFFICE)
    assert sent.told(FIRST) == [ROOM.format(3)]
    assert sent.told(SECOND) == [ROOM.format(2)]
    assert not sent.told("张三")


async def test_what_was_not_passed_on_is_passed_on_first(talk: Talk) -> None:
    await send(talk)
    await talk.play(("李书记", PRIVATE, "提醒", "还没转发到群里，先回“转发 1号”"))


async def test_another_branch_is_its_secretary_s(sent: Talk) -> None:
    await sent.play(("李书记", PRIVATE, "提醒 1号 第二支部", "您提醒本支部的就好"))


@pytest.mark.parametrize(
    ("change", "said"), [("撤回 1号", "已经撤回，不用提醒"), ("截止 1号 今天8:10", "已经过了截止时间")]
)
async def test_what_is_over_is_not_asked_again(sent: Talk, change: str, said: str) -> None:
    await sent.play(("王主任", OFFICE, change, "确认"), ("王主任", OFFICE, "确认", "第1号"))
    await sent.wait(minutes=10)
    await sent.play(("李书记", PRIVATE, "提醒 1号", said))


async def test_where_all_have_answered_nothing_is_said(sent: Talk) -> None:
    await sent.play(("孙七", SECOND, "收到", None), ("赵书记", SECOND, "收到", None))
    await sent.play(("赵书记", PRIVATE, "提醒", "第1号通知没有要再问的了"))
    assert not sent.told(SECOND)


async def test_who_is_no_friend_is_asked_by_the_room(sent: Talk) -> None:
    accounts.unfriend(sent.db, account_id("张三"))
    await remind(sent)
    assert sent.told(FIRST) == [ROOM.format(3)]
    assert "私信了 2 位。有 1 位我联系不到" in sent.told("李书记")[-1]


@pytest.mark.parametrize("text", ["提醒大家带伞", "提醒一下，明天降温", "提醒一下"])
async def test_ordinary_words_of_reminding_are_chat(sent: Talk, text: str) -> None:
    await sent.play(("李书记", FIRST, text, None))
