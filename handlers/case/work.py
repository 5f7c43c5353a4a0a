"""我来处理, 转办, 答复, 追问, 办结: the work on what members asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from bot.case import finding, sight, working
from bot.context import Turn, UserError
from bot.distress import ringing
from bot.domain import alarm
from bot.domain.case import Case
from bot.domain.case.reading import LONGEST, Which, read_quoted, read_which
from bot.domain.command import Misfit, narrow
from bot.router import Right, Router
from data import alarm as alarms
from data import case as cases

router = Router()

# Working on one


@router.answer_first
def take_case(turn: Turn) -> bool:
    """Take 我来处理 8号 where it is about a case; cries for help come first, and have 我来处理, too."""
    asked = alarm.read_taking(turn.text) or alarm.read_taking(_without_kind(turn.text))
    if turn.who is None or asked is None or asked.name or not asked.plain:
        return False
    if not (turn.is_private or turn.is_in_office):
        return False
    turn.act_as("答复")
    which = _which(turn, asked.number)
    found = _choose(turn, which)
    if found is None:
        return False
    turn.check_privacy(own=found.kind.is_confidential)
    working.take(turn, found)
    return True


_KIND = re.compile(r"(?:工单|建议|反映|代办|申诉|举报|求助)(?=\s*\d)|[Tt](?=\d)")


def _without_kind(text: str) -> str:
    """Write 我来处理 建议8号 as 我来处理 8号."""
    plain = _KIND.sub("", narrow(text)[:60])
    return re.sub(r"(\d)\s*$", r"\1号", plain)


def _which(turn: Turn, number: int | None) -> Which:
    quote = turn.incoming.quote
    if number is None:
        return (read_quoted(quote.text) if quote else None) or Which(None)
    kind = _KIND.search(narrow(turn.text)[:60])
    return read_which(f"{kind[0]}{number}号") if kind else Which(number)


def _choose(turn: Turn, which: Which) -> Case | None:
    ringing_now = [one for one in alarms.unfinished(turn.db) if ringing.may_take(turn.actor, one)]
    if which.number is None:
        mine = [one for one in sight.mine_to_do(turn) if one.holder_id is None]
        return mine[0] if len(mine) == 1 and not ringing_now else None
    found = cases.find(turn.db, which.number)
    if found is None or not which.fits(found.kind) or not sight.may_work(turn, found):
        return None
    surely = which.is_named and (which.kind is None or which.kind.chinese != "求助" or turn.incoming.quote)
    rings = any(one.number == which.number for one in ringing_now)
    return found if surely or not rings else None


def _read_numbered(words: str) -> Which:
    which = read_which(words)
    if which.number is None:
        raise Misfit(words)  # 答复很及时: talk
    return which


# Who may, and how the number is read, is the same of all four.
_work = partial(
    router.command,
    may=Right.SECRETARY,
    also=sight.handles_cases,
    takes=_read_numbered,
    needs_words=True,
)


@_work(
    "答复",
    usage="答复 8号 内容",
    does="把答复私信给提的人。请私信我；引用我发的那条再写也行。",
    example="答复 8号 路灯报修了，周五前修好",
)
def answer(turn: Turn, which: Which) -> None:
    """Answer the member."""
    case, words = _to_work(turn, which, "答复 8号 路灯报修了，周五前修好")
    working.answer(turn, case, words)


@_work(
    "追问",
    usage="追问 8号 问题",
    does="问提的人一句；等他回话的时间不算在期限里。请私信我。",
    example="追问 8号 是哪个小区门口？",
)
def ask_back(turn: Turn, which: Which) -> None:
    """Ask the member something."""
    case, words = _to_work(turn, which, "追问 8号 是哪个小区门口？")
    working.ask_back(turn, case, words)


@_work(
    "转办",
    usage="转办 8号 李书记",
    does="转给别的书记、党办的同志，或者写“党办”；两边和本人都会知道。请私信我。",
    example=finding.EXAMPLE,
)
def hand_on(turn: Turn, which: Which) -> None:
    """Hand a case to somebody else."""
    case, words = _to_work(turn, which, finding.EXAMPLE)
    to = finding.whom(turn, words.removeprefix("给").strip())
    working.hand(turn, case, to, to.name if to else "党办")


@_work(
    "办结",
    usage="办结 8号 [结果]",
    does="办完了，结果告诉本人；没答复过的要写结果。请私信我。",
    example="办结 8号 路灯已经修好",
)
def close(turn: Turn, which: Which) -> None:
    """Close a case."""
    case, words = _to_work(turn, which, "办结 8号 路灯已经修好", needs_words=False)
    working.close(turn, case, words)


def _to_work(turn: Turn, which: Which, example: str, *, needs_words: bool = True) -> tuple[Case, str]:
    case = sight.pick(turn, which, example)
    if needs_words and not which.words:
        raise UserError(f"请在号后面接着写。例：{example.replace('8号', f'{case.number}号')}")
    return case, which.words


_WORK = {"答复": answer, "追问": ask_back, "转办": hand_on, "办结": close}


@router.answer_first
def work_on_quoted(turn: Turn) -> bool:
    """Take 答复 内容 without a number, where what the bot said of the case is quoted."""
    quote = turn.incoming.quote
    which = read_quoted(quote.text) if quote and turn.who else None
    word, words = turn.text[:2], turn.text[2:].strip(" ：:，,\n")
    if which is None or word not in _WORK or read_which(words).number is not None:
        return False
    turn.act_as(word)
    found = cases.find(turn.db, which.number or 0)
    if found is None or not sight.may_work(turn, found):
        return False
    _WORK[word](turn, replace(which, words=words[:LONGEST]))
    return True
