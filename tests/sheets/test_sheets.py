"""Spreadsheets as they come: every format and encoding, and every way to be no spreadsheet."""

from __future__ import annotations

import codecs
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from bot.sheets import Row, SheetError, read_phone, read_sheet, read_sheets

OLD_WORKBOOK = Path(__file__).with_name("old.xls")
MORNING = datetime(1988, 11, 25, 8, 30)  # noqa: DTZ001 - cells have no zone
TABLE = "姓名,所在支部\r\n张三,第一支部\r\n"
READ = [Row(1, ("姓名", "所在支部")), Row(2, ("张三", "第一支部"))]

ODS_CONTENT = (
    '<?xml version="1.0"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="名册">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
TEXT_CELL = (
    '<table:table-cell office:value-type="string" table:number-columns-repeated="{}"><text:p>{}</text:p>'
    "</table:table-cell>"
)


def workbook(path: Path, fill: Callable[[xlsxwriter.Workbook], None]) -> Path:
    book = xlsxwriter.Workbook(path)
    fill(book)
    book.close()
    return path


def ods(path: Path, rows: str, manifest: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="content.xml">{manifest}</manifest:file-entry>'
            "</manifest:manifest>",
        )
        package.writestr("content.xml", ODS_CONTENT.format(rows))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(SheetError) as error:
        read_sheets(path)
    return str(error.value)


def test_a_workbook_gives_typed_cells_under_the_rows_the_user_sees(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row("A3", ["姓名 ", 13800138000, True])
        sheet.write_datetime("A5", date(1988, 11, 25), days)
        sheet.write_datetime("B5", MORNING, days)
        sheet.write("C5", 32472)
        sheet.write_formula("A6", "=1/0", None, "#DIV/0!")

    assert read_sheet(workbook(tmp_path / "a.xlsx", fill)) == [
        Row(3, ("姓名", 13800138000.0, True)),
        Row(5, (date(1988, 11, 25), MORNING, 32472.0)),
    ]


def test_a_merged_regions_value_stands_in_each_of_its_cells(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:B1", "花名册")
        sheet.write_column("A2", ["张三", "李四", "王五"])
        sheet.merge_range("B2:B3", "第一支部")
        sheet.merge_range("D8:E9", "")

    assert [row.cells for row in read_sheet(workbook(tmp_path / "a.xlsx", fill))] == [
        ("花名册", "花名册"),
        ("张三", "第一支部"),
        ("李四", "第一支部"),
        ("王五", None),
    ]


def test_hidden_and_empty_sheets_are_left_out(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        for name in ("空", "说明", "名册", "旧"):
            sheet = book.add_worksheet(name)
            if name != "空":
                sheet.write("A1", name)
        sheet.hide()

    path = workbook(tmp_path / "a.xlsx", fill)
    assert list(read_sheets(path)) == ["说明", "名册"]
    assert read_sheet(path) == [Row(1, ("说明",))]


def test_an_old_workbook_is_read() -> None:
    assert read_sheet(OLD_WORKBOOK)[1:] == [
        Row(2, ("张三", date(1988, 11, 25), 13800138000.0, "第一支部")),
        Row(3, ("李四", 32472, "13900139000", "第一支部")),
    ]


def test_an_opendocument_sheet_is_read(tmp_path: Path) -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f"<table:table-row>{TEXT_CELL.format(1, '张三')}"
        '<table:table-cell office:value-type="date" office:date-value="1988-11-25"/></table:table-row>'
    )
    assert read_sheet(ods(tmp_path / "a.ods", rows)) == [Row(3, ("张三", date(1988, 11, 25)))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_text_is_read_in_every_encoding_and_with_every_separator(
    tmp_path: Path, encoding: str, mark: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.replace(",", mark).encode(encoding))
    assert read_sheet(path) == READ


def test_big_endian_utf16_with_its_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"))
    assert read_sheet(path) == READ


def test_rare_characters_of_gb18030_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,支部\n䶮㛃𠮷,一\n".encode("gb18030"))
    assert read_sheet(path)[1].cells == ("䶮㛃𠮷", "一")


def test_a_line_break_in_a_cell_is_no_new_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('"联系\n电话",姓名\n\n1,张三\n', encoding="utf-8")
    assert [(row.number, row.cells[1]) for row in read_sheet(path)] == [(1, "姓名"), (3, "张三")]


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    text = tmp_path / "text.xls"
    text.write_bytes(TABLE.replace(",", "\t").encode("gb18030"))
    book = workbook(tmp_path / "book.csv", lambda book: book.add_worksheet().write("A1", "姓名") and None)
    assert read_sheet(text) == READ
    assert read_sheet(book) == [Row(1, ("姓名",))]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "是空文件"),
        (b"\xef\xbb\xbf\r\n\r\n,,\r\n", "里没有内容"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "不是表格"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "不是表格"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "不是表格"),
        (b"\xff\xff\xff\x80", "不是表格"),
        (b"PK\x03\x04 and then nothing", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "已损坏"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "设了密码"),
        ('姓名,支部\n"张三,一\n李四,二\n'.encode(), "第2行的引号不成对"),
    ],
)
def test_what_is_no_table_is_named_with_what_to_do(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(content)
    said = refusal(path)
    assert said.startswith("名册.xlsx ")
    assert words in said
    assert said.endswith("。")
    assert "请" in said


def test_a_file_over_ten_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(10 * 2**20 + 1)
    assert "超过 10 MB" in refusal(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "找不到文件" in refusal(tmp_path / "没有.xlsx")
    assert "打不开" in refusal(tmp_path)


def test_other_zip_files_are_no_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert "不是表格" in refusal(path)


def test_a_zip_whose_names_are_damaged_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("表.xml", "")
    path.write_bytes(path.read_bytes().replace("表".encode(), b"\xbb\xbb\xbb"))
    assert "已损坏" in refusal(path)


def test_damaged_and_locked_workbooks_are_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", lambda book: book.add_worksheet().write("A1", "姓名") and None)
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as broken, zipfile.ZipFile(path) as whole:
        for name in whole.namelist():
            broken.writestr(name, b"<broken" if "sheet1" in name else whole.read(name))
    assert "已损坏" in refusal(tmp_path / "b.xlsx")
    assert "设了密码" in refusal(ods(tmp_path / "a.ods", "", "<manifest:encryption-data/>"))


@pytest.mark.parametrize("size", [60 * 2**20, 2**20])
def test_zip_bombs_are_refused_unread(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", lambda book: book.add_worksheet().write("A1", "姓名") and None)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/zeros.bin", b"\0" * size)
    monkeypatch.setattr("subprocess.run", None)
    assert "解压后过大" in refusal(path)


def test_a_small_file_that_claims_a_vast_sheet_harms_nobody(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write("A1", "姓名")
        sheet.write("XFD1048576", "x")

    cells = TEXT_CELL.format(16384, "x")
    row = f'<table:table-row table:number-rows-repeated="1048576">{cells}</table:table-row>'
    assert "范围过大" in refusal(workbook(tmp_path / "a.xlsx", fill))
    assert "范围过大" in refusal(ods(tmp_path / "a.ods", row))


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("138-0013-8000", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("010-69641234", "01069641234"),
        ("（０３１６）２２２２２２２", "03162222222"),
        ("+86 10 6964 1234", "01069641234"),
        ("+1 (416) 555-0123", "+14165550123"),
        ("001 416 555 0123", "+14165550123"),
        ("+852 9123 4567", "+85291234567"),
        ("4165550123", None),
        ("69641234", None),
        ("12345678901", None),
        ("张三", None),
        ("", None),
    ],
)
def test_telephones_are_read(text: str, phone: str | None) -> None:
    assert read_phone(text) == phone
