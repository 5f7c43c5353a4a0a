"""The import: who is new, changed, missing; the same file again; nothing by halves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter
from sqlite_utils import Database

from bot.cli.roll import export_roll_command, import_roll_command
from bot.domain.field import Field
from bot.domain.member import Member, Post, Role
from bot.domain.record import How
from bot.domain.roll import Refusal, Roll, RollRow
from bot.recording import READERS
from data import member as members
from data import record as records
from data import unit as units
from data.db import open_store
from data.roll import ImportResult, import_roll, preview
from data.roll import load as load_file
from tests.conftest import BEIJING

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "roll.csv"
NOW = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
HOME = "北京市怀柔区"
COMMITTEE = "怀柔人才党委"
ZHANG = RollRow(
    number=2,
    name="张三",
    branch="第一支部",
    sex="男",
    birthday=date(1988, 11, 25),
    joined_on=date(2010, 7, 15),
    phone="13800138000",
    residence="上海市",
    timezone=None,
    wechat=False,
    roles=(Role.SECRETARY,),
)
LI = RollRow(3, "李四", "第二支部", phone="13900139000")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    store = open_store(tmp_path / "kite.db")
    yield store
    store.close()


load = partial(load_file, readers=READERS, zone_of=lambda _residence: None)


def put(db: Database, *rows: RollRow, refused: tuple[Refusal, ...] = ()) -> ImportResult:
    return import_roll(db, Roll(rows, refused, (), ()), committee=COMMITTEE, now=NOW, reason="名册.xlsx")


def counts(result: ImportResult) -> tuple[int, int, int]:
    return result.new, result.changed, result.unchanged


def only(db: Database, name: str) -> Member:
    (person,) = members.named(db, name)
    return person


def dump(db: Database) -> list[str]:
    return list(db.conn.iterdump())


def test_everything_a_row_tells_is_stored(db: Database) -> None:
    assert counts(put(db, ZHANG)) == (1, 0, 0)
    committee, branch = units.named(db, COMMITTEE), units.named(db, "第一支部")
    assert committee
    assert branch
    assert (committee.kind, branch.kind) == ("committee", "branch")
    assert db.execute("SELECT parent_id FROM units WHERE id = ?", (branch.id,)).fetchone() == (committee.id,)
    person = only(db, "张三")
    assert person == Member(
        person.id,
        "张三",
        "男",
        date(1988, 11, 25),
        date(2010, 7, 15),
        "13800138000",
        "上海市",
        None,
        wechat=False,
        branch_id=branch.id,
    )
    assert members.posts(db, person.id) == {Post(Role.SECRETARY, branch.id)}


def test_a_clerks_post_is_the_committees(db: Database) -> None:
    put(db, replace(LI, roles=(Role.CLERK,)))
    assert members.posts(db, only(db, "李四").id) == {Post(Role.CLERK, units.committee(db, COMMITTEE).id)}


def test_the_same_rows_again_change_nothing(db: Database) -> None:
    put(db, ZHANG, LI)
    before = dump(db)
    assert counts(put(db, ZHANG, LI)) == (0, 0, 2)
    assert dump(db) == before


@pytest.mark.parametrize(
    "told",
    [
        replace(ZHANG, birthday=None, residence="北京市"),
        replace(ZHANG, phone="13700137000"),
        replace(ZHANG, phone=None, birthday=None, residence="北京市"),
        replace(ZHANG, phone=None, branch="第二支部"),
    ],
)
def test_a_known_person_is_brought_up_to_date(db: Database, told: RollRow) -> None:
    put(db, ZHANG)
    assert counts(put(db, told)) == (0, 1, 0)
    person = only(db, "张三")
    assert person.residence == told.residence
    assert person.phone == told.phone or told.phone is None
    assert person.birthday == date(1988, 11, 25)


def test_an_empty_cell_erases_nothing(db: Database) -> None:
    put(db, ZHANG)
    before = dump(db)
    assert counts(put(db, RollRow(2, "张三", "第一支部"))) == (0, 0, 1)
    assert dump(db) == before


def test_a_month_of_joining_keeps_the_day_that_is_known(db: Database) -> None:
    put(db, ZHANG)
    month = replace(ZHANG, joined_on=date(2010, 7, 1), joined_to_month=True)
    assert counts(put(db, month)) == (0, 0, 1)
    put(db, replace(month, joined_on=date(2011, 7, 1)))
    assert only(db, "张三").joined_on == date(2011, 7, 1)


def test_a_new_post_is_a_change_and_no_post_is_taken_away(db: Database) -> None:
    put(db, ZHANG, LI)
    result = put(db, replace(ZHANG, roles=()), replace(LI, branch="第一支部", roles=(Role.SECRETARY,)))
    assert counts(result) == (0, 1, 1)
    assert "第一支部现有2位书记：张三、李四，如有卸任的请另行设置" in result.notes


def test_a_move_is_told_and_so_is_the_post_left_behind(db: Database) -> None:
    put(db, ZHANG)
    notes = put(db, replace(ZHANG, branch="第二支部", roles=())).notes
    assert notes == (
        "新建支部：第二支部",
        "张三：第一支部 → 第二支部",
        "张三仍是第一支部的书记，如已卸任请另行设置",
    )


def test_namesakes_stay_two_people(db: Database) -> None:
    other = replace(ZHANG, number=3, phone="13700137000", birthday=date(1990, 1, 1))
    assert counts(put(db, ZHANG, other)) == (2, 0, 0)
    assert counts(put(db, other, ZHANG)) == (0, 0, 2)


def test_a_row_that_fits_two_people_is_refused(db: Database) -> None:
    put(db, replace(ZHANG, birthday=None), replace(ZHANG, number=3, phone=None, branch="第二支部"))
    result = put(db, replace(ZHANG, number=7))
    assert result.refused == (
        Refusal(7, "名册中有2位张三都对得上，分不清是哪一位，请核对电话和出生日期", "张三"),
    )
    assert counts(result) == (0, 0, 0)


def test_two_rows_for_one_known_person_are_refused(db: Database) -> None:
    put(db, ZHANG)
    by_phone = replace(ZHANG, birthday=None)
    by_birthday = replace(ZHANG, number=5, phone=None)
    (refusal,) = put(db, by_phone, by_birthday).refused
    assert str(refusal) == "第5行：张三与第2行对上了名册中的同一个人，请核对"


def test_the_same_name_with_a_new_number_is_added_and_pointed_out(db: Database) -> None:
    put(db, replace(ZHANG, birthday=None))
    result = put(db, replace(ZHANG, phone="13700137000"))
    assert counts(result) == (1, 0, 0)
    assert any("第一支部已有一位张三，电话不同" in note for note in result.notes)


def test_a_clerk_known_by_name_only_is_the_person_of_the_roll(db: Database) -> None:
    members.add(db, Member(0, "李四"))
    assert counts(put(db, LI)) == (0, 1, 0)
    assert only(db, "李四").phone == "13900139000"


def test_spellings_of_a_branch_are_one_branch(db: Database) -> None:
    result = put(db, ZHANG, replace(LI, branch="第1党支部"))
    assert [unit.name for unit in units.branches(db)] == ["第一支部"]
    assert "“第1党支部”按“第一支部”记" in result.notes


def test_a_committee_is_no_branch(db: Database) -> None:
    (refusal,) = put(db, replace(ZHANG, branch=COMMITTEE)).refused
    assert "不是支部的名称" in refusal.reason


def test_who_is_missing_is_named_and_kept(db: Database) -> None:
    put(db, ZHANG, LI)
    assert put(db, ZHANG).missing == ("李四（第二支部）",)
    assert members.count(db) == 2


def test_whose_row_was_refused_is_not_missing(db: Database) -> None:
    put(db, ZHANG, LI)
    refused = Refusal(9, "看不懂", "李四")
    result = put(db, ZHANG, refused=(refused,))
    assert (result.missing, result.refused) == ((), (refused,))


@pytest.mark.parametrize("inside", [False, True])
def test_a_failed_import_leaves_the_roll_as_it_was(db: Database, inside: bool) -> None:
    put(db, ZHANG)
    before = dump(db)
    broken = replace(LI, sex="龙")  # the table's own check refuses it
    rows = [replace(ZHANG, residence="北京市"), replace(LI, number=4, name="王五", branch="第九支部"), broken]
    with pytest.raises(Exception, match="CHECK"):
        put(db, *rows)
    assert dump(db) == before
    if inside:  # the transaction of a message goes on
        with db.atomic():
            units.make(db, "branch", "第八支部")
            with pytest.raises(Exception, match="CHECK"):
                put(db, *rows)
        assert [unit.name for unit in units.branches(db)] == ["第一支部", "第八支部"]


def test_the_sample_roll_comes_in_whole_and_once(db: Database) -> None:
    first = load(SAMPLE, db, committee=COMMITTEE, now=NOW)
    assert (counts(first), first.refused, first.missing) == ((292, 0, 0), (), ())
    before = dump(db)
    second = load(SAMPLE, db, committee=COMMITTEE, now=NOW)
    assert (counts(second), second.refused, second.missing, second.notes) == ((0, 0, 292), (), (), ())
    assert dump(db) == before
    assert [len(members.holders(db, role)) for role in (Role.SECRETARY, Role.CLERK)] == [15, 3]
    assert len(units.branches(db)) == 15


def office_workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    guide, sheet = book.add_worksheet("填表说明"), book.add_worksheet("名册")
    guide.write("A1", "请如实填写")
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range("A1:G1", "流动党员花名册")
    sheet.write_row(
        "A3", ["序号", "姓 名", "性别", "出生\n日期", "入党年月", "联系电话＊", "所在党支部（必填）", "职务"]
    )
    sheet.write_row("A4", [1, "张 三", "男", "", 2010.07, 13800138000])
    sheet.write_datetime("D4", date(1988, 11, 25), days)
    sheet.write_row("A5", [2, "李四", "女", 32473, "2011.7.1", "139-0013-9000", "", "支部书记"])
    sheet.merge_range("G4:G5", "第一支部")
    sheet.write_row("A6", [3, "王五", "男", "1988-13-40", "", "", "第二支部"])
    sheet.write("A7", 4)
    sheet.merge_range("A8:H8", "注：出生日期以身份证为准")
    book.close()
    return path


def test_an_offices_own_workbook_comes_in(db: Database, tmp_path: Path) -> None:
    result = load(office_workbook(tmp_path / "名册.xlsx"), db, committee=COMMITTEE, now=NOW)
    assert counts(result) == (2, 0, 0)
    assert [str(refusal) for refusal in result.refused] == [
        "第6行：出生日期“1988-13-40”看不懂，请写成 1988-11-25"
    ]
    assert result.notes == (
        "会担任书记，请逐个看准：李四（第一支部）",
        "入党时间只写到月，按当月1日记：第4行",
        "像是说明，没有当作党员：第8行",
        "没有用到的列：序号",
        "只读了工作表“名册”，没有读：填表说明",
        "新建支部：第一支部",
    )
    zhang, li = only(db, "张三"), only(db, "李四")
    assert (zhang.birthday, zhang.joined_on, zhang.phone) == (
        date(1988, 11, 25),
        date(2010, 7, 1),
        "13800138000",
    )
    assert (li.birthday, li.phone, li.branch_id) == (date(1988, 11, 26), "13900139000", zhang.branch_id)


def test_the_command_prints_what_happened(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office_workbook(tmp_path / "名册.xlsx")
    assert import_roll_command(path, db, COMMITTEE, home=HOME, now=NOW) == 0
    said = capsys.readouterr().out
    assert "名册.xlsx：2 人，新增 2，更新 0，未变 0" in said
    assert "第6行：出生日期“1988-13-40”看不懂" in said


def test_the_command_tells_a_program(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office_workbook(tmp_path / "名册.xlsx")
    assert import_roll_command(path, db, COMMITTEE, home=HOME, now=NOW, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["new"], told["refused"][0]["number"]) == (2, 6)


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "找不到文件"), ("", "是空文件"), ("姓名,电话\n张三,1\n", "名册.csv：缺少“所在支部”列")],
)
def test_a_bad_file_is_one_sentence_and_exit_code_1(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, words: str
) -> None:
    path = tmp_path / "名册.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    before = dump(db)
    assert import_roll_command(path, db, COMMITTEE, home=HOME, now=NOW) == 1
    assert words in capsys.readouterr().err
    assert dump(db) == before


def test_the_residence_gives_the_time_zone_where_the_table_has_none(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "名册.csv"
    rows = ["姓名,所在支部,手机,现居住地,时区", "张三,第一支部,13800138000,加拿大多伦多,"]
    rows += ["李四,第一支部,13800138001,深圳,", "王五,第一支部,13800138002,美国,America/Los_Angeles"]
    path.write_text("\n".join(rows), encoding="utf-8")
    assert import_roll_command(path, db, COMMITTEE, home=HOME, now=NOW) == 0
    zones = [members.named(db, name)[0].timezone for name in ("张三", "李四", "王五")]
    assert zones == ["America/Toronto", "Asia/Shanghai", "America/Los_Angeles"]
    assert import_roll_command(path, db, COMMITTEE, home=HOME, now=NOW, as_json=True) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["unchanged"] == 3


# The other fields, former values, the identity number

IDENTITY = "110227193901010012"
OTHER_IDENTITY = "110227193901010020"


def known(row: RollRow, **more: str) -> RollRow:
    return replace(row, more={Field[name]: value for name, value in more.items()})


def record(db: Database, name: str) -> dict[Field, str | None]:
    return records.find(db, only(db, name).id)


def test_every_field_is_stored_and_its_former_value_kept(db: Database) -> None:
    put(db, known(ZHANG, ID_NUMBER=IDENTITY, SCHOOLING="中专", EMPLOYER="某某超市"))
    result = put(db, known(ZHANG, ID_NUMBER=IDENTITY, SCHOOLING="大学本科"))
    assert (counts(result), result.fields) == ((0, 1, 0), {"学历": 1})
    assert record(db, "张三")[Field.EMPLOYER] == "某某超市"
    (change,) = records.history(db, only(db, "张三").id)
    assert (change.before, change.after, change.how, change.reason) == (
        "中专",
        "大学本科",
        "import",
        "名册.xlsx",
    )


def test_the_identity_number_proves_a_new_name(db: Database) -> None:
    put(db, known(ZHANG, ID_NUMBER=IDENTITY))
    result = put(db, known(replace(ZHANG, name="张珊", phone=None, birthday=None), ID_NUMBER=IDENTITY))
    assert (counts(result), result.notes) == ((0, 1, 0), ("张三改名张珊（身份证号相同）",))
    assert members.named(db, "张三") == []


def test_without_proof_another_name_is_another_person(db: Database) -> None:
    put(db, ZHANG)
    assert counts(put(db, replace(ZHANG, name="张珊"))) == (1, 0, 0)


def test_two_identity_numbers_are_two_people_of_one_name_and_birthday(db: Database) -> None:
    put(db, known(ZHANG, ID_NUMBER=IDENTITY))
    assert counts(put(db, known(replace(ZHANG, phone="13800009999"), ID_NUMBER=OTHER_IDENTITY))) == (1, 0, 0)


def test_the_same_telephone_under_two_identity_numbers_is_looked_at_by_a_person(db: Database) -> None:
    put(db, known(ZHANG, ID_NUMBER=IDENTITY))
    (refusal,) = put(db, known(ZHANG, ID_NUMBER=OTHER_IDENTITY)).refused
    assert "姓名、电话相同，身份证号不同" in refusal.reason


def test_a_number_copied_into_somebody_elses_row_joins_nobody(db: Database) -> None:
    put(db, known(ZHANG, ID_NUMBER=IDENTITY), LI)
    (refusal,) = put(db, known(LI, ID_NUMBER=IDENTITY)).refused
    assert "身份证号是名册里张三的，姓名和电话却是李四的" in refusal.reason
    assert (record(db, "李四")[Field.ID_NUMBER], only(db, "张三").phone) == (None, "13800138000")


def test_who_has_left_does_not_come_back_by_an_old_table(db: Database) -> None:
    put(db, ZHANG)
    zhang = only(db, "张三").id
    left = {Field.STATUS: "moved", Field.BRANCH: None}
    records.change(db, zhang, left, by=None, how=How.OFFICE, now=NOW)
    (refusal,) = put(db, ZHANG).refused
    assert refusal.reason == "名册里是“转出”，没有动。回来了请发：改 张三 状态 在册 支部名称"
    assert only(db, "张三").branch_id is None


def test_who_leaves_by_a_table_leaves_the_branch(db: Database) -> None:
    put(db, replace(ZHANG, roles=()))
    result = put(db, known(replace(ZHANG, roles=()), STATUS="deceased"))
    assert "张三：在册 → 去世" in result.notes
    assert members.everybody(db) == []
    assert put(db, known(replace(LI), STATUS="moved")).refused[0].reason.startswith("写的是“转出”")


def test_a_preview_tells_all_and_leaves_nothing(db: Database) -> None:
    put(db, ZHANG)
    before = dump(db)
    roll = Roll((replace(ZHANG, residence="北京市"), LI), (), (), ())
    seen = preview(db, roll, committee=COMMITTEE, now=NOW)
    assert dump(db) == before
    assert seen == import_roll(db, roll, committee=COMMITTEE, now=NOW)


def test_a_branch_that_was_renamed_is_found_by_its_old_name(db: Database) -> None:
    put(db, ZHANG)
    branch = units.named(db, "第一支部")
    assert branch
    units.rename(db, branch, "怀北支部", only(db, "张三").id, NOW)
    result = put(db, ZHANG)
    assert (counts(result), result.notes[0]) == ((0, 0, 1), "“第一支部”按“怀北支部”记")


def test_the_roll_that_was_exported_comes_in_unchanged(db: Database, tmp_path: Path) -> None:
    load(SAMPLE, db, committee=COMMITTEE, now=NOW)
    path = tmp_path / "花名册.xlsx"
    assert export_roll_command(path, db, NOW) == 0
    result = load(path, db, committee=COMMITTEE, now=NOW)
    assert (counts(result), result.problems, result.missing) == ((0, 0, 292), (), ())
