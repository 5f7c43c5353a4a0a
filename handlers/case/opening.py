"""建议, 反映, 求助, 代办, 申诉, 举报: what members ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot import drafting
from bot.case import opening, telling, working
from bot.context import NotKnown, Turn, UserError
from bot.domain.case import Kind
from bot.domain.case.reading import (
    asks_course,
    asks_for_papers,
    body_of,
    is_talk,
    names_secret,
    opens,
    opens_secret,
    read_loose,
    read_which,
)
from bot.domain.checkin import Intent
from bot.domain.command import Misfit
from bot.domain.notice import Answer
from bot.ports import MessageKind
from bot.reading import read
from bot.receipt import answering as receipts
from bot.router import Right, Router
from data import case as cases

router = Router()

router.undoes(working.did_last, working.undo)


_PICTURE_AFTER = timedelta(minutes=30)


_EXAMPLES = {
    Kind.SUGGESTION: (
        "建议 组织生活改到周末上午",
        "提个建议；给您一个编号和最晚答复的时间，由本支部书记先看。",
    ),
    Kind.PROBLEM: (
        "反映 小区门口路灯坏了半个月",
        "反映一个问题；给您编号和最晚答复的时间，由本支部书记先看。",
    ),
    Kind.HELP: (
        "求助 孩子转学手续不会办",
        "请组织帮忙；马上转给书记，有编号和最晚答复的时间。人有危险只写“求助”或“救命”，会一直响到有人接。",
    ),
    Kind.ERRAND: ("代办 帮我开一张党员证明", "请组织替您跑一趟、办件事；有编号和最晚答复的时间。"),
    Kind.APPEAL: ("申诉 对上次的处理有不同意见，……", "只在私信里用，只有指定的专人看得到，书记看不到。"),
    Kind.REPORT: ("举报 某某事……", "只在私信里用，只有指定的专人看得到，书记看不到。"),
}


_WHO_READS_IT = (
    "还没有记下。这一条会先给{name}看。\n"
    "要是说的就是{name}本人的事，请回“取消”，改发“举报 内容”，只有专人看得到。\n"
    "就是要给{name}看，回“确认”。"
)
_HOW_TO_REPORT = (
    "这一句我没有记，也没有转给任何人。只想让专人看到的，请在前面写“举报”或“申诉”，空一格再写内容。"
    "例：举报 某某事……；申诉 对上次的处理有不同意见，……"
)


def _register(kind: Kind) -> None:
    example, does = _EXAMPLES[kind]

    # Everybody: in a room 建议大家早点来 of a stranger is talk, and a stranger's cry for help must ring.
    @router.command(
        kind.chinese,
        may=Right.ANYBODY,
        takes=body_of,
        usage=f"{kind.chinese} 内容",
        does=does,
        example=example,
    )
    def begin(turn: Turn, body: str) -> None:
        begin_case(turn, kind, body)


for _kind in Kind:
    _register(_kind)


def begin_case(turn: Turn, kind: Kind, body: str) -> None:
    """Open a case, unless the words are talk, or a cry for help; raises Misfit where others may take them."""
    papers = kind is Kind.HELP and turn.is_addressed and turn.who is not None and asks_for_papers(body)
    if not (opens(turn.text) or papers) or (not turn.is_addressed and is_talk(body)):
        raise Misfit(turn.text)
    if kind.is_confidential:
        turn.keep_to_sender()
    if kind is Kind.HELP and opening.heed_distress(turn, body):
        return
    if turn.who is None:
        raise NotKnown
    if kind.is_confidential:
        turn.check_privacy(own=True)
    if not body:
        raise UserError(f"请接着写内容。例：{_EXAMPLES[kind][0]}")
    if kind is Kind.PROBLEM and turn.is_private and (named := opening.names_own_secretary(turn, body)):
        turn.keep_to_sender()
        drafting.propose(turn, "case", {"body": body}, _WHO_READS_IT.format(name=named))
        return
    opening.open_case(turn, kind, body)


@router.confirms("case")
def begin_confirmed(turn: Turn, arguments: Mapping[str, Any], _words: str) -> None:
    """Open the case that names who reads it first."""
    opening.open_case(turn, Kind.PROBLEM, str(arguments["body"]))


@router.answer_first
def keep_from_secretaries(turn: Turn) -> bool:
    """Take 我要举报李书记, which is no command: not understood, it would be passed on to that secretary."""
    if asks_course(turn.text):
        return False  # 我的举报怎么样了
    return turn.is_addressed and opens_secret(turn.text) and _say_how_to_report(turn)


def _say_how_to_report(turn: Turn) -> bool:
    if turn.who is None or read_which(turn.text).number is not None:
        return False
    reading = read(turn.text, now=turn.local_now, home=turn.settings.organisation.home)
    if reading.intent is Intent.HELP:
        return False
    turn.keep_to_sender()
    turn.check_privacy(own=True)
    turn.reply(_HOW_TO_REPORT)
    return True


@router.answer
def keep_more_from_secretaries(turn: Turn) -> bool:
    """Take 书记收礼的事我打算举报, privately."""
    return turn.is_private and names_secret(turn.text) and _say_how_to_report(turn)


@router.answer
def hear_loose_case(turn: Turn) -> bool:
    """Take 我建议周末开会, 反映路灯坏了半个月, said privately, as what opens with the word and a gap."""
    if turn.who is None or not turn.is_private or turn.incoming.quote:
        return False
    loose = read_loose(turn.text)
    if loose is None or opening.is_something_else(turn, turn.text) or _asks_for_words(turn):
        return False
    kind, body = loose
    if not body:
        raise UserError(f"好的，您说。请连内容一起写，例：{_EXAMPLES[kind][0]}")
    opening.open_case(turn, kind, body)
    return True


def _asks_for_words(turn: Turn) -> bool:
    """Whether a notice waits for the sender's own words: 建议放在周末 answers that."""
    return any(receipts.asks(one) is Answer.WORDS for one in receipts.unanswered(turn))


@router.answer_wordless
def say_where_pictures_go(turn: Turn) -> bool:
    """Say who looks at pictures, to who has just written a case."""
    if turn.who is None or not turn.is_private or turn.incoming.kind is not MessageKind.IMAGE:
        return False
    own = turn.who.member.id
    recent = cases.of_member(turn.db, own, turn.now - _PICTURE_AFTER)
    found = next(
        (one for one in recent if one.state.waits and turn.now - one.opened_at < _PICTURE_AFTER), None
    )
    if found is None:
        return False
    secret = found.kind.is_confidential
    who = "专人" if secret else telling.whose_turn(turn, found)
    how = "等专人联系您的时候当面给" if secret else f"请直接发给{who}"
    words = f"图片我看不了，{how}；能写成文字的，开头写“{found.name}”发给我。"
    telling.answer_asker(turn, found, words)
    return True
