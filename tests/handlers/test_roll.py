"""导入 in the chat, shown before it is done; 花名册 as a spreadsheet."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter

from bot.domain.field import Field
from bot.domain.record import How
from bot.sheets import read_sheet
from data import audit
from data import member as members
from data import record as records
from tests.conftest import (
    CENTRAL,
    FIRST,
    OFFICE,
    PRIVATE,
    SECRETARIES,
    START,
    MakeTalk,
    Talk,
    account_id,
    room_id,
)

HEADINGS = ("姓名", "所在支部", "联系电话", "出生日期", "身份证号", "学历", "工作单位")
ZHANG = ("张三", "第一支部", "13800138000", "1988-11-25", "", "本科", "某某超市")
NEW = ("王五", "第二支部", "13800000005", "1990-01-01", "", "大专", "")


def write(path: Path, *rows: Sequence[str | float]) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("名册")
    for number, row in enumerate([HEADINGS, *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A roll with one known person who changes, and one who is new."""
    return write(tmp_path / "名册.xlsx", ZHANG, NEW)


async def send(talk: Talk, who: str, where: str, path: Path) -> None:
    room = None if where == PRIVATE else room_id(where)
    talk.stage.wechat.speak(account_id(who), who, "", room=room, file=str(path))
    await talk.wait(seconds=30)


def schooling(talk: Talk, name: str) -> str | None:
    (person,) = members.named(talk.db, name)
    return records.find(talk.db, person.id)[Field.SCHOOLING]


async def test_an_import_is_shown_and_done_after_the_word(talk: Talk, table: Path) -> None:
    await send(talk, "王主任", PRIVATE, table)
    await talk.play(
        (
            "王主任",
            PRIVATE,
            "导入",
            "新增 1 人\n更新 1 人（学历 1、工作单位 1）\n不变 0 人.*表里没有.*李四.*确认",
        )
    )
    assert (schooling(talk, "张三"), members.named(talk.db, "王五")) == (None, [])
    await talk.play(("王主任", PRIVATE, "确认", "导入好了：新增 1 人，更新 1 人，不变 0 人"))
    assert (schooling(talk, "张三"), schooling(talk, "王五")) == ("大学本科", "大学专科")


async def test_the_office_room_may_import(talk: Talk, table: Path) -> None:
    await send(talk, "王主任", OFFICE, table)
    await talk.play(("王主任", OFFICE, "导入", "新增 1 人"), ("王主任", OFFICE, "确认", "导入好了"))


async def test_an_import_keeps_former_values_and_who_did_it(talk: Talk, tmp_path: Path) -> None:
    await send(
        talk, "王主任", PRIVATE, write(tmp_path / "新号.xlsx", (*ZHANG[:2], "13800001111", *ZHANG[3:]))
    )
    await talk.play(("王主任", PRIVATE, "导入", "联系电话 1"), ("王主任", PRIVATE, "确认", "导入好了"))
    zhang, clerk = (members.named(talk.db, name)[0].id for name in ("张三", "王主任"))
    (change,) = records.history(talk.db, zhang, Field.PHONE)
    assert (change.before, change.by, change.how, change.reason) == (
        "13800138000",
        clerk,
        "import",
        "新号.xlsx",
    )
    assert [one.action for one in audit.of_member(talk.db, zhang, START)] == ["导入名册"]


async def test_the_same_table_again_has_nothing_to_import(talk: Talk, table: Path) -> None:
    await send(talk, "王主任", PRIVATE, table)
    await talk.play(("王主任", PRIVATE, "导入", "确认"), ("王主任", PRIVATE, "确认", "导入好了"))
    await talk.play(("王主任", PRIVATE, "导入", "不变 2 人.*没有要导入的"), ("王主任", PRIVATE, "确认", ".*"))
    assert len(members.named(talk.db, "王五")) == 1


