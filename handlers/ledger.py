"""对账: ledgers laid side by side, decided on, put right; each step by a word of the office's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot import drafting, enclosed
from bot.context import Turn, UserError
from bot.domain.command import Misfit, read_number
from bot.domain.field import Field
from bot.reconciling import asking, deciding, entering, opening
from bot.reconciling.entering import Entry
from bot.router import Right, Router
from data import difference as differences
from data import ledger as ledgers
from data import member as members
from data import occasion, pending

router = Router()

_HURRIED = re.compile(r"对[账帐]\s*(?:(?P<roll>花?名册)|(?P<number>第?\d{1,6}号))?")


def _number(words: str) -> int | None:
    return read_number(words.removesuffix("对账").rstrip())


def _check_place(turn: Turn) -> None:
    if turn.room and not turn.is_in_office:
        raise UserError("对账请私信我，或者在党办群里办。")


def _read_names(words: str) -> list[str]:
    """Read the names of the ledgers, 名册 for the roll itself."""
    names = re.split(r"[\s,，、和]+", words) if words else []
    if len(names) > 5 or any(len(name) > 12 or re.search(r"[？?。！!：:]", name) for name in names):
        raise Misfit(words)
    if len(set(names)) < len(names):
        raise UserError("两本账不能同一个名字，例：对账 组工库 纸质")
    return [opening.ROLL if name in {"花名册", "党员名册"} else name for name in names]


@router.command(
    "对账",
    may=Right.CLERK,
    takes=_read_names,
    usage="对账 [名册] [组工库 纸质 …]",
    does="把您半小时内发来的几个表格一个人一个人、一项一项地对；写“名册”就和名册对。"
    "后面可以按发来的先后写各本的名字。出一个表：哪里不一致、谁只在一处、谁重复、哪格无效，都有建议。原表不动。",
    example="对账 名册",
    spaced=True,
)
def start(turn: Turn, names: list[str]) -> None:
    """Take the spreadsheets just sent; the comparing goes on beside the messages."""
    _check_place(turn)
    if len(names) == 1 and (asked := re.fullmatch(r"第?(\d{1,6})号", names[0])):
        deciding.show_list(turn, deciding.one(turn, int(asked[1])))
        return
    number, called = opening.start(turn, names)
    turn.reply(f"{number}号对账：{'、'.join(called)}，正在对，好了就发给您。人多时要一两分钟。")


@router.answer
def take_ledger_words(turn: Turn) -> bool:
    """Take 对帐, 对账名册 and 对账1号 by a clerk: typed in a hurry, without the space."""
    match = _HURRIED.fullmatch(turn.text)
    if (
        match is None
        or turn.who is None
        or not turn.who.is_clerk
        or not (turn.is_private or turn.is_in_office)
    ):
        return False
    start(turn, [match["number"]] if match["number"] else [opening.ROLL] if match["roll"] else [])
    return True


@router.command(
    "对账 决定",
    may=Right.CLERK,
    takes=_number,
    usage="对账 决定 [1号]",
    does="在对账的表里“决定”一列选好，存盘发回来，再回这一条：我读出来给您看，确认了才记。看不懂的逐行告诉您。",
    example="对账 决定",
)
def read_decisions(turn: Turn, number: int | None) -> None:
    """Take the workbook that came back; reading it goes on beside the messages."""
    _check_place(turn)
    rec = deciding.one(turn, number)
    kept, _ = enclosed.find_sheet(turn, "请先把选好的对账表发给我，再回“对账 决定”。")
    # The same file is needed again at 确认, when what was sent may be forgotten.
    path = opening.keep_decided(turn, rec.number, kept)
    ledgers.give_task(turn.db, rec.number, opening.task(turn, "decide", path))
    turn.reply(f"正在读“{kept.name}”。")


@router.confirms("ledger_decisions")
def keep_decisions(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Keep what the workbook decides."""
    _check_clerk(turn, words)
    rec = deciding.one(turn, int(arguments["number"]))
    ledgers.give_task(turn.db, rec.number, opening.task(turn, "apply", Path(arguments["file"])))


