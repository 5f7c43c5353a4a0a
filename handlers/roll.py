"""导入 and 花名册: the roll as a spreadsheet, in and out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import drafting, enclosed, finding
from bot.context import Turn, UserError
from bot.domain.audience import branch_name
from bot.domain.command import Misfit
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.roll import Roll, RollError, summary
from bot.record import book, calling, listing, sheet
from bot.router import Right, Router
from bot.sheets import SheetError
from bot.sheets.book import Page, write_book
from data import audit
from data import member as members
from data import roll as rolls

router = Router()

_FEW = 10  # problems that are read in the chat; more come as a workbook
_SHORT = 40  # people listed in the chat
_MOST = 4_000  # people written into a workbook while messages wait: half a second
_SEND = "请先把名册表格（.xlsx、.xls、.ods、.csv）私信发给我，或者发在党办群，再回“导入”。"


_BRANCH = re.compile(r"全部|全体|第?[一二三四五六七八九十\d]{1,3}(?:党?支部)?|\S{1,20}支部")

# In


def _read_nothing(words: str) -> None:
    """Read 导入, 导入名册 and 导入 名册.xlsx: what is meant is the table sent last."""
    if not re.fullmatch(r"(?:党员|流动党员)?(?:花?名册|名单|表格?)?|\S{1,60}\.(?:xlsx?|ods|csv|et)", words):
        raise Misfit(words)


@router.command(
    "导入",
    may=Right.CLERK,
    takes=_read_nothing,
    usage="导入",
    does="把您半小时内发来的名册表格导入：先给您看新增几人、改动几处、哪些行有问题，确认了才动。空格不会抹掉原有的，也不会删人。",
    example="导入",
)
def draft_import(turn: Turn, _words: None) -> None:
    """Show what an import of the spreadsheet just sent would change, and keep it until 确认."""
    if turn.room and not turn.is_in_office:
        raise UserError("名册请私信发给我，或者发在党办群里，再回“导入”。")
    kept, path = enclosed.find_sheet(turn, _SEND)
    result = rolls.preview(
        turn.db,
        _read(turn, str(path)),
        committee=turn.settings.organisation.name,
        now=turn.local_now,
        by=turn.actor.member.id,
        reason=kept.name,
    )
    shown = summary.show_plan(kept.name, result, few=_FEW)
    if not result.new and not result.changed:
        turn.reply(shown)
    else:
        ask = "回复“确认”导入，“取消”作罢。"
        drafting.propose(turn, "import", {"path": str(path), "name": kept.name}, f"{shown}\n{ask}")
    if len(result.problems) > _FEW:
        path = turn.new_file("没有导入的")
        rows = [[str(one.number), one.name, one.column, one.reason] for one in result.problems]
        write_book(path, [Page("没有导入的", ("行", "姓名", "列", "原因"), rows)])
        key = f"import:{turn.incoming.message_id}"
        turn.say(key, turn.incoming.conversation, "", Kind.REPLY, file=path)


def _read(turn: Turn, path: str) -> Roll:
    try:
        return sheet.read(Path(path), turn.local_now.date(), turn.settings.organisation.home)
    except (SheetError, RollError) as error:
        raise UserError(str(error)) from error


@router.confirms("import")
def import_sheet(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Import what was shown, all or nothing."""
    if words or not turn.actor.is_clerk:
        raise UserError("名册由党办导入，没有动。")
    own, name = turn.actor.member.id, arguments["name"]
    result = rolls.import_roll(
        turn.db,
        _read(turn, arguments["path"]),
        committee=turn.settings.organisation.name,
        now=turn.local_now,
        by=own,
        reason=name,
    )
    audit.note(turn.db, own, "导入名册", result.people, turn.now, name)
    turn.reply(f"导入好了：新增 {result.new} 人，更新 {result.changed} 人，不变 {result.unchanged} 人。")


# Out


_PRINTS = re.compile(r"^打印版?(?=\s|第|$)|(?:(?<=\s)|(?<=支部))打印版?$")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Whose names: of a branch, with a label (None: no matter); `prints`: as a page to telephone from."""

    branch: str | None = None
    label: str | None = None
    prints: bool = False


def _read_wanted(words: str) -> _Wanted:
    """Read 第三支部, 标签 先锋岗, 打印, any of them or nothing."""
    plain = _PRINTS.sub(" ", words.strip(), count=1)
    before, mark, label = plain.partition("标签")
    parts = before.split()
    if len(parts) > 1 or (mark and len(label.split()) != 1) or not all(map(_BRANCH.fullmatch, parts)):
        raise Misfit(words)
    branch = None if not parts or parts[0] in {"全部", "全体"} else parts[0]
    return _Wanted(branch and branch_name(branch), label.strip() or None, plain != words.strip())


@router.command(
    "花名册",
    may=Right.SECRETARY,
    takes=_read_wanted,
    usage="花名册 [第三支部] [标签 先锋岗] [打印]",
    does="名册的表格，私下发给您；书记是本支部的，党办是全部或一个支部。党办群里的号码打星号，私信的是全的。写“打印”是一张照着打电话的名单。",
    example="花名册 第三支部",
)
def send_roll(turn: Turn, wanted: _Wanted) -> None:
    """Send the roll within the asker's scope as a spreadsheet; of few people also a list."""
    if wanted.prints:
        print_roll(turn, wanted)
        return
    title, people = _choose(turn, wanted)
    if len(people) > _MOST:
        raise UserError(
            f"{title}有 {len(people)} 人，在这里发太大了。请写上支部，例：花名册 第三支部；"
            "全部的请在运行我的电脑上输入：python -m bot export roll 花名册.xlsx"
        )
    head = f"{title} {len(people)} 人"
    shown = (
        "\n".join([f"{head}：", *listing.lines(turn, people)])
        if len(people) <= _SHORT
        else f"{head}，都在表里："
    )
    there = turn.reply_privately(shown, "花名册")
    if there is None:
        return
    turn.note_look([one.id for one in people], "花名册")
    path = turn.new_file(f"花名册 {title}")
    book.write(turn.db, path, [one.id for one in people], masked=turn.is_in_office)
    turn.say(f"roll:{turn.incoming.message_id}", there, "", Kind.REPLY, file=path)


@router.command(
    "打印名单",
    may=Right.SECRETARY,
    takes=_read_wanted,
    usage="打印名单 [第三支部] [标签 先锋岗]",
    does="一张照着打电话的名单：大字，电话是全的，有打勾的格子，写着上次哪天有消息。只私信发给您。"
    "打完写编号告诉我：3 7 12 电话平安。",
    example="打印名单 第三支部",
)
def print_roll(turn: Turn, wanted: _Wanted) -> None:
    """Send a page to telephone from, of who is still on the roll."""
    title, people = _choose(turn, wanted)
    calling.send(turn, title, [one for one in people if not one.status.has_ended])


def _choose(turn: Turn, wanted: _Wanted) -> tuple[str, list[Member]]:
    people = listing.of_label(turn, wanted.label) if wanted.label else members.everybody(turn.db)
    people = [one for one in people if turn.actor.may_see(one.branch_id)]
    title = "全体" if turn.actor.is_clerk else "本支部"
    if wanted.branch:
        branch = finding.one_branch(turn, wanted.branch)
        if not turn.actor.may_see(branch.id):
            raise UserError("别的支部的名册由那个支部的书记和党办看，您看本支部的就好：花名册")
        title, people = branch.name, [one for one in people if one.branch_id == branch.id]
    return title + (f"“{wanted.label}”" if wanted.label else ""), people
