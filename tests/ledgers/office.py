"""Small ledgers as an office has them: with everything that makes one hard to read and to keep."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter

from bot.domain.ledger.identity import check_digit

TODAY = date(2026, 11, 23)
ZHANG, LI, WANG, ZHAO = (
    stem + check_digit(stem)
    for stem in ("11011619580305009", "11011619610101002", "11011619700203003", "11011619850708004")
)


def write_own(path: Path) -> Path:
    """Write our own table: a title, two heading rows, coloured cells, a merged branch, a sum below."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("党员")
    bold, red = book.add_format({"bold": True, "align": "center"}), book.add_format({"bg_color": "#FF0000"})
    days = book.add_format({"num_format": "yyyy.mm.dd"})
    sheet.merge_range("A1:H1", "流动党员花名册", bold)
    for column, word in enumerate(("序号", "姓名", "身份证号", "性别", "出生日期")):
        sheet.merge_range(1, column, 2, column, word, bold)
    sheet.merge_range("F2:G2", "联系方式", bold)
    sheet.write_row("F3", ("手机", "微信号"))
    sheet.merge_range("H2:H3", "支部", bold)
    sheet.merge_range("H4:H5", "第一支部")
    sheet.write("H6", "第二支部")
    rows = (
        (1, "张 三", ZHANG, date(1958, 3, 5), 13800000001, "zhang_s"),
        (2, "李四", LI, date(1961, 1, 1), 13800000002, "lisi"),
        (3, "王五", WANG, date(1970, 2, 3), 13800000003, "wang5"),
    )
    for at, (number, name, identity, birthday, phone, wechat) in enumerate(rows, start=3):
        sheet.write(at, 0, number)
        sheet.write(at, 1, name, red)
        sheet.write(at, 2, identity)
        sheet.write_formula(
            at, 3, f'=IF(MOD(MID(C{at + 1},17,1),2),"男","女")', None, "男" if at != 4 else "女"
        )
        sheet.write_datetime(at, 4, birthday, days)
        sheet.write(at, 5, phone)
        sheet.write(at, 6, wechat)
    sheet.write_row("A7", ("合计", "3人"))
    sheet.set_column("B:B", 33)
    book.add_worksheet("填表说明").write("A1", "请如实填写")
    book.close()
    return path


def write_paper(path: Path, *rows: str) -> Path:
    """Write the paper ledger as typed in: months only, other words, another order."""
    lines = rows or (
        f"张三,第1党支部,1958.03,2001.07,13800000001,{ZHANG.lower()}",
        f"李四,一支部,1961.01,1999.01,13800000009,{LI}",
        f"赵六,第二支部,1985.07,2010.12,13800000004,{ZHAO}",
    )
    text = "\r\n".join(("党员姓名,所在党支部,出生年月,入党年月,联系电话,公民身份号码", *lines)) + "\r\n"
    path.write_bytes(text.encode("gb18030"))
    return path
