"""试点: one branch only is written to, each line after its secretary's 确认."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.context import Context
from bot.domain.delivery import Kind
from data import account as accounts
from data import outbox
from tests.conftest import FIRST, OFFICE, OVERSEAS, PRIVATE, SECOND, SECRETARIES, Talk, account_id, room_id

NOTICE = "通知 全体 回执 周五18:00前：周六上午九点集中学习"


@pytest.fixture
async def pilot(talk: Talk) -> Talk:
    """The cast with a pilot of the first branch under way."""
    await talk.play(
        ("王主任", OFFICE, "试点 第三支部", "没有“第三支部”。"),
        ("王主任", OFFICE, "试点 一", "试点第一支部.*只发第一支部的群和 5 位党员的私信，每条先给李书记看"),
        ("王主任", OFFICE, "确认", "试点开始：第一支部"),
    )
    await talk.wait(minutes=1)
    assert talk.told("李书记") == [
        "第一支部开始试点。我要在群里和私信里说的，每条先给您看，回“确认”才发，“取消”不发。漏看了发“试点”。"
    ]
    talk.heard.clear()
    return talk


async def send_notice(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, NOTICE, "将发给.*试点中，只发第一支部，每条先给书记看"),
        ("王主任", OFFICE, "确认", "第1号通知.*试点中，只发第一支部"),
    )
    await talk.wait(minutes=2)


async def test_a_cascade_reaches_the_branch_only_after_its_secretary_s_word(pilot: Talk) -> None:
    await send_notice(pilot)
    assert pilot.told(FIRST) == []
    (question,) = pilot.told("李书记")
    assert re.match(
        "试点：准备对群“第一支部群”说：\n【第1号通知】\n周六.*\n回“确认”发出，“取消”不发。$",
        question,
        re.DOTALL,
    )
    await pilot.play(("李书记", PRIVATE, "确认", "好，1 条发出去"))
    assert "集中学习" in pilot.told(FIRST)[0]


async def test_the_preview_counts_what_really_goes(pilot: Talk) -> None:
    await pilot.play(
        ("王主任", OFFICE, NOTICE, "2 个支部群、境外群，1 条，.*每条先给书记看。真正会发的只有 1 条。"),
        ("王主任", OFFICE, "确认", "共 1 条，.*真正会发的只有 1 条。"),
        ("王主任", OFFICE, "点名 全体", "1 条消息.*真正会发的只有 1 条。"),
    )


async def test_progress_tells_what_the_pilot_keeps_back(pilot: Talk) -> None:
    await send_notice(pilot)
    await pilot.play(("王主任", OFFICE, "进度 1号", "第一支部 等书记确认 0/5\n第二支部 试点中没发 0/2"))
    await pilot.play(("李书记", PRIVATE, "取消", "1 条不发了"))
    await pilot.play(("王主任", OFFICE, "进度 1号", "第一支部 书记没让发 0/5"))


async def test_other_branches_secretaries_are_not_said_to_be_late(pilot: Talk) -> None:
    relayed = NOTICE.replace("回执", "转发 回执")
    await pilot.play(("王主任", OFFICE, relayed, "真正会发的只有 1 条"), ("王主任", OFFICE, "确认", "第1号"))
    await pilot.play(("王主任", OFFICE, "进度", "第一支部 李书记 未转发 0/5\n第二支部 赵书记 试点中没发 0/2"))


async def test_who_confirms_now_is_said_if_that_changed_since_it_was_shown(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "试点 一", "每条先给李书记看"))
    accounts.unfriend(talk.db, account_id("李书记"))
    await talk.play(("王主任", OFFICE, "确认", "和刚才说的不同：现在每条先给王主任看"))


async def test_nobody_else_hears_of_it(pilot: Talk) -> None:
    await send_notice(pilot)
    await pilot.wait(days=1)
    assert [pilot.told(room) for room in (SECOND, OVERSEAS, SECRETARIES)] == [[], [], []]
    assert pilot.told("张三") == []


async def test_what_is_not_confirmed_is_not_sent_and_reported(pilot: Talk) -> None:
    await send_notice(pilot)
    await pilot.until(pilot.now.replace(hour=18) + timedelta(days=4, hours=1))
    assert pilot.told(FIRST) == []
    assert "过了时间，没有发" in pilot.told("李书记")[-1]


async def test_what_the_secretary_cancels_is_not_sent(pilot: Talk) -> None:
    await send_notice(pilot)
    await pilot.play(("李书记", PRIVATE, "取消", "好，1 条不发了"), ("李书记", PRIVATE, "确认", "已经不等了"))
    await pilot.wait(minutes=5)
    assert pilot.told(FIRST) == []


async def test_several_are_numbered_and_let_go_one_by_one(pilot: Talk) -> None:
    await pilot.say("张三", PRIVATE, "谢谢")
    await pilot.say("李四", PRIVATE, "天上有几颗星")
    await pilot.play(
        (
            "李书记",
            PRIVATE,
            "试点",
            "有 2 条等您看：\n1. 对张三（私信）说：\n您客气了.*\n2. 对李四（私信）说",
        ),
        ("李书记", PRIVATE, "确认 3", "没有第 3 条"),
        ("李书记", PRIVATE, "确认 1", "好，1 条发出去。还有等您看的"),
    )
    assert pilot.told("张三") == ["您客气了，有事随时找我。"]
    assert pilot.told("李四") == []


async def test_the_same_words_for_several_are_one_question(pilot: Talk) -> None:
    await pilot.say("张三", PRIVATE, "谢谢")
    await pilot.say("李四", PRIVATE, "谢谢")
    await pilot.play(("李书记", PRIVATE, "试点", "准备对张三（私信）、李四（私信）说：\n您客气了"))
    await pilot.play(("李书记", PRIVATE, "确认", "好，1 条发出去"))
    assert [len(pilot.told(name)) for name in ("张三", "李四")] == [1, 1]


async def test_words_that_change_after_they_were_shown_are_shown_again(pilot: Talk) -> None:
    now = pilot.stage.clock.now()
    with pilot.db.atomic():
        row = Context(pilot.db, now, pilot.stage.settings).say("t", room_id(FIRST), "谢谢张三", Kind.REPLY)
    await pilot.wait(minutes=1)
    with pilot.db.atomic():
        outbox.rewrite(pilot.db, row or 0, "谢谢张三、李四")
    await pilot.play(("李书记", PRIVATE, "确认", "谢谢张三、李四"))
    assert pilot.told(FIRST) == []
    await pilot.play(("李书记", PRIVATE, "确认", "好，1 条发出去"))
    assert pilot.told(FIRST) == ["谢谢张三、李四"]


async def test_office_and_secretary_are_answered_as_ever(pilot: Talk) -> None:
    await pilot.play(
        ("王主任", PRIVATE, "帮助", "自动助手"),
        ("李书记", FIRST, "本支部", "^已私信您"),
        ("李书记", PRIVATE, "本支部", "第一支部，5 人"),
        ("赵书记", PRIVATE, "本支部", None),
    )


async def test_distress_is_asked_about_by_nobody(pilot: Talk) -> None:
    await pilot.play(("张三", PRIVATE, "救命，我被困在电梯里了", "."))
    assert any("张三" in text for text in pilot.told("李书记"))


async def test_the_office_confirms_where_the_secretary_cannot_be_written_to(talk: Talk) -> None:
    talk.stage.wechat.friend_ids.discard(account_id("李书记"))
    accounts.unfriend(talk.db, account_id("李书记"))
    await talk.play(
        ("王主任", OFFICE, "试点 第一支部", "每条先给王主任看"), ("王主任", OFFICE, "确认", "开始")
    )
    await send_notice(talk)
    await talk.play(("王主任", PRIVATE, "确认", "好，1 条发出去"))
    assert len(talk.told(FIRST)) == 1


async def test_after_the_pilot_all_is_as_before(pilot: Talk) -> None:
    await send_notice(pilot)
    await pilot.play(
        ("王主任", OFFICE, "试点 结束", "还没确认的 1 条不再发"),
        ("王主任", OFFICE, "确认", "试点结束了"),
        ("孙七", PRIVATE, "谢谢", "您客气了"),
    )
    assert pilot.told(FIRST) == []
    await pilot.play(
        ("王主任", OFFICE, "试点 结束", "现在没有试点"),
        ("李书记", PRIVATE, "试点", "现在没有试点"),
        ("李书记", PRIVATE, "确认", "没有等您确认的事"),
    )


async def test_a_pilot_outlives_a_restart(pilot: Talk) -> None:
    await send_notice(pilot)
    pilot.stage.restart_bot()
    await pilot.play(("李书记", PRIVATE, "确认", "好，1 条发出去"))
    assert len(pilot.told(FIRST)) == 1
    assert pilot.told(SECOND) == []


async def test_only_the_office_begins_a_pilot(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "试点 第一支部", "由党办开始和结束"), ("张三", PRIVATE, "试点", "只有支部书记")
    )


async def test_talk_about_a_pilot_is_chat(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "试点 工作很成功", None), ("王主任", FIRST, "试点工作安排", None))


async def test_a_confirmation_without_a_pilot_is_nothing(talk: Talk) -> None:
    talk.stage.wechat.sit(room_id(FIRST), account_id("王主任"), "王主任")
    await talk.play(("李书记", FIRST, "确认", None), ("王主任", FIRST, "确认 1 3", None))
