"""Ledgers as files: the workbook to decide in, decisions read back, corrected copies in their own shape."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter

from bot.domain.ledger import Decisions, Ledger, Reconciliation, correct
from bot.ledger import (
    Copied,
    DecisionsError,
    cell_reader,
    joined_in,
    name_ledgers,
    read_decisions,
    read_ledger,
    reconcile_ledgers,
    write_copy,
    write_workbook,
)
from bot.sheets import Row, read_sheet, read_sheets
from tests.ledgers.office import LI, TODAY, WANG, ZHANG, ZHAO, write_own, write_paper


@dataclass
class Office:
    """Two ledgers in a folder, laid side by side, and a workbook whose cells can be filled in."""

    folder: Path
    files: tuple[Path, ...]
    ledgers: list[Ledger]
    found: Reconciliation

    @property
    def workbook(self) -> dict[str, list[Row]]:
        path = self.folder / "对账.xlsx"
        if not path.exists():
            write_workbook(path, self.found)
        return read_sheets(path)

    def fill_in(self, sheet: str, row: int = 1, **cells: str) -> dict[str, list[Row]]:
        """Give the workbook's sheets with cells of a row, counted from the heading, filled in."""
        sheets = self.workbook
        headings = [str(cell) for cell in sheets[sheet][0].cells]
        old = sheets[sheet][row]
        new = list(old.cells) + [None] * (len(headings) - len(old.cells))
        for heading, cell in cells.items():
            new[headings.index(heading)] = cell
        sheets[sheet][row] = Row(old.number, tuple(new))
        return sheets

    def decide(self, sheets: dict[str, list[Row]]) -> Decisions:
        self.found = reconcile_ledgers(self.ledgers, joined_in(sheets))
        return read_decisions(sheets, self.found, cell_reader(TODAY))

    def copy(self, place: int, decisions: Decisions) -> Copied:
        ledger = self.ledgers[place]
        return write_copy(self.files[place], self.folder, ledger, correct(ledger, self.found, decisions))


def open_office(folder: Path, *files: Path) -> Office:
    names = name_ledgers(files)
    ledgers = [read_ledger(file, today=TODAY, name=name) for file, name in zip(files, names, strict=True)]
    return Office(folder, files, ledgers, reconcile_ledgers(ledgers))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path, write_own(tmp_path / "自有表.xlsx"), write_paper(tmp_path / "纸质.csv"))


def line(rows: list[Row], number: int) -> dict[str, object]:
    headings = [str(cell) for cell in rows[0].cells]
    return dict(zip(headings, next(row.cells for row in rows if row.number == number), strict=False))


# The workbook.


def test_the_workbook_has_a_sheet_for_each_thing_to_look_at(office: Office) -> None:
    assert list(office.workbook) == [
        *("说明", "不一致", "只在一处", "疑似同一人", "重复", "只凭姓名和支部", "无效", "一致"),
    ]


def test_a_difference_is_a_line_with_each_ledgers_value(office: Office) -> None:
    found = line(office.workbook["不一致"], 2)
    assert found["姓名"] == "李四"
    assert found["项目"] == "联系电话"
    assert (found["自有表"], found["纸质"]) == ("13800000002", "13800000009")
    assert found["理由"] == "请问本人或书记"


def test_who_is_missing_is_told_with_the_row_to_look_at(office: Office) -> None:
    rows = office.workbook["只在一处"]
    assert [(row.cells[0], row.cells[4]) for row in rows[1:]] == [("王五", "纸质"), ("赵六", "自有表")]
    assert line(rows, 2)["在哪里"] == "自有表 “党员”第6行"


def test_choices_are_offered_as_a_list_and_the_head_stays_in_sight(office: Office) -> None:
    assert office.workbook
    with zipfile.ZipFile(office.folder / "对账.xlsx") as book:
        xml = book.read("xl/worksheets/sheet2.xml").decode()
    assert '"采用建议,自有表,纸质,改成,不改"' in xml
    assert 'state="frozen"' in xml
    assert "<autoFilter" in xml