async def test_lost_digits_cost_the_cell_and_not_the_row(talk: Talk, tmp_path: Path) -> None:
    number = (*ZHANG[:4], 110227198811250000.0, *ZHANG[5:])
    await send(talk, "王主任", PRIVATE, write(tmp_path / "名册.xlsx", number))
    await talk.play(
        (
            "王主任",
            PRIVATE,
            "导入",
            "更新 1 人.*导不了 1 格：\n第2行“身份证号”：身份证号被表格当成了数字.*（张三）",
        ),
        ("王主任", PRIVATE, "确认", "更新 1 人"),
    )
    assert schooling(talk, "张三") == "大学本科"


async def test_many_problems_come_as_a_workbook(talk: Talk, tmp_path: Path) -> None:
    rows = [(f"王{letter}", "第一支部", "138", *[""] * 4) for letter in "甲乙丙丁戊己庚辛壬癸子"]
    await send(talk, "王主任", PRIVATE, write(tmp_path / "名册.xlsx", ZHANG, *rows))
    await talk.play(("王主任", PRIVATE, "导入", "导不了 11 行，都在随后的表里"))
    assert talk.told("王主任")[-1].startswith("[文件] 没有导入的")
    (path,) = (Path(str(talk.stage.settings.database)).parent / "files").glob("没有导入的*")
    assert [row.cells[:3] for row in read_sheet(path)][:2] == [("行", "姓名", "列"), ("3", "王甲", None)]


async def test_a_table_that_is_no_roll_says_what_is_missing(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "值班表.csv"
    path.write_text("姓名,日期\n张三,1\n", encoding="utf-8")
    await send(talk, "王主任", PRIVATE, path)
    await talk.play(("王主任", PRIVATE, "导入", "缺少“所在支部”列。第1行的表头是：姓名、日期"))


async def test_without_a_table_the_clerk_hears_how(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "导入", "请先把名册表格.*私信发给我"),
        ("李书记", PRIVATE, "导入", "只有党办可以用"),
        ("王主任", CENTRAL, "导入", "请私信发给我"),
    )


async def test_half_an_hour_later_the_table_is_asked_for_again(talk: Talk, table: Path) -> None:
    await send(talk, "王主任", PRIVATE, table)
    await talk.wait(minutes=31)
    await talk.play(("王主任", PRIVATE, "导入", "请先把名册表格"))


async def test_a_restart_between_leaves_nothing_half_done(
    talk: Talk, make_talk: MakeTalk, table: Path
) -> None:
    await send(talk, "王主任", PRIVATE, table)
    await talk.play(("王主任", PRIVATE, "导入", "新增 1 人"))
    again = make_talk(talk.now + timedelta(minutes=1))
    await again.stage.settle()
    assert schooling(again, "张三") is None
    await again.play(("王主任", PRIVATE, "确认", "导入好了：新增 1 人，更新 1 人"))
    assert schooling(again, "张三") == "大学本科"


# 花名册


def sent_book(talk: Talk) -> list[tuple[object, ...]]:
    (path,) = (Path(str(talk.stage.settings.database)).parent / "files").glob("花名册*")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    return [row.cells for row in read_sheet(path)]


async def test_a_secretary_gets_the_own_branch_privately(talk: Talk) -> None:
    await talk.play(("李书记", SECRETARIES, "花名册", "^花名册已私信您"))
    listed, file = talk.told("李书记")
    assert listed.startswith("本支部 5 人：\n1 李书记（第一支部，没有电话）\n2 张三（第一支部，13800138000）")
    assert file.startswith("[文件] 花名册 本支部")
    headings, *rows = sent_book(talk)
    assert headings[:2] == ("编号", "姓名")
    zhang = dict(zip(headings, rows[1], strict=False))
    assert (zhang["姓名"], zhang["联系电话"], zhang["所在支部"]) == ("张三", "13800138000", "第一支部")


async def test_the_office_room_gets_numbers_with_stars(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "花名册 第一支部", r"第一支部 5 人.*138\*{4}8000"))
    assert "13800138000" not in str(sent_book(talk))


