"""对机器人说: a clerk's own conversation with the bot."""

from __future__ import annotations

import asyncio
import base64
import re

import pytest
from sqlite_utils import Database

from bot.domain.delivery import LASTING, Kind, Outgoing
from bot.manual.bringing import bring
from bot.ports import Incoming, Media, MessageKind
from data import enclosure as enclosures
from data import listing as listings
from data import outbox
from tests.conftest import MakeSettings
from tests.web.worktable_office import NOTICE, Office

SAY = "/worktable/say"


@pytest.fixture
def office(db: Database, make_settings: MakeSettings) -> Office:
    return Office(db, make_settings(transport="manual"))


async def test_a_draft_waits_for_its_button(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    page = await clerk.send(SAY, words=NOTICE)
    assert "将发给全体" in page
    assert 'id="confirm"' in page
    page = await clerk.send(SAY, quick="确认")
    assert "第1号通知" in page
    assert 'id="confirm"' not in page


async def test_nobody_else_reads_the_answers(office: Office) -> None:
    clerk, other, same = office.sit_down(), office.sit_down("钱主任"), office.sit_down()
    await clerk.open("/worktable/")
    assert "您的命令" not in await clerk.send(SAY, words="名单 待看")
    for someone in (other, same):
        assert "没有待看的" not in await someone.open("/worktable/part/talk")
    assert "没有待看的" in await clerk.open("/worktable/part/talk")


async def test_an_answer_read_here_has_not_to_be_posted(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    await clerk.send(SAY, words="状态")
    assert "没有要贴的了" in await clerk.open("/worktable/")


async def test_silence_is_told_too(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    assert "机器人没有回话" in await clerk.send(SAY, words="👍")


async def test_nothing_and_too_much_are_told(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    assert "请先写一句话" in await clerk.send(SAY, part=True, words=" ")
    assert "太长了" in await clerk.send(SAY, part=True, words="长" * 2001)


async def test_beside_a_gateway_a_clerk_without_wechat_is_nobody_to_write_to(
    db: Database, make_settings: MakeSettings
) -> None:
    office = Office(db, make_settings(transport="simulated"))
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    assert "在线" in await clerk.send(SAY, words="状态")
    assert office.rows("SELECT * FROM friends") == []


async def test_a_telephone_call_leaves_the_numbers_on_the_screen_as_they_are(office: Office) -> None:
    office.send_notice()
    clerk, who = office.sit_down(), office.person("王主任")
    await clerk.open("/worktable/branch/2")
    before = listings.latest(office.db, who.id, office.clock.now())
    await clerk.send("/worktable/telephoned", member=str(office.person("老周").id), words="电话收到")
    after = listings.latest(office.db, who.id, office.clock.now())
    assert before
    assert after
    assert before.items == after.items


# Pictures and files

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def test_a_picture_goes_with_the_next_notice(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    page = await clerk.bring("会场.png", DOT, words="通知 全体 带图：在三楼")
    assert "［附件］会场.png" in page
    assert "收到图片" in page
    await clerk.send(SAY, quick="确认")
    cards = await clerk.open("/worktable/")
    row = re.search(r'href="/worktable/file/(\d+)"', cards)
    assert row
    response = await clerk.client.get(f"/worktable/file/{row[1]}")
    assert await response.get_data() == DOT


async def test_beside_a_gateway_what_is_brought_along_does_not_come_from_it(
    db: Database, make_settings: MakeSettings
) -> None:
    office = Office(db, make_settings(transport="simulated"))
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    assert "收到文件“安排.docx”" in await clerk.bring("安排.docx", b"content")
    assert office.rows("SELECT name, problem FROM enclosures") == [("安排.docx", None)]


async def test_what_a_gateway_could_not_carry_is_told_at_once(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    assert "最多带 2.9 MB" in await clerk.bring("片.jpg", bytes(3_100_000))
    assert "附件是空的" in await clerk.bring("空.txt", b"")


async def test_what_an_interruption_left_unfetched_stands_in_nobody_s_way(office: Office) -> None:
    left = Incoming("old", "hand:1", "王主任", "", office.clock.now(), kind=MessageKind.IMAGE)
    enclosures.keep(office.db, left, office.clock.now())
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    assert "收到图片" in await clerk.bring("会场.png", DOT)


async def test_what_is_answered_meanwhile_is_not_taken_for_the_answer_to_a_file(office: Office) -> None:
    clerk, now = office.person("王主任"), office.clock.now()

    async def answer_meanwhile() -> None:
        other = Outgoing("reply:other:1", f"hand:{clerk.id}", "另一句", Kind.REPLY, now, now + LASTING)
        outbox.put(office.db, other, now)

    meanwhile = asyncio.create_task(answer_meanwhile())
    assert "收到图片" in await bring(office.bot, clerk, Media("会场.png", DOT), "worktable:1")
    await meanwhile
    assert office.rows("SELECT dedupe_key, state FROM outbox ORDER BY id") == [
        ("reply:other:1", "queued"),
        ("enclosure:worktable:1", "sent"),
    ]


# What makes no sense where nobody can write to the bot


async def test_a_notice_waits_on_the_worktable_and_takes_no_time(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    assert "3 条，在工作台上等着贴\n" in await clerk.send(SAY, words=NOTICE)
    page = await clerk.send(SAY, quick="确认")
    assert "第1号通知写好了，共 3 条，在工作台上等着贴。" in page
    assert "名单 未回" not in re.sub("<textarea.*?</textarea>", "", await clerk.open("/worktable/part/cards"))


async def test_the_state_and_the_queue_speak_of_posting(office: Office) -> None:
    office.send_notice()
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    page = await clerk.send(SAY, words="状态")
    assert "没有网关：要发的在工作台上，由人贴出去\n等着贴 3 条" in page
    assert "可私聊" not in page
    assert "等着贴 3 条：通知 3。" in await clerk.send(SAY, words="队列")


async def test_what_nobody_posted_yet_is_not_on_its_way(office: Office) -> None:
    office.send_notice()
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    page = await clerk.send(SAY, words="进度")
    assert "还没贴" in page
    assert "正在发" not in page


async def test_a_cry_in_the_secretaries_room_leads_to_the_clerk_who_posts_it(office: Office) -> None:
    office.db.execute("DELETE FROM friends")
    clerk = office.sit_down()
    await clerk.open("/worktable/back")
    await clerk.send(
        "/worktable/back", part=True, room="hand:branch:2", pasted="张三：平安？我被车撞了，救命"
    )
    assert "【急】请尽快联系张三。详情没有发在群里，请私信我。" in await clerk.open("/worktable/")
