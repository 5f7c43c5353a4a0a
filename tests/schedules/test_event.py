"""Reminders before an event: to who comes, on the own clock, once."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.domain.preference import Preference
from data import greeting as greetings
from data import member as members
from data import preference as preferences
from data.db import read_stamp
from tests.conftest import BEIJING, FIRST, PRIVATE, MakeTalk, Talk

START = datetime(2026, 12, 13, 9, tzinfo=BEIJING)


@pytest.fixture
async def invited(make_talk: MakeTalk) -> Talk:
    """Event 1 is the day after tomorrow; 张三 and 赵海 (Toronto) come, 李四 does not."""
    talk = make_talk(START)
    await talk.stage.settle()
    await talk.play(
        ("李书记", PRIVATE, "活动 12月15日 16:30 社区活动中心 座谈会", "将请"),
        ("李书记", PRIVATE, "确认", "活动1号"),
        ("张三", PRIVATE, "参加", "第1位"),
        ("赵海", PRIVATE, "参加", "第2位"),
        ("李四", PRIVATE, "不参加", "不参加"),
        ("李书记", PRIVATE, "代报名 1号 老周", "老周参加"),
    )
    await talk.wait(minutes=2)
    talk.heard.clear()
    return talk


def reminders(talk: Talk, name: str) -> list[str]:
    return [text for text in talk.told(name) if text.startswith("提醒一声")]


async def test_only_who_comes_is_reminded_a_day_and_an_hour_before(invited: Talk) -> None:
    await invited.until(datetime(2026, 12, 15, 17, tzinfo=BEIJING))
    assert reminders(invited, "张三") == [
        "提醒一声：座谈会（活动1号），明天 16:30，社区活动中心。来不了请回“请假 1号 原因”。",
        "提醒一声：座谈会（活动1号），今天 16:30，社区活动中心。来不了请回“请假 1号 原因”。",
    ]
    assert reminders(invited, "李四") == []
    assert not any("提醒" in text for text in invited.told(FIRST))


async def test_abroad_the_time_is_the_own_and_the_night_is_left_in_peace(invited: Talk) -> None:
    await invited.until(datetime(2026, 12, 15, 17, tzinfo=BEIJING))
    told = reminders(invited, "赵海")
    assert told
    assert all("多伦多时间" in text and "03:30" in text for text in told)
    rows = invited.db.execute(
        "SELECT not_before FROM outbox WHERE dedupe_key GLOB 'event:1:remind:*' AND conversation = 'wx-赵海'"
    )
    moments = [read_stamp(row[0]).astimezone(BEIJING) for row in rows.fetchall()]
    assert [f"{one:%d %H:%M}" for one in moments] == ["14 10:30", "15 10:30"]  # 21:30 in Toronto


async def test_the_secretary_hears_whom_to_telephone(invited: Talk) -> None:
    await invited.until(datetime(2026, 12, 14, 17, tzinfo=BEIJING))
    assert any("请您打个电话提醒：老周 13900139000" in text for text in invited.told("李书记"))


async def test_nobody_is_reminded_of_what_was_cancelled(invited: Talk) -> None:
    await invited.play(
        ("李书记", PRIVATE, "活动 取消 1号 下雪", "将取消"), ("李书记", PRIVATE, "确认", "取消了")
    )
    await invited.until(datetime(2026, 12, 15, 17, tzinfo=BEIJING))
    assert reminders(invited, "张三") == []


async def test_after_a_move_the_new_time_is_called_to_mind(invited: Talk) -> None:
    await invited.play(
        ("李书记", PRIVATE, "活动 改期 1号 12月15日 10点", "改为"), ("李书记", PRIVATE, "确认", "改好了")
    )
    await invited.until(datetime(2026, 12, 15, 17, tzinfo=BEIJING))
    assert [text.partition("，")[2][:8] for text in reminders(invited, "张三")] == [
        "明天 10:00",
        "今天 10:00",
    ]


async def test_who_rests_is_left_in_peace(invited: Talk) -> None:
    zhang = members.named(invited.db, "张三")[0].id
    until = datetime(2026, 12, 31, tzinfo=BEIJING)
    greetings.rest(invited.db, zhang, until, reason="illness", said_by=zhang, now=invited.now)
    await invited.until(datetime(2026, 12, 14, 17, tzinfo=BEIJING))
    assert reminders(invited, "张三") == []


async def test_low_key_names_neither_title_nor_place(invited: Talk) -> None:
    zhang = members.named(invited.db, "张三")[0].id
    preferences.keep(invited.db, zhang, Preference(low_key=True))
    await invited.until(datetime(2026, 12, 14, 17, tzinfo=BEIJING))
    assert reminders(invited, "张三") == ["提醒一声：活动1号，明天 16:30。来不了请回“请假 1号”。"]


async def test_who_withdrew_meanwhile_is_not_reminded(invited: Talk) -> None:
    await invited.play(("张三", PRIVATE, "请假 有事", "请假"))
    await invited.until(datetime(2026, 12, 15, 17, tzinfo=BEIJING))
    assert reminders(invited, "张三") == []