def test_nothing_in_the_workbook_runs_as_a_formula(tmp_path: Path) -> None:
    rows = (f"张三,一支部,1958.03,2001.07,13800000001,{ZHANG}", f"=1+1,一支部,1961.01,1999.01,@SUM(1),{LI}")
    files = [write_paper(tmp_path / "甲.csv", *rows), write_paper(tmp_path / "乙.csv", rows[0])]
    write_workbook(tmp_path / "对账.xlsx", open_office(tmp_path, *files).found)
    with zipfile.ZipFile(tmp_path / "对账.xlsx") as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist() if "worksheets" in name)


def test_invalid_cells_are_told_one_by_one(tmp_path: Path) -> None:
    rows = ("张三,一支部,1958.13,2001.07,1380000001,1.10116E+17",)
    files = [write_paper(tmp_path / "甲.csv", *rows), write_paper(tmp_path / "乙.csv")]
    told = open_office(tmp_path, *files)
    write_workbook(tmp_path / "对账.xlsx", told.found)
    found = [row.cells for row in read_sheets(tmp_path / "对账.xlsx")["无效"][1:] if row.cells[0] == "甲"]
    assert [(row[2], row[4]) for row in found] == [("2", "出生日期"), ("2", "联系电话"), ("2", "身份证号")]


# Decisions.


def test_a_decision_becomes_the_value_in_both_ledgers(office: Office) -> None:
    decisions = office.decide(office.fill_in("不一致", 决定="纸质"))
    assert read_sheet(office.copy(0, decisions).path)[4].cells[5] == 13800000009
    assert office.copy(1, decisions).cells == 0


def test_what_is_written_beside_other_is_taken(office: Office) -> None:
    decisions = office.decide(office.fill_in("不一致", 改成="138 0000 0077"))
    assert read_sheet(office.copy(1, decisions).path)[2].cells[4] == "13800000077"


def test_to_leave_a_difference_is_a_decision_too(office: Office) -> None:
    decisions = office.decide(office.fill_in("不一致", 决定="不改"))
    assert not decisions.values
    write_workbook(office.folder / "再看.xlsx", office.found, decisions)
    assert line(read_sheets(office.folder / "再看.xlsx")["不一致"], 2)["决定"] == "不改"


def test_what_was_decided_stands_in_the_next_workbook(office: Office) -> None:
    decisions = office.decide(office.fill_in("不一致", 改成="13800000077"))
    write_workbook(office.folder / "再看.xlsx", office.found, decisions)
    assert office.decide(read_sheets(office.folder / "再看.xlsx")) == decisions


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"决定": "随便"}, "不一致 第2行：看不懂“随便”，请选：采用建议、自有表、纸质、改成、不改"),
        ({"决定": "采用建议"}, "不一致 第2行：这一条没有建议，请选自有表或纸质"),
        ({"改成": "123"}, "不一致 第2行：“改成”里的“123”不行：电话不对"),
        ({"决定": "纸质", "自有表": "13811112222"}, "不一致 第2行：自有表现在写的是“13800000002”"),
        ({"决定": "纸质", "编号": "000000000000:联系电话"}, "不一致 第2行：李四的这一条不在这几个文件里"),
    ],
)
def test_a_decision_that_cannot_be_is_told_with_sheet_and_row(
    office: Office, cells: dict[str, str], words: str
) -> None:
    with pytest.raises(DecisionsError) as error:
        office.decide(office.fill_in("不一致", 1, **cells))
    assert str(error.value).startswith(words)


def test_every_mistake_is_told_at_once(office: Office) -> None:
    sheets = office.fill_in("不一致", 决定="随便")
    sheets["只在一处"] = office.fill_in("只在一处", 决定="加")["只在一处"]
    with pytest.raises(DecisionsError) as error:
        office.decide(sheets)
    assert [mistake.split("：")[0] for mistake in error.value.mistakes] == ["不一致 第2行", "只在一处 第2行"]


def test_another_workbook_is_refused(office: Office) -> None:
    with pytest.raises(DecisionsError, match="没有工作表“不一致”"):
        office.decide(read_sheets(office.files[0]))


