"""对账 in the chat: files compared, decided on in the workbook and by word, put right, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from bot.domain.field import Field
from bot.sheets import read_sheets
from bot.sheets.book import Page, write_book
from data import audit
from data import difference as differences
from data import ledger as ledgers
from data import member as members
from data import record as records
from data.ledger import Task
from tests.conftest import FIRST, OFFICE, PRIVATE, START, Talk, account_id, room_id

HEADINGS = ("姓名", "所在支部", "手机", "出生日期", "入党时间", "学历")
OWN = (
    ("张三", "第一支部", "13800138000", "1988-11-25", "2010-07-01", "本科"),
    ("李四", "第一支部", "13800000002", "1961-01-01", "1999-01-01", "高中"),
    ("孙七", "第二支部", "13800000007", "1970-02-03", "2000-05-01", "大专"),
)
PAPER = (
    ("张三", "第一支部", "13800138000", "1988-11-25", "2010-06-01", "大学本科"),
    ("李四", "第一支部", "13800000002", "1961-01-01", "1999-01-01", ""),
    ("孙七", "第一支部", "13800000007", "1970-02-03", "2000-05-01", "大专"),
)


def write(path: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("表")
    for number, row in enumerate([headings, *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    return path


async def send(talk: Talk, path: Path, where: str = PRIVATE, who: str = "王主任") -> None:
    room = None if where == PRIVATE else room_id(where)
    talk.stage.wechat.speak(account_id(who), who, "", room=room, file=str(path))
    await talk.wait(seconds=30)


@pytest.fixture
async def opened(talk: Talk, tmp_path: Path) -> Talk:
    """Reconciliation 1 of our own table and the paper ledger is open, with three differences."""
    await send(talk, write(tmp_path / "自有表.xlsx", OWN))
    await send(talk, write(tmp_path / "纸质台账.xlsx", PAPER))
    await talk.play(("王主任", PRIVATE, "对账", "1号对账：自有表、纸质台账，正在对"))
    return talk


def sent_files(talk: Talk, name: str) -> list[Path]:
    rows = talk.db.execute(
        "SELECT file FROM outbox WHERE file LIKE '%' || ? || '%' AND state = 'sent' ORDER BY id", (name,)
    )
    return [Path(row[0]) for row in rows]


def fields_of(talk: Talk, state: str) -> list[tuple[str, str]]:
    return [(case.name, case.field) for case in differences.of(talk.db, 1, state)]


async def test_each_file_is_acknowledged_with_its_size(talk: Talk, tmp_path: Path) -> None:
    await send(talk, write(tmp_path / "自有表.xlsx", OWN))
    await send(talk, write(tmp_path / "纸质台账.xlsx", PAPER))
    first, second = talk.told("王主任")
    assert "收到文件“自有表.xlsx”（6列 3人）" in first
    assert second == "又收到“纸质台账.xlsx”（6列 3人）。还有就接着发，齐了回“对账”。"


async def test_two_files_come_back_as_a_summary_and_a_workbook(opened: Talk) -> None:
    said = "\n".join(opened.told("王主任"))
    assert "1号对账：自有表 3 人、纸质台账 3 人，合起来 3 人。" in said
    assert "不一致 3 处（3 人）" in said
    (book,) = sent_files(opened, "对账 1号")
    assert [row.cells[0] for row in read_sheets(book)["不一致"]] == ["姓名", "张三", "李四", "孙七"]
    zhang = members.named(opened.db, "张三")[0].id
    assert [one.action for one in audit.of_member(opened.db, zhang, START)] == ["对账"]


async def test_one_file_is_compared_with_the_roll(talk: Talk, tmp_path: Path) -> None:
    await send(talk, write(tmp_path / "纸质台账.xlsx", PAPER))
    await talk.play(
        ("王主任", PRIVATE, "对账", "只有|现在只有“纸质台账.xlsx”一个"),
        ("王主任", PRIVATE, "对账 名册", "1号对账：名册、纸质台账"),
    )
    assert ("张三", "入党时间") in fields_of(talk, "open")


async def test_the_clerk_may_name_the_ledgers(talk: Talk, tmp_path: Path) -> None:
    await send(talk, write(tmp_path / "甲.xlsx", OWN), OFFICE)
    await send(talk, write(tmp_path / "乙.xlsx", PAPER), OFFICE)
    await talk.play(("王主任", OFFICE, "对账 自有表 组工库", "1号对账：自有表、组工库"))


async def test_what_is_no_ledger_is_said_and_nothing_is_open(talk: Talk, tmp_path: Path) -> None:
    await send(talk, write(tmp_path / "自有表.xlsx", OWN))
    await send(talk, write(tmp_path / "菜单.xlsx", [("鱼", "10")], ("菜", "价")))
    await talk.play(("王主任", PRIVATE, "对账", "菜单：没有找到表头"))
    assert ledgers.opened(talk.db) == []


async def test_ledgers_are_no_matter_for_a_branch_room_or_a_secretary(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "对账", "只有党办可以用"),
        ("王主任", PRIVATE, "对账", "请先把要对的表格"),
        ("李书记", FIRST, "大家对账 都对好了吗", None),
    )


def decided_book(talk: Talk, path: Path, choices: dict[str, str]) -> Path:
    """Fill in the workbook as a clerk would: by the field's name."""
    (book,) = sent_files(talk, "对账 1号")
    pages = []
    for name, rows in read_sheets(book).items():
        head, *body = [["" if cell is None else str(cell) for cell in row.cells] for row in rows]
        for row in body:
            if name == "不一致" and row[2] in choices:
                row[head.index("决定")] = choices[row[2]]
        pages.append(Page(name, head, body))
    write_book(path, pages)
    return path


