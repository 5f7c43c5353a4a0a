"""转发: a secretary passes a waiting notice on to the own branch; the office where nobody did."""

from __future__ import annotations

from collections.abc import Sequence

from bot.context import Turn, UserError
from bot.domain import receipt, relay
from bot.domain.notice import Notice
from bot.domain.relay import Names, Order, Relay
from bot.domain.room import RoomKind
from bot.notice import relaying
from bot.reading import receipts
from bot.router import Right, Router
from data import notice as notices
from data import relay as relays

router = Router()


@router.command(
    "转发",
    may=Right.SECRETARY,
    takes=relay.read_order,
    usage="转发 | 转发 12号 [附言]；党办：转发 12号 第三支部|全部 [附言]",
    does="把等您转发的通知发到本支部群。不写号就是等得最久的那条；想加一句自己的话，写在号后面。",
    example=relay.EXAMPLE,
)
def pass_on(turn: Turn, order: Order) -> None:
    """Put a waiting notice into the rooms of the branches that are meant."""
    number = _find_number(turn, order)
    if number is None:
        if _is_work(turn):  # else 转发 was said of something else
            raise UserError("现在没有等您转发的通知。")
        return
    sent = _find_notice(turn, number)
    meant = _find_branches(turn, sent, order)
    waiting = [one for one in meant if one.passed_on_at is None]
    if not waiting:
        raise UserError(_tell_passed_on(turn, meant))
    roomless = relaying.pass_on(turn, sent, waiting, turn.actor.member, order.words)
    _confirm(turn, [one for one in waiting if one not in roomless], roomless)


def _is_work(turn: Turn) -> bool:
    """Whether the message was meant for the bot: to it, or among secretaries and clerks."""
    staff = {RoomKind.SECRETARY, RoomKind.OFFICE}
    return turn.is_addressed or (turn.room is not None and turn.room.kind in staff)


def _find_number(turn: Turn, order: Order) -> int | None:
    """Tell which notice is meant: by its number, by a quote, or the one that waits longest."""
    if order.number is not None:
        return order.number
    if turn.incoming.quote:
        return receipt.read_number(turn.incoming.quote.text)
    waiting = relays.waiting(turn.db, turn.now, turn.settings.notices.open_for)
    return next((one.number for one in waiting if _is_own(turn, one)), None)


def _find_notice(turn: Turn, number: int) -> Notice:
    found = notices.find(turn.db, number)
    if found is None:
        raise UserError(f"没有第{number}号通知。")
    if found.withdrawn_at:
        raise UserError(f"第{number}号通知已经撤回，不用转发了。")
    if found.deadline and found.deadline <= turn.now:
        raise UserError(f"第{number}号通知已经过了截止时间，不转发了。要延期请找党办。")
    return found


def _is_own(turn: Turn, one: Relay) -> bool:
    """Whether it is for the sender to pass on when no branch is named."""
    return one.branch_id in turn.actor.leads or (turn.actor.is_clerk and not turn.actor.leads)


def _find_branches(turn: Turn, sent: Notice, order: Order) -> list[Relay]:
    handed = relays.of_notice(turn.db, sent.number)
    if not handed:
        raise UserError(f"第{sent.number}号通知已经直接发到各群了，不用转发。")
    if order.branches:
        return [_find_branch(turn, handed, name) for name in order.branches]
    if order.everywhere:
        return [one for one in handed if turn.actor.may_see(one.branch_id)]
    if own := [one for one in handed if one.branch_id in turn.actor.leads]:
        return own
    if turn.actor.is_clerk:
        waiting = [one for one in handed if one.passed_on_at is None]
        raise UserError(_ask_where(turn, sent, waiting))
    raise UserError(f"第{sent.number}号通知不发到您的支部，不用转发。")


def _find_branch(turn: Turn, handed: Sequence[Relay], name: str) -> Relay:
    found = next((one for one in handed if one.branch == name), None)
    if found is None:
        raise UserError(f"第{handed[0].number}号通知没有要转发到{name}。要转发的有：{_name(handed)}")
    if not turn.actor.may_see(found.branch_id):
        raise UserError(f"{name}由那个支部的书记转发。转发到本支部：转发 {found.number}号")
    return found


def _ask_where(turn: Turn, sent: Notice, waiting: Sequence[Relay]) -> str:
    if not waiting:
        return f"第{sent.number}号通知各支部都转发了。"
    unheard = turn.is_private or (turn.room is not None and turn.room.kind is RoomKind.OFFICE)
    names: Names = relaying.name_secretaries(turn, waiting)
    # A secretary who has not passed it on is silent, too: no room reads the name.
    return relay.show_waiting(sent.number, names if unheard else dict.fromkeys(names))


def _name(branches: Sequence[Relay]) -> str:
    return "、".join(one.branch for one in branches)


def _tell_passed_on(turn: Turn, branches: Sequence[Relay]) -> str:
    """Say when the last of these branches got it, and by whom if by somebody else."""
    if not branches:
        return "这条通知没有要转发的支部。"
    last = max(branches, key=lambda one: one.passed_on_at or turn.now)
    at = (last.passed_on_at or turn.now).astimezone(turn.zone)
    by = "" if last.passed_on_by == turn.actor.member.name else f"{last.passed_on_by}"
    return f"第{last.number}号通知{relay.show_moment(at, turn.local_now)} {by}已经转发过了。"


def _confirm(turn: Turn, done: Sequence[Relay], roomless: Sequence[Relay]) -> None:
    """Say what was done; in the branch's own room the notice itself says it."""
    lines = []
    here = turn.room.unit_id if turn.room and turn.room.kind is RoomKind.BRANCH else None
    if done and [one.branch_id for one in done] != [here]:
        lines.append(relay.show_done([one.branch for one in done]))
    if roomless:
        lines.append(f"{_name(roomless)}还没有关联群，没法转发，请打电话告诉大家。")
    if lines:
        turn.reply("\n".join(lines))


@router.answer
def take_said_done(turn: Turn) -> bool:
    """Tell a secretary who writes 已转发 that the notice still waits for 转发; its 收到 is kept as ever."""
    if not turn.is_private or turn.who is None or not relay.says_done(turn.text):
        return False
    open_for = turn.settings.notices.open_for
    own = [one for one in relays.waiting(turn.db, turn.now, open_for) if one.branch_id in turn.actor.leads]
    if not own:
        return False
    number = own[0].number
    turn.reply(relay.show_not_done(number, [one.branch for one in own if one.number == number]))
    return not receipts.read_receipt(turn.text)
