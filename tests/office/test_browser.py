"""The office's tables as people see them, in a real browser that reaches nothing else."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.office.pages import PAGES
from tests.office.conftest import Tables, enter
from tests.office.made_up import FORMULA, PHONE
from tests.web.conftest import People

PHONE_SIZE = {"width": 375, "height": 780}


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_the_first_page_leads_to_every_saved_query_and_the_charts(tables: Tables, readers: People) -> None:
    page = enter(readers, tables, "office")
    for query in PAGES["queries"].values():
        expect(page.get_by_role("link", name=query["title"]).first).to_be_visible()
    expect(page.get_by_role("link", name="图表")).to_be_visible()
    expect(page.get_by_text("号码完整")).to_have_count(0)


def test_a_wrong_password_is_told_in_words(tables: Tables, readers: People) -> None:
    page = readers.open(f"{tables.address}/")
    page.get_by_label("密码").fill("不是这个")
    page.get_by_role("button", name="登录").click()
    expect(page.locator(".message-error")).to_contain_text("请再试一次")


def test_a_saved_query_is_narrowed_by_chinese_words(tables: Tables, readers: People) -> None:
    page = enter(readers, tables, "office")
    page.get_by_role("link", name="名单").first.click()
    page.get_by_label("支部").fill("第一")
    page.get_by_role("button", name="查询").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("tbody")).to_contain_text("138****1234")


def test_a_facet_narrows_a_table(tables: Tables, readers: People) -> None:
    page = enter(readers, tables, "office")
    page.get_by_role("link", name="花名册").click()
    page.locator(".facet-info", has_text="状态").get_by_role("link", name="境外").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("h3").first).to_contain_text("1 行")


@pytest.mark.parametrize("where", ["名单", "花名册"])
def test_a_csv_opens_as_a_table(tables: Tables, readers: People, tmp_path: Path, where: str) -> None:
    page = enter(readers, tables, "office-full")
    page.locator(".copy").nth(1).get_by_role("link", name=where).first.click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="CSV（全部）").click()
    coming.value.save_as(tmp_path / "got.csv")
    assert (tmp_path / "got.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # Excel asks for it
    rows = list(csv.DictReader(io.StringIO((tmp_path / "got.csv").read_text(encoding="utf-8-sig"))))
    assert [row["姓名"] for row in rows] == ["胡晨曦", "刘佳慧", f"'{FORMULA}", "段慧玲"]
    assert rows[0]["联系电话"] == PHONE


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PHONE_SIZE], ids=["wide", "phone"])
def test_charts_are_drawn_with_the_network_off(tables: Tables, readers: People, size: dict[str, int]) -> None:
    page = enter(readers, tables, "office", viewport=size)
    page.goto(f"{tables.address}/-/dashboards/office")
    for slug in PAGES["charts"]["pictures"]:
        expect(page.locator(f"#chart-{slug} svg").first).to_be_visible()
    expect(page.locator("#chart-people")).to_contain_text("4 人")
    assert not overflows(page)


def test_no_page_is_wider_than_a_telephone(tables: Tables, readers: People) -> None:
    page = enter(readers, tables, "office", viewport=PHONE_SIZE)
    wide = []
    for path in ("/", *(f"/office/{slug}" for slug in PAGES["queries"]), "/office", "/-/logout"):
        page.goto(f"{tables.address}{path}")
        wide += [path] if overflows(page) else []
    assert not wide


def test_the_button_brings_newer_figures(tables: Tables, readers: People) -> None:
    page = enter(readers, tables, "office")
    before = len([line for line in tables.log if "tables prepared" in line])
    page.get_by_role("button", name="现在更新").click()
    expect(page.get_by_role("heading", name="数据表")).to_be_visible()
    assert len([line for line in tables.log if "tables prepared" in line]) == before + 1


def test_the_other_copy_says_whose_it_is(tables: Tables, readers: People) -> None:
    page = enter(readers, tables, "office")
    page.goto(f"{tables.address}/office-full")
    expect(page.locator("body")).to_contain_text("office-full 登录")
    assert "403" in "".join(readers.take_troubles())


def test_who_signs_out_is_out(tables: Tables, readers: People) -> None:
    page = enter(readers, tables, "office")
    page.locator(".nav-menu summary").click()
    page.get_by_role("button", name="退出").click()
    page.goto(f"{tables.address}/office/members")
    expect(page.get_by_role("button", name="登录")).to_be_visible()