async def test_decisions_in_the_workbook_are_shown_and_kept_after_the_word(
    opened: Talk, tmp_path: Path
) -> None:
    book = decided_book(opened, tmp_path / "对账 1号 选好.xlsx", {"入党时间": "自有表", "学历": "不改"})
    await send(opened, book)
    await opened.play(
        ("王主任", PRIVATE, "对账 决定", "表读好了：1 处定了，1 处不改.*确认"),
    )
    assert fields_of(opened, "decided") == []
    await opened.play(("王主任", PRIVATE, "确认", "记下了。还有 1 处没定"))
    assert fields_of(opened, "decided") == [("张三", "入党时间")]
    assert fields_of(opened, "left") == [("李四", "学历")]


async def test_a_wrong_decision_is_named_by_its_row_and_none_is_kept(opened: Talk, tmp_path: Path) -> None:
    book = decided_book(opened, tmp_path / "对账 1号 错.xlsx", {"入党时间": "自有表", "学历": "随便"})
    await send(opened, book)
    await opened.play(
        ("王主任", PRIVATE, "对账 决定", "有 1 处没法照办，一处也没有记.*不一致 第3行：看不懂“随便”"),
        ("王主任", PRIVATE, "确认", "没有等您确认的事"),
    )
    assert len(fields_of(opened, "open")) == 3


async def test_proposals_are_taken_over_after_one_look(opened: Talk) -> None:
    await opened.play(
        ("王主任", PRIVATE, "对账 采用 1号", "1 处照建议定：李四 学历 高中.*确认"),
        ("王主任", PRIVATE, "确认", "照建议定了 1 处。还有 2 处没有建议"),
    )
    assert fields_of(opened, "decided") == [("李四", "学历")]


async def test_corrected_ledgers_come_in_their_own_shape(opened: Talk) -> None:
    await opened.play(
        ("王主任", PRIVATE, "对账 出表", "还什么都没定"),
        ("王主任", PRIVATE, "对账 采用", "确认"),
        ("王主任", PRIVATE, "确认", "定了 1 处"),
        ("王主任", PRIVATE, "对账 出表 1号", "自有表：改了 0 格.*纸质台账：改了 1 格.*还有 2 处没定"),
    )
    own, paper = sent_files(opened, "已改")
    assert (own.name, paper.name) == ("自有表-已改.xlsx", "纸质台账-已改.xlsx")
    assert [row.cells[5] for row in read_sheets(paper)["表"]] == ["学历", "大学本科", "高中", "大专"]


