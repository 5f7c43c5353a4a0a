"""The silent are asked once more before the deadline, never by name; senders hear where a notice failed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.domain.member import Role
from bot.ports import Account
from data import account as accounts
from data import backlog
from data import member as members
from data import receipt as receipts
from data import room as rooms
from data.db import stamp
from tests.conftest import (
    BEIJING,
    FIRST,
    OFFICE,
    OVERSEAS,
    PRIVATE,
    SECOND,
    SECRETARIES,
    MakeTalk,
    Talk,
    account_id,
    room_id,
)

FRIDAY = datetime(2026, 11, 27, 18, tzinfo=BEIJING)
DUE = FRIDAY - timedelta(hours=3)


async def send(talk: Talk, words: str = "全体 回执 周五18:00前：开会") -> None:
    await talk.play(("王主任", OFFICE, f"通知 {words}", "将发给"), ("王主任", OFFICE, "确认", "第"))
    await talk.wait(minutes=1)


def reminders(said: list[tuple[str, str]]) -> dict[str, str]:
    """Pick the reminders out of what was said; a room that hears two fails."""
    found = [(where, text) for where, text in said if "位没回" in text]
    assert len(dict(found)) == len(found)
    return dict(found)


async def test_rooms_with_silent_people_are_reminded_once(talk: Talk) -> None:
    await send(talk)
    for name in ("赵书记", "孙七"):
        await talk.play((name, SECOND, "收到", None))
    assert not reminders(await talk.until(DUE - timedelta(seconds=1)))
    said = reminders(await talk.until(DUE + timedelta(minutes=10)))
    assert set(said) == {FIRST, OVERSEAS}
    assert said[FIRST] == ("第1号通知还有 3 位没回，请在11月27日（周五）18:00前回复“收到”。已回的不用再回。")
    assert not reminders(await talk.until(FRIDAY + timedelta(hours=1)))


async def test_when_all_have_answered_nobody_is_reminded(talk: Talk) -> None:
    await send(talk, "支部 二 回执 周五18:00前：开会")
    for name in ("赵书记", "孙七"):
        await talk.play((name, SECOND, "收到", None))
    assert not reminders(await talk.until(FRIDAY))


async def test_a_doubtful_answer_is_not_asked_for_again(talk: Talk) -> None:
    await send(talk, "支部 二 回执 周五18:00前：开会")
    await talk.play(("赵书记", SECOND, "收到", None), ("赵书记", SECOND, "看到的回个1", None))
    await talk.play(("孙七", SECOND, "1", None))
    assert not reminders(await talk.until(FRIDAY))


async def test_the_secretaries_room_is_not_reminded(talk: Talk) -> None:
    await send(talk)
    assert SECRETARIES not in reminders(await talk.until(FRIDAY))


async def test_a_notice_without_a_deadline_reminds_nobody(talk: Talk) -> None:
    await send(talk, "全体 回执：开会")
    assert not reminders(await talk.wait(days=6))


@pytest.mark.parametrize("restarts", [0, 1, 7])
async def test_restarts_remind_once(talk: Talk, restarts: int) -> None:
    await send(talk, "支部 二 回执 周五18:00前：开会")
    await talk.until(DUE - timedelta(minutes=10))
    for _ in range(restarts):
        talk.stage.restart_bot()
        await talk.wait(minutes=3)
    await talk.until(FRIDAY)
    assert set(reminders(talk.heard)) == {SECOND}


async def test_a_bot_that_was_away_reminds_when_it_is_back(talk: Talk, make_talk: MakeTalk) -> None:
    await send(talk, "支部 二 回执 周五18:00前：开会")
    later = make_talk(DUE + timedelta(hours=2))
    await later.wait(minutes=10)
    assert set(reminders(later.heard)) == {SECOND}


async def test_after_the_deadline_nobody_is_reminded(talk: Talk, make_talk: MakeTalk) -> None:
    await send(talk, "支部 二 回执 周五18:00前：开会")
    later = make_talk(FRIDAY + timedelta(minutes=1))
    await later.wait(hours=1)
    assert not reminders(later.heard)


async def test_a_reminder_does_not_come_at_night(talk: Talk) -> None:
    await talk.until(datetime(2026, 11, 23, 22, 0, tzinfo=BEIJING))
    await send(talk, "支部 二 回执 明天8:00前：开会")
    night = datetime(2026, 11, 24, 6, 59, tzinfo=BEIJING)
    assert await talk.until(night) == []
    assert [where for where, _ in await talk.until(night + timedelta(minutes=2))] == [SECOND]


async def test_who_answers_at_night_is_not_reminded_in_the_morning(talk: Talk) -> None:
    await talk.until(datetime(2026, 11, 23, 22, 0, tzinfo=BEIJING))
    await send(talk, "支部 二 回执 明天8:00前：开会")
    await talk.until(datetime(2026, 11, 24, 6, 0, tzinfo=BEIJING))
    for name in ("赵书记", "孙七"):
        await talk.play((name, SECOND, "收到", None))
    assert await talk.until(datetime(2026, 11, 24, 8, 0, tzinfo=BEIJING)) == []


async def test_who_sits_in_two_rooms_is_counted_in_the_overseas_one(talk: Talk) -> None:
    rooms.seat(talk.db, room_id(FIRST), Account(account_id("赵海"), "赵海"))
    await send(talk)
    said = reminders(await talk.until(FRIDAY))
    assert "还有 1 位没回" in said[OVERSEAS]
    assert "还有 3 位没回" in said[FIRST]


async def test_the_reminder_says_what_to_answer_and_the_other_clocks(talk: Talk) -> None:
    await send(talk, "全体 选项 去/不去 周五18:00前：参观")
    said = reminders(await talk.until(FRIDAY))
    assert said[FIRST].endswith("回复编号：1 去 2 不去。已回的不用再回。")
    assert "18:00（多伦多 05:00）前" in said[OVERSEAS]


async def test_a_count_that_could_not_be_said_in_time_is_counted_anew(talk: Talk) -> None:
    await send(talk, "支部 二 回执 周五18:00前：开会")
    await talk.until(DUE - timedelta(minutes=1))
    talk.stage.wechat.set_gateway(up=False)
    await talk.wait(minutes=10)
    receipts.add(talk.db, 1, members.named(talk.db, "孙七")[0].id, "m", talk.now, remark="", certain=True)
    await talk.wait(minutes=40)
    talk.stage.wechat.set_gateway(up=True)
    assert "还有 1 位没回" in reminders(await talk.until(FRIDAY))[SECOND]
    assert backlog.count_unsent(talk.db, DUE - timedelta(days=9)) == 0  # what is counted anew was not lost


async def test_a_room_that_never_got_the_notice_is_not_reminded(talk: Talk) -> None:
    await send(talk, "支部 回执 转发 周五18:00前：开会")
    await talk.play(("李书记", PRIVATE, "转发 1号", "已转发"))
    assert set(reminders(await talk.until(FRIDAY))) == {FIRST}


async def test_privately_asked_people_are_reminded_privately(talk: Talk) -> None:
    await send(talk, "张三、李四 周五18:00前：来一趟")
    await talk.play(("张三", PRIVATE, "收到", "第1号"))
    said = [(where, text) for where, text in await talk.until(FRIDAY) if "还等您" in text]
    assert said == [
        ("李四", "第1号通知还等您回一声，请在11月27日（周五）18:00前回复“收到”。"),
    ]


async def test_a_person_abroad_is_not_reminded_at_night(talk: Talk) -> None:
    await send(talk, "赵海 周五16:00前：来一趟")
    said = [text for where, text in await talk.until(FRIDAY) if where == "赵海" and "还等您" in text]
    assert said == []


# What did not arrive


def hold(talk: Talk, topic: str, minutes: int = 60) -> None:
    """Let the notice to a room wait again, until its time is over."""
    over = talk.now + timedelta(minutes=minutes)
    talk.db.execute(
        "UPDATE outbox SET state = 'queued', next_try_at = :late, not_after = :over WHERE dedupe_key = :key",
        {
            "late": stamp(over + timedelta(minutes=1)),
            "over": stamp(over),
            "key": f"notice:1:room:{room_id(topic)}",
        },
    )


def failures(said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(where, text) for where, text in said if "没能发到" in text]


async def test_the_sender_hears_once_which_room_the_bot_is_no_longer_in(talk: Talk) -> None:
    await send(talk, "支部：开会")
    hold(talk, SECOND)
    wechat, own = talk.stage.wechat, talk.stage.wechat.own
    wechat.sit(room_id(SECOND), own.account_id, own.nickname)
    wechat.leave(room_id(SECOND), own.account_id)
    assert failures(await talk.wait(hours=2)) == [
        ("王主任", "第1号通知没能发到第二支部群（我不在群里了），请打电话转告。")
    ]


async def test_the_sender_hears_what_could_not_be_sent_in_time(talk: Talk) -> None:
    await send(talk, "支部：开会")
    hold(talk, FIRST)
    hold(talk, SECOND)
    ((where, text),) = failures(await talk.wait(hours=2))
    assert where == "王主任"
    assert text.startswith("第1号通知有 2 处没能发到，请打电话转告：\n第一支部群：过了时间")


async def test_other_clerks_hear_of_it_where_the_sender_cannot_be_written_to(talk: Talk) -> None:
    await send(talk, "支部：开会")
    accounts.unfriend(talk.db, account_id("王主任"))
    accounts.befriend(talk.db, account_id("李书记"))
    members.give_post(talk.db, members.named(talk.db, "李书记")[0].id, Role.CLERK, 1)
    hold(talk, FIRST)
    assert [where for where, _ in failures(await talk.wait(hours=2))] == ["李书记"]
