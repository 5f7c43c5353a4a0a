"""Under the bonnet: what a message stored, and what is said for it."""

from __future__ import annotations

import pytest

from bot.ports import Incoming
from bot.web.chat.bonnet import open_incoming, open_said, queued
from data import trace
from tests.conftest import FIRST, OFFICE, PRIVATE, START, Talk
from tests.web.bonnet_looker import NOTICE, Looker, render, stored


@pytest.fixture
def looker(talk: Talk) -> Looker:
    return Looker(talk)


# What was stored


async def test_what_was_stored_is_told_table_by_table(looker: Looker) -> None:
    tables = stored(await looker.say("张三", FIRST, "平安，在苏州昆山"))
    (row,) = tables["checkins"].rows
    values = {column.name: column.value for column in row.columns}
    assert (row.what, values["words"], values["safety"]) == ("新增", "平安，在苏州昆山", "safe")
    assert tables["checkins"].title == "报平安"
    assert "outbox" not in tables  # it is told with what is to be said


async def test_what_people_care_for_stands_before_the_rest(looker: Looker) -> None:
    await looker.say("王主任", OFFICE, NOTICE)
    confirmed = await looker.say("王主任", OFFICE, "确认")
    names = [table.name for table in confirmed.tables]
    assert names == ["notices", "drafts", "notice_rooms", "notice_members"]


async def test_bookkeeping_is_folded(looker: Looker) -> None:
    shown = await looker.say("张三", FIRST, "平安")
    assert [table.name for table in shown.tables] == ["checkins"]
    assert "inbox" in {table.name for table in shown.books}
    _, _, folded = (await render(shown)).partition("<details")
    assert "<code>inbox</code></caption>" in folded.partition("</details>")[0]


async def test_long_names_break_at_their_underscores(looker: Looker) -> None:
    shown = await render(await looker.say("张三", FIRST, "平安"))
    assert "<code>message_<wbr>id</code>" in shown


async def test_a_changed_row_shows_its_key_and_both_values(looker: Looker) -> None:
    await looker.say("张三", PRIVATE, "平安")
    row = stored(await looker.say("张三", PRIVATE, "撤"))["checkins"].rows[0]
    assert row.what == "改了"
    assert [(column.name, column.old) for column in row.columns] == [("id", None), ("withdrawn_at", "空")]
    assert "<del>空</del>" in await render(looker.open(list(looker.memory.taken)[-1]))


async def test_a_draft_that_was_taken_is_shown_to_go(looker: Looker) -> None:
    await looker.say("王主任", OFFICE, NOTICE)
    confirmed = stored(await looker.say("王主任", OFFICE, "确认"))
    assert [row.what for row in confirmed["drafts"].rows] == ["删了"]
    assert {"notices", "notice_rooms", "notice_members"} <= set(confirmed)
    shown = confirmed["notice_members"]
    assert len(shown.rows) + shown.more == 7


async def test_long_values_are_cut(looker: Looker) -> None:
    long = f"平安，{'一切都好，' * 40}"
    row = stored(await looker.say("张三", FIRST, long))["checkins"].rows[0]
    words = next(column.value for column in row.columns if column.name == "words")
    assert words == f"{long[:80]}…（共 {len(long)} 字）"


async def test_what_came_and_went_in_one_message_is_not_shown(looker: Looker) -> None:
    message = Incoming("m-1", "wx-张三", "张三", "好", START)
    with looker.talk.db.atomic():
        trace.take(looker.talk.db)
        looker.talk.db.execute("INSERT INTO friends VALUES ('wx-a')")
        looker.talk.db.execute("DELETE FROM friends WHERE account_id = 'wx-a'")
        looker.talk.db.execute("UPDATE friends SET account_id = account_id")
        changes = trace.take(looker.talk.db)
    assert len(changes) > 2
    shown = open_incoming(looker.talk.db, looker.talk.stage.settings, message, changes)
    assert not shown.tables
    assert not shown.books


# What is to be said


async def test_an_answer_is_told_with_its_fate(looker: Looker) -> None:
    (line,) = (await looker.say("李四", PRIVATE, "帮助")).lines
    told = {fact.label: fact.value for fact in line.facts}
    message_id = next(iter(looker.memory.taken))
    assert line.state == "已发出"
    assert (told["给谁"], told["种类"], told["去重编号"]) == (
        "和李四的私聊",
        "回话（先于群发）",
        f"reply:{message_id}:1",
    )
    assert told["什么时候"] == "马上，过了 11月23日 08:30:00 就不发了"


async def test_what_waits_is_told_to_wait(looker: Looker) -> None:
    (line,) = (await looker.say("张三", FIRST, "平安")).lines
    assert (line.state, line.message_id) == ("等着发", None)
    assert {fact.label: fact.value for fact in line.facts}["什么时候"].startswith("11月23日 08:01:00 起")


async def test_of_many_lines_the_first_are_shown(looker: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queued, "_LINES", 2)
    await looker.say("王主任", OFFICE, NOTICE)
    shown = await looker.say("王主任", OFFICE, "确认")
    assert (len(shown.lines), shown.more_lines) == (2, 3)  # the answer, and four rooms
    assert "还有 3 条，没有列出。" in await render(shown)


# A message of the bot's own


async def test_an_answer_leads_to_its_question(looker: Looker) -> None:
    await looker.say("李四", PRIVATE, "帮助")
    shown, message_id = looker.own("我是风筝线"), next(iter(looker.memory.taken))
    assert (shown.outcome, shown.outcome_name) == ("回答一条消息。", f"reply:{message_id}:1")
    assert [(cause.label, cause.value) for cause in shown.causes] == [(message_id, "帮助")]
    assert f'href="/world/main/bonnet/{message_id}?as=wx-a&amp;in=b"' in await render(shown)


async def test_a_notice_leads_to_its_confirmation(looker: Looker) -> None:
    await looker.say("王主任", OFFICE, NOTICE)
    await looker.say("王主任", OFFICE, "确认")
    shown = looker.own("【第1号通知】")
    assert (shown.outcome, [cause.value for cause in shown.causes]) == ("发第1号通知。", ["确认"])


async def test_thanks_lead_to_everybody_thanked(looker: Looker) -> None:
    await looker.say("张三", FIRST, "平安")
    await looker.say("李四", FIRST, "平安，在家")
    await looker.talk.wait(minutes=5)
    assert [cause.value for cause in looker.own("已收到").causes] == ["平安", "平安，在家"]


async def test_a_cause_that_is_forgotten_is_still_named(looker: Looker) -> None:
    await looker.say("李四", PRIVATE, "帮助")
    message_id = next(iter(looker.memory.taken))
    looker.memory.taken.clear()
    assert [(cause.label, cause.value) for cause in looker.own("我是风筝线").causes] == [(message_id, "")]


async def test_what_the_clock_started_has_no_cause(looker: Looker) -> None:
    await looker.talk.until(START.replace(day=25, hour=12))
    shown = looker.own("生日")
    assert not shown.causes
    assert "不是哪条消息引起的" in await render(shown)


async def test_a_line_that_is_deleted_is_told_so(looker: Looker) -> None:
    shown = open_said(looker.talk.db, looker.talk.stage.settings, "gone", {})
    assert "三十天" in await render(shown)
