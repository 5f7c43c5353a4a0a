"""年终材料: what a secretary lays on the table in December, with what is still missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain import yearend
from bot.domain.yearend import Asked, Form
from bot.router import Right, Router
from bot.yearend import choosing, sending
from data import unit as units

router = Router()

_DRAFT = "yearend"


@router.command(
    "年终材料",
    may=Right.SECRETARY,
    takes=yearend.read,
    usage="年终材料 [第三支部|全部] [2025] [表|打印]",
    does="年底要交的材料还缺什么、怎么补，开了几次会，学习、汇报、党费、平安各是多少。"
    "写“表”是每人一行的表格，写“打印”是能直接打印的一页。私下发给您；一、二月里不写年份就是上一年。",
    example=yearend.EXAMPLE,
)
def show(turn: Turn, asked: Asked) -> None:
    """Send the year-end file of the own branch, or for the office of one or all."""
    found = choosing.branches(turn, asked)
    number = choosing.year(turn, asked, found)
    people = choosing.check_size(turn, found)
    of_all = turn.actor.is_clerk and asked.form is not Form.TEXT and len(found) > choosing.FEW
    if asked.of_all or of_all:
        _propose(turn, number, asked.form, len(found), people)
    elif asked.form is Form.TEXT:
        sending.send_text(turn, found, number)
    else:
        sending.send_file(turn, found, number, asked.form)


def _propose(turn: Turn, number: int, form: Form, branches: int, people: int) -> None:
    """Show how much it is before the file of all branches is made."""
    what = "一份能打印的材料" if form is Form.PAPER else "一个表格：一页汇总，每个支部一页"
    arguments = {"year": number, "form": Form.PAPER if form is Form.PAPER else Form.BOOK}
    where = "发在这里" if turn.is_private or turn.is_in_office else "私信发给您"
    shown = f"{number}年的年终材料，{branches} 个支部、{people} 人，做成{what}。"
    drafting.propose(turn, _DRAFT, arguments, f"{shown}\n回复“确认”{where}，“取消”作罢。")


@router.confirms(_DRAFT)
def send_all(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Send the file of all branches."""
    if words or not turn.actor.is_clerk:
        raise UserError("全部支部的材料只有党办可以看，没有发。")
    sending.send_file(turn, units.branches(turn.db), arguments["year"], Form(arguments["form"]))


_WHAT_IS_MISSING = re.compile(
    r"年[终底尾](?:的?材料|总结|考核)?(?:我们)?(?:支部)?(?:还|都)?[缺差少](?:些?什么|啥|哪些|几样)(?:材料|东西)?[了啊呀呢的?？。!！\s]*"
)


@router.answer
def ask_what_is_missing(turn: Turn) -> bool:
    """Answer 年终材料还缺啥, asked by a secretary or the office."""
    if len(turn.text) > 40 or not (turn.is_addressed or turn.is_in_office):
        return False
    if not _WHAT_IS_MISSING.fullmatch(turn.text):
        return False
    turn.act_as("年终材料")
    if Right.of(turn.who) < Right.SECRETARY:
        return False
    show(turn, Asked())
    return True
