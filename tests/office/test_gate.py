"""Who gets in at the office's tables, and what stays closed to everybody."""

from __future__ import annotations

import stat
from base64 import b64encode
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.office.door import LOGINS
from tests.office.conftest import Tables
from tests.office.made_up import NEVER, PERSONAL, PHONE, make_store

_DEBUG = (
    "metadata metadata.json versions.json plugins.json settings.json threads.json databases.json actor.json"
)
_TOOLS = "config.json permissions allow-debug messages patterns password-tool auth-token"
_FILES = ("/office.db", "/office-full.db", "/%6fffice.db", "/-/static/../../../etc/passwd")
CLOSED = (
    *(f"/-/{name}" for name in f"{_DEBUG} {_TOOLS}".split()),
    *("/_memory", "/_internal", "/_internal/databases.json"),
    *_FILES,
)
_SQL = "?sql=select+1"
_PAGES = ("", ".json", "/members", "/members.csv", "/dues.json")
OWN = (
    "/",
    "/-/dashboards",
    "/-/dashboards/office",
    f"/office.json{_SQL}",
    *(f"/office{page}" for page in _PAGES),
)
_ROLL = "~E8~8A~B1~E5~90~8D~E5~86~8C"  # 花名册 as Datasette writes it in an address
WHOLE = (
    *(f"/office-full{page}" for page in _PAGES),
    f"/office-full/{_ROLL}.csv?_stream=1",
    f"/office-full.json{_SQL}",
)


@pytest.mark.parametrize("path", [*OWN, *WHOLE])
def test_who_is_not_signed_in_is_sent_to_the_door(tables: Tables, path: str) -> None:
    answer = tables.client().ask(path)
    assert (answer.status, answer.headers.get("location")) == (302, "/-/login")


@pytest.mark.parametrize("path", CLOSED)
def test_closed_pages_are_closed_to_everybody(tables: Tables, path: str) -> None:
    assert tables.client("office-full").ask(path).status in {403, 404}
    assert tables.client().ask(path).status in {302, 403, 404}


@pytest.mark.parametrize("path", OWN)
def test_the_masked_login_sees_its_pages_and_no_whole_value(tables: Tables, path: str) -> None:
    answer = tables.client("office").ask(path)
    assert answer.status == 200
    assert not [value for value in (*PERSONAL, *NEVER) if value in answer.text]


@pytest.mark.parametrize("path", WHOLE)
def test_the_masked_login_is_refused_the_whole_copy(tables: Tables, path: str) -> None:
    answer = tables.client("office").ask(path)
    assert answer.status == 403
    assert PHONE not in answer.text


def test_the_other_login_sees_whole_numbers(tables: Tables) -> None:
    assert PHONE in tables.client("office-full").ask("/office-full/members.csv").text


@pytest.mark.parametrize("database", LOGINS)
def test_sql_of_one_s_own_is_for_the_masked_copy_alone(tables: Tables, database: str) -> None:
    asked = tables.client("office-full").ask(
        f"/{database}.json?sql=select+%E5%A7%93%E5%90%8D+from+%E8%8A%B1%E5%90%8D%E5%86%8C"
    )
    assert asked.status == (200 if database == "office" else 403)


@pytest.mark.parametrize(
    "sql",
    [
        "delete from 支部",
        "attach database '../kiteline.db' as x",
        "pragma database_list",
        "select 1; select 2",
        "with x as (select 1) delete from 支部",
        "select load_extension('x')",
        "select writefile('x', 'y')",
        "select readfile('/etc/passwd')",
    ],
)
def test_sql_cannot_do_more_than_read_the_copy(tables: Tables, sql: str) -> None:
    answer = tables.client("office").ask(f"/office.json?{urlencode({'sql': sql})}")
    assert answer.status == 400


@pytest.mark.parametrize("value", ["zeroblob(900000000)", "length(randomblob(900000000))"])
def test_sql_cannot_fill_the_memory(tables: Tables, value: str) -> None:
    answer = tables.client("office").ask(f"/office.json?{urlencode({'sql': f'select {value}'})}")
    assert answer.status == 400
    assert "too big" in answer.text


