"""待改: ledgers that were equal once are kept equal; what changes on the roll is ticked off there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import FIRST, OFFICE, PRIVATE, Talk
from tests.handlers.test_ledger import HEADINGS, OWN, PAPER, send, write


@pytest.fixture
async def equal(talk: Talk, tmp_path: Path) -> Talk:
    """Two ledgers were put right: one with schooling, one without; then Zhang San moved and studied."""
    await send(talk, write(tmp_path / "组工库.xlsx", OWN))
    await send(talk, write(tmp_path / "纸质台账.xlsx", [row[:5] for row in PAPER], HEADINGS[:5]))
    await talk.play(
        ("王主任", PRIVATE, "对账", "正在对"),
        ("李书记", PRIVATE, "名单 对账", "1 张三"),
        ("李书记", PRIVATE, "1 选 1", "记为"),
        ("王主任", PRIVATE, "对账 出表", "纸质台账：改了 1 格"),
        ("李书记", PRIVATE, "改 张三 手机 13800001111 学历 大专", "已改张三"),
    )
    return talk


async def test_a_change_is_due_in_each_ledger_that_holds_the_field(equal: Talk) -> None:
    await equal.play(
        (
            "王主任",
            PRIVATE,
            "待改",
            "待改：组工库 2 处、纸质台账 1 处\n"
            "1 张三 联系电话：13800001111（组工库、纸质台账，11月23日起）\n2 张三 学历：大学专科（组工库",
        ),
        ("王主任", PRIVATE, "待改 纸质", "待改：纸质台账 1 处"),
        ("王主任", PRIVATE, "待改 别的", "没有对过“别的”，有的是：组工库、纸质台账"),
        ("王主任", OFFICE, "待改", r"138\*\*\*\*1111"),
    )


async def test_what_was_put_right_is_ticked_off_by_number_or_ledger(equal: Talk) -> None:
    await equal.play(
        ("王主任", PRIVATE, "待改", "1 张三"),
        ("王主任", PRIVATE, "待改 完成 3", "没有第 3 条"),
        ("王主任", PRIVATE, "待改 完成 1", "勾掉了 组工库 1 处、纸质台账 1 处（张三）。还剩：组工库 1 处"),
        ("王主任", PRIVATE, "待改 完成 组工库 全部", "勾掉了 组工库 1 处（张三）。都改完了"),
        ("王主任", PRIVATE, "待改", "没有要改的"),
    )
    rows = equal.db.execute("SELECT count(*), count(DISTINCT by) FROM ledger_ticks").fetchone()
    assert rows == (3, 1)


async def test_a_tick_in_one_ledger_leaves_the_other(equal: Talk) -> None:
    await equal.play(
        ("王主任", PRIVATE, "待改 纸质台账", "1 张三"),
        ("王主任", PRIVATE, "待改 完成 1", "勾掉了 纸质台账 1 处.*还剩：组工库 2 处"),
    )


async def test_a_change_that_was_undone_is_not_due(equal: Talk) -> None:
    await equal.play(("李书记", PRIVATE, "撤", "已撤"), ("王主任", PRIVATE, "待改", "没有要改的"))


async def test_a_later_change_is_due_again(equal: Talk) -> None:
    await equal.play(
        ("王主任", PRIVATE, "待改 完成 全部", "都改完了"),
        ("李书记", PRIVATE, "改 张三 手机 13800002222", "已改"),
        ("王主任", PRIVATE, "待改", "待改：组工库 1 处、纸质台账 1 处"),
    )


async def test_what_the_ledgers_agreed_on_is_not_due_in_them(equal: Talk) -> None:
    await equal.play(
        ("王主任", PRIVATE, "待改 完成 全部", "都改完了"),
        ("王主任", PRIVATE, "对账 采用", "没有等着的建议|确认"),
        ("王主任", PRIVATE, "对账 入册", "张三 入党时间|没有要改"),
    )
    await equal.say("王主任", PRIVATE, "确认")
    await equal.play(("王主任", PRIVATE, "待改", "没有要改的"))


async def test_the_weekly_page_has_a_line(equal: Talk) -> None:
    await equal.wait(days=7, hours=2)
    assert any("改好几本账：组工库 2 处、纸质台账 1 处（发“待改”）" in said for said in equal.told(OFFICE))


async def test_before_any_reconciliation_it_says_how(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "待改", "还没有对过账"),
        ("李书记", PRIVATE, "待改", "只有党办可以用"),
        ("王主任", FIRST, "待改", "待改请私信我"),
    )
