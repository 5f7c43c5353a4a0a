"""Answers of those whom a difference between ledgers concerns."""

from __future__ import annotations

from bot.context import Turn
from bot.domain.question import Answer, Case, How, Said, example, read_answer, show_question
from bot.reconciling import asking, deciding
from bot.router import Router
from data import difference as differences
from data import notice as notices

router = Router()
router.undoes(deciding.answered_last, deciding.undo)


@router.answer
def hear_ledger_answer(turn: Turn) -> bool:
    """Take 1, 是, 改成 … and 不知道 by who was asked privately, and ask the next."""
    if turn.who is None or not turn.is_private:
        return False
    case = differences.asked(turn.db, turn.actor.member.id, turn.now - asking.ANSWERED_WITHIN)
    answer = read_answer(turn.text, case) if case else None
    if case is None or answer is None or (_is_bare(answer) and _is_for_a_notice(turn, case)):
        return False
    if answer.said is Said.NO:
        turn.reply(f"那请写对的，例：改成 {example(case.field)}；记不清就回“不知道”。")
    elif answer.said is Said.UNSURE:
        differences.note_unsure(turn.db, case.id, turn.now)
        turn.reply(_with_next(turn, case, "好的，请书记来核对，您不用管了。"))
    else:
        value = deciding.decide(turn, case, answer, How.OWN)
        turn.reply(_with_next(turn, case, f"记下了：{case.field} {value.shown}。错了回“撤”。"))
        deciding.tell_if_all_is_decided(turn, case.number)
    return True


def _is_bare(answer: Answer) -> bool:
    return answer.said in {Said.PLACE, Said.YES, Said.NO}


def _is_for_a_notice(turn: Turn, case: Case) -> bool:
    """Whether a notice came after the question, and waits for an answer, too."""
    open_for = turn.settings.notices.open_for
    waiting = notices.unanswered_by(turn.db, turn.actor.member.id, None, turn.now, open_for)
    return any(case.asked_at and one.sent_at > case.asked_at for one in waiting)


def _with_next(turn: Turn, case: Case, said: str) -> str:
    following = asking.ask_next(turn, case)
    return f"{said}\n{show_question(following)}" if following else f"{said}没有别的了，谢谢您。"
