"""What the office's tables hold, and what they never hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.office.pages import PAGES
from bot.reading.gazetteer import country_name
from data import office
from tests.office.made_up import FORMULA, ID_NUMBER, NEVER, NOW, PERSONAL, PHONE, make_store

BEIJING = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("tables")
    office.copy_store(make_store(found / "kiteline.db"), found / "copy.db")
    for name, masked in (("masked", True), ("whole", False)):
        office.fill(found / "copy.db", found / f"{name}.db", office.Sight(masked, NOW, BEIJING, country_name))
    return found


@pytest.fixture
def masked(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "masked.db")) as db:
        yield db


@pytest.fixture
def whole(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "whole.db")) as db:
        yield db


def run(db: sqlite3.Connection, slug: str, **values: str) -> list[tuple[object, ...]]:
    query = PAGES["queries"][slug]
    return db.execute(query["sql"], {**dict.fromkeys(query["params"], ""), **values}).fetchall()


def names(rows: list[tuple[object, ...]], column: int = 1) -> list[object]:
    return [row[column] for row in rows]


@pytest.mark.parametrize("value", PERSONAL)
def test_the_masked_file_holds_no_whole_value(folder: Path, value: str) -> None:
    assert value.encode() not in (folder / "masked.db").read_bytes()
    assert value.encode() in (folder / "whole.db").read_bytes()


@pytest.mark.parametrize("value", NEVER)
def test_neither_file_holds_what_is_nobodys_to_browse(folder: Path, value: str) -> None:
    for name in ("masked", "whole"):
        assert value.encode() not in (folder / f"{name}.db").read_bytes()


def test_the_store_behind_it_does_hold_them(folder: Path) -> None:
    kept = (folder / "copy.db").read_bytes()
    assert all(value.encode() in kept for value in (*PERSONAL, NEVER[0], NEVER[1], NEVER[3]))


def test_the_store_s_own_tables_are_not_in_it(masked: sqlite3.Connection) -> None:
    tables = [row[0] for row in masked.execute("SELECT name FROM sqlite_master")]
    assert tables == sorted(PAGES["tables"], key=tables.index)
    assert len(tables) == len(PAGES["tables"])


def test_numbers_are_masked_for_one_and_whole_for_the_other(
    masked: sqlite3.Connection, whole: sqlite3.Connection
) -> None:
    row = "SELECT 联系电话, 身份证号, 出生 FROM 花名册 WHERE 编号 = 1"
    assert masked.execute(row).fetchone() == ("138****1234", "110116********1239", "1990-03")
    assert whole.execute(row).fetchone() == (PHONE, ID_NUMBER, "1990-03-07")


def test_an_amount_that_follows_from_an_income_is_masked(
    masked: sqlite3.Connection, whole: sqlite3.Connection
) -> None:
    amount = 'SELECT "每月（元）" FROM 党费 WHERE 编号 = 1'
    assert masked.execute(amount).fetchone() == (office.HIDDEN,)
    assert whole.execute(amount).fetchone() == ("88.88",)


def test_a_cell_that_would_be_a_formula_is_text(whole: sqlite3.Connection) -> None:
    row = whole.execute("SELECT 姓名, 联系电话 FROM 花名册 WHERE 编号 = 3").fetchone()
    assert row == (f"'{FORMULA}", "'+4915112345678")


@pytest.mark.parametrize("start", ["=1", "+1", "-1", "@x", " =1", "\t=1", "\u200b=1"])
def test_whatever_a_spreadsheet_takes_for_a_formula_is_text(start: str) -> None:
    written = office.plain(start)
    assert written is not None
    assert written.startswith("'")


def test_silent_lists_who_was_asked_and_has_not_answered(masked: sqlite3.Connection) -> None:
    assert names(run(masked, "silent")) == [f"'{FORMULA}", "胡晨曦"]


def test_who_was_never_heard_of_stands_before_who_was(masked: sqlite3.Connection) -> None:
    assert names(run(masked, "silent"), 6) == [None, 9]


def test_dues_lists_who_is_behind(masked: sqlite3.Connection) -> None:
    assert names(run(masked, "dues")) == ["胡晨曦"]


def test_whereabouts_end_at_the_city(whole: sqlite3.Connection) -> None:
    assert names(run(whole, "whereabouts", 城市="苏州"), 4) == ["苏州"]


def test_notices_count_by_branch(masked: sqlite3.Connection) -> None:
    counts = [row[4:] for row in run(masked, "notices", 通知="1")]
    assert counts == [("第二支部", 2, 0, 2), ("第一支部", 2, 1, 1)]


def test_cases_are_those_anybody_of_the_office_may_see(masked: sqlite3.Connection) -> None:
    assert [(row[1], row[-1]) for row in run(masked, "cases")] == [("求助", "过了时间")]


def test_a_parameter_is_a_value_and_no_sql(masked: sqlite3.Connection) -> None:
    assert run(masked, "members", 姓名="' OR 1=1 --") == []
    assert names(run(masked, "members", 姓名=" 佳慧 ")) == ["刘佳慧"]


@pytest.mark.parametrize("slug", PAGES["queries"])
def test_every_saved_query_runs_on_both(
    masked: sqlite3.Connection, whole: sqlite3.Connection, slug: str
) -> None:
    assert len(run(masked, slug)) == len(run(whole, slug)) > 0


@pytest.mark.parametrize("kind", ["numbers", "pictures"])
def test_every_chart_has_something_to_show(masked: sqlite3.Connection, kind: str) -> None:
    for chart in PAGES["charts"][kind].values():
        assert masked.execute(chart["sql"]).fetchall()


def test_filling_again_replaces_what_was_shown(folder: Path, tmp_path: Path) -> None:
    served = tmp_path / "served.db"
    sight = office.Sight(True, NOW, BEIJING, country_name)
    with closing(sqlite3.connect(f"file:{served}?mode=rwc", uri=True)) as reader:
        for _ in range(2):
            office.fill(folder / "copy.db", served, sight)
            assert reader.execute("SELECT count(*) FROM 花名册").fetchone() == (4,)
