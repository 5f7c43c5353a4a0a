"""更正, 撤回, 截止: a notice is put right, taken back, given another deadline; the own record corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot import drafting
from bot.context import Refused, Turn, UserError
from bot.domain import change, notice
from bot.domain.change import ChangeKind, Wish
from bot.domain.command import Misfit
from bot.domain.notice import Notice
from bot.domain.own.correcting import EXAMPLE, MAY_BE_CORRECTED, Correction, read_correction
from bot.domain.room import RoomKind
from bot.notice import broadcast
from bot.notice import change as changing
from bot.notice.change import Place
from bot.notice.plan import read_deadline
from bot.own import correcting
from bot.router import Right, Router
from data import change as changes
from data import notice as notices
from data import occasion
from data.db import stamp

router = Router()


def _read_correction(words: str) -> Wish | Correction:
    """Read 12号：正文, or 手机 13800001111."""
    try:
        return change.read_correction(words)
    except Misfit:
        return read_correction(words)


@router.command(
    "更正",
    may=Right.MEMBER,
    takes=_read_correction,
    usage="更正 手机 13800001111 单位 … | 更正 姓名 张珊 | 更正 12号：正文（党办改通知）",
    does=f"改您自己的信息，请私信我。{MAY_BE_CORRECTED}。",
    example=EXAMPLE,
)
def correct(turn: Turn, meant: Wish | Correction) -> None:
    """Put the own record right; or, for clerks, a notice."""
    if isinstance(meant, Correction):
        correcting.put_right(turn, meant)
    elif turn.actor.is_clerk:
        _draft_correction(turn, meant)
    else:
        raise Refused("更正通知", "这个命令只有党办可以用。改自己的信息这样写：更正 手机 13800001111")


def _draft_correction(turn: Turn, wish: Wish) -> None:
    sent = _find(turn, wish.number)
    corrected = broadcast.on_committee_clock(turn, replace(sent, body=wish.words))
    shown = notice.show_notice(corrected, corrected=True)
    _draft(
        turn,
        sent,
        ChangeKind.CORRECTION,
        wish.words,
        f"更正后，{_count(changing.find_places(turn, sent.number))}会收到：\n{shown}",
    )


@router.command(
    "撤回",
    may=Right.CLERK,
    takes=change.read_withdrawal,
    usage="撤回 12号",
    does="撤回一条通知：没发的不发，两分钟内发的从微信里撤，其余的地方说一声“已撤回”。回“确认”才办。",
    example="撤回 12号",
    needs_words=True,
)
def draft_withdrawal(turn: Turn, wish: Wish) -> None:
    """Show which notice would be taken back, and keep it until 确认."""
    sent = _find(turn, wish.number)
    where = _count(changing.find_readers(turn, sent.number))
    words = f"将撤回第{sent.number}号通知（{where}），之后不再收回复：\n{sent.body}"
    _draft(turn, sent, ChangeKind.WITHDRAWAL, "", words)


@router.command(
    "截止",
    may=Right.CLERK,
    takes=change.read_extension,
    usage="截止 12号 周日18:00",
    does="改一条通知的截止时间，提前或推后都行；已经截止的重新收回复。回“确认”才改。",
    example=change.DEADLINE_EXAMPLE,
)
def draft_extension(turn: Turn, wish: Wish) -> None:
    """Show a notice's new deadline, and keep it until 确认."""
    sent = _find(turn, wish.number)
    if not sent.receipt:
        raise UserError(f"第{sent.number}号通知没有要回复，用不着截止时间。")
    deadline = read_deadline(turn, wish.words, change.DEADLINE_EXAMPLE)
    _check_is_new(turn, sent, deadline)
    before = _show_deadline(turn, sent.deadline) if sent.deadline else "不限"
    words = f"第{sent.number}号通知的截止时间由{before}改为{_show_deadline(turn, deadline)}"
    words += f"（{_count(changing.find_places(turn, sent.number))}会收到）。"
    _draft(turn, sent, ChangeKind.DEADLINE, deadline.isoformat(), words)


