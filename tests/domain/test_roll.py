"""The roll's rules: headings, cells, rows, and who stands there twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.field import Field
from bot.domain.member import Role
from bot.domain.record import Readers, read_value
from bot.domain.roll import Cell, Roll, RollError, RollRow, branch_key, read_roll, same_people
from bot.domain.roll.cells import CellError, read_day, read_name
from bot.reading.identity import read_identity

TODAY = date(2026, 11, 23)
HEADINGS = (
    "姓名",
    "性别",
    "出生日期",
    "入党时间",
    "联系电话",
    "所在支部",
    "职务",
    "现居住地",
    "时区",
    "微信",
)
ZHANG = ("张三", "男", "1988-11-25", "2010-07-01", "13800138000", "第一支部", "", "上海市", "", "是")


@dataclass(frozen=True)
class Line:
    number: int
    cells: tuple[Cell, ...]


def parse_phone(text: str) -> str | None:
    digits = "".join(letter for letter in text if letter.isdigit())
    if text.startswith("+") and not digits.startswith("86"):
        return "+" + digits
    digits = digits.removeprefix("86")
    return digits if len(digits) == 11 else None


def table(*rows: tuple[Cell, ...]) -> list[Line]:
    return [Line(number, row) for number, row in enumerate(rows, start=1) if any(row)]


READERS = Readers(parse_phone, read_identity)


def read(*rows: tuple[Cell, ...]) -> Roll:
    read_more = partial(read_value, today=TODAY, readers=READERS)
    return read_roll(table(*rows), today=TODAY, parse_phone=parse_phone, read_more=read_more)


def one(**cells: Cell) -> RollRow:
    roll = read(tuple(cells), tuple(cells.values()))
    assert not roll.refused, roll.refused
    return roll.rows[0]


def reason(**cells: Cell) -> str:
    roll = read(tuple(cells), tuple(cells.values()))
    assert not roll.rows
    return str(roll.refused[0])


def test_a_row_becomes_a_person() -> None:
    assert read(HEADINGS, ZHANG).rows == (
        RollRow(
            number=2,
            name="张三",
            branch="第一支部",
            sex="男",
            birthday=date(1988, 11, 25),
            joined_on=date(2010, 7, 1),
            phone="13800138000",
            residence="上海市",
            wechat=True,
        ),
    )


def test_title_blank_lines_repeated_headings_and_notes_are_no_people() -> None:
    roll = read(
        ("流动党员花名册",) * 10,
        (),
        HEADINGS,
        ZHANG,
        (),
        HEADINGS,
        ("李四", "", "", "", "13900139000", "第二支部"),
        ("", "", "", "", "", "第二支部", "", "", "", "是"),
        ("合计", "2人"),
        ("填表人：王五", "", "", "审核：赵六"),
        ("注：出生日期以身份证为准。",),
    )
    assert [(row.number, row.name) for row in roll.rows] == [(4, "张三"), (7, "李四")]
    assert roll.refused == ()
    assert roll.notes == ("像是说明，没有当作党员：第9、10、11行",)


@pytest.mark.parametrize(
    "headings",
    [
        ("党员姓名", "手机号", "所属支部"),
        ("名字＊", "手 机\n号码", "党支部（必填）"),
        ("*姓 名", "联系方式(手机)", "支部名称："),
        ("姓　名", "电话", "支部"),
    ],
)
def test_headings_are_known_as_offices_write_them(headings: tuple[str, ...]) -> None:
    row = read(headings, ("张三", "13800138000", "第一支部")).rows[0]
    assert (row.name, row.phone, row.branch) == ("张三", "13800138000", "第一支部")


def test_the_lower_of_two_heading_rows_counts() -> None:
    roll = read(
        ("姓名", "所在支部", "联系方式"), ("姓名", "所在支部", "手机"), ("张三", "第一支部", "13800138000")
    )
    assert roll.rows[0].phone == "13800138000"


def test_columns_nobody_knows_are_named() -> None:
    assert read(("序号", "姓名", "支部", "政治面貌"), (1, "张三", "第一支部", "党员")).unknown == (
        "序号",
        "政治面貌",
    )


def test_of_two_columns_for_one_thing_the_filled_one_counts() -> None:
    assert one(姓名="张三", 支部="第一支部", 联系电话="13900139000", 手机="").phone == "13900139000"


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        (("姓名", "性别"), "缺少“所在支部”列。第1行的表头是：姓名、性别"),
        (("党支部", "电话"), "缺少“姓名”列。第1行的表头是：党支部、电话"),
        (("甲", "乙"), "没有找到表头（要有“姓名”和“所在支部”两列）。最上面一行是：甲、乙"),
    ],
)
def test_a_table_without_names_or_branches_is_refused(headings: tuple[str, ...], words: str) -> None:
    with pytest.raises(RollError) as error:
        read(headings, ("张三", "x"))
    assert str(error.value) == words


def test_an_empty_table_is_no_roll() -> None:
    with pytest.raises(RollError, match="没有找到表头"):
        read()


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "1988-11-25",
            "1988.11.25",
            "1988/11/25",
            "1988年11月25日",
            "1988 年 11 月 25 日",
            "19881125",
            "1988、11、25",
        ),
        *(
            "１９８８．１１．２５",
            "1988年11月25号",
            "1988-11-25 00:00:00",
            "1988/11/25 0:00",
            "1988-11-25T00:00:00",
        ),
        *(
            32472,
            32472.0,
            32472.75,
            "32472",
            19881125,
            19881125.0,
            date(1988, 11, 25),
            datetime(1988, 11, 25, 8),  # noqa: DTZ001 - cells have no zone
        ),
    ],
)
def test_a_day_is_read_in_every_usual_form(cell: Cell) -> None:
    assert read_day(cell, "出生日期", TODAY) == (date(1988, 11, 25), True)


@pytest.mark.parametrize("cell", ["2010.07", 2010.07, "2010-7", "2010年7月", "2010/07", "201007", 201007])
def test_a_month_is_given_as_its_first(cell: Cell) -> None:
    assert read_day(cell, "入党时间", TODAY) == (date(2010, 7, 1), False)


@pytest.mark.parametrize("cell", [2010.1, "2010.1"])
def test_october_that_excel_shows_as_january_is_refused(cell: Cell) -> None:
    with pytest.raises(CellError, match="可能是1月也可能是10月"):
        read_day(cell, "入党时间", TODAY)


@pytest.mark.parametrize(
    "cell", ["1988-13-40", "1987-02-29", "1988", 1988, "88.11.25", "去年", True, -5, 99.5, "25/11/1988"]
)
def test_what_is_no_day_is_refused_with_an_example(cell: Cell) -> None:
    with pytest.raises(CellError, match=r"看不懂，请写成 1988-11-25$"):
        read_day(cell, "出生日期", TODAY)


@pytest.mark.parametrize("cell", [None, "", "无", "不详", "/"])
def test_no_day_is_no_complaint(cell: Cell) -> None:
    assert read_day(cell, "出生日期", TODAY) is None


def test_a_leap_day_is_a_day() -> None:
    assert read_day("1988.2.29", "出生日期", TODAY) == (date(1988, 2, 29), True)


def test_a_refusal_names_row_and_reason() -> None:
    assert reason(姓名="张三", 支部="第一支部", 出生日期="1988-13-40") == (
        "第2行：出生日期“1988-13-40”看不懂，请写成 1988-11-25"
    )


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"出生日期": "2027-01-01"}, "还没有到"),
        ({"出生日期": "1899-12-31"}, "早于 1900 年"),
        ({"出生日期": "2020-01-01"}, "不满14岁"),
        ({"出生日期": "1990-01-01", "入党时间": "2001-07-01"}, "不到14年"),
        ({"性别": "龙"}, "请写 男 或 女"),
        ({"微信": "也许"}, "请写 是 或 否"),
        ({"时区": "火星时间"}, "请写成 America/Toronto"),
        ({"时区": "../../etc/passwd"}, "请写成 America/Toronto"),
        ({"联系电话": "1380013800"}, "手机写11位"),
        ({"联系电话": "1.38E+10"}, "科学记数"),
    ],
)
def test_impossible_cells_are_refused(cells: dict[str, str], words: str) -> None:
    assert words in reason(姓名="张三", 支部="第一支部", **cells)


def test_all_complaints_of_a_row_come_at_once() -> None:
    said = reason(姓名="张三", 支部="", 性别="?", 出生日期="x")
    assert all(word in said for word in ("所在支部", "性别", "出生日期"))


def test_a_row_without_a_name_is_refused() -> None:
    assert reason(姓名="", 支部="第一支部", 电话="13800138000") == "第2行：没有写姓名"


def test_a_month_of_joining_is_taken_and_said() -> None:
    roll = read(("姓名", "支部", "入党年月"), ("张三", "第一支部", 2010.07))
    assert (roll.rows[0].joined_on, roll.rows[0].joined_to_month) == (date(2010, 7, 1), True)
    assert roll.notes == ("入党时间只写到月，按当月1日记：第2行",)


def test_a_month_of_birth_is_no_birthday() -> None:
    roll = read(("姓名", "支部", "出生年月"), ("张三", "第一支部", "1988.11"))
    assert roll.rows[0].birthday is None
    assert "没有记生日" in roll.notes[0]


def test_birthdays_all_on_the_first_raise_a_doubt() -> None:
    rows = [(f"张{name}", "第一支部", date(1980 + year, 5, 1)) for year, name in enumerate("一二三四五")]
    assert "像是只填到月" in read(("姓名", "支部", "出生年月"), *rows).notes[0]


def test_joining_before_eighteen_is_pointed_out_only() -> None:
    roll = read(HEADINGS, ("张三", "男", "1938-05-01", "1955-07-01", "", "第一支部"))
    assert roll.rows
    assert "不满18岁" in roll.notes[0]


@pytest.mark.parametrize(
    "cell", [13800138000, 13800138000.0, "138-0013-8000", "+86 138 0013 8000", "１３８００１３８０００"]
)
def test_telephones_come_in_one_form(cell: Cell) -> None:
    assert one(姓名="张三", 支部="第一支部", 电话=cell).phone == "13800138000"


def test_of_several_telephones_the_first_valid_is_taken_and_said() -> None:
    roll = read(("姓名", "支部", "电话"), ("张三", "第一支部", "69641234、13800138000/13900139000"))
    assert roll.rows[0].phone == "13800138000"
    assert roll.notes == ("写了几个电话，只记第一个能用的：第2行",)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("张 三", "张三"),
        (" 欧阳　娜\u200b娜 ", "欧阳娜娜"),
        ("张\n三", "张三"),
        ("\u202e张三\x07", "张三"),
        ("买买提•艾山", "买买提·艾山"),
        ("买买提.艾山", "买买提·艾山"),
        ("Ｊｏｈｎ  Smith", "John Smith"),
        ("王" * 200, "王" * 64),
    ],
)
def test_names_are_cleaned(cell: str, name: str) -> None:
    assert read_name(cell) == name


@pytest.mark.parametrize(
    "cell", [123, "123", "***", date(2020, 1, 1), "@所有人", "所有人", "张三@所有人", "=A1", "../张三"]
)
def test_what_is_no_name_is_refused(cell: Cell) -> None:
    with pytest.raises(CellError, match="不像姓名"):
        read_name(cell)


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("支部书记", (Role.SECRETARY,)),
        ("书记", (Role.SECRETARY,)),
        ("第一支部书记", (Role.SECRETARY,)),
        ("党办", (Role.CLERK,)),
        ("干事", (Role.CLERK,)),
        ("党办兼支部书记", (Role.CLERK, Role.SECRETARY)),
        ("副书记", ()),
        ("第二支部书记", ()),
        ("支部书记(原)", ()),
        ("党委书记", ()),
        ("党员", ()),
    ],
)
def test_roles_are_read_word_for_word(cell: str, roles: tuple[Role, ...]) -> None:
    assert one(姓名="张三", 支部="第一支部", 职务=cell).roles == roles


def test_a_clerk_may_belong_to_no_branch() -> None:
    assert one(姓名="王主任", 支部="", 职务="党办").branch is None


@pytest.mark.parametrize(
    ("cell", "answer"), [("是", True), ("有", True), ("zhang_san8", True), ("否", False), ("无", False)]
)
def test_wechat_is_yes_or_no(cell: str, answer: bool) -> None:
    assert one(姓名="张三", 支部="第一支部", 微信=cell).wechat is answer


@pytest.mark.parametrize(
    ("cell", "zone"), [("America/Toronto", "America/Toronto"), ("北京时间", "Asia/Shanghai"), ("", None)]
)
def test_zones_are_iana_names(cell: str, zone: str | None) -> None:
    assert one(姓名="张三", 支部="第一支部", 时区=cell).timezone == zone


@pytest.mark.parametrize("cell", ["一", "3", 3, 3.0])
def test_a_bare_number_is_the_branch_of_that_number(cell: Cell) -> None:
    assert one(姓名="张三", 支部=cell).branch in {"第一支部", "第三支部"}


@pytest.mark.parametrize(
    ("one_name", "other"),
    [
        ("第一支部", "第一党支部"),
        ("第12支部", "十二支部"),
        ("第八十三支部", "第83支部"),
        ("第 20 支部", "二十支部"),
    ],
)
def test_spellings_of_a_branch_agree(one_name: str, other: str) -> None:
    assert branch_key(one_name) == branch_key(other)


def test_other_branches_stay_apart() -> None:
    assert (
        len({branch_key(name) for name in ("第一支部", "第十一支部", "第十支部", "一街支部", "第一总支")})
        == 5
    )


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ({"phone": "13800138000"}, {"phone": "13800138000"}, "张三与第2行姓名和电话都相同"),
        (
            {"birthday": "1988-11-25"},
            {"birthday": "1988.11.25", "branch": "第二支部"},
            "姓名和出生日期都相同",
        ),
        ({}, {"phone": "13800138000"}, "分不清是不是一个人"),
        ({"phone": "13800138000"}, {}, "分不清是不是一个人"),
    ],
)
def test_a_person_twice_is_refused_with_the_other_row(
    first: dict[str, str], second: dict[str, str], words: str
) -> None:
    rows = [
        ("张三", row.get("branch", "第一支部"), row.get("phone"), row.get("birthday"))
        for row in (first, second)
    ]
    roll = read(("姓名", "支部", "电话", "生日"), *rows)
    assert len(roll.rows) == 1
    assert roll.refused[0].number == 3
    assert words in roll.refused[0].reason


def test_namesakes_are_two_people() -> None:
    roll = read(
        ("姓名", "支部", "电话"),
        ("张三", "第一支部", "13800138000"),
        ("张三", "第一支部", "13900139000"),
        ("张三", "二", ""),
    )
    assert [row.number for row in roll.rows] == [2, 3, 4]


def test_two_who_fit_are_both_given() -> None:
    by_phone = RollRow(2, "张三", "第一支部", phone="13800138000")
    by_birthday = RollRow(3, "张三", "第一支部", birthday=date(1988, 11, 25))
    seeker = RollRow(4, "张三", "第三支部", phone="13800138000", birthday=date(1988, 11, 25))
    assert same_people(seeker, [by_phone, by_birthday]) == [by_phone, by_birthday]


CELLS = st.one_of(
    *(st.none(), st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()),
    st.from_regex(r"[0-9]{1,4}[-./年][0-9]{1,2}[-./月][0-9]{0,2}日?", fullmatch=True),
)


@given(st.lists(st.tuples(*[CELLS] * len(HEADINGS)), max_size=5))
def test_no_cell_can_stop_the_reading(rows: list[tuple[Cell, ...]]) -> None:
    roll = read(HEADINGS, *rows)
    assert len(roll.rows) + len(roll.refused) <= len(rows)


# The other fields

IDENTITY = "110227193901010012"  # made up, a man's


def test_the_other_fields_are_read_as_the_record_keeps_them() -> None:
    row = one(
        姓名="张三",
        所在支部="第一支部",
        学历="本科",
        职业="上班",
        党员类别="预备党员",
        转正时间="2011.07",
        状态="正常",
    )
    assert row.more == {
        Field.SCHOOLING: "大学本科",
        Field.WORK_KIND: "企业职工",
        Field.STANDING: "probationary",
        Field.REGULAR_ON: "2011-07-01",
        Field.STATUS: "active",
    }
    assert row.regular_to_month


def test_a_bad_cell_of_another_field_is_refused_alone() -> None:
    row = one(姓名="张三", 所在支部="第一支部", 学历="看不清")
    assert [str(cell) for cell in row.bad_cells] == [
        "第2行“学历”：学历“看不清”看不懂，请写：研究生、大学本科、大学专科、中专、高中、初中、小学"
    ]


def test_an_identity_number_with_lost_digits_costs_its_cell_where_the_person_is_certain() -> None:
    row = one(姓名="张三", 所在支部="第一支部", 电话="13800138000", 身份证号=110227193901010000.0)
    assert (row.id_number, [cell.column for cell in row.bad_cells]) == (None, ["身份证号"])


def test_without_it_and_nothing_else_nobody_knows_who_it_is() -> None:
    said = reason(姓名="张三", 所在支部="第一支部", 身份证号=110227193901010000.0)
    assert "分不清是哪一位" in said


def test_what_contradicts_the_identity_number_is_pointed_out() -> None:
    cells = {"姓名": "张三", "支部": "第一支部", "性别": "女", "出生日期": "1939-01-02", "身份证号": IDENTITY}
    roll = read(tuple(cells), tuple(cells.values()))
    assert roll.notes == (
        "出生日期和身份证号里的不一样，已照写的记，请核对：第2行",
        "性别和身份证号里的不一样，已照写的记，请核对：第2行",
    )


def test_one_identity_number_under_two_names_is_nobodys() -> None:
    roll = read(("姓名", "支部", "身份证号"), ("张三", "第一支部", IDENTITY), ("李四", "第一支部", IDENTITY))
    assert [str(refusal) for refusal in roll.refused] == [
        "第2行：身份证号和第3行李四的相同，请核对",
        "第3行：身份证号和第2行张三的相同，请核对",
    ]


def test_out_of_reach_is_no_word_of_a_table() -> None:
    cells = {"姓名": "张三", "支部": "第一支部", "状态": "失联"}
    roll = read(tuple(cells), tuple(cells.values()))
    assert Field.STATUS not in roll.rows[0].more
    assert "要一位一位地记" in roll.notes[0]


def test_the_identity_number_decides_before_name_and_telephone() -> None:
    one_of_two = RollRow(2, "张三", "第一支部", phone="13800138000", more={Field.ID_NUMBER: IDENTITY})
    renamed = RollRow(3, "张珊", "第二支部", more={Field.ID_NUMBER: IDENTITY})
    namesake = RollRow(
        4, "张三", "第一支部", phone="13800138000", more={Field.ID_NUMBER: "110227193901010020"}
    )
    assert same_people(one_of_two, [renamed, namesake]) == [renamed]
    assert same_people(one_of_two, [namesake]) == []
