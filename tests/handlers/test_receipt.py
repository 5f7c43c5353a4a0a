"""Receipts: 收到 and its like, and lists of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import Quote
from data import notice as notices
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


@pytest.mark.parametrize("text", ["收到", "1", "好的", "OK", "👌", "[强]", "收到！", "收到收到"])
async def test_a_bare_receipt_in_a_room_counts_silently(sent: Talk, text: str) -> None:
    await sent.play(("张三", FIRST, text, None))
    assert receipts(sent) == [("张三", 1, 1, "")]


async def test_what_is_said_beside_the_receipt_is_kept(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "收到，周六能到", None))
    assert receipts(sent) == [("张三", 1, 1, "周六能到")]


async def test_a_private_receipt_is_confirmed(sent: Talk) -> None:
    await sent.play(("张三", PRIVATE, "收到", "已记：第1号通知收到"))


async def test_chat_is_no_receipt(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "收到了吗大家", None), ("李四", FIRST, "没收到快递", None))
    assert receipts(sent) == []


async def test_a_receipt_counts_in_the_rooms_of_the_notice_only(sent: Talk) -> None:
    await sent.play(("王主任", CENTRAL, "收到", None), ("路人", FIRST, "收到", None))
    assert receipts(sent) == []


async def test_a_bare_receipt_answers_the_newest_that_is_open(sent: Talk) -> None:
    await sent.play(
        ("王主任", OFFICE, "通知 支部 一 回执：第二件事", "将发给"), ("王主任", OFFICE, "确认", "第2号")
    )
    await sent.play(
        ("张三", FIRST, "收到", None), ("张三", FIRST, "收到", None), ("张三", FIRST, "收到", None)
    )
    assert [(number, certain) for _, number, certain, _ in receipts(sent)] == [(2, 1), (1, 1)]


@pytest.mark.parametrize("text", ["第1号收到", "1号收到", "N1 收到", "收到 第1号"])
async def test_a_receipt_may_name_its_notice(sent: Talk, text: str) -> None:
    await sent.play(
        ("王主任", OFFICE, "通知 支部 一 回执：第二件事", "将发给"), ("王主任", OFFICE, "确认", "第2号")
    )
    await sent.play(("张三", FIRST, text, None))
    assert receipts(sent)[0][:2] == ("张三", 1)


async def test_a_quote_names_its_notice(sent: Talk) -> None:
    await sent.play(
        ("王主任", OFFICE, "通知 支部 一 回执：第二件事", "将发给"), ("王主任", OFFICE, "确认", "第2号")
    )
    await sent.say("张三", FIRST, "收到", quote=Quote("风筝线", "【第1号通知】\n周六上午九点集中学习"))
    assert receipts(sent)[0][:2] == ("张三", 1)


async def test_a_notice_nobody_was_asked_about_takes_no_receipt(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "第9号收到", None), ("王主任", PRIVATE, "第1号收到", "没看懂"))
    assert receipts(sent) == []


@pytest.mark.parametrize(
    ("who", "ask"),
    [
        ("李书记", "大家看到请回复"),
        ("李书记", "收到的请扣1"),
        ("李四", "请各位接龙"),
        ("路人", "看到的回个1"),
    ],
)
async def test_after_a_person_asked_for_answers_a_bare_receipt_is_doubtful(
    sent: Talk, who: str, ask: str
) -> None:
    await sent.play((who, FIRST, ask, None), ("张三", FIRST, "收到", None), ("孙七", SECOND, "收到", None))
    assert [(name, certain) for name, _, certain, _ in receipts(sent)] == [("张三", 0), ("孙七", 1)]


async def test_a_doubtful_receipt_is_shown_as_one(sent: Talk) -> None:
    await sent.play(
        ("李书记", FIRST, "看到的回个1", None),
        ("张三", FIRST, "1", None),
        ("李书记", SECRETARIES, "进度", "第一支部 0/5（另有可能已回 1）"),
        ("李书记", PRIVATE, "名单 未回", "张三（可能已回）"),
    )


async def test_a_later_notice_makes_bare_receipts_sure_again(sent: Talk) -> None:
    await sent.play(("李书记", FIRST, "看到的回个1", None))
    await sent.play(
        ("王主任", OFFICE, "通知 支部 一 回执：第二件事", "将发给"), ("王主任", OFFICE, "确认", "第2号")
    )
    await sent.play(("张三", FIRST, "收到", None))
    assert receipts(sent) == [("张三", 2, 1, "")]


async def test_answers_before_anything_was_asked_are_chat(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "收到", None), ("张三", FIRST, "1", None))
    assert talk.outcomes() == ["chat", "chat"]


async def test_late_answers_count_for_a_week(sent: Talk) -> None:
    await sent.until(START + timedelta(days=8))
    await sent.play(("张三", FIRST, "收到", None))
    assert receipts(sent) == [("张三", 1, 1, "")]
    await sent.until(START + timedelta(days=12))
    await sent.play(("李四", FIRST, "收到", None))
    assert len(receipts(sent)) == 1
    assert notices.find(sent.db, 1)


# Whom an answer is meant for


async def test_an_answer_to_a_person_s_words_is_no_receipt(sent: Talk) -> None:
    await sent.say("张三", FIRST, "收到", quote=Quote("李四", "明天带身份证"))
    assert receipts(sent) == []


async def test_a_quote_of_the_notice_s_words_names_it_whoever_passed_them_on(sent: Talk) -> None:
    await sent.play(
        ("王主任", OFFICE, "通知 支部 一 回执：交年度总结", "将发给"), ("王主任", OFFICE, "确认", "第2号")
    )
    await sent.say("张三", FIRST, "收到", quote=Quote("李书记", "转发：周六上午九点集中学习，请收看"))
    assert receipts(sent) == [("张三", 1, 1, "")]


async def test_a_receipt_that_mentions_a_person_is_doubtful(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "收到 @李四", None))
    assert [certain for _, _, certain, _ in receipts(sent)] == [0]


# Lists


@pytest.mark.parametrize(
    "title", ["第1号通知接龙", "周六集中学习接龙", "收到请接龙，N1", "1号通知收到的请接龙"]
)
async def test_a_list_that_names_the_notice_is_a_receipt_of_all_in_it(sent: Talk, title: str) -> None:
    await sent.play(("张三", FIRST, f"#接龙\n{title}\n\n1. 张三 收到\n2. 老周 能到", None))
    assert receipts(sent) == [("张三", 1, 1, "收到（接龙）"), ("老周", 1, 1, "能到（接龙）")]


@pytest.mark.parametrize("title", ["周六上午爬山报名", "第9号通知", "团购苹果"])
async def test_a_list_about_something_else_is_chat(sent: Talk, title: str) -> None:
    await sent.play(("张三", FIRST, f"#接龙\n{title}\n1. 张三\n2. 李四", None))
    assert receipts(sent) == []


async def test_a_list_pasted_again_adds_who_is_new(sent: Talk) -> None:
    first = "#接龙\n第1号通知\n1. 张三 收到"
    await sent.play(("张三", FIRST, first, None), ("李四", FIRST, f"{first}\n2. 李四 收到", None))
    assert [name for name, *_ in receipts(sent)] == ["张三", "李四"]


async def test_a_list_counts_nobody_of_another_branch(sent: Talk) -> None:
    await sent.play(
        ("张三", FIRST, "#接龙\n第1号通知\n1. 张三\n2. 孙七", None),
        ("李书记", PRIVATE, "名单 待看", "张三（11月23日群里）没认出“孙七”"),
    )
    assert [name for name, *_ in receipts(sent)] == ["张三"]


async def test_a_list_overseas_counts_all_who_sit_there(sent: Talk) -> None:
    sent.stage.wechat.join(room_id(OVERSEAS), account_id("孙七"), "孙七")
    await sent.play(("赵海", OVERSEAS, "#接龙\n第1号通知\n1. 赵海\n2. 孙七", None))
    assert [name for name, *_ in receipts(sent)] == ["赵海", "孙七"]