def _check_is_new(turn: Turn, sent: Notice, deadline: datetime) -> None:
    if deadline == sent.deadline:
        raise UserError(f"第{sent.number}号通知的截止时间本来就是{_show_deadline(turn, deadline)}，没有改。")


def _show_deadline(turn: Turn, deadline: datetime) -> str:
    return notice.show_deadline(deadline.astimezone(turn.zone), since=turn.now)


def _find(turn: Turn, number: int) -> Notice:
    if turn.room and turn.room.kind not in {RoomKind.OFFICE, RoomKind.CENTRAL}:
        raise UserError("请在党办群、中心群或私信里改通知。")
    sent = notices.find(turn.db, number)
    if sent is None:
        raise UserError(f"没有第{number}号通知。")
    if sent.withdrawn_at:
        raise UserError(f"第{number}号通知已经撤回了。要说别的，请另发一条通知。")
    return sent


def _count(places: Sequence[Place]) -> str:
    in_rooms = sum(place.room is not None for place in places)
    parts = [f"{in_rooms} 个群"] if in_rooms else []
    parts += [f"{len(places) - in_rooms} 位私信"] if len(places) > in_rooms else []
    return "、".join(parts) or "0 个群"


def _draft(turn: Turn, sent: Notice, kind: ChangeKind, after: str, shown: str) -> None:
    arguments = {"number": sent.number, "kind": kind, "after": after}
    drafting.propose(turn, "change", arguments, f"{shown}\n回复“确认”办理，“取消”作罢。")


router.decides("correction")(correcting.decide)


@router.confirms("change")
def make_change(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Change the notice, keep what it was, and tell where it went."""
    if words or not turn.actor.is_clerk:
        raise UserError("改通知只由党办回“确认”。")
    sent = _find(turn, arguments["number"])
    make = {
        ChangeKind.CORRECTION: _correct,
        ChangeKind.WITHDRAWAL: _withdraw,
        ChangeKind.DEADLINE: _extend,
    }
    turn.reply(make[ChangeKind(arguments["kind"])](turn, sent, arguments["after"]))


def _correct(turn: Turn, sent: Notice, body: str) -> str:
    change_id = _record(turn, sent, ChangeKind.CORRECTION, sent.body, body)
    notices.correct(turn.db, sent.number, body)
    told = changing.tell_correction(turn, replace(sent, body=body), change_id)
    return f"第{sent.number}号通知已更正，发往 {told} 处。"


def _withdraw(turn: Turn, sent: Notice, _after: str) -> str:
    change_id = _record(turn, sent, ChangeKind.WITHDRAWAL, sent.body, "")
    notices.withdraw(turn.db, sent.number, turn.now)
    readers = changing.tell_withdrawal(turn, sent, change_id)
    return f"第{sent.number}号通知已撤回（{_count(readers)}）。"


def _extend(turn: Turn, sent: Notice, after: str) -> str:
    deadline = datetime.fromisoformat(after)
    if deadline <= turn.now:
        raise UserError("截止时间已经过了，请重新写一个。")
    _check_is_new(turn, sent, deadline)
    before = stamp(sent.deadline) if sent.deadline else ""
    change_id = _record(turn, sent, ChangeKind.DEADLINE, before, stamp(deadline))
    notices.extend(turn.db, sent.number, deadline, broadcast.reminder_for(turn, deadline))
    occasion.cancel(turn.db, f"reminder:{sent.number}:", "the deadline was changed")
    told = changing.tell_extension(turn, replace(sent, deadline=deadline), change_id)
    return f"第{sent.number}号通知的截止时间已改为{_show_deadline(turn, deadline)}，告诉 {told} 处。"


def _record(turn: Turn, sent: Notice, kind: ChangeKind, before: str, after: str) -> int:
    by = turn.actor.member.id
    return changes.add(turn.db, sent.number, kind, before=before, after=after, by=by, now=turn.now)
