"""Notices: 通知, 进度, 名单 未回."""

from __future__ import annotations

import pytest

from bot.domain.room import RoomKind
from data import account as accounts
from data import room as rooms
from data.db import read_stamp
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
)
from tests.handlers.conftest import ALL

# The draft


async def test_a_draft_shows_whom_it_reaches_and_what_is_asked(talk: Talk) -> None:
    await talk.play(
        (
            "王主任",
            OFFICE,
            ALL,
            "^将发给全体，共 7 人（其中 1 人只有电话）\n"
            "群：书记群、2 个支部群、境外群，4 条，不到 1 分钟\n"
            "截止：周五18:00前，即11月27日（周五）18:00\n"
            "要回执\n"
            "正文：周六上午九点集中学习\n"
            "回复“确认”发送，“取消”作罢。$",
        )
    )


@pytest.mark.parametrize(
    ("order", "shown"),
    [
        ("通知 书记：开会", "将发给支部书记，共 2 人\n群：书记群，1 条.*截止：不限\n不要回执"),
        ("通知 境外 回执：平安吗", "将发给境外党员，共 1 人\n群：境外群，1 条.*要回执"),
        ("通知 支部 一：开会", "将发给第一支部，共 5 人.*群：1 个支部群，1 条"),
        ("通知 支部 一,二：开会", "将发给第一支部、第二支部，共 7 人.*群：2 个支部群，2 条"),
        ("通知 支部：开会", "将发给第一支部、第二支部，共 7 人"),
        ("通知 全体 明天：开会", "截止：明天，即11月24日（周二）18:00\n要回执"),
        ("通知 全体\n开会\n带伞", "正文：开会\n带伞\n回复"),
    ],
)
async def test_audiences_are_counted(talk: Talk, order: str, shown: str) -> None:
    await talk.play(("王主任", OFFICE, order, shown))


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("通知 支部 九：开会", "没有“第九支部”。现有：第一支部、第二支部"),
        ("通知 全体 很快：开会", "“很快”没看懂。例：通知 全体"),
        ("通知 全体 回执：", "正文是空的"),
    ],
)
async def test_an_order_that_cannot_be_kept_says_why(talk: Talk, order: str, said: str) -> None:
    await talk.play(("王主任", OFFICE, order, said))
    assert talk.counts("drafts") == 0


async def test_a_deadline_that_is_over_is_refused(talk: Talk) -> None:
    await talk.until(START.replace(hour=19))
    await talk.play(
        ("王主任", OFFICE, "通知 全体 今天18:00前：开会", "截止时间11月23日（周一）18:00已经过了")
    )


async def test_a_deadline_that_passes_before_the_confirmation_is_refused(talk: Talk) -> None:
    await talk.until(START.replace(hour=17, minute=55))
    await talk.play(("王主任", OFFICE, "通知 全体 今天18:00前：开会", "将发给"))
    await talk.wait(minutes=6)
    await talk.play(("王主任", OFFICE, "确认", "截止时间已经过了，请重新发"))


@pytest.mark.parametrize("where", [OFFICE, CENTRAL, PRIVATE])
async def test_a_clerk_orders_in_the_office_the_central_room_or_privately(talk: Talk, where: str) -> None:
    await talk.play(("王主任", where, ALL, "将发给"))


async def test_a_clerk_does_not_order_in_other_rooms(talk: Talk) -> None:
    await talk.play(("王主任", SECRETARIES, ALL, "请在党办群、中心群或私信里发通知"))


# Sending


async def test_a_notice_goes_to_its_rooms_only(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, ALL, "将发给"), ("王主任", OFFICE, "确认", "共 4 条，.*看进度发“进度 1号”")
    )
    await talk.wait(minutes=1)
    told = {where: text for where, text in talk.heard if "集中学习" in text and "将发给" not in text}
    assert set(told) == {SECRETARIES, FIRST, SECOND, OVERSEAS}
    assert "请在11月27日（周五）18:00前回复“收到”" in told[FIRST]
    assert "请在北京时间11月27日（周五）18:00前" in told[OVERSEAS]
    assert "各位书记：本支部还差谁" in told[SECRETARIES]


async def test_a_notice_to_more_than_ten_rooms_is_spaced(talk: Talk) -> None:
    for number in range(10):
        talk.stage.wechat.make_room(f"more-{number}", f"更多{number}")
        rooms.see(talk.db, f"more-{number}", f"更多{number}")
        rooms.tie(talk.db, f"more-{number}", RoomKind.BRANCH, 2)
    await talk.play(
        ("王主任", OFFICE, "通知 全体：开会", "14 条，约 1 分钟"), ("王主任", OFFICE, "确认", "第1号")
    )
    await talk.wait(minutes=2)
    rows = talk.db.execute("SELECT sent_at FROM outbox WHERE kind = 'notice' ORDER BY sent_at").fetchall()
    assert len(rows) == 14
    span = read_stamp(rows[-1][0]) - read_stamp(rows[0][0])
    assert 72 <= span.total_seconds() <= 90


# Progress and lists


async def test_progress_counts_all_of_the_branch_s_roll(sent: Talk) -> None:
    await sent.play(
        ("张三", FIRST, "收到", None),
        ("赵海", OVERSEAS, "收到", None),
        ("李书记", SECRETARIES, "进度 1号", "^第1号通知进度\n第一支部 2/5\n第二支部 0/2\n合计 2/7$"),
        ("王主任", OFFICE, "进度 9号", "没有第9号通知"),
    )


async def test_a_notice_without_receipts_has_no_progress(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "进度", "还没有发过要回执的通知"),
        ("王主任", OFFICE, "通知 全体：放假", "将发给"),
        ("王主任", OFFICE, "确认", "第1号通知开始发送，共 4 条，不到 1 分钟。$"),
        ("王主任", OFFICE, "进度", "还没有发过要回执的通知"),
        ("王主任", OFFICE, "进度 1号", "第1号通知没有要回执"),
    )


async def test_a_secretary_sees_the_silent_of_the_own_branch_privately(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "收到", None), ("李书记", FIRST, "名单 未回", "^名单已私信您。$"))
    assert sent.told("李书记") == [
        "第1号通知还没回的 4 人：\n第一支部\n1 李书记\n2 李四\n3 赵海\n4 老周（只有电话）"
    ]


async def test_the_office_sees_the_silent_of_all_in_its_own_room(sent: Talk) -> None:
    await sent.play(
        ("王主任", OFFICE, "名单 未回 1号", "还没回的 7 人：\n第一支部\n1 李书记.*第二支部\n6 赵书记\n7 孙七")
    )


async def test_a_list_never_stands_in_a_room_even_for_a_clerk(sent: Talk) -> None:
    await sent.play(("王主任", CENTRAL, "名单 未回", "^名单已私信您。$"))
    assert "孙七" in sent.told("王主任")[0]


async def test_who_has_not_added_the_bot_is_asked_to(sent: Talk) -> None:
    accounts.unfriend(sent.db, account_id("李书记"))
    await sent.play(("李书记", FIRST, "名单 未回", "^请先加我为好友，名单发给您。$"))
    assert sent.told("李书记") == []


async def test_when_all_have_answered_the_list_says_so(sent: Talk) -> None:
    for name in ("赵书记", "孙七"):
        await sent.play((name, SECOND, "收到", None))
    await sent.play(("赵书记", PRIVATE, "名单 未回", "第1号通知都回了"))
