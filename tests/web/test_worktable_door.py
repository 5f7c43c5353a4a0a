"""The worktable's door: who gets in, who does not, and what stays outside."""

from __future__ import annotations

import sys
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.clock import StoppedClock
from data import bindcode
from data import login as logins
from data import member as members
from tests.conftest import MakeSettings
from tests.web.worktable_office import PASSWORD, Clerk, Office

LOGIN = "/worktable/login"


@pytest.fixture
def office(db: Database, make_settings: MakeSettings) -> Office:
    return Office(db, make_settings(transport="manual"))


def code_for(office: Office, name: str | None) -> str:
    return bindcode.make(bindcode.folder(Path(office.bot.settings.database)), name, office.clock.now())


def set_password(office: Office, name: str = "王主任", password: str = PASSWORD) -> None:
    with office.db.atomic():
        logins.keep(office.db, office.person(name).id, logins.seal(password), office.clock.now())


async def first_time(office: Office, code: str, password: str = PASSWORD) -> tuple[Clerk, str]:
    clerk = Clerk(office)
    await clerk.open(LOGIN)
    return clerk, await clerk.send("/worktable/first", code=code, password=password, again=password)


@pytest.mark.parametrize(
    "path", ["", "back", "progress", "branch/2", "password", "events", "part/cards", "part/talk", "file/1"]
)
async def test_everything_but_the_door_needs_a_session(office: Office, path: str) -> None:
    clerk = Clerk(office)
    await clerk.open(f"/worktable/{path}")
    assert (clerk.status, clerk.place) == (303, LOGIN)


@pytest.mark.parametrize(
    "path", ["posted", "unposted", "say", "back", "mend", "settle", "telephoned", "password", "logout"]
)
async def test_nothing_is_done_without_a_session(office: Office, path: str) -> None:
    clerk = Clerk(office)
    await clerk.open(LOGIN)
    await clerk.send(f"/worktable/{path}", part=True)
    assert clerk.status == 401


async def test_a_code_and_a_password_open_the_door_for_a_new_clerk(office: Office) -> None:
    clerk, page = await first_time(office, code_for(office, "周主任").lower())
    assert "贴出去" in page
    assert 'id="clerk">周主任' in page
    assert await clerk.open(LOGIN) is not None
    assert clerk.place == "/worktable/"


async def test_a_code_is_not_spent_on_a_password_that_is_refused(office: Office) -> None:
    code = code_for(office, "周主任")
    assert "至少要 10 个字符" in (await first_time(office, code, "太短"))[1]
    assert "贴出去" in (await first_time(office, code))[1]
    assert "这个码不对" in (await first_time(office, code))[1]


async def test_a_code_without_a_name_says_how_to_get_one(office: Office) -> None:
    assert "bind-code 您的姓名" in (await first_time(office, code_for(office, None)))[1]


async def test_who_forgot_the_password_sets_another_by_a_new_code(office: Office) -> None:
    set_password(office, password="被忘记了的老密码哦哦")
    before = members.count(office.db)
    clerk, _ = await first_time(office, code_for(office, "王主任"))
    assert members.count(office.db) == before
    await clerk.send("/worktable/logout")
    assert "贴出去" in await clerk.send(LOGIN, name="王主任", password=PASSWORD)


async def test_of_two_of_one_name_the_clerk_is_meant(office: Office) -> None:
    clerk = office.person("王主任")
    office.db.execute("UPDATE members SET name = '王主任' WHERE name = '孙七'")
    await first_time(office, code_for(office, "王主任"))
    assert office.rows("SELECT member_id FROM logins") == [(clerk.id,)]


async def test_two_clerks_of_one_name_are_not_guessed(office: Office) -> None:
    twin = members.add(office.db, office.person("王主任"))
    (post,) = members.posts(office.db, office.person("钱主任").id)
    members.give_post(office.db, twin, post.role, post.unit_id)
    assert "不止一位王主任" in (await first_time(office, code_for(office, "王主任")))[1]


async def test_a_name_and_its_password_open_the_door(office: Office) -> None:
    set_password(office)
    clerk = Clerk(office)
    await clerk.open(LOGIN)
    assert "贴出去" in await clerk.send(LOGIN, name=" 王主任 ", password=PASSWORD)


async def test_an_unknown_name_is_answered_as_a_wrong_password_is(office: Office) -> None:
    set_password(office)
    clerk = Clerk(office)
    await clerk.open(LOGIN)
    wrong = await clerk.send(LOGIN, name="王主任", password="不对不对不对不对不对")
    nobody = await clerk.send(LOGIN, name="某某某", password="不对不对不对不对不对")
    assert clerk.status == 403
    assert "姓名或密码不对" in wrong
    assert wrong == nobody


async def test_after_five_wrong_tries_even_the_right_password_waits(office: Office) -> None:
    set_password(office)
    clerk = Clerk(office)
    await clerk.open(LOGIN)
    for _ in range(5):
        assert "姓名或密码不对" in await clerk.send(LOGIN, name="王主任", password="不对不对不对不对不对")
    assert "请等 15 分钟再试" in await clerk.send(LOGIN, name="王主任", password=PASSWORD)
    office.clock.moment += timedelta(minutes=15)
    assert "贴出去" in await clerk.send(LOGIN, name="王主任", password=PASSWORD)


