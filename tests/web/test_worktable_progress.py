"""还差谁: the counts, the silent of a branch, and that a page hears of a change."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from quart import typing
from sqlite_utils import Database

from data import audit
from tests.conftest import MakeSettings
from tests.web.worktable_office import Clerk, Office


@pytest.fixture
def office(db: Database, make_settings: MakeSettings) -> Office:
    made = Office(db, make_settings(transport="manual"))
    made.send_notice()
    return made


async def call(clerk: Clerk, office: Office, name: str, words: str) -> str:
    return await clerk.send(
        "/worktable/telephoned", part=True, member=str(office.person(name).id), words=words
    )


def counts(page: str) -> list[tuple[str, str]]:
    return re.findall(r'data-title="([^"]+)".*?class="count">([^<]+)<', page, re.DOTALL)


def silent(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<td>(\d+)</td><td class="name">([^<]+)<', page)


async def test_counts_stand_by_branch(office: Office) -> None:
    clerk = office.sit_down()
    page = await clerk.open("/worktable/progress")
    assert "第1号通知：周六上午九点集中学习" in page
    assert "0 / 6" in page
    assert counts(page) == [("第一支部", "0/4"), ("第二支部", "0/2")]


async def test_a_round_of_check_ins_is_counted_beside_it(office: Office) -> None:
    for words in ("点名 支部 一", "确认"):
        office.desk.say(office.person("王主任"), words, f"call:{words}")
    clerk = office.sit_down()
    await clerk.open("/worktable/branch/2")
    await call(clerk, office, "张三", "电话平安")
    page = await clerk.open("/worktable/progress")
    assert "报平安（第1次）" in page
    assert counts(page)[-1] == ("第一支部", "1/4")


async def test_two_rounds_want_the_same_of_a_person_once(office: Office) -> None:
    for place, words in enumerate(("点名 支部 一", "确认", "点名 支部 一", "确认")):
        office.desk.say(office.person("王主任"), words, f"call:{place}")
    page = await office.sit_down().open("/worktable/branch/2")
    assert "<td>第1号通知、报平安</td>" in page


async def test_the_silent_of_a_branch_stand_with_their_telephones(office: Office) -> None:
    page = await office.sit_down().open("/worktable/branch/2")
    assert silent(page) == [("1", "李书记"), ("2", "张三"), ("3", "李四"), ("4", "老周")]
    assert 'href="tel:13900139000"' in page
    assert "没有电话" in page


async def test_a_look_at_the_silent_is_noted_once_a_page_opened(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/branch/2")
    await clerk.open("/worktable/part/branch/2")
    looks = audit.summary_of(office.db, office.person("张三").id, datetime(2020, 1, 1, tzinfo=UTC))
    assert [(look.action, look.times) for look in looks] == [("工作台 还差谁", 1)]


async def test_a_call_is_noted_in_the_clerk_s_name(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/branch/2")
    assert "已记电话收到：张三" in await call(clerk, office, "张三", "电话收到")
    rows = office.rows("SELECT said_by, how FROM receipts")
    assert rows == [(office.person("王主任").id, "telephone")]
    assert "张三" not in await clerk.open("/worktable/part/branch/2")


async def test_the_numbers_stay_those_of_the_printed_page(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/branch/2")
    await call(clerk, office, "张三", "电话收到")
    assert silent(await clerk.open("/worktable/part/branch/2")) == [
        ("1", "李书记"),
        ("3", "李四"),
        ("4", "老周"),
    ]
    answer = await clerk.send("/worktable/say", words="4 电话收到")
    assert "已记电话收到：4老周" in answer


async def test_safe_by_telephone_is_no_receipt(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/branch/2")
    assert "已记电话平安：张三" in await call(clerk, office, "张三", "电话平安")
    assert office.rows("SELECT count(*) FROM receipts") == [(0,)]
    assert office.rows("SELECT count(*) FROM checkins") == [(1,)]


async def test_only_what_stands_on_the_buttons_is_noted(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/branch/2")
    assert "不在名册上" in await call(clerk, office, "张三", "删除我的数据")


async def test_a_branch_that_is_none_is_told(office: Office) -> None:
    clerk = office.sit_down()
    assert "没有这个支部" in await clerk.open("/worktable/branch/99")
    assert clerk.status == 404


async def heard(stream: typing.TestHTTPConnectionProtocol, words: bytes) -> None:
    while words not in await stream.receive():
        pass


async def test_a_page_hears_that_something_changed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.worktable.events._LOOK_EVERY", 0.01)
    clerk = office.sit_down()
    await clerk.open("/worktable/progress")
    async with clerk.client.request("/worktable/events") as stream:
        await stream.send_complete()
        await heard(stream, b"retry")
        await call(clerk, office, "张三", "电话收到")
        await heard(stream, b"data: changed")
        await stream.disconnect()


async def test_the_stream_ends_with_the_session(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.worktable.events._LOOK_EVERY", 0.01)
    clerk = office.sit_down()
    await clerk.open("/worktable/progress")
    async with clerk.client.request("/worktable/events") as stream:
        await stream.send_complete()
        await heard(stream, b"retry")
        office.db.execute("DELETE FROM sessions")
        await heard(stream, b"event: over")