def _check_clerk(turn: Turn, words: str) -> None:
    if words or not turn.actor.is_clerk:
        raise UserError("对账由党办来办，没有动。")


@router.command(
    "对账 采用",
    may=Right.CLERK,
    takes=_number,
    usage="对账 采用 [1号]",
    does="有建议、还没定的，全部照建议定；先给您看有几处，确认了才算。",
    example="对账 采用 1号",
)
def draft_proposals(turn: Turn, number: int | None) -> None:
    """Show how many would be decided as proposed."""
    _check_place(turn)
    rec = deciding.one(turn, number)
    cases = [case for case in differences.of(turn.db, rec.number, "open") if case.proposal]
    if not cases:
        raise UserError(f"{rec.name}里没有等着的建议了。还没定的发“名单 对账”看。")
    first = "；".join(
        f"{case.name} {case.field} {case.shown_proposal(whole=turn.is_private)}" for case in cases[:5]
    )
    more = "……" if len(cases) > 5 else "。"
    shown = f"{rec.name}有 {len(cases)} 处照建议定：{first}{more}\n回复“确认”照办，“取消”作罢。"
    turn.note_look({case.member_id for case in cases[:5] if case.member_id}, "对账")
    drafting.propose(turn, "ledger_proposals", {"number": rec.number}, shown)