def test_a_pair_that_people_call_one_person_is_one(tmp_path: Path) -> None:
    other = write_paper(tmp_path / "甲.csv", "张山,二支部,1958.03,2001.07,13800000001,")
    office = open_office(tmp_path, other, write_paper(tmp_path / "乙.csv"))
    decisions = office.decide(office.fill_in("疑似同一人", 决定="是"))
    assert {each.field for each in office.found.differences} >= {"姓名", "身份证号", "所在支部"}
    assert len(decisions.joined) == 1


def test_who_may_stand_there_under_another_name_is_not_added_before_that_is_settled(tmp_path: Path) -> None:
    other = write_paper(tmp_path / "甲.csv", "张山,二支部,1958.03,2001.07,13800000001,")
    office = open_office(tmp_path, other, write_paper(tmp_path / "乙.csv"))
    row = next(at for at, row in enumerate(office.workbook["只在一处"]) if row.cells[0] == "张三")
    with pytest.raises(DecisionsError, match=r"只在一处 第\d行：要补的人在“疑似同一人”里还没定"):
        office.decide(office.fill_in("只在一处", row, 决定="补"))


# Corrected copies.


def test_an_xlsx_keeps_its_styles_its_merged_cells_and_its_widths(office: Office) -> None:
    copied = office.copy(0, office.decide(office.fill_in("不一致", 决定="纸质")))
    with zipfile.ZipFile(office.files[0]) as old, zipfile.ZipFile(copied.path) as new:
        assert old.read("xl/styles.xml") == new.read("xl/styles.xml")
        before, after = (book.read("xl/worksheets/sheet1.xml").decode() for book in (old, new))
    assert copied.notes == ()
    assert before[: before.index('<c r="F5"')] == after[: after.index('<c r="F5"')]
    assert before[before.index('<c r="G5"') :] == after[after.index('<c r="G5"') :]


def test_only_what_was_decided_changes(office: Office) -> None:
    before = read_sheets(office.files[0])
    after = read_sheets(office.copy(0, office.decide(office.fill_in("不一致", 决定="纸质"))).path)
    changed = [
        (old.number, at)
        for old, new in zip(before["党员"], after["党员"], strict=True)
        for at, (one, other) in enumerate(zip(old.cells, new.cells, strict=True))
        if one != other
    ]
    assert changed == [(5, 5)]
    assert before["填表说明"] == after["填表说明"]


def test_a_missing_person_gets_a_row_in_the_ledgers_own_shape(office: Office) -> None:
    copied = office.copy(0, office.decide(office.fill_in("只在一处", 2, 决定="补")))
    row = read_sheet(copied.path)[-1].cells
    assert row[:4] == (4, "赵六", ZHAO, "女" if int(ZHAO[16]) % 2 == 0 else "男")
    assert row[5:] == (13800000004, None, "第二支部")
    assert "末尾有合计或说明" in copied.notes[0]


def test_a_csv_keeps_its_encoding_its_separator_and_its_days(office: Office) -> None:
    before = office.files[1].read_bytes()
    copied = office.copy(1, office.decide(office.fill_in("只在一处", 1, 决定="补")))
    added = f"王五,第二支部,1970.02,,13800000003,{WANG}\r\n".encode("gb18030")
    assert copied.path.read_bytes() == before + added


def test_the_original_is_never_touched(office: Office) -> None:
    before = [file.read_bytes() for file in office.files]
    decisions = office.decide(office.fill_in("不一致", 改成="13800000077"))
    copies = [office.copy(place, decisions).path for place in (0, 1)]
    assert [file.read_bytes() for file in office.files] == before
    assert not set(copies) & set(office.files)


def test_a_copy_that_is_corrected_again_is_not_overwritten(tmp_path: Path) -> None:
    source = write_paper(tmp_path / "纸质-已改.csv")
    ledger = read_ledger(source, today=TODAY, name="纸质")
    found = reconcile_ledgers([ledger, read_ledger(write_own(tmp_path / "自有表.xlsx"), today=TODAY)])
    copied = write_copy(source, tmp_path, ledger, correct(ledger, found, Decisions()))
    assert copied.path.name == "纸质-已改-再改.csv"


