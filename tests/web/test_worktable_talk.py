"""对机器人说: a clerk's own conversation with the bot."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from data import listing as listings
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
