"""A bot that was away, or had no gateway, over 08:00 to 09:00: what was due is said once if still useful."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from data import backlog
from tests.conftest import BEIJING, FIRST, OFFICE, PRIVATE, SECOND, START, MakeTalk, Talk

WEDNESDAY = datetime(2026, 11, 25, tzinfo=BEIJING)  # 张三 is greeted at nine
NINE = WEDNESDAY.replace(hour=9)
DOWN, UP = WEDNESDAY.replace(hour=7, minute=50), WEDNESDAY.replace(hour=9, minute=10)

Outage = Callable[[Talk, datetime], Coroutine[Any, Any, None]]


async def lose_the_process(talk: Talk, back: datetime) -> None:
    """The machine is off: no clock of the bot's runs meanwhile."""
    talk.stage.wechat.set_gateway(up=False)
    talk.stage.wechat.pending()  # nobody is there to hear that the gateway went
    talk.stage.clock.move_to(back)
    talk.stage.wechat.set_gateway(up=True)
    talk.stage.restart_bot()


async def lose_the_gateway(talk: Talk, back: datetime) -> None:
    """The bot runs on and cannot reach WeChat."""
    talk.stage.wechat.set_gateway(up=False)
    await talk.until(back)
    talk.stage.wechat.set_gateway(up=True)


async def lose_both(talk: Talk, back: datetime) -> None:
    """The gateway goes, and the bot is restarted while it is gone."""
    talk.stage.wechat.set_gateway(up=False)
    await talk.until(back - timedelta(minutes=30))
    talk.stage.restart_bot()
    await talk.until(back)
    talk.stage.wechat.set_gateway(up=True)


outages = pytest.mark.parametrize("outage", [lose_the_process, lose_the_gateway, lose_both])


async def notice_due(talk: Talk, deadline: str) -> None:
    """Send a notice to the second branch, whose silent are asked again three hours before the deadline."""
    words = f"通知 支部 二 回执 {deadline}前：开会"
    await talk.play(("王主任", OFFICE, words, "将发给"), ("王主任", OFFICE, "确认", "第"))


def said_with(talk: Talk, words: str, where: str) -> list[str]:
    return [text for text in talk.told(where) if words in text]


@outages
async def test_what_was_due_meanwhile_is_said_once(talk: Talk, outage: Outage) -> None:
    await notice_due(talk, "周三11:30")  # the reminder is due at 08:30
    await talk.until(DOWN)
    await outage(talk, UP)
    await talk.until(UP + timedelta(hours=2))
    assert len(said_with(talk, "没回", SECOND)) == 1
    assert len(said_with(talk, "生日", FIRST)) == 1


@outages
async def test_what_came_too_late_is_reported_and_not_said(talk: Talk, outage: Outage) -> None:
    await notice_due(talk, "周三11:30")
    await talk.until(DOWN)
    with capture_logs() as log:
        await outage(talk, NINE + timedelta(hours=3, minutes=1))
        await talk.until(NINE + timedelta(hours=5))
    assert said_with(talk, "没回", SECOND) == []
    assert said_with(talk, "生日", FIRST) == []
    assert [entry["key"].split(":")[0] for entry in log if entry["event"] == "message expired unsent"]


@outages
async def test_an_answer_nobody_waits_for_any_more_is_not_given(talk: Talk, outage: Outage) -> None:
    await talk.until(DOWN)
    talk.stage.wechat.speak("wx-张三", "张三", "帮助")
    (question,) = talk.stage.wechat.pending()
    await talk.stage.bot.take(question)  # taken, and the answer not yet sent
    await outage(talk, UP)
    await talk.until(UP + timedelta(hours=1))
    assert said_with(talk, "自动助手", "张三") == []
    assert backlog.count_unsent(talk.db, START) == 1


@outages
async def test_a_notice_confirmed_just_before_reaches_every_room_once(talk: Talk, outage: Outage) -> None:
    await talk.until(DOWN)
    await talk.play(("王主任", PRIVATE, "通知 全体 回执：周六集中学习", "将发给"))
    talk.stage.wechat.speak("wx-王主任", "王主任", "确认")
    (confirmed,) = talk.stage.wechat.pending()
    await talk.stage.bot.take(confirmed)
    await outage(talk, UP)
    await talk.until(UP + timedelta(hours=1))
    assert len(said_with(talk, "集中学习", FIRST)) == 1
    assert len(said_with(talk, "集中学习", SECOND)) == 1


async def test_seven_restarts_within_the_hour_say_it_once(make_talk: MakeTalk) -> None:
    talk = make_talk(DOWN)
    await talk.stage.settle()
    for minutes in (5, 1, 20, 44, 0, 3, 7):
        await lose_the_process(talk, talk.now + timedelta(minutes=minutes))
        await talk.wait(seconds=20)
    await talk.until(UP + timedelta(hours=1))
    assert len(said_with(talk, "生日", FIRST)) == 1