async def test_every_one_on_it_was_looked_at(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "花名册", "本支部"))
    looked = talk.db.execute("SELECT count(DISTINCT member_id) FROM audit WHERE action = '花名册'")
    assert looked.fetchone() == (4,)  # the own record is left out


async def test_the_branch_may_stand_close_and_talk_is_chat(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "花名册第一支部", "第一支部 5 人"),
        ("李书记", SECRETARIES, "花名册发我一下", None),
    )


async def test_a_label_narrows_the_roll(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "标签 张三 孙七 先锋岗", "已加"),
        ("王主任", PRIVATE, "花名册 二 标签 先锋岗", "第二支部“先锋岗” 1 人：\n1 孙七"),
    )


async def test_another_branch_is_its_secretarys(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "花名册 第二支部", "别的支部的名册由那个支部的书记和党办看"),
        ("王主任", PRIVATE, "花名册 第九支部", "没有“第九支部”"),
        ("王主任", PRIVATE, "花名册 什么 时候 交", "例：花名册 第三支部"),
    )


# What a strange table may bring


async def test_who_would_get_a_post_by_a_table_stands_in_what_is_shown(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("姓名,所在支部,联系电话,职务\n外人,第一支部,13800000006,党办\n", encoding="utf-8")
    await send(talk, "王主任", PRIVATE, path)
    await talk.play(("王主任", PRIVATE, "导入", "新增 1 人.*· 会担任党办，请逐个看准：外人"))


async def test_a_value_that_looks_like_a_formula_comes_out_as_text(talk: Talk) -> None:
    (zhang,) = members.named(talk.db, "张三")
    formula = {Field.EMPLOYER: "=1+1"}
    with talk.db.atomic():
        records.change(talk.db, zhang.id, formula, by=None, how=How.COLLECTION, now=START)
    await talk.play(("李书记", PRIVATE, "花名册", "本支部"))
    (path,) = talk.db.execute("SELECT file FROM outbox WHERE file IS NOT NULL").fetchone()
    with zipfile.ZipFile(path) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert "'=1+1'" in str(read_sheet(Path(path)))


# A page to telephone from


def page(talk: Talk) -> str:
    (path,) = talk.db.execute("SELECT file FROM outbox WHERE file LIKE '%.html'").fetchone()
    return Path(path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words", ["打印名单", "花名册 打印", "花名册打印", "打印名单 第一支部", "花名册 一 打印"]
)
async def test_a_page_to_telephone_from_has_whole_numbers(talk: Talk, words: str) -> None:
    await talk.play(("李书记", PRIVATE, words, "5 人的打电话名单，打开就能打印"))
    assert all(part in page(talk) for part in ("138 0013 8000", "老周", "只有电话", "☐"))
    assert "孙七" not in page(talk)


async def test_its_numbers_are_answered_like_a_lists(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "打印名单", "打电话名单"),
        ("李书记", PRIVATE, "5 2 电话平安", "已记电话平安：5老周、?2张三|已记.*老周"),
    )
    rows = talk.db.execute("SELECT name FROM checkins JOIN members ON members.id = member_id ORDER BY name")
    assert {row[0] for row in rows} == {"张三", "老周"}


async def test_whole_numbers_are_not_for_the_office_room(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "打印名单", "电话是全的，请私信我发：打印名单"),
        ("王主任", PRIVATE, "打印名单 第二支部", "第二支部 2 人的打电话名单"),
        ("李书记", PRIVATE, "打印名单 第二支部", "别的支部的名册"),
        ("张三", PRIVATE, "打印名单", "只有支部书记可以用"),
    )


async def test_in_a_room_the_page_goes_to_the_secretary_alone(talk: Talk) -> None:
    await talk.play(
        ("李书记", FIRST, "打印名单", "^打印名单已私信您。$"),
        ("李书记", FIRST, "打印名单放在桌上了", None),
        ("李书记", FIRST, "花名册打印好了", None),
    )


async def test_every_one_on_the_page_was_looked_at(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "打印名单", "名单"), ("张三", PRIVATE, "谁看过我", "打印名单"))
