"""导入 党费: a sheet of payments, shown first, booked whole or not at all, and never twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from bot.sheets import read_sheet
from tests.conftest import OFFICE, PRIVATE, SECRETARIES, Talk, account_id

Cells = tuple[object, ...]
HEADINGS: Cells = ("序号", "姓名", "所在支部", "交费月份", "实交金额（元）", "交款人", "交款日期")


def write(path: Path, *rows: Cells, headings: Cells = HEADINGS) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("党费")
    sheet.write_row(0, 0, ("2026年党费收缴登记",))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate((headings, *rows), start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, place, cell, day)
            else:
                sheet.write(number, place, cell)
    book.close()
    return path


async def send(talk: Talk, path: Path, who: str = "王主任") -> None:
    talk.stage.wechat.speak(account_id(who), who, "", file=str(path))
    await talk.wait(seconds=30)


def booked(talk: Talk) -> list[tuple[object, ...]]:
    rows = talk.db.execute(
        "SELECT name, first, last, cents, payer, paid_on FROM dues_payments"
        " JOIN members ON members.id = member_id WHERE withdrawn_at IS NULL ORDER BY dues_payments.id"
    )
    return [tuple(row) for row in rows]


@pytest.fixture
async def sheet(talk: Talk, tmp_path: Path) -> Path:
    """Two good rows, a sum, and rows with something wrong; 张三 has paid until August."""
    talk.db.execute("UPDATE members SET dues_until = '2026-08' WHERE name = '张三'")
    return write(
        tmp_path / "党费.xlsx",
        (1, "张三", "第一支部", "2026-09至2026-10", 40, "", date(2026, 10, 8)),
        (2, "李四", "第一支部", "2026年10月", "20.5", "李四媳妇", ""),
        (3, "孙七", "第一支部", "2026-10", 20, "", ""),
        (4, "周八", "第一支部", "2026-10", 20, "", ""),
        (5, "赵海", "第一支部", "2026-13", 20, "", ""),
        (6, "老周", "第一支部", "2026-10", "2o", "", ""),
        (7, "李四", "第一支部", "10月", 20, "", ""),
        ("", "合计", "", "", 100, "", ""),
    )


async def test_it_is_shown_with_what_is_wrong_and_booked_after_the_word(talk: Talk, sheet: Path) -> None:
    await send(talk, sheet)
    await talk.play(
        (
            "王主任",
            PRIVATE,
            "导入 党费",
            "能记 2 行，2 人，共 60.50元\n5 行有问题，不记：\n"
            "第 5 行 孙七：有这个名字，但支部或手机对不上\n第 6 行 周八：名册里没有这个名字\n"
            "第 7 行 赵海：没有2026年13月.*\n第 8 行 老周：金额“2o”看不懂.*\n"
            "第 9 行 李四：和第 4 行的月份重复\n"
            "回复“确认”记下",
        )
    )
    assert booked(talk) == []
    await talk.play(("王主任", PRIVATE, "确认", "记好了：2 行，2 人"))
    assert booked(talk) == [
        ("张三", "2026-09", "2026-10", 4000, "", "2026-10-08"),
        ("李四", "2026-10", "2026-10", 2050, "李四媳妇", None),
    ]
    rows = talk.db.execute("SELECT dues_until FROM members WHERE name IN ('张三', '李四')").fetchall()
    assert rows == [("2026-10",), ("2026-10",)]


async def test_the_same_sheet_again_books_nothing(talk: Talk, sheet: Path) -> None:
    await send(talk, sheet)
    await talk.play(("王主任", PRIVATE, "导入 党费", "能记 2 行"), ("王主任", PRIVATE, "确认", "记好了"))
    await send(talk, sheet)
    await talk.play(("王主任", PRIVATE, "导入 党费", "能记 0 行.*3 行以前已经记过，不再记.*没有要记的"))
    assert len(booked(talk)) == 2


async def test_it_can_be_taken_back_as_one(talk: Talk, sheet: Path) -> None:
    await send(talk, sheet)
    await talk.play(
        ("王主任", PRIVATE, "导入党费", "能记 2 行"),
        ("王主任", PRIVATE, "确认", "记好了"),
        ("王主任", PRIVATE, "撤", "已撤：张三2026年9月至10月的党费"),
    )
    rows = talk.db.execute(
        "SELECT dues_until FROM members WHERE name IN ('张三', '李四') ORDER BY id"
    ).fetchall()
    assert (booked(talk), rows) == ([], [("2026-08",), (None,)])


async def test_columns_come_in_any_order_with_first_and_last_month(talk: Talk, tmp_path: Path) -> None:
    rows = (("60", "2026-12", "2026-10", "孙七", "0000"), (5, 202611, "", "张三", "8000"))
    headings = ("缴费金额", "终止月份", "起始月份", "党员姓名", "手机尾号")
    await send(talk, write(tmp_path / "交费.xlsx", *rows, headings=headings))
    await talk.play(
        ("王主任", PRIVATE, "导入 党费", "能记 1 行.*孙七：有这个名字，但支部或手机对不上"),
        ("王主任", PRIVATE, "确认", "记好了"),
    )
    assert [row[:4] for row in booked(talk)] == [("张三", "2026-11", "2026-11", 500)]


async def test_two_of_a_name_need_branch_or_telephone(talk: Talk, tmp_path: Path) -> None:
    talk.db.execute("UPDATE members SET name = '张三' WHERE name = '孙七'")
    rows = ((1, "张三", "", "2026-11", 20), (2, "张三", "二支部", "2026-12", 20))
    await send(talk, write(tmp_path / "党费.xlsx", *rows))
    await talk.play(("王主任", PRIVATE, "导入 党费", "能记 1 行.*有 2 位同名，请加上支部或手机"))


async def test_many_problems_come_as_a_workbook(talk: Talk, tmp_path: Path) -> None:
    await send(
        talk, write(tmp_path / "党费.xlsx", *((n, f"某某{n:02}号", "", "2026-11", 1) for n in range(12)))
    )
    await talk.play(("王主任", PRIVATE, "导入 党费", "12 行有问题，不记，原因在表里"))
    (file,) = talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL").fetchone()
    assert len(read_sheet(Path(file))) == 13


async def test_a_sheet_of_something_else_is_told(talk: Talk, tmp_path: Path) -> None:
    await talk.play(("王主任", OFFICE, "导入 党费", "请先把交费表"))
    await send(talk, write(tmp_path / "名册.xlsx", ("张三", "1"), headings=("姓名", "学历")))
    await talk.play(
        ("王主任", PRIVATE, "导入 党费", "没找到党费的列：要有 姓名、金额、月份"),
        ("王主任", SECRETARIES, "@风筝线 导入 党费", "请私信我"),
    )