def test_a_formula_and_a_cell_merged_over_rows_are_left_alone(tmp_path: Path) -> None:
    paper = tmp_path / "纸质.csv"
    paper.write_text(f"姓名,身份证号,性别,支部\n李四,{LI},男,第三支部\n王五,{WANG},女,\n", encoding="utf-8")
    office = open_office(tmp_path, write_own(tmp_path / "自有表.xlsx"), paper)
    sheets = office.workbook
    for at, row in enumerate(sheets["不一致"][1:], start=1):
        if row.cells[0] == "李四":
            sheets["不一致"][at] = office.fill_in("不一致", at, 决定="纸质")["不一致"][at]
    notes = office.copy(0, office.decide(sheets)).notes
    assert notes == (
        "工作表“党员”的 D5 是公式，没有改，请您自己改",
        "工作表“党员”的 H5 和别的行合并了，没有改，请您自己改",
    )


def test_an_old_workbook_becomes_an_xlsx_and_says_so(tmp_path: Path) -> None:
    old = tmp_path / "旧.xls"
    old.write_bytes((Path(__file__).parents[1] / "sheets/old.xls").read_bytes())
    paper = tmp_path / "纸质.csv"
    paper.write_text("姓名,出生日期,支部\n张三,1988.11.25,第二支部\n", encoding="utf-8")
    office = open_office(tmp_path, old, paper)
    copied = office.copy(0, office.decide(office.fill_in("不一致", 决定="纸质")))
    assert copied.path.name == "旧-已改.xlsx"
    assert "旧格式" in copied.notes[0]
    assert read_sheet(copied.path)[1].cells[3] == "第二支部"


def test_a_workbook_made_by_another_program_is_written_plainly(office: Office) -> None:
    strange = office.folder / "怪.xlsx"
    with zipfile.ZipFile(office.files[0]) as old, zipfile.ZipFile(strange, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b'<row r="5"', b"<row") if "sheet1" in name else data)
    again = open_office(office.folder, strange, office.files[1])
    decisions = again.decide(office.fill_in("不一致", 决定="纸质") | {"不一致": again.workbook["不一致"]})
    assert decisions.values == {}
    again.found = reconcile_ledgers(again.ledgers)
    key = again.found.differences[0].key
    copied = again.copy(0, Decisions(values={key: again.found.differences[0].sources[1].value}))
    assert "内部写法少见" in copied.notes[0]
    assert read_sheet(copied.path)[4].cells[5] == "13800000009"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_without_changes_comes_out_as_it_went_in(tmp_path: Path, encoding: str, mark: str) -> None:
    text = mark.join(("姓名", "电话")) + "\r\n" + mark.join(("张三", "13800000001")) + "\r\n\r\n"
    path = tmp_path / "甲.csv"
    path.write_bytes(text.encode(encoding))
    office = open_office(tmp_path, path, write_paper(tmp_path / "乙.csv"))
    assert office.copy(0, Decisions()).path.read_bytes() == path.read_bytes()


def test_two_files_of_one_name_are_told_apart() -> None:
    files = [Path("甲/名册.xlsx"), Path("乙/名册.xlsx"), Path("建议.csv")]
    assert name_ledgers(files) == ["名册", "名册（2）", "建议（3）"]
    assert name_ledgers(files, ["自有表", "组 工 库"]) == ["自有表", "组工库", "建议（3）"]


def fill(path: Path, write: Callable[[xlsxwriter.Workbook], None]) -> Path:
    book = xlsxwriter.Workbook(path)
    write(book)
    book.close()
    return path


def test_a_workbook_with_a_sheet_for_each_branch_gets_new_people_on_the_right_one(tmp_path: Path) -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        for branch, name, number in (("第一支部", "张三", ZHANG), ("第二支部", "王五", WANG)):
            sheet = book.add_worksheet(branch)
            sheet.write_row("A1", ("姓名", "身份证号", "支部"))
            sheet.write_row("A2", (name, number, branch))

    office = open_office(tmp_path, fill(tmp_path / "自有表.xlsx", write), write_paper(tmp_path / "纸质.csv"))
    row = next(at for at, row in enumerate(office.workbook["只在一处"]) if row.cells[0] == "赵六")
    copied = office.copy(0, office.decide(office.fill_in("只在一处", row, 决定="补")))
    assert read_sheets(copied.path)["第二支部"][-1].cells == ("赵六", ZHAO, "第二支部")
