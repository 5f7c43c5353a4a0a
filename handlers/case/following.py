"""我的工单, 重开, 工单 撤回: how far it has come with what one asked for, and what is added."""

from __future__ import annotations

from datetime import timedelta

from bot.case import opening, sight, telling, working
from bot.context import Overheard, Turn
from bot.domain.case import HEARD_FOR, Act, Case, State
from bot.domain.case.reading import (
    Which,
    asks_course,
    names_secret,
    read_quoted,
    read_which,
    says_unsolved,
)
from bot.domain.command import Misfit
from bot.router import Right, Router
from data import case as cases

router = Router()

_SHOWN_FOR = timedelta(days=90)


# One's own cases


@router.command(
    "我的工单",
    may=Right.MEMBER,
    takes=read_which,
    usage="我的工单 [8号]",
    does="您提过的建议、反映、求助、代办，办到哪一步，最晚什么时候答复。私下发给您。",
    example="我的工单",
)
def show_own(turn: Turn, which: Which) -> None:
    """Show the sender's own cases, or one of them with its course."""
    if which.words:
        raise Misfit(which.words)
    turn.keep_to_sender()
    if which.number is not None:
        _show_privately(turn, telling.show_course(turn, sight.pick_own(turn, which, "我的工单 8号")))
        return
    found = cases.of_member(turn.db, turn.actor.member.id, turn.now - _SHOWN_FOR)
    if not found:
        turn.reply_privately("您没有提过什么事。要提就发：建议 内容（或反映、求助、代办）", "答复")
        return
    lines = [f"{one.name}（{telling.show_standing(turn, one)}）" for one in found]
    _show_privately(turn, "\n".join(["您提的事：", *lines, f"看一件发：我的工单 {found[0].number}号"]))


def _show_privately(turn: Turn, body: str) -> None:
    if turn.is_in_office:
        raise Overheard(is_told=False)
    turn.reply_privately(body, "答复")


@router.command(
    "重开",
    may=Right.MEMBER,
    takes=read_which,
    usage="重开 8号 原因",
    does="答复了还没解决，30 天里可以重开，由上一级来看。请私信我。",
    example="重开 8号 路灯还是不亮",
    needs_words=True,
)
def reopen(turn: Turn, which: Which) -> None:
    """Open an answered case again."""
    case = _own(turn, which, "重开 8号 路灯还是不亮")
    working.reopen(turn, case, which.words)


@router.command(
    "工单 撤回",
    may=Right.MEMBER,
    takes=read_which,
    usage="工单 撤回 8号",
    does="不用办了，撤回您提的一件事。",
    example="工单 撤回 8号",
)
def take_back(turn: Turn, which: Which) -> None:
    """End the sender's own case."""
    working.withdraw(turn, _own(turn, which, "工单 撤回 8号"))


def _own(turn: Turn, which: Which, example: str) -> Case:
    if not turn.is_private:
        if which.number is None and not turn.is_addressed:
            raise Misfit(which.words)
        raise Overheard(is_told=False)
    turn.keep_to_sender()
    return sight.pick_own(turn, which, example)


@router.answer
def hear_more_of_case(turn: Turn) -> bool:
    """Take the member's answer to what was asked back, and what is added by the number: 求助8号 还有…."""
    if not turn.is_private or turn.who is None or asks_course(turn.text):
        return False
    case, words = _meant(turn)
    if case is None or not words or opening.is_something_else(turn, words):
        return False
    working.hear_reply(turn, case, words)
    return True


def _meant(turn: Turn) -> tuple[Case | None, str]:
    own = [one for one in cases.waiting(turn.db) if one.member_id == turn.actor.member.id]
    if not own:
        return None, ""
    asked = [one for one in own if one.state is State.ASKED]
    which = read_which(turn.text)
    quote = turn.incoming.quote
    if quoted := read_quoted(quote.text) if quote else None:
        return next((one for one in own if one.number == quoted.number), None), turn.text
    if which.number is not None:
        among = own if which.is_named else asked  # 12号 收到 is rather about a notice
        found = next((one for one in among if one.number == which.number and which.fits(one.kind)), None)
        if found or which.is_named:
            return found, which.words
    if len(asked) != 1 or not _is_fresh(turn, asked[0]):
        return None, ""
    return asked[0], turn.text


def _is_fresh(turn: Turn, case: Case) -> bool:
    asked_at = [step.at for step in cases.steps(turn.db, case.number) if step.act is Act.QUERIED]
    return bool(asked_at) and turn.now - asked_at[-1] < HEARD_FOR


@router.answer
def hear_question_of_course(turn: Turn) -> bool:
    """Take 我的事办得怎么样了, said privately, as 我的工单."""
    which = asks_course(turn.text) if turn.who and turn.is_private and not turn.incoming.quote else None
    if which is None:
        return False
    own = cases.of_member(turn.db, turn.actor.member.id, turn.now - _SHOWN_FOR)
    if which.number is not None and not which.is_named and which.number not in {one.number for one in own}:
        return False  # 2号怎么样了: a notice, an event
    show_own(turn, which)
    return True


@router.answer
def hear_unsolved(turn: Turn) -> bool:
    """Say how to reopen, where 还是没解决 is said privately after one answer of these days."""
    if turn.who is None or not turn.is_private or not says_unsolved(turn.text):
        return False
    if names_secret(turn.text):
        return False  # 还没解决，我要举报: that is for those named
    recent = cases.of_member(turn.db, turn.actor.member.id, turn.now - _SHOWN_FOR)
    ended = [
        one
        for one in recent
        if one.state in {State.ANSWERED, State.CLOSED}
        and turn.now - (one.closed_at or one.answered_at or one.opened_at) < HEARD_FOR
    ]
    if len(ended) != 1:
        return False
    words = f"{ended[0].name}要重开，请上一级看，就回：重开 {ended[0].number}号 {turn.text.strip()}"
    telling.answer_asker(turn, ended[0], words)
    return True
