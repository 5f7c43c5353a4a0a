"""Under the bonnet: what was received, what it was read as, and the panel that shows it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.ports import Incoming, Quote
from bot.web.chat.bonnet import memory, open_incoming
from tests.conftest import FIRST, OFFICE, OVERSEAS, PRIVATE, START, Talk
from tests.web.bonnet_looker import NOTICE, Looker, facts, render

NASTY = "<img src=x onerror=alert(1)>"


@pytest.fixture
def looker(talk: Talk) -> Looker:
    return Looker(talk)


# What was received


async def test_it_tells_who_wrote_where_and_to_whom(looker: Looker) -> None:
    received = facts(await looker.say("张三", FIRST, "平安"))
    assert received["在哪里"] == "第一支部群（支部）"
    assert (received["账号"], received["是谁"], received["权限"]) == ("wx-张三", "张三，第一支部", "党员")
    assert received["对谁说的"] == "用“平安”开头"


@pytest.mark.parametrize(("who", "right"), [("王主任", "党办"), ("李书记", "书记"), ("过路人", "大家")])
async def test_it_tells_the_rights_of_the_sender(looker: Looker, who: str, right: str) -> None:
    assert facts(await looker.say(who, PRIVATE, "帮助"))["权限"] == right


async def test_it_tells_how_the_bot_was_addressed(looker: Looker) -> None:
    assert facts(await looker.say("李四", PRIVATE, "帮助"))["对谁说的"] == "私聊，只对我说；用命令“帮助”开头"
    quoting = await looker.say("李四", FIRST, "@风筝线 你好", quote=Quote("张三", "在吗"))
    assert facts(quoting)["对谁说的"] == "@了我；引用了一条消息"
    assert facts(quoting)["引用"] == "张三：在吗"


async def test_a_confirmation_is_told_from_chat(looker: Looker) -> None:
    await looker.say("王主任", OFFICE, NOTICE)
    confirmed = await looker.say("王主任", OFFICE, "确认")
    assert confirmed.outcome == "回答了刚才等着的草稿：确认（发通知）。"
    assert facts(confirmed)["对谁说的"] == "群里没点名，但有草稿等着这句话"


async def test_a_message_that_names_nobody_tells_why_it_was_taken(looker: Looker) -> None:
    await looker.say("王主任", OFFICE, NOTICE)
    await looker.say("王主任", OFFICE, "确认")
    received = await looker.say("张三", FIRST, "收到")
    assert received.outcome_name == "take_receipt"
    assert facts(received)["对谁说的"] == "群里没点名，但对得上一条没回完的通知"


async def test_only_chat_is_taken_for_talk_between_people(looker: Looker) -> None:
    assert facts(await looker.say("李四", FIRST, "今天下雪了"))["对谁说的"] == "群里没点名，当作大家在聊天"
    await looker.say("李四", FIRST, "平安，在苏州")
    corrected = await looker.say("李四", FIRST, "不对，我在杭州")
    assert facts(corrected)["对谁说的"] == "群里没点名，但像是回答问平安的话，或更正刚报的"


async def test_what_is_read_of_a_stranger_is_marked_as_not_kept(looker: Looker) -> None:
    shown = await looker.say("过路人", PRIVATE, "平安")
    assert shown.outcome_name == "unknown sender"
    assert "没有记成报平安" in await render(shown)
    assert "没有记成报平安" not in await render(await looker.say("张三", PRIVATE, "平安"))


# What it was read as


async def test_a_check_in_shows_which_words_gave_which_field(looker: Looker) -> None:
    shown = await looker.say("张三", FIRST, "平安，在苏州昆山，12月26日到31日回来。李四你平安吗？")
    (own,) = shown.understood
    assert (own.whom, shown.outcome_name) == ("本人", "take_checkin")
    assert [(read.field, read.value, read.words) for read in own.fields] == [
        ("平安", "平安", "平安"),
        ("人在", "外地", "在苏州昆山"),
        ("地方", "江苏省 苏州市 昆山市", "在苏州昆山"),
        ("回来", "12月26日到31日", "12月26日到31日回来"),
    ]
    assert [(left.label, left.value) for left in shown.left_out] == [("李四你平安吗", "没有算：这是问话")]


async def test_a_report_for_a_colleague_is_read_with_the_names_in_scope(looker: Looker) -> None:
    shown = await looker.say("李书记", FIRST, "平安，张三也平安，在德国慕尼黑")
    about = {one.whom: {read.field: read.value for read in one.fields} for one in shown.understood}
    assert about["张三"]["说的是"] == "张三"
    assert "德国" in about["张三"]["地方"]


async def test_overseas_people_of_other_branches_are_in_scope(looker: Looker) -> None:
    looker.talk.stage.wechat.join("国外党员群@sim", "wx-孙七", "孙七")
    shown = await looker.say("赵海", OVERSEAS, "平安，孙七也平安")
    assert [one.whom for one in shown.understood] == ["本人", "孙七"]


async def test_a_doubtful_cry_is_told(looker: Looker) -> None:
    shown = await looker.say("李四", PRIVATE, "哈哈哈救命，笑死我了")
    assert "没有当作求救：像是感叹，先问一句" in {left.value for left in shown.left_out}


async def test_of_ordinary_chat_only_the_id_was_stored(looker: Looker) -> None:
    shown = await looker.say("李四", FIRST, "今天下雪了")
    assert shown.outcome == "闲聊，没有留下任何内容。"
    (table,) = shown.books
    (row,) = table.rows
    assert [column.name for column in row.columns] == ["message_id", "conversation", "received_at", "outcome"]
    assert not shown.tables
    assert "下雪" not in repr(shown.books)
    assert "什么也不说。" in await render(shown)


async def test_what_chat_would_have_meant_is_marked_as_not_kept(looker: Looker) -> None:
    shown = await looker.say("李四", FIRST, "我在苏州，一切都好")
    assert shown.outcome_name == "chat"
    assert "没有记成报平安" in await render(shown)


async def test_a_repeat_was_not_taken(looker: Looker) -> None:
    await looker.say("李四", FIRST, "今天下雪了")
    message = next(iter(looker.memory.taken.values())).incoming
    shown = open_incoming(looker.talk.db, looker.talk.stage.settings, message, ())
    assert shown.outcome == "没有处理：这个编号以前收到过。"
    assert "什么也没有存。" in await render(shown)


# The panel


async def test_text_from_members_is_never_html(looker: Looker) -> None:
    incoming = await looker.say("李四", PRIVATE, f"平安 {NASTY}", quote=Quote(NASTY, NASTY))
    html = await render(incoming)
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    await looker.talk.wait(minutes=5)
    assert "<img" not in await render(looker.own("平安"))


async def test_the_panel_is_a_labelled_fragment(looker: Looker) -> None:
    html = await render(await looker.say("张三", FIRST, "平安"))
    assert "<html" not in html
    label = re.search(r'<section class="bonnet" aria-labelledby="([\w-]+)">', html)
    assert label is not None
    assert f'<h2 id="{label[1]}">' in html
    assert re.findall(r"<h3>(.*?)</h3>", html) == ["收到了什么", "读成了什么", "存了什么", "要说什么"]
    assert not re.search(r"\sstyle=|\son\w+=|<script", html)


def test_the_memory_forgets_the_oldest(looker: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_REMEMBERED", 2)
    for number in range(3):
        message = Incoming(f"m-{number}", "wx-张三", "张三", "好", START + timedelta(seconds=number))
        looker.memory.before(message)
        looker.memory.after(message)
    assert list(looker.memory.taken) == ["m-1", "m-2"]