def test_sql_does_not_tell_where_the_files_lie(tables: Tables) -> None:
    asked = urlencode({"sql": "select * from pragma_database_list", "_shape": "array"})
    answer = tables.client("office").ask(f"/office.json?{asked}")
    assert (answer.status, answer.text) == (200, "[]")


def test_a_parameter_of_a_saved_query_is_no_sql(tables: Tables) -> None:
    evil = {"姓名": "') UNION SELECT * FROM sqlite_master --"}
    answer = tables.client("office").ask(f"/office/members.json?{urlencode(evil)}&_shape=array")
    assert (answer.status, answer.text) == (200, "[]")


def test_what_somebody_asks_for_is_not_in_the_log_where_it_fails(tables: Tables) -> None:
    asked = {"sql": "select nothing from 花名册 where 姓名 = :who", "who": "郭富顺"}
    assert tables.client("office").ask(f"/office.json?{urlencode(asked)}").status == 400
    assert "郭富顺" not in "".join(tables.log)


def test_another_name_that_leads_here_is_refused(tables: Tables) -> None:
    assert tables.client().ask("/-/login", Host="evil.example").status == 421


def test_a_password_in_a_header_is_no_way_in(tables: Tables) -> None:
    word = b64encode(f"office:{tables.passwords['office']}".encode()).decode()
    assert tables.client().ask("/", Authorization=f"Basic {word}").status == 302


def test_a_form_without_its_token_changes_nothing(tables: Tables) -> None:
    assert tables.client("office").ask("/-/office/refresh", {"x": "1"}).status == 403


def test_cookies_are_kept_from_scripts_and_end_by_themselves(tables: Tables) -> None:
    cookie = tables.client().sign_in("office", tables.passwords["office"]).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()


def test_pages_may_load_nothing_from_elsewhere(tables: Tables) -> None:
    headers = tables.client().ask("/-/login").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "private, no-store"
    assert "server" not in headers


def test_files_are_the_owner_s_alone(tables: Tables) -> None:
    folder = tables.folder / "kiteline.db.office"
    kept = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert kept == {"office.db": 0o600, "office-full.db": 0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((tables.folder / "kiteline.db.office-door").stat().st_mode) == 0o600


def test_passwords_are_kept_sealed(tables: Tables) -> None:
    kept = (tables.folder / "kiteline.db.office-door").read_text(encoding="utf-8")
    assert kept.count("pbkdf2_sha256$") == 2
    assert not [word for word in tables.passwords.values() if word in kept]


def test_entries_and_whole_values_looked_at_are_in_the_log(tables: Tables) -> None:
    tables.client("office-full").ask("/office-full/members")
    tables.wait_for("signed in")
    assert "/office-full/members" in tables.wait_for("whole values looked at")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_store(tmp_path / "kiteline.db")
    return tmp_path


def test_wrong_passwords_are_slowed_and_nothing_is_left_behind(folder: Path) -> None:
    tables = Tables(folder)
    wrong = [tables.client().sign_in("office", "wrong").status for _ in range(6)]
    right = tables.client().sign_in("office", tables.passwords["office"])
    assert wrong == [200, 200, 200, 200, 200, 429]
    assert (right.status, "请等" in right.text) == (429, True)
    assert tables.stop() == 0
    assert not (folder / "kiteline.db.office").exists()


def test_a_right_password_buys_no_more_guesses_at_the_other(folder: Path) -> None:
    tables = Tables(folder)
    for _ in range(4):
        assert tables.client().sign_in("office-full", "wrong").status == 200
    assert tables.client().sign_in("office", tables.passwords["office"]).status == 302
    more = [tables.client().sign_in("office-full", "wrong").status for _ in range(2)]
    assert tables.stop() == 0
    assert more == [200, 429]


def test_a_second_start_keeps_the_passwords_and_clears_what_was_left(folder: Path) -> None:
    first = Tables(folder)
    first.stop()
    (folder / "kiteline.db.office").mkdir()
    (folder / "kiteline.db.office" / "copy.db").write_text("left")
    second = Tables(folder, behind_tls=True, names=["tables.example"])
    assert second.passwords == {}
    cookie = second.client().sign_in("office", first.passwords["office"]).headers["set-cookie"]
    assert second.stop() == 0
    assert "Secure" in cookie
