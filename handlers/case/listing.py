"""工单, 名单 工单, 工单 统计: the cases that wait for somebody's work, a month of them in figures."""

from __future__ import annotations

from bot.case import counting, promise, sight, telling, working
from bot.context import Overheard, Turn, UserError
from bot.domain import month
from bot.domain.case import Case
from bot.domain.case.counting import order, show_tallies
from bot.domain.case.reading import Which, read_which
from bot.domain.command import Misfit, narrow
from bot.domain.delivery import Kind as Message
from bot.router import Right, Router
from data import case as cases

router = Router()

_MOST_LINES = 40


def _read_bare(words: str) -> Which:
    which = read_which(words)
    if which.words:
        raise Misfit(words)
    return which


@router.command(
    "工单",
    may=Right.MEMBER,
    takes=_read_bare,
    usage="工单 [8号]",
    does="等您答复的建议、反映、求助、代办，超时的在前；写上号看一件的全文和经过。党员看自己提的。私下发给您。",
    example="工单 8号",
)
def show_cases(turn: Turn, which: Which) -> None:
    """List the cases that wait for the sender's work, or show one in full; to others their own."""
    turn.keep_to_sender()
    if which.number is not None:
        _show_one(turn, which)
        return
    found = order(sight.mine_to_do(turn), turn.now)
    if not found and Right.of(turn.who) < Right.SECRETARY:
        _list_own(turn)
        return
    _list(turn, found)


@router.command(
    "名单 工单",
    may=Right.SECRETARY,
    also=sight.handles_cases,
    takes=_read_bare,
    usage="名单 工单",
    does="等您答复的建议、反映、求助、代办，超时的在前，私下发给您。",
    example="名单 工单",
)
def list_cases(turn: Turn, which: Which) -> None:
    """List the cases that wait for the sender's work."""
    if which.number is not None:
        _show_one(turn, which)
    else:
        _list(turn, order(sight.mine_to_do(turn), turn.now))


def _list(turn: Turn, found: list[Case]) -> None:
    if not found:
        turn.reply_privately("没有等您答复的工单。", "名单")
        return
    shown = found[:_MOST_LINES]
    turn.note_look({one.member_id for one in shown if not one.kind.is_confidential}, "名单 工单")
    lines = [telling.show_line(turn, one) for one in shown]
    end = f"看全文发“工单 {shown[0].number}号”，答复发“答复 {shown[0].number}号 内容”。"
    turn.reply_privately("\n".join([f"等您答复的工单 {len(found)} 件：", *lines, end]), "名单")


def _list_own(turn: Turn) -> None:
    own = turn.actor.member.id
    found = [one for one in cases.waiting(turn.db) if one.member_id == own]
    lines = [f"{one.name}（{telling.show_standing(turn, one)}）" for one in found]
    words = ["您提的事：", *lines] if found else ["您没有在办的事。要提就发：建议 内容（或反映、求助、代办）"]
    turn.reply_privately("\n".join(words), "答复")


def _show_one(turn: Turn, which: Which) -> None:
    found = cases.find(turn.db, which.number or 0)
    if found is None or not which.fits(found.kind) or not sight.may_see(turn, found):
        raise UserError(f"没有您能看的工单{which.number}号。发“工单”看看有哪些。")
    if turn.room and (found.kind.is_confidential or found.member_id == turn.actor.member.id):
        raise Overheard(is_told=False)
    turn.reply_privately(telling.show_course(turn, found), "工单")
    working.look(turn, found)


# Counts


def _read_month(words: str) -> str:
    plain = narrow(words).strip()
    if plain and not month.looks_like_month(plain):
        raise Misfit(words)
    return plain


@router.command(
    "工单 统计",
    may=Right.CLERK,
    takes=_read_month,
    usage="工单 统计 [11月]",
    does="一个月里各类工单收了几件、答复几件、一般多久，并发一张表；需保密的只有件数。",
    example="工单 统计 11月",
)
def show_month(turn: Turn, asked: str) -> None:
    """Count a month's cases, with a workbook."""
    turn.check_privacy(is_told=False)
    meant = month.read_past_month(asked, turn.local_now.date(), "工单 统计 11月")
    found = counting.of_month(turn, meant)
    secret = sum(one.kind.is_confidential for one in found)
    title = f"{month.show(meant)}的工单"
    turn.reply(show_tallies(title, counting.tally(turn, found), secret, promise.hours(turn)))
    if len(found) > secret:
        path = turn.new_file(title)
        counting.write_month(turn, path, title, found)
        turn.say(
            f"cases:{turn.incoming.message_id}", turn.incoming.conversation, "", Message.REPLY, file=path
        )
