"""After a time without WeChat: where a question is open, people are asked to answer it once more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import Incoming, Login
from tests.conftest import (
    FIRST,
    OFFICE,
    OVERSEAS,
    SECOND,
    SECRETARIES,
    START,
    MakeTalk,
    Talk,
    account_id,
    room_id,
)

ASKED = "掉线了，那段时间的消息没收到。回过“收到”的麻烦再回一次。"


async def ask(talk: Talk, order: str = "通知 支部 一 回执 周五18:00前：开会") -> None:
    """Send a notice that asks back, and forget what was said about it."""
    await talk.play(("王主任", OFFICE, order, "将发给"), ("王主任", OFFICE, "确认", "第1号通知"))
    await talk.wait(minutes=3)
    talk.heard.clear()


def message(text: str, number: str) -> Incoming:
    return Incoming(number, account_id("王主任"), "王主任", text, START, room=room_id(OFFICE))


async def lose(talk: Talk, **span: float) -> list[tuple[str, str]]:
    """Let the gateway be away for a span; gives what is said in the minutes after it."""
    talk.stage.wechat.set_gateway(up=False)
    await talk.wait(**span)
    talk.stage.wechat.set_gateway(up=True)
    return await talk.wait(minutes=3)


async def test_a_room_that_owes_an_answer_is_asked_once_more(talk: Talk) -> None:
    await ask(talk)
    assert await lose(talk, minutes=9) == [(FIRST, f"刚才 8:04–8:13 我{ASKED}")]
    assert await talk.wait(minutes=40) == []


async def test_a_room_where_all_have_answered_is_left_in_peace(talk: Talk) -> None:
    await ask(talk)
    for who in ("李书记", "张三", "李四"):
        await talk.play((who, FIRST, "收到", None))
    assert await lose(talk, minutes=9) == []


async def test_without_an_open_question_nobody_hears_of_a_short_gap(talk: Talk) -> None:
    assert await lose(talk, minutes=9) == []


async def test_what_could_not_be_sent_before_the_gap_is_not_asked_again(talk: Talk) -> None:
    talk.stage.wechat.set_gateway(up=False)
    await talk.wait(seconds=1)
    talk.stage.bot.handle(message("通知 支部 一 回执 周五18:00前：开会", "m1"))
    talk.stage.bot.handle(message("确认", "m2"))
    assert FIRST not in [place for place, text in await lose(talk, minutes=9) if "掉线" in text]
    assert "第1号通知" in talk.told(FIRST)[0]


async def test_a_roll_call_s_silent_are_asked_once_more(make_talk: MakeTalk) -> None:
    talk = make_talk(START.replace(day=25, hour=9), rollcalls={"weekly": True})
    await talk.stage.settle()
    await talk.until(START.replace(day=25, hour=10, minute=5))
    talk.heard.clear()
    said = await lose(talk, minutes=9)
    assert (FIRST, "刚才 10:05–10:14 我掉线了，那段时间的消息没收到。报过平安的麻烦再回一次。") in said


async def test_a_blink_is_no_gap(talk: Talk) -> None:
    await ask(talk)
    assert await lose(talk, seconds=50) == []


async def test_a_login_without_a_gap_asks_nobody(talk: Talk) -> None:
    await ask(talk)
    await talk.stage.bot.take(Login(talk.stage.wechat.own))
    assert await talk.wait(minutes=5) == []


async def test_the_office_hears_of_a_long_gap(talk: Talk) -> None:
    await ask(talk)
    await lose(talk, minutes=35)
    assert talk.told("王主任") == [
        "8:04–8:39 我掉线了（35 分钟），那段时间的消息没收到。有 1 个群还有人没回，已请他们再回一次。"
    ]


async def test_a_gap_is_noticed_over_a_kill(talk: Talk) -> None:
    await ask(talk)
    await talk.wait(minutes=1)
    talk.stage.clock.move_to(
        talk.stage.clock.now() + timedelta(minutes=20)
    )  # nobody was there to see it pass
    talk.stage.restart_bot()
    await talk.wait(minutes=2)
    assert talk.told(FIRST)[0].endswith(ASKED)
    assert "（20 分钟）" in talk.told("王主任")[0] or "（21 分钟）" in talk.told("王主任")[0]


async def test_a_quick_restart_is_no_gap(talk: Talk) -> None:
    await ask(talk)
    talk.stage.restart_bot()
    assert await talk.wait(minutes=5) == []


async def test_at_night_the_rooms_hear_of_it_in_the_morning(make_talk: MakeTalk) -> None:
    talk = make_talk(START.replace(hour=22, minute=20))
    await talk.stage.settle()
    await ask(talk)
    assert await lose(talk, minutes=40) == []
    await talk.until(START + timedelta(days=1))
    assert talk.told(FIRST) == [f"11月23日 22:24–23:04 我{ASKED}"]


async def test_the_overseas_room_hears_whose_clock_it_is(talk: Talk) -> None:
    await ask(talk, "通知 境外 回执 周五18:00前：开会")
    assert (OVERSEAS, f"刚才北京时间 8:04–8:13 我{ASKED}") in await lose(talk, minutes=9)


async def test_what_two_notices_ask_is_asked_again_in_one_line(talk: Talk) -> None:
    await ask(talk)
    await talk.play(
        ("王主任", OFFICE, "通知 支部 一,二 回执 周六18:00前：学习", "将发给"),
        ("王主任", OFFICE, "确认", "第2号"),
    )
    await talk.wait(minutes=3)
    said = await lose(talk, minutes=9)
    assert sorted(place for place, _ in said) == sorted([FIRST, SECOND])


@pytest.mark.parametrize(("minutes", "told"), [(9, 0), (15, 1)])
async def test_who_was_asked_privately_hears_of_a_long_gap_only(talk: Talk, minutes: int, told: int) -> None:
    await ask(talk, "通知 张三 回执 周五18:00前：请来一趟")
    await lose(talk, minutes=minutes)
    assert len(talk.told("张三")) == told
    assert talk.told(FIRST) == talk.told(SECRETARIES) == []