async def test_what_was_decided_enters_the_roll_and_comes_out_again(opened: Talk) -> None:
    await opened.play(
        ("王主任", PRIVATE, "对账 采用", "确认"),
        ("王主任", PRIVATE, "确认", "定了"),
        ("王主任", PRIVATE, "对账 入册 1号", "名册上要改 1 人、1 处：\n· 李四 学历：（空） → 高中.*确认"),
        ("王主任", PRIVATE, "确认", "名册改好了：1 处"),
    )
    li = members.named(opened.db, "李四")[0].id
    (change,) = records.history(opened.db, li, Field.SCHOOLING)
    assert (change.after, change.how, change.reason) == ("高中", "ledger", "1号对账")
    await opened.play(("王主任", PRIVATE, "对账 撤回 1号", "名册改回来了：1 人、1 处"))
    assert records.find(opened.db, li)[Field.SCHOOLING] is None


async def test_a_secretary_decides_by_the_numbers_of_the_list(opened: Talk) -> None:
    await opened.play(
        ("赵书记", PRIVATE, "名单 对账", "要核对 1 处：\n1 孙七（.*）所在支部.*自有表 第二支部"),
        ("赵书记", PRIVATE, "2 选 1", "没有第 2 条"),
        ("赵书记", PRIVATE, "1 选 1", "孙七的所在支部记为 第二支部"),
        ("赵书记", PRIVATE, "撤", "已撤：孙七的所在支部，又等核对了"),
    )
    assert len(fields_of(opened, "open")) == 3


async def test_a_value_that_cannot_be_is_refused_with_an_example(opened: Talk) -> None:
    await opened.play(
        ("李书记", PRIVATE, "名单 对账", "1 张三.*入党时间"),
        ("李书记", PRIVATE, "1改成2010-13-45", "不行.*改成 2010-07-01"),
        ("李书记", PRIVATE, "1 改成2010年7月1日", "张三的入党时间记为"),
    )


async def test_a_reconciliation_taken_back_asks_nobody_any_more(opened: Talk) -> None:
    await opened.play(
        ("王主任", PRIVATE, "对账 问", "确认"),
        ("王主任", PRIVATE, "确认", "开始问了"),
        ("王主任", PRIVATE, "对账 撤回", "作罢了"),
        ("张三", PRIVATE, "2", "(?s).*"),
        ("王主任", PRIVATE, "名单 对账", "现在没有在对的账"),
    )
    assert len(fields_of(opened, "open")) == 3


async def test_copies_are_for_their_owner_only_and_go_when_all_is_over(opened: Talk) -> None:
    kept = [one.path for one in ledgers.opened(opened.db)[0].ledgers]
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
    await opened.play(("王主任", PRIVATE, "对账 结束 1号", "结束了。没定的 3 处照旧"))
    await opened.wait(days=1)
    assert not any(path.exists() for path in kept)


async def test_words_typed_in_a_hurry_are_taken(talk: Talk, tmp_path: Path) -> None:
    await send(talk, write(tmp_path / "纸质台账.xlsx", PAPER))
    await talk.play(
        ("王主任", PRIVATE, "对帐", "现在只有“纸质台账.xlsx”一个"),
        ("王主任", PRIVATE, "对账名册", "1号对账：名册、纸质台账"),
        ("王主任", PRIVATE, "对账1号", "1号对账要核对"),
    )


async def test_a_secretary_hears_that_there_is_nothing_to_check(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "名单 对账", "现在没有要您核对的账"))


async def test_the_same_reconciliation_can_be_made_after_the_first_was_given_up(opened: Talk) -> None:
    await opened.play(
        ("王主任", PRIVATE, "对账 撤回", "作罢了"),
        ("王主任", PRIVATE, "对账", "2号对账：自有表、纸质台账.*不一致 3 处"),
    )


async def test_work_that_was_interrupted_is_done_after_the_restart(opened: Talk) -> None:
    await opened.play(("王主任", PRIVATE, "对账 采用", "确认"), ("王主任", PRIVATE, "确认", "定了"))
    account = account_id("王主任")
    ledgers.give_task(opened.db, 1, Task("issue", None, "m1", account, account))
    opened.stage.restart_bot()
    await opened.wait(minutes=2)
    assert len(sent_files(opened, "已改")) == 2
