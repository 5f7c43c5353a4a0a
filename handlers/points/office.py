"""积分 更正, 积分 重算, 积分 年表: points put right by the office, counted again, a year as a workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot import finding
from bot.context import Turn, UserError
from bot.domain.command import Misfit, narrow, nothing
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.points import claim
from bot.domain.points.claim import Correction
from bot.domain.points.showing import show_given
from bot.points import claiming, settling, sheet
from bot.router import Right, Router
from data import member as members

router = Router()


@router.command(
    "积分 更正",
    may=Right.CLERK,
    takes=claim.read_correction,
    usage="积分 更正 张三 +2 原因",
    does="给一位加分或减分，原因记在账上，也告诉本人。请私信我，或在党办群里发。",
    example=claim.CORRECTION_EXAMPLE,
    spaced=True,
)
def correct_points(turn: Turn, wanted: Correction) -> None:
    """Give or take points by the office's word; nobody's own."""
    turn.check_privacy()
    person = finding.one_person(turn, wanted.who, f"积分 更正 {{}} {wanted.points:+d} {wanted.reason}")
    if person.id == turn.actor.member.id:
        raise UserError("自己的积分请别的党办同志更正。")
    claiming.correct(turn, person, wanted.points, wanted.reason)
    now = settling.total(turn, person.id)
    turn.reply(f"已更正：{person.name} {show_given(wanted.points)} 分，今年现在 {now} 分。错了回“撤”。")


@router.command(
    "积分 重算",
    may=Right.CLERK,
    takes=nothing,
    usage="积分 重算",
    does="把今年和去年的积分照规则逐条再算一遍，和账上对一对；不一样的改过来，列给您看。",
    example="积分 重算",
)
def recount_points(turn: Turn, _words: None) -> None:
    """Count the whole ledger anew and say what differed."""
    entries, changed = settling.recount(turn)
    if not changed:
        turn.reply_privately(f"重算了 {entries} 条，和账上一样，没有要改的。", "结果")
        return
    turn.note_look(changed, "积分重算")
    names = {one.id: one.name for one in members.of_ids(turn.db, changed)}
    lines = [f"{names[one]} {before} → {now} 分" for one, (before, now) in list(changed.items())[:30]]
    more = f"（先列 {len(lines)} 位）" if len(changed) > len(lines) else ""
    turn.reply_privately(
        "\n".join([f"重算了 {entries} 条，{len(changed)} 位和账上不一样，已经改过来{more}：", *lines]), "结果"
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which yearly sheet is asked for."""

    year: int | None
    branch: str | None


def _read_wanted(words: str) -> _Wanted:
    match = re.fullmatch(r"(?:(?P<year>\d{4})年?)?\s*(?P<branch>\S{1,20})?", narrow(words.strip())[:60])
    if match is None:
        raise Misfit(words)
    year = int(match["year"]) if match["year"] else None
    return _Wanted(year, None if match["branch"] in {"全部", "全体", "本支部"} else match["branch"])


@router.command(
    "积分 年表",
    may=Right.SECRETARY,
    takes=_read_wanted,
    usage="积分 年表 [2026] [第三支部]",
    does="一年的积分做成表格：每人合计、每一条的来历，年底评议用。书记是本支部的，党办是全部或一个支部。",
    example="积分 年表 2026",
    spaced=True,
)
def send_sheet(turn: Turn, wanted: _Wanted) -> None:
    """Send the yearly sheet of the people within the asker's scope."""
    year = wanted.year or turn.local_now.year
    if not turn.local_now.year - 2 <= year <= turn.local_now.year:
        raise UserError(f"只有近三年的积分，没有{year}年的。例：积分 年表 {turn.local_now.year}")
    title, people = _choose(turn, wanted.branch)
    there = turn.reply_privately(f"{year}年积分，{title} {len(people)} 人，都在表里：", "年表")
    if there is None:
        return
    turn.note_look([one.id for one in people], "积分年表")
    path = turn.new_file(f"积分 {year} {title}")
    sheet.write(turn, path, year, people)
    turn.say(f"points:sheet:{turn.incoming.message_id}", there, "", Kind.REPLY, file=path)


def _choose(turn: Turn, words: str | None) -> tuple[str, list[Member]]:
    people = [one for one in members.everybody(turn.db) if turn.actor.may_see(one.branch_id)]
    if words is None:
        return "全体" if turn.actor.is_clerk else "本支部", people
    branch = finding.one_branch(turn, words)
    if not turn.actor.may_see(branch.id):
        raise UserError("别的支部的积分由那个支部的书记和党办看，您看本支部的就好：积分 年表")
    return branch.name, [one for one in people if one.branch_id == branch.id]
