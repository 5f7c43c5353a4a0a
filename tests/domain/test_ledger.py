"""The ledgers' rules: headings, cells, who is one person, what differs, what is proposed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.field import Field
from bot.domain.ledger import (
    CellReader,
    Decisions,
    Kind,
    Ledger,
    LedgerError,
    Reconciliation,
    Role,
    Value,
    correct,
    read_tables,
    reconcile,
    role_of,
)
from bot.domain.ledger.decision import DecisionError, decide
from bot.domain.ledger.identity import check_digit, read_identity
from bot.domain.roll.cells import Cell

TODAY = date(2026, 11, 23)
ZHANG = "110116195803050090"
LI = "110116196101010021"
ALIKE = {"玮": "伟", "珊": "山"}


@dataclass(frozen=True)
class Line:
    number: int
    cells: tuple[Cell, ...]


def parse_phone(text: str) -> str | None:
    return text if text.isdigit() and 10 <= len(text) <= 12 else None


def sounds(name: str) -> Collection[str]:
    return ("".join(ALIKE.get(char, char) for char in name),)


def ledger(name: str, *rows: tuple[Cell, ...], sheet: str = "表") -> Ledger:
    lines = [Line(number, row) for number, row in enumerate(rows, start=1) if any(row)]
    return read_tables(name, {sheet: lines}, CellReader(TODAY, parse_phone))


def beside(*tables: tuple[tuple[Cell, ...], ...], joined: Collection[str] = ()) -> Reconciliation:
    return reconcile(
        [ledger(name, *rows) for name, rows in zip("甲乙丙丁", tables, strict=False)], sounds, joined
    )


def values(heading: str, *cells: Cell) -> list[Value]:
    read = ledger(
        "甲", ("姓名" if heading != "姓名" else "荣誉", heading), *(("某某", cell) for cell in cells)
    )
    return [entry.values[1] for entry in read.entries]


def keys(heading: str, *cells: Cell) -> set[str | None]:
    return {value.key for value in values(heading, *cells)}


def said(found: Reconciliation) -> list[tuple[str, Kind, str | None]]:
    return [
        (each.field, each.kind, each.proposal.key if each.proposal else None) for each in found.differences
    ]


# Headings.


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("党员姓名", Field.NAME),
        ("姓 名＊（必填）", Field.NAME),
        ("公民身份号码", Field.ID_NUMBER),
        ("证件号码", Field.ID_NUMBER),
        ("出生年月", Field.BIRTHDAY),
        ("手机", Field.PHONE),
        ("加入党组织日期", Field.JOINED_ON),
        ("转正时间", Field.REGULAR_ON),
        ("党组织名称", Field.BRANCH),
        ("学历", Field.SCHOOLING),
        ("工作单位及职务", Field.EMPLOYER),
        ("工作岗位", Field.WORK_KIND),
        ("现居住地", Field.RESIDENCE),
        ("家庭住址", Field.ADDRESS),
        ("祖籍", "籍贯"),
    ],
)
def test_headings_are_known_however_offices_write_them(word: str, field: str) -> None:
    assert ledger("甲", (word, "姓名", "支部"), ("x", "张三", "一支部")).fields[0] == field


def test_a_title_and_two_heading_rows_are_read() -> None:
    read = ledger(
        "甲",
        ("流动党员台账", None, None, None),
        ("姓名", "联系方式", "联系方式", "支部"),
        ("姓名", "手机", "微信号", "支部"),
        ("张三", "13800000001", "zhang_s", "一支部"),
    )
    assert read.fields == ("姓名", "联系电话", "微信号", "所在支部")
    assert [entry.number for entry in read.entries] == [4]


def test_two_heading_rows_whose_merged_cells_were_lost_are_read() -> None:
    read = ledger(
        "甲", ("姓名", "联系方式", "", "支部"), ("", "手机", "微信号", ""), ("张三", "13800000001", "z", "一")
    )
    assert read.fields == ("姓名", "联系电话", "微信号", "所在支部")


def test_the_telephone_of_a_relative_is_not_the_members() -> None:
    read = ledger(
        "甲", ("姓名", "紧急联系人", "紧急联系人"), ("姓名", "姓名", "手机"), ("张三", "李四", "13800000001")
    )
    assert read.entries[0].value(Field.NAME).key == "张三"
    assert read.entries[0].value(Field.PHONE).key is None


def test_repeated_headings_sums_and_remarks_are_no_people() -> None:
    read = ledger(
        "甲",
        ("姓名", "支部", "电话"),
        ("张三", "一支部", "13800000001"),
        ("姓名", "支部", "电话"),
        ("李四", "一支部", "13800000002"),
        ("合计", "2人", ""),
        ("", "一支部", ""),
        ("填表人：王五", "", ""),
    )
    assert [entry.number for entry in read.entries] == [2, 4]


def test_sheets_without_a_heading_are_noted() -> None:
    sheets = {
        "说明": [Line(1, ("请如实填写",))],
        "一支部": [Line(1, ("姓名", "电话")), Line(2, ("张三", "13800000001"))],
        "二支部": [Line(1, ("电话", "姓名")), Line(2, ("13800000002", "李四"))],
    }
    read = read_tables("甲", sheets, CellReader(TODAY, parse_phone))
    assert [(one.sheet, one.value(Field.NAME).key) for one in read.entries] == [
        ("一支部", "张三"),
        ("二支部", "李四"),
    ]
    assert read.notes == ("工作表“说明”没有姓名一类的表头，没有读",)


def test_a_table_without_names_says_what_was_seen() -> None:
    with pytest.raises(LedgerError, match=r"甲：没有找到表头.*品名、数量"):
        ledger("甲", ("品名", "数量"), ("茶", 3))


@pytest.mark.parametrize(
    ("name", "role"),
    [("组工库导出", Role.DEPARTMENT), ("纸质台账", Role.PAPER), ("自有表", Role.OWN), ("2026", Role.OTHER)],
)
def test_the_name_tells_whose_ledger_it_is(name: str, role: Role) -> None:
    assert role_of(name) is role


# Cells.


def test_a_day_is_the_same_in_every_format() -> None:
    cells = (
        "1988.3.5",
        "1988-03-05",
        "19880305",
        19880305.0,
        "1988年3月5日",
        "１９８８／３／５",
        date(1988, 3, 5),
        32207,
    )
    assert keys("出生日期", *cells) == {"1988-03-05"}
    assert keys("入党时间", "1988.03", "198803", "1988年3月") == {"1988-03"}


def test_a_name_is_the_same_with_spaces_and_other_dots() -> None:
    assert keys("姓名", "张 三", "张　三", "张三") == {"张三"}
    assert keys("姓名", "阿依古丽•买买提", "阿依古丽．买买提", "阿依古丽 · 买买提") == {"阿依古丽·买买提"}


def test_a_number_oddly_written_is_taken_and_remarked() -> None:
    number = "11011619700203003X"
    found = values(
        "身份证号",
        number,
        "11011619700203003x",
        "110116 19700203 003X",
        f"'{number}",
        "１１０１１６19700203003X",
    )
    assert {value.key for value in found} == {number}
    assert [bool(value.remark) for value in found] == [False, True, True, True, False]


@pytest.mark.parametrize(
    "cell", [110116195803050090, 1.1011619580305e17, "1.10116E+17", "1.10116195803050E+17"]
)
def test_a_number_that_lost_its_digits_is_never_used(cell: Cell) -> None:
    (value,) = values("身份证号", cell)
    assert value.key is None
    assert "后几位已经丢了" in value.problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("110116195803050091", "校验位"),
        ("11011619580305009", "应是18位"),
        ("110116195813050090", "出生日期不存在"),
    ],
)
def test_a_wrong_number_says_what_is_wrong(text: str, words: str) -> None:
    assert words in values("身份证号", text)[0].problem


def test_a_number_of_fifteen_places_is_the_one_that_replaced_it() -> None:
    assert read_identity("110116580305009")[0] == "11011619580305009" + check_digit("11011619580305009")


@given(st.from_regex(r"[1-6]\d{5}19[4-9]\d0[1-9]1\d00[1-9]", fullmatch=True), st.integers(0, 16))
def test_one_wrong_digit_never_makes_another_valid_number(stem: str, at: int) -> None:
    number = stem + check_digit(stem)
    wrong = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
    assert read_identity(wrong)[0] is None


def test_what_only_is_written_otherwise_is_the_same() -> None:
    assert keys("支部", "第一支部", "第1党支部", "一支部", "第 1 支部") == {"一支部"}
    assert keys("电话", "138 0000 0001", "+86-13800000001", 13800000001.0) == {"13800000001"}
    assert keys("民族", "汉", "汉族") == {"汉"}
    assert keys("学历", "本科", "大学本科", "大学") == {"大学本科"}
    assert keys("籍贯", "河北省廊坊市", "河北廊坊") == {"河北廊坊"}


def test_nothing_is_said_by_a_dash() -> None:
    assert keys("电话", "无", "/", "——", "") == {None}
    assert not any(value.problem for value in values("电话", "无", "/"))


# Who is who.

HEAD = ("姓名", "身份证号", "出生日期", "手机", "支部")


def test_one_number_is_one_person_though_the_branch_changed() -> None:
    found = beside(
        (HEAD, ("张三", ZHANG, "", "13800000001", "一支部")), (HEAD, ("张三", ZHANG, "", "", "二支部"))
    )
    assert len(found.people) == 1
    assert said(found)[-1] == ("所在支部", Kind.DIFFERS, None)


def test_one_number_with_a_name_of_the_same_sound_is_one_person_named_otherwise() -> None:
    found = beside((HEAD, ("张伟", ZHANG)), (HEAD, ("张玮", ZHANG)))
    assert said(found) == [("姓名", Kind.DIFFERS, None)]


def test_one_number_with_another_name_is_shown_and_not_joined() -> None:
    found = beside((HEAD, ("张三", ZHANG)), (HEAD, ("李小龙", ZHANG)))
    assert len(found.people) == 2
    assert found.likely[0].reasons[:2] == ("姓名不同", "身份证号相同")


def test_a_sister_with_the_number_of_her_sister_is_not_joined() -> None:
    found = beside(
        (HEAD, ("张小红", ZHANG, "", "13800000001", "一")), (HEAD, ("张小花", ZHANG, "", "13900000002", "一"))
    )
    assert len(found.people) == 2
    assert len(found.likely) == 1


@pytest.mark.parametrize(
    "shared", [("", "1958-03-05", "", ""), ("", "", "13800000001", ""), ("", "", "", "一支部")]
)
def test_without_a_number_a_name_and_one_thing_more_are_a_person(shared: tuple[str, ...]) -> None:
    found = beside((HEAD, ("张三", *shared)), (HEAD, ("张三", *shared)))
    assert len(found.people) == 1


def test_the_birthday_in_a_number_counts() -> None:
    found = beside((HEAD, ("张三", ZHANG)), (("姓名", "出生日期"), ("张三", "1958.3.5")))
    assert len(found.people) == 1


def test_two_of_one_name_in_a_branch_are_not_joined_by_it() -> None:
    two = (HEAD, ("张三", ZHANG, "", "", "一支部"), ("张三", LI, "", "", "一支部"))
    found = beside(two, (HEAD, ("张三", "", "", "13800000001", "一支部")))
    assert len(found.people) == 3
    assert len(found.likely) == 2


def test_a_name_and_branch_do_not_do_where_telephones_differ() -> None:
    found = beside(
        (HEAD, ("张三", "", "", "13800000001", "一支部")), (HEAD, ("张三", "", "", "13900000022", "一支部"))
    )
    assert len(found.people) == 2
    assert found.likely[0].reasons == ("姓名相同", "电话不同", "支部相同")


def test_who_was_put_together_by_name_and_branch_alone_is_told() -> None:
    one = (HEAD, ("张三", "", "", "", "一支部"))
    assert len(beside(one, one).by_branch) == 1
    sure = (HEAD, ("张三", ZHANG, "", "", "一支部"))
    assert not beside(sure, sure).by_branch


def test_two_valid_numbers_are_two_people() -> None:
    found = beside(
        (HEAD, ("张三", ZHANG, "", "13800000001", "一")), (HEAD, ("张三", LI, "", "13800000001", "一"))
    )
    assert len(found.people) == 2
    assert "身份证号不同" in found.likely[0].reasons


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (("张三", "", "1958-05-03", "", "一支部"), "出生日期只差年、月、日中的一项"),
        (("张三", "", "", "13800000010", "一支部"), "电话只差一位或两位颠倒"),
        (("张珊", "", "", "13800000001", "一支部"), "姓名差一个字"),
        (("张三", "110116195803050190", "1966-03-05", "", "一支部"), "身份证号只差一位或两位颠倒"),
    ],
)
def test_near_matches_are_shown_with_their_reason_and_never_joined(
    other: tuple[str, ...], reason: str
) -> None:
    found = beside((HEAD, ("张三", ZHANG, "1958-03-05", "13800000001", "一支部")), (HEAD, other))
    assert len(found.people) == 2
    assert reason in found.likely[0].reasons


def test_a_likely_pair_is_joined_when_people_say_so() -> None:
    tables = (
        (HEAD, ("张三", ZHANG, "", "13800000001", "一支部")),
        (HEAD, ("张山", "", "", "13800000001", "二支部")),
    )
    pair = beside(*tables).likely[0]
    found = beside(*tables, joined={pair.key})
    assert len(found.people) == 1
    assert [each.field for each in found.differences] == ["姓名", "身份证号", "所在支部"]
    assert found.likely[0].joined


def test_somebody_twice_in_one_ledger_is_found() -> None:
    row = ("张三", ZHANG, "", "13800000001", "一支部")
    found = beside((HEAD, row, ("李四", LI, "", "", "一支部"), row), (HEAD, row))
    assert [person.name for person in found.doubles] == ["张三"]


# What differs.


def test_three_ledgers_decide_by_majority() -> None:
    rows = [
        (("姓名", "身份证号", "手机"), ("张三", ZHANG, phone))
        for phone in ("13800000001", "13800000002", "13800000001")
    ]
    found = beside(*rows)
    assert [
        (each.proposal and each.proposal.key, each.proposal and each.proposal.why)
        for each in found.differences
    ] == [("13800000001", "3处里有2处是这样")]


def test_of_two_different_telephones_none_is_proposed() -> None:
    head = ("姓名", "身份证号", "手机")
    found = beside((head, ("张三", ZHANG, "13800000001")), (head, ("张三", ZHANG, "13800000002")))
    assert said(found) == [("联系电话", Kind.DIFFERS, None)]


def test_the_newer_telephone_is_proposed_where_both_have_a_day() -> None:
    head = ("姓名", "身份证号", "手机", "更新时间")
    found = beside(
        (head, ("张三", ZHANG, "13800000001", "2026-10-01")),
        (head, ("张三", ZHANG, "13800000002", "2024-01-01")),
    )
    assert said(found) == [("联系电话", Kind.DIFFERS, "13800000001")]


def test_birthday_and_sex_are_held_against_the_number() -> None:
    head = ("姓名", "身份证号", "出生日期", "性别")
    found = beside((head, ("张三", ZHANG, "1958-05-03", "女")), (head, ("张三", ZHANG, "1958-05-03", "男")))
    assert said(found) == [
        ("性别", Kind.AGAINST_NUMBER, "男"),
        ("出生日期", Kind.AGAINST_NUMBER, "1958-03-05"),
    ]


def test_a_day_says_more_than_its_month() -> None:
    head = ("姓名", "身份证号", "入党时间")
    others = [("李四", LI, "1990-01-01")] * 1
    found = beside(
        (head, ("张三", ZHANG, "1980-07-01"), *others), (head, ("张三", ZHANG, "1980.07"), *others)
    )
    assert said(found) == [("入党时间", Kind.DIFFERS, "1980-07-01")]


def test_a_column_of_months_is_not_blamed_for_its_months() -> None:
    head = ("姓名", "身份证号", "入党时间")
    found = beside((head, ("张三", ZHANG, "1980-07-01")), (head, ("张三", ZHANG, "1980.07")))
    assert said(found) == []


def test_the_valid_value_is_proposed_over_the_invalid() -> None:
    head = ("姓名", "身份证号", "手机")
    found = beside((head, ("张三", "1.10116E+17", "13800000001")), (head, ("张三", ZHANG, "13800000001")))
    assert said(found) == [("身份证号", Kind.INVALID, ZHANG)]
    assert [each.field for each in found.findings] == ["身份证号"]


def test_an_empty_cell_is_filled_from_the_other_ledger() -> None:
    head = ("姓名", "身份证号", "学历")
    found = beside((head, ("张三", ZHANG, "")), (head, ("张三", ZHANG, "大专")))
    assert said(found) == [("学历", Kind.EMPTY, "大学专科")]


def test_an_unknown_column_is_compared_only_where_two_ledgers_have_it() -> None:
    one, other = ("姓名", "身份证号", "荣誉", "血型"), ("姓名", "身份证号", "荣誉", "备注")
    found = beside((one, ("张三", ZHANG, "优秀党员", "A")), (other, ("张三", ZHANG, "劳动模范", "老")))
    assert [each.field for each in found.differences] == ["荣誉"]


# Decisions and corrections.


def corrected(found: Reconciliation, place: int, **chosen: str) -> list[tuple[int, int, Cell]]:
    taken = {
        each.key: Value(
            chosen[each.field], CellReader(TODAY, parse_phone).read(each.field, chosen[each.field]).key
        )
        for each in found.differences
        if each.field in chosen
    }
    changes = correct(found.ledgers[place], found, Decisions(values=taken)).changes
    return [(change.number, change.column, change.after) for change in changes]


@pytest.mark.parametrize(
    ("column", "written"),
    [
        (("1958.03.05", "1961.01.01"), "1980.07.02"),
        (("1958.3.5", "1961.1.1"), "1980.7.2"),
        (("19580305", "19610101"), "19800702"),
        (("1958年3月5日", "1961年1月1日"), "1980年7月2日"),
        (("1958.03", "1961.12"), "1980.07"),
        (("195803", "196112"), "198007"),
        (("1958年3月", "1961年12月"), "1980年7月"),
        ((date(1958, 3, 5), date(1961, 1, 1)), date(1980, 7, 2)),
    ],
)
def test_a_day_is_written_as_its_column_writes_days(column: tuple[Cell, Cell], written: Cell) -> None:
    head = ("姓名", "身份证号", "入党时间")
    found = beside(
        (head, ("张三", ZHANG, column[0]), ("李四", LI, column[1])), (head, ("张三", ZHANG, "1980-07-02"))
    )
    assert corrected(found, 0, 入党时间="1980-07-02") == [(2, 2, written)]


def test_a_branch_is_written_as_the_ledger_spells_it() -> None:
    head = ("姓名", "身份证号", "支部")
    found = beside(
        (head, ("张三", ZHANG, "第1党支部"), ("李四", LI, "第2党支部")), (head, ("张三", ZHANG, "二支部"))
    )
    assert corrected(found, 0, 所在支部="二支部") == [(2, 2, "第2党支部")]
    assert corrected(found, 1, 所在支部="二支部") == []


def test_what_says_the_same_in_its_own_form_is_left_alone() -> None:
    head = ("姓名", "身份证号", "入党时间", "手机")
    one = (head, ("张三", ZHANG, "1980.07", "13800000001"), ("李四", LI, "1990.10", ""))
    found = beside(one, (head, ("张三", ZHANG, "1980-07-01", "13800000002")))
    assert corrected(found, 0, 联系电话="13800000001") == []
    assert corrected(found, 1, 联系电话="13800000001") == [(2, 3, "13800000001")]


def test_a_person_is_added_in_the_ledgers_own_columns() -> None:
    one = (("序号", "支部", "姓名", "身份证号", "性别", "备注"), (1, "第1支部", "李四", LI, "女", ""))
    found = beside(one, (("姓名", "身份证号", "支部"), ("张三", ZHANG, "一支部"), ("李四", LI, "一支部")))
    taken = Decisions(added=frozenset(person.key for person in found.partial))
    (row,) = correct(found.ledgers[0], found, taken).rows
    assert (row.behind, row.cells) == (2, (2, "第1支部", "张三", ZHANG, "男", None))


def test_nothing_changes_without_a_decision() -> None:
    head = ("姓名", "身份证号", "手机")
    found = beside(
        (head, ("张三", ZHANG, "13800000001")), (head, ("张三", ZHANG, "13800000002"), ("李四", LI, ""))
    )
    for each in found.ledgers:
        assert correct(each, found, Decisions()) == correct(
            each, found, Decisions(values={"x:手机": Value("1", "1")})
        )
        assert not correct(each, found, Decisions()).changes


@pytest.mark.parametrize(
    ("choice", "other", "words"),
    [
        ("采用建议", "", "没有建议"),
        ("改成", "", "请在“改成”一列写上"),
        ("改成", "12345", "电话不对"),
        ("甲", "13800000009", "只留一个"),
        ("戊", "", "看不懂“戊”，请选：采用建议、甲、乙、改成、不改"),
    ],
)
def test_a_decision_that_cannot_be_says_why(choice: str, other: str, words: str) -> None:
    head = ("姓名", "身份证号", "手机")
    found = beside((head, ("张三", ZHANG, "13800000001")), (head, ("张三", ZHANG, "13800000002")))
    with pytest.raises(DecisionError, match=words):
        decide(found.differences[0], found.ledgers, choice, other, CellReader(TODAY, parse_phone))


# What holds whatever the ledgers say.

_CELLS = {
    "姓名": st.sampled_from(["张三", "张山", "李四", "张 三", "", "王小明"]),
    "身份证号": st.sampled_from([ZHANG, LI, "", "110116195803050091", 110116195803050090]),
    "出生日期": st.sampled_from(["1958-03-05", "1958.03", "1961-01-01", "", "1958-05-03"]),
    "手机": st.sampled_from(["13800000001", "13800000002", ""]),
    "支部": st.sampled_from(["一支部", "第2支部", ""]),
}
_TABLE = st.lists(st.tuples(*_CELLS.values()), max_size=6)


def gathered(found: Reconciliation) -> set[frozenset[tuple[int, int]]]:
    return {frozenset((row.ledger, row.entry.number) for row in person.rows) for person in found.people}


@settings(deadline=None)
@given(st.lists(_TABLE, min_size=2, max_size=3))
def test_each_row_is_in_exactly_one_person(tables: list[list[tuple[Cell, ...]]]) -> None:
    found = beside(*[(tuple(_CELLS), *table) for table in tables])
    rows = [(row.ledger, row.entry.number) for person in found.people for row in person.rows]
    assert len(rows) == len(set(rows)) == sum(len(each.entries) for each in found.ledgers)


@settings(deadline=None)
@given(st.lists(_TABLE, min_size=2, max_size=3), st.data())
def test_the_order_of_rows_and_columns_does_not_matter(
    tables: list[list[tuple[Cell, ...]]], data: st.DataObject
) -> None:
    found = beside(*[(tuple(_CELLS), *table) for table in tables])
    mixed, back = [], []
    for table in tables:
        rows = data.draw(st.permutations(range(len(table))))
        columns = data.draw(st.permutations(range(len(_CELLS))))
        head = tuple(_CELLS)
        mixed.append(
            (tuple(head[at] for at in columns), *(tuple(table[row][at] for at in columns) for row in rows))
        )
        back.append({place + 2: row + 2 for place, row in enumerate(rows)})
    again = beside(*mixed)
    assert {frozenset((at, back[at][row]) for at, row in person) for person in gathered(again)} == gathered(
        found
    )
    assert {each.key for each in again.differences} == {each.key for each in found.differences}
    assert {each.key for each in again.likely} == {each.key for each in found.likely}
