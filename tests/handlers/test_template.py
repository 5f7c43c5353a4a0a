"""套表: a superior's form filled from the roll, in its own shape."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from bot.sheets import read_sheet
from data import audit
from data import member as members
from tests.conftest import FIRST, PRIVATE, START, Talk
from tests.handlers.test_ledger import send, sent_files

HEADINGS = ("序号", "党员姓名", "性别", "出生年月", "手机号", "党支部名称", "血型", "备注")


def form(path: Path, rows: Sequence[Sequence[str | int]] = (), blank: int = 0, foot: str = "") -> Path:
    """Write a form with a title, coloured headings, rows filled in before, blank rows with lines, a foot."""
    book = xlsxwriter.Workbook(path)
    bold, lines = book.add_format({"bold": True, "bg_color": "#FFCC00"}), book.add_format({"border": 1})
    sheet = book.add_worksheet("附件1")
    sheet.merge_range("A1:H1", "党员信息采集表", bold)
    sheet.write_row(1, 0, HEADINGS, bold)
    for number, row in enumerate(rows, start=2):
        sheet.write_row(number, 0, row, lines)
    for number in range(2 + len(rows), 2 + len(rows) + blank):
        for column in range(len(HEADINGS)):
            sheet.write_blank(number, column, None, lines)
    if foot:
        sheet.write(2 + len(rows) + blank, 0, foot)
    book.close()
    return path


def filled(talk: Talk) -> list[list[object]]:
    (path,) = sent_files(talk, "已填")
    return [[cell or "" for cell in row.cells] for row in read_sheet(path)[1:]]


async def test_everybody_of_the_branch_gets_a_row(talk: Talk, tmp_path: Path) -> None:
    await send(talk, form(tmp_path / "采集表.xlsx", blank=2))
    await talk.play(("王主任", PRIVATE, "套表 第二支部", "“采集表.xlsx”填好了：第二支部 2 人"))
    assert [row[:2] for row in filled(talk)[1:]] == [[1, "赵书记"], [2, "孙七"]]


async def test_what_is_missing_and_what_nobody_knows_is_said(talk: Talk, tmp_path: Path) -> None:
    await send(talk, form(tmp_path / "采集表.xlsx"))
    await talk.play(
        (
            "王主任",
            PRIVATE,
            "套表 第一支部",
            "第一支部 5 人。\n名册上没有这几列，空着：血型\n"
            "缺 .*联系电话 3 人.*回“收集 联系电话 支部 第一支部”，只问缺的",
        )
    )
    rows = {row[1]: row for row in filled(talk)[1:]}
    assert rows["张三"][3:6] == ["1988-11", "13800138000", "第一支部"]
    assert rows["李四"][3:6] == ["", "", "第一支部"]


async def test_rows_with_names_are_filled_and_no_others(talk: Talk, tmp_path: Path) -> None:
    rows = [(1, "李四", "", "", "13800009999"), (2, "张三"), (3, "没有此人")]
    await send(talk, form(tmp_path / "名单.xlsx", rows))
    await talk.play(
        ("王主任", PRIVATE, "套表", "全体 2 人。\n表里这 1 位在全体里没找到，或有同名的，空着：没有此人")
    )
    found = {row[1]: row for row in filled(talk)[1:]}
    assert (found["张三"][4], found["李四"][4]) == ("13800138000", "13800009999")
    assert len(found) == 3


async def test_numbered_lines_are_filled_and_the_foot_stays(talk: Talk, tmp_path: Path) -> None:
    await send(talk, form(tmp_path / "表.xlsx", [(1,), (2,)], blank=4, foot="填表人："))
    await talk.play(("王主任", PRIVATE, "套表 第一支部", "第一支部 5 人"))
    rows = filled(talk)
    assert [row[0] for row in rows[1:6]] == [1, 2, 3, 4, 5]
    assert all(row[1] for row in rows[1:6])
    assert rows[-1][0] == "填表人："


async def test_the_shape_of_the_form_stays(talk: Talk, tmp_path: Path) -> None:
    source = form(tmp_path / "采集表.xlsx", blank=1)
    await send(talk, source)
    await talk.play(("王主任", PRIVATE, "套表 第一支部", "5 人"))
    (path,) = sent_files(talk, "已填")
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(path) as after:
        assert before.read("xl/styles.xml") == after.read("xl/styles.xml")
        sheet = after.read("xl/worksheets/sheet1.xml").decode()
    assert 'mergeCell ref="A1:H1"' in sheet
    assert len(set(re.findall(r'<c r="B[3-7]" s="(\d+)"', sheet))) == 1


async def test_a_csv_is_filled_too(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text("姓名,手机\n", encoding="utf-8-sig")
    await send(talk, tmp_path / "表.csv")
    await talk.play(("王主任", PRIVATE, "套表 第二支部", "2 人"))
    (path,) = sent_files(talk, "已填")
    assert [row.cells[0] for row in read_sheet(path)] == ["姓名", "赵书记", "孙七"]


async def test_whose_data_went_into_a_form_is_noted(talk: Talk, tmp_path: Path) -> None:
    await send(talk, form(tmp_path / "采集表.xlsx"))
    await talk.play(("王主任", PRIVATE, "套表 第二支部", "2 人"))
    sun = members.named(talk.db, "孙七")[0].id
    assert [one.action for one in audit.of_member(talk.db, sun, START)] == ["套表"]


async def test_without_a_form_or_in_a_wrong_place_it_says_how(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "套表", "请先把要填的空表"),
        ("王主任", FIRST, "套表", "套表请私信我"),
        ("李书记", PRIVATE, "套表", "只有党办可以用"),
    )
