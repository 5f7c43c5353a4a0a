"""名单 欠费, 党费 名单, 党费 汇总, 党费 表, 导入 党费: how the dues of many stand, a sheet of payments."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot import drafting, enclosed
from bot.context import Turn, UserError
from bot.domain.command import Misfit
from bot.domain.dues import asking
from bot.domain.dues.asking import Span, Wanted
from bot.dues import importing, listing, totals
from bot.router import Right, Router
from data import audit

router = Router()

_SEND = "请先把交费表（.xlsx、.xls、.ods、.csv）私信发给我，或者发在党办群，再回“导入 党费”。"


@router.command(
    "党费 名单",
    may=Right.SECRETARY,
    takes=asking.read_wanted,
    usage="党费 名单 [欠费] [半年以上] [第三支部]",
    does="各位的党费交到哪个月，私下发给您；写“欠费”只看没交齐的，“半年以上”只看差六个月以上的。",
    example="党费 名单",
)
def list_dues(turn: Turn, wanted: Wanted) -> None:
    """List how the dues of the asker's people stand."""
    listing.show(turn, wanted)


@router.command(
    "名单 欠费",
    may=Right.SECRETARY,
    takes=asking.read_arrears,
    usage="名单 欠费 [半年以上] [第三支部]",
    does="党费没交齐的，差得久的在前，私下发给您。",
    example="名单 欠费",
)
def list_arrears(turn: Turn, wanted: Wanted) -> None:
    """List who is behind."""
    listing.show(turn, wanted)


@router.command(
    "党费 未申报",
    may=Right.SECRETARY,
    takes=asking.read_undeclared,
    usage="党费 未申报 [第三支部]",
    does="今年的党费基数谁还没申报，私下发给您；只看报没报，看不到收入。",
    example="党费 未申报",
)
def list_undeclared(turn: Turn, wanted: Wanted) -> None:
    """List who has not declared for the year."""
    listing.show_undeclared(turn, wanted)


@router.command(
    "党费 汇总",
    may=Right.SECRETARY,
    takes=asking.read_span,
    usage="党费 汇总 [2026] [11月] [第三支部]",
    does="每个支部应交、已交多少人多少钱，各档多少人；不写就是这个月。私下发给您。",
    example="党费 汇总 2026 11月",
)
def sum_up(turn: Turn, wanted: Span) -> None:
    """Sum up a month or a year by branch."""
    totals.show(turn, wanted)


@router.command(
    "党费 表",
    may=Right.SECRETARY,
    takes=asking.read_span,
    usage="党费 表 [2026] [第三支部]",
    does="一年的党费收缴登记表，每个支部一页，每人十二个月，私下发给您。",
    example="党费 表 2026",
)
def send_form(turn: Turn, wanted: Span) -> None:
    """Send the year's form."""
    totals.send_form(turn, wanted)


def _read_nothing(words: str) -> None:
    if words not in {"", "表", "表格", "缴费表", "交费表"}:
        raise Misfit(words)


@router.command(
    "导入 党费",
    may=Right.CLERK,
    takes=_read_nothing,
    usage="导入 党费",
    does="把交费的表格发给我，半小时内发这一句：先给您看能记几行、哪些行有问题，回“确认”才记。"
    "要有 姓名、金额、月份（或者 起月、止月）这几列；同一张表再导一遍不会记两次。",
    example="导入 党费",
)
def draft_import(turn: Turn, _words: None) -> None:
    """Show what the sheet just sent would book, and keep it until 确认."""
    turn.check_privacy(is_told=False)
    kept, path = enclosed.find_sheet(turn, _SEND)
    made = importing.plan(turn, path)
    shown = importing.show_plan(kept.name, made)
    if made.rows:
        turn.note_look(made.people, "导入 党费")
        arguments = {"path": str(path), "name": kept.name}
        drafting.propose(turn, "dues_import", arguments, f"{shown}\n回复“确认”记下，“取消”作罢。")
    else:
        turn.reply(f"{shown}\n没有要记的。")
    if importing.has_many_problems(made):
        importing.send_problems(turn, made.problems)


@router.confirms("dues_import")
def import_sheet(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Book what was shown, all of it or nothing."""
    if words or not turn.actor.is_clerk:
        raise UserError("党费表由党办导入，没有记。")
    made = importing.plan(turn, Path(arguments["path"]))
    importing.keep(turn, made)
    audit.note(turn.db, turn.actor.member.id, "导入 党费", sorted(made.people), turn.now, arguments["name"])
    turn.reply(f"记好了：{len(made.rows)} 行，{len(made.people)} 人。导错了，一小时内回“撤”。")
