"""更正, 撤回, 截止: a notice that was sent is put right, taken back, given another deadline."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data import account as accounts
from data import change as changes
from tests.conftest import (
    CENTRAL,
    FIRST,
    OFFICE,
    OVERSEAS,
    PRIVATE,
    SECOND,
    SECRETARIES,
    START,
    Talk,
    account_id,
    room_id,
)
from tests.handlers.conftest import receipts

EVERYWHERE = {SECRETARIES, FIRST, SECOND, OVERSEAS}
SUNDAY = START.replace(day=29, hour=18)


async def change(talk: Talk, words: str) -> dict[str, str]:
    """Let the clerk change a notice; gives what was said where within two minutes."""
    before = len(talk.heard)
    await talk.play(("王主任", OFFICE, words, "确认"), ("王主任", OFFICE, "确认", "第1号通知"))
    await talk.wait(minutes=2)
    return {where: text for where, text in talk.heard[before:] if where != OFFICE}


# 更正


async def test_a_correction_is_shown_first(sent: Talk) -> None:
    await sent.play(
        ("王主任", OFFICE, "更正 1号：改到八点半", "更正后，4 个群会收到：\n【第1号通知·更正】\n改到八点半"),
        ("王主任", OFFICE, "取消", "作罢"),
    )
    await sent.wait(minutes=1)
    assert not sent.told(FIRST)


async def test_a_correction_goes_wherever_the_notice_went(sent: Talk) -> None:
    told = await change(sent, "更正 1号：改到八点半")
    assert set(told) == EVERYWHERE
    assert told[FIRST].startswith("【第1号通知·更正】\n改到八点半\n请在11月27日")
    assert told[FIRST].endswith("已回的不用再回。")
    assert changes.texts(sent.db, 1) == [("周六上午九点集中学习", "改到八点半")]


async def test_who_has_answered_stays_answered(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "收到", None))
    await change(sent, "更正 1号：改到八点半")
    assert [name for name, *_ in receipts(sent)] == ["张三"]
    await sent.play(("王主任", OFFICE, "进度 1号", "第一支部.* 1/5"))


async def test_what_still_waits_goes_out_corrected_only(sent: Talk) -> None:
    sent.db.execute("UPDATE outbox SET state = 'queued', not_before = not_after WHERE kind = 'notice'")
    told = await change(sent, "更正 1号：改到八点半")
    assert set(told) == EVERYWHERE
    states = sent.db.execute("SELECT DISTINCT state FROM outbox WHERE dedupe_key GLOB 'notice:1:room:*'")
    assert [row[0] for row in states] == ["cancelled"]


async def test_a_private_notice_is_corrected_privately(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "通知 张三：来一趟", "将发给"), ("王主任", OFFICE, "确认", "第1号"))
    await talk.wait(minutes=1)
    await talk.play(("王主任", OFFICE, "更正 1号：不用来了", "更正后，1 位私信会收到"))
    await talk.play(("王主任", OFFICE, "确认", "第1号通知已更正，发往 1 处"))
    await talk.wait(minutes=1)
    assert talk.told("张三")[-1] == "【第1号通知·更正】\n不用来了"


async def test_a_notice_still_with_the_secretaries_is_corrected_there(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 支部 一 转发：九点", "将发给"), ("王主任", OFFICE, "确认", "第1号")
    )
    await talk.wait(minutes=1)
    assert await change(talk, "更正 1号：八点半") == {"李书记": "【第1号通知·更正】\n八点半"}
    await talk.play(("李书记", PRIVATE, "转发 1号", "已转发"))
    await talk.wait(minutes=1)
    assert talk.told(FIRST) == ["【第1号通知】\n八点半"]


# 撤回


async def test_a_notice_just_sent_is_taken_back_without_a_word(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "通知 支部：开错了", "将发给"), ("王主任", OFFICE, "确认", "第1号"))
    assert await change(talk, "撤回 1号") == dict.fromkeys((FIRST, SECOND), "（已撤回）")
    assert not [
        said for said in talk.stage.wechat.recent if "开错了" in said.text and said.room != room_id(OFFICE)
    ]


async def test_a_notice_of_an_hour_ago_is_called_off_with_a_line(sent: Talk) -> None:
    await sent.wait(hours=1)
    told = await change(sent, "撤回 1号")
    assert told == dict.fromkeys(EVERYWHERE, "第1号通知已撤回，不用回了。")


async def test_what_still_waits_is_never_sent(sent: Talk) -> None:
    sent.db.execute("UPDATE outbox SET state = 'queued', not_before = not_after WHERE kind = 'notice'")
    assert await change(sent, "撤回 1号") == {}
    assert sent.db.execute("SELECT count(*) FROM outbox WHERE state = 'queued'").fetchone()[0] == 0


async def test_taking_back_a_fresh_change_still_tells_of_the_notice_that_stays(sent: Talk) -> None:
    await sent.wait(minutes=3)
    await sent.play(("王主任", OFFICE, "截止 1号 周日", "改为"), ("王主任", OFFICE, "确认", "已改为"))
    told = await change(sent, "撤回 1号")
    assert told == dict.fromkeys(EVERYWHERE, "第1号通知已撤回，不用回了。")


async def test_a_withdrawn_notice_reminds_nobody_and_changes_no_more(sent: Talk) -> None:
    await sent.wait(hours=1)
    await change(sent, "撤回 1号")
    assert not [text for _, text in await sent.until(SUNDAY) if "位没回" in text]
    for words in ("更正 1号：八点半", "撤回 1号", "截止 1号 周日"):
        await sent.play(("王主任", OFFICE, words, "第1号通知已经撤回了"))


# 截止


async def test_another_deadline_is_told_with_the_other_clocks(sent: Talk) -> None:
    told = await change(sent, "截止 1号 周日")
    assert told[FIRST] == "第1号通知的截止时间改为11月29日（周日）18:00，还没回的请回复“收到”。"
    assert "北京时间11月29日（周日）18:00（多伦多 05:00）" in told[OVERSEAS]


async def test_the_silent_are_reminded_before_the_new_deadline_only(sent: Talk) -> None:
    await change(sent, "截止 1号 周日")
    assert not [
        text for _, text in await sent.until(SUNDAY - timedelta(hours=3, minutes=5)) if "没回" in text
    ]
    reminded = [text for _, text in await sent.until(SUNDAY) if "位没回" in text]
    assert len(reminded) == 3


async def test_the_same_deadline_again_is_told_to_nobody(sent: Talk) -> None:
    await sent.play(("王主任", PRIVATE, "截止 1号 周五18:00", "本来就是11月27日（周五）18:00，没有改"))
    await sent.play(("王主任", PRIVATE, "确认", "没有等您确认的事"))


async def test_a_closed_notice_opens_again(sent: Talk) -> None:
    await sent.until(SUNDAY.replace(day=28, hour=9))
    await change(sent, "截止 1号 周日")
    await sent.play(("张三", PRIVATE, "收到", "第1号通知"))


async def test_privately_only_the_silent_hear_of_another_deadline(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 张三、李四 周五前：来一趟", "将发给"), ("王主任", OFFICE, "确认", "第1号")
    )
    await talk.wait(minutes=1)
    await talk.play(("张三", PRIVATE, "收到", "第1号"))
    await talk.play(("王主任", OFFICE, "截止 1号 周日", "2 位私信"), ("王主任", OFFICE, "确认", "告诉 1 处"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("截止 1号 今天7:00", "已经过了"),
        ("截止 1号 很快", "没看懂。例：截止 12号"),
        ("截止 9号 周日", "没有第9号通知"),
        ("截止 １号 2月30日", "没有2月30日"),
        ("更正 1号：", "更正后的正文是空的"),
    ],
)
async def test_a_change_that_cannot_be_made_says_why(sent: Talk, words: str, said: str) -> None:
    await sent.play(("王主任", OFFICE, words, said))


async def test_a_notice_that_asks_nothing_has_no_deadline(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "通知 全体：放假", "将发给"), ("王主任", OFFICE, "确认", "第1号"))
    await talk.play(("王主任", OFFICE, "截止 1号 周日", "没有要回复，用不着截止时间"))


# Who and where


@pytest.mark.parametrize("words", ["更正 1号：八点半", "撤回 1号", "截止 1号 周日"])
async def test_only_clerks_change_notices(sent: Talk, words: str) -> None:
    await sent.play(("李书记", PRIVATE, words, "只有党办可以用"))


async def test_a_clerk_changes_notices_where_they_are_ordered(sent: Talk) -> None:
    await sent.play(
        ("王主任", SECRETARIES, "撤回 1号", "请在党办群、中心群或私信里"),
        ("王主任", CENTRAL, "撤回 1号", "将撤回第1号通知"),
        ("王主任", PRIVATE, "撤回 1号", "将撤回第1号通知"),
    )


@pytest.mark.parametrize(
    "text", ["撤回一下刚才那条", "截止周五报名", "更正一下，是八点半", "更正 会议时间 八点半"]
)
async def test_talk_about_changes_is_chat(sent: Talk, text: str) -> None:
    await sent.play(("王主任", OFFICE, text, None), ("张三", FIRST, text, None))


async def test_a_secretary_who_cannot_be_reached_stops_nothing(sent: Talk) -> None:
    accounts.unfriend(sent.db, account_id("李书记"))
    assert set(await change(sent, "更正 1号：改到八点半")) == EVERYWHERE