async def test_the_cookie_is_for_this_place_and_no_script(office: Office) -> None:
    set_password(office)
    for scheme, secure in (("http", False), ("https", True)):
        clerk = Clerk(office)
        await clerk.open(LOGIN)
        cookie = SimpleCookie(await cookie_of(clerk, scheme))["worktable"]
        assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/worktable", "Strict", True)
        assert bool(cookie["secure"]) is secure


async def cookie_of(clerk: Clerk, scheme: str) -> str:
    form = {"name": "王主任", "password": PASSWORD, "token": clerk.token}
    response = await clerk.client.post(
        LOGIN, form=form, headers={"Origin": f"{scheme}://localhost"}, scheme=scheme
    )
    return str(response.headers["Set-Cookie"])


async def test_who_logs_out_is_out(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    assert "登录工作台" in await clerk.send("/worktable/logout")
    assert office.rows("SELECT * FROM sessions") == []
    await clerk.open("/worktable/")
    assert clerk.place == LOGIN


async def test_who_is_no_clerk_any_more_is_out_at_the_next_click(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    office.db.execute("DELETE FROM posts WHERE member_id = ?", (office.person("王主任").id,))
    await clerk.send("/worktable/say", part=True, words="状态")
    assert clerk.status == 401


async def test_a_password_is_changed_by_who_knows_the_old_one(office: Office) -> None:
    set_password(office)
    clerk, other = office.sit_down(), office.sit_down()
    await clerk.open("/worktable/password")
    new = "怀柔的冬天也很美丽啊"
    assert "现在的密码不对" in await clerk.send("/worktable/password", old="瞎猜的", password=new, again=new)
    assert "密码改好了" in await clerk.send("/worktable/password", old=PASSWORD, password=new, again=new)
    await other.open("/worktable/")
    assert other.place == LOGIN


async def test_made_up_data_may_be_looked_at_without_a_password(
    db: Database, make_settings: MakeSettings
) -> None:
    clerk = Clerk(Office(db, make_settings(transport="manual"), trial=True))
    assert "演示数据，直接以 王主任 的身份进入" in await clerk.open(LOGIN)
    assert 'id="clerk">王主任' in await clerk.send("/worktable/trial")


async def test_real_data_may_not(office: Office) -> None:
    clerk = Clerk(office)
    assert "演示数据" not in await clerk.open(LOGIN)
    assert "没有演示数据" in await clerk.send("/worktable/trial")
    assert clerk.status == 403


async def test_a_form_of_another_site_is_refused(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    response = await clerk.client.post(
        "/worktable/say",
        form={"words": "停发", "token": clerk.token},
        headers={"Origin": "http://evil.example"},
    )
    assert response.status_code == 403


async def test_a_clock_that_is_moved_signs_nobody_out(db: Database, make_settings: MakeSettings) -> None:
    office = Office(db, make_settings(transport="simulated"), trial=True)
    clerk = office.sit_down()
    office.bot.clock = StoppedClock(office.clock.now() + timedelta(days=3))
    office.bot.scheduler.step()
    assert "贴出去" in await clerk.open("/worktable/")
    assert clerk.status == 200


async def test_who_sends_something_now_and_then_stays_signed_in(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open("/worktable/")
    for _ in range(2):
        office.clock.moment += timedelta(hours=11)
        await clerk.send("/worktable/say", part=True, words="状态")
    assert clerk.status == 200


async def test_a_page_that_only_looks_by_itself_is_signed_out(office: Office) -> None:
    clerk = office.sit_down()
    for _ in range(2):
        office.clock.moment += timedelta(hours=11)
        await clerk.client.get("/worktable/part/cards", headers={"X-Part": "1"})
    await clerk.open("/worktable/")
    assert clerk.place == LOGIN


async def test_the_door_shows_a_command_that_this_machine_knows(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(tmp_path / ".venv" / "bin" / "python"))
    clerk = Clerk(office)
    assert "<pre>.venv/bin/python -m bot bind-code 王主任</pre>" in await clerk.open(LOGIN)
    assert "：.venv/bin/python -m bot bind-code 您的姓名" in (await first_time(office, "ABCD"))[1]
    assert "输入 .venv/bin/python -m bot import 名册.xlsx" in await empty_page(office)


async def empty_page(office: Office) -> str:
    """Give what the cards say where there is no roll."""
    office.db.execute("UPDATE units SET kind = 'committee' WHERE kind = 'branch'")
    return await office.sit_down().open("/worktable/")


async def test_a_python_elsewhere_is_named_in_full(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", "/opt/a python/bin/python3")
    assert bindcode.at_terminal("bind-code") == '"/opt/a python/bin/python3" -m bot bind-code'


async def test_a_password_that_does_not_fit_keeps_the_code_and_says_so_beside_it(office: Office) -> None:
    code = code_for(office, "王主任")
    clerk, page = await first_time(office, code, "短")
    assert f'value="{code}"' in page
    assert 'id="told"' in page[page.index('id="set-first"') :]
    assert 'id="clerk"' in await clerk.send("/worktable/first", code=code, password=PASSWORD, again=PASSWORD)


async def test_a_wrong_password_is_told_beside_the_name(office: Office) -> None:
    set_password(office)
    clerk = Clerk(office)
    await clerk.open(LOGIN)
    page = await clerk.send(LOGIN, name="王主任", password="不对不对不对不对不对")
    assert 'id="told"' in page[page.index('id="login"') : page.index('id="first"')]