@router.confirms("ledger_proposals")
def adopt_proposals(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Decide all that is open as it was proposed."""
    _check_clerk(turn, words)
    rec = deciding.one(turn, int(arguments["number"]))
    count = deciding.adopt(turn, rec)
    left = len(differences.of(turn.db, rec.number, "open"))
    rest = f"还有 {left} 处没有建议，回“对账 问 {rec.number}号”问一问。" if left else "全都定了。"
    turn.reply(f"照建议定了 {count} 处。{rest}")


@router.command(
    "对账 问",
    may=Right.CLERK,
    takes=_number,
    usage="对账 问 [1号]",
    does="还没定的，私下问本人自己的那几处（每人最多三处，一次一处），别的请本支部书记核对。先给您看问谁。",
    example="对账 问 1号",
)
def draft_questions(turn: Turn, number: int | None) -> None:
    """Show who would be asked, and keep it until 确认."""
    _check_place(turn)
    rec = deciding.one(turn, number)
    plan = asking.make_plan(turn, rec)
    if not (plan.people or plan.branches or plan.office):
        raise UserError(f"{rec.name}里没有要问的了：都定了，或者都问过了。发“名单 对账”看还剩哪些。")
    names = [one.name for one in members.of_ids(turn.db, plan.people)]
    drafting.propose(
        turn,
        "ledger_questions",
        {"number": rec.number},
        asking.show_plan(rec, plan, names, whole=turn.is_private),
    )


@router.confirms("ledger_questions")
def ask_questions(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Ask everybody the first question."""
    _check_clerk(turn, words)
    rec = deciding.one(turn, int(arguments["number"]))
    plan = asking.make_plan(turn, rec)
    asking.ask(turn, rec, plan)
    turn.reply(f"{rec.name}开始问了，问本人 {len(plan.people)} 位。回得怎样，发“名单 对账”看还剩哪些。")


@router.command(
    "名单 对账",
    may=Right.SECRETARY,
    takes=_number,
    usage="名单 对账 [1号]",
    does="几本账写得不一样、还没定的，私下发给您；书记看本支部的。回“1 选 2”“1 改成 …”“1 3 建议”定下来。",
    example="名单 对账",
)
def list_open(turn: Turn, number: int | None) -> None:
    """List what is still open within the asker's scope."""
    deciding.show_list(turn, deciding.one(turn, number))


@router.answer_first
def take_ledger_choice(turn: Turn) -> bool:
    """Take 3 选 1 by who was shown 名单 对账."""
    return deciding.take_choice(turn)


@router.command(
    "对账 出表",
    may=Right.CLERK,
    takes=_number,
    usage="对账 出表 [1号]",
    does="每本账出一个改好的表，格式照那本账自己的；随时能要。以后名册再有改动，哪本要跟着改，发“待改”看。",
    example="对账 出表 1号",
)
def issue(turn: Turn, number: int | None) -> None:
    """Have the corrected copies made beside the messages."""
    _check_place(turn)
    rec = deciding.one(turn, number)
    if not differences.of(turn.db, rec.number, "decided") and not rec.marks.get("added"):
        raise UserError(f"{rec.name}还什么都没定，没有要改的。先回“对账 采用”“对账 问”，或在表里选好发回来。")
    ledgers.give_task(turn.db, rec.number, opening.task(turn, "issue"))
    turn.reply("正在改，好了就发给您。")


@router.command(
    "对账 入册",
    may=Right.CLERK,
    takes=_number,
    usage="对账 入册 [1号]",
    does="定下来的写进名册：先给您看改谁的什么，确认了才写。要收回发“对账 撤回”。",
    example="对账 入册 1号",
)
def draft_entry(turn: Turn, number: int | None) -> None:
    """Show what the roll would take over, and keep it until 确认."""
    _check_place(turn)
    rec = deciding.one(turn, number)
    found, problems = entering.entries(turn, rec)
    if not found:
        raise UserError(
            "\n".join([f"{rec.name}里没有要改名册的：定下来的和名册一样，或者还没有定。", *problems])
        )
    turn.note_look({one.member_id for one in found}, "对账入册")
    listed = [[one.member_id, one.name, one.field.name, one.before, one.after] for one in found]
    shown = entering.show(turn, rec, found, problems)
    drafting.propose(turn, "ledger_entry", {"number": rec.number, "entries": listed}, shown)


@router.confirms("ledger_entry")
def enter(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Write what was shown into the roll."""
    _check_clerk(turn, words)
    rec = deciding.one(turn, int(arguments["number"]))
    found = [
        Entry(member, name, Field[field], *values) for member, name, field, *values in arguments["entries"]
    ]
    done, left = entering.enter(turn, rec, found)
    more = f"有 {left} 处这期间改过，没有动。" if left else ""
    turn.reply(f"名册改好了：{done} 处。{more}要收回发“对账 撤回 {rec.number}号”。")


@router.command(
    "对账 撤回",
    may=Right.CLERK,
    takes=_number,
    usage="对账 撤回 [1号]",
    does="入了册的，把名册改回原样，对账还在；没入册的，整个作罢，不再问也不再收。",
    example="对账 撤回 1号",
)
def take_back(turn: Turn, number: int | None) -> None:
    """Undo what a reconciliation changed on the roll, or give it up."""
    rec = deciding.one(turn, number)
    if rec.entered_at:
        turn.reply(f"{entering.take_out(turn, rec)}对账还在，再回一次“对账 撤回 {rec.number}号”整个作罢。")
        return
    _end(turn, rec.number, "withdrawn")
    pending.unwatch(turn.db, rec.number)
    turn.reply(f"{rec.name}作罢了，不再问也不再收。名册和原来的表都没有动。")


def _end(turn: Turn, number: int, state: str) -> None:
    ledgers.give_task(turn.db, number, None)
    ledgers.settle(turn.db, number, state)
    occasion.cancel(turn.db, f"ledger:{number}:ask:", "the reconciliation was ended")
    occasion.cancel(turn.db, f"ledger:{number}:secretary:", "the reconciliation was ended")


@router.command(
    "对账 结束",
    may=Right.CLERK,
    takes=_number,
    usage="对账 结束 [1号]",
    does="对完了，收起来：不再问，收到的表夜里删掉。“待改”照常记着。",
    example="对账 结束 1号",
)
def close(turn: Turn, number: int | None) -> None:
    """End a reconciliation; its files go at night."""
    rec = deciding.one(turn, number)
    _end(turn, rec.number, "closed")
    left = len(differences.of(turn.db, rec.number, "open"))
    rest = f"没定的 {left} 处照旧。" if left else ""
    turn.reply(f"{rec.name}结束了。{rest}收到的表今夜删掉，“待改”照常记着。")
