"""建议, 反映, 求助, 代办, 申诉, 举报: what members ask for, and 我的工单, 重开."""

from __future__ import annotations

from datetime import timedelta

from bot.case import opening, sight, telling, working
from bot.context import NotKnown, Overheard, Turn, UserError
from bot.domain.case import HEARD_FOR, Act, Case, Kind, State
from bot.domain.case.reading import Which, body_of, is_talk, only_hears, opens, read_quoted, read_which
from bot.domain.checkin import Intent
from bot.domain.command import Misfit
from bot.ports import MessageKind
from bot.reading import read
from bot.router import Right, Router
from data import case as cases

router = Router()
router.undoes(working.did_last, working.undo)

_SHOWN_FOR = timedelta(days=90)
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
    if not opens(turn.text) or (not turn.is_addressed and is_talk(body)):
        raise Misfit(turn.text)
    if kind is Kind.HELP and opening.heed_distress(turn, body):
        return
    if turn.who is None:
        raise NotKnown
    if kind.is_confidential:
        turn.check_privacy(own=True)
    if not body:
        raise UserError(f"请接着写内容。例：{_EXAMPLES[kind][0]}")
    opening.open_case(turn, kind, body)


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
    if which.number is not None:
        _show_privately(turn, telling.show_course(turn, sight.pick_own(turn, which, "我的工单 8号")))
        return
    found = cases.of_member(turn.db, turn.actor.member.id, turn.now - _SHOWN_FOR)
    if not found:
        turn.reply_privately("您没有提过什么事。要提就发：建议 内容（或反映、求助、代办）", "答复")
        return
    lines = [f"{one.name}（{telling.show_standing(turn, one)}）" for one in found]
    _show_privately(turn, "\n".join(["您提的事：", *lines, "看一件发：我的工单 8号"]))


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
    return sight.pick_own(turn, which, example)


@router.answer
def hear_more_of_case(turn: Turn) -> bool:
    """Take the member's answer to what was asked back, and what is added by the number: 求助8号 还有…."""
    if not turn.is_private or turn.who is None:
        return False
    case, words = _meant(turn)
    if case is None or not words or _is_something_else(turn, words):
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


def _is_something_else(turn: Turn, words: str) -> bool:
    """Whether words rather answer a notice, report how somebody is, or cry for help."""
    if only_hears(words):
        return True
    reading = read(words, now=turn.local_now, home=turn.settings.organisation.home)
    safe = any(report.safety for report in reading.reports)
    return reading.intent is Intent.HELP or (reading.intent is Intent.CHECKIN and safe)


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
