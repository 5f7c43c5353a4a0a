"""What no page of the worktable sends: numbers the store cannot hold, moments that nothing follows."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from sqlite_utils import Database

from tests.conftest import MakeSettings
from tests.web.worktable_office import Clerk, Office

HUGE = "9" * 30
LINE = {
    "name": "张三",
    "by_day": False,
    "at": "2026-11-24T10:30:00+08:00",
    "text": "收到",
    "room": "hand:branch:2",
    "when": "now",
    "person": None,
    "reported": False,
    "key": "",
    "verdict": "",
}


@pytest.fixture
def office(db: Database, make_settings: MakeSettings) -> Office:
    made = Office(db, make_settings(transport="manual"))
    made.send_notice()
    return made


@pytest.fixture
async def clerk(office: Office) -> Clerk:
    clerk = office.sit_down()
    await clerk.open("/worktable/back")
    return clerk


@pytest.mark.parametrize("number", [HUGE, "²", "٣", "-1", "", "x"])
@pytest.mark.parametrize("name", ["count", "drop", "seen"])
async def test_what_is_no_number_settles_nothing(clerk: Clerk, name: str, number: str) -> None:
    await clerk.send("/worktable/settle", part=True, **{name: number})
    assert clerk.status == 400


@pytest.mark.parametrize("number", [HUGE, "²", "٣", "-1", "", "1 x"])
@pytest.mark.parametrize("path", ["posted", "unposted"])
async def test_what_is_no_number_marks_nothing(office: Office, clerk: Clerk, path: str, number: str) -> None:
    await clerk.send(f"/worktable/{path}", part=True, row=number)
    assert clerk.status == 400
    assert office.rows("SELECT count(*) FROM outbox WHERE posted_by IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("number", [f"{HUGE}:2", f"1:{HUGE}", "²:2", "1"])
async def test_what_is_no_number_passes_nothing_on(clerk: Clerk, number: str) -> None:
    await clerk.send("/worktable/passed-on", part=True, done=number)
    assert clerk.status == 400


@pytest.mark.parametrize("number", [HUGE, "²", "٣"])
async def test_nobody_has_such_a_number(clerk: Clerk, number: str) -> None:
    said = await clerk.send("/worktable/telephoned", part=True, member=number, words="电话收到")
    assert "不在名册上了" in said
    named = await clerk.send("/worktable/mend", part=True, line=json.dumps(LINE), whom=number)
    assert f"名册上没有“{number}”" in named


@pytest.mark.parametrize("path", ["file", "branch", "part/branch"])
async def test_there_is_no_page_of_such_a_number(clerk: Clerk, path: str) -> None:
    await clerk.open(f"/worktable/{path}/{HUGE}")
    assert clerk.status == 404


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "²"])
async def test_a_page_opened_at_no_moment_shows_what_waits(clerk: Clerk, moment: str) -> None:
    assert "还有 3 张没贴" in await clerk.open("/worktable/part/cards?since=" + quote(moment))


@pytest.mark.parametrize(
    "odd",
    [
        {"at": "9999-12-31T23:59:59-12:00"},
        {"at": "0001-01-01T00:00:00+12:00"},
        {"at": "1850-01-01T00:00:00+08:00"},
        {"at": 5},
        {"room": ["x"]},
    ],
)
async def test_a_line_that_no_page_wrote_is_refused(clerk: Clerk, odd: dict[str, object]) -> None:
    await clerk.send("/worktable/mend", part=True, line=json.dumps({**LINE, **odd}), whom="张三")
    assert clerk.status == 400


@pytest.mark.parametrize("line", ["", "[]", "[" * 100_000])
async def test_a_line_that_cannot_be_read_is_refused(clerk: Clerk, line: str) -> None:
    await clerk.send("/worktable/mend", part=True, line=line, whom="张三")
    assert clerk.status == 400
