"""转发 学习5号: a secretary, or the office, puts a waiting item into a branch's room."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.context import Turn, UserError
from bot.domain.command import Misfit, narrow
from bot.domain.room import RoomKind
from bot.domain.study.item import Item, State
from bot.study import relaying, sending, standing
from data import relay as notice_relays
from data import room as rooms
from data import study as studies
from data.study import Relay


@dataclass(frozen=True, slots=True)
class Order:
    """Which item, to the own branches or to all that wait."""

    number: int | None = None
    everywhere: bool = False


_ORDER = re.compile(
    r"(?:第?\s?[Ss]?(?P<number>\d{1,6})\s?号?)?\s*(?P<all>全部(?:支部)?|所有支部|各支部)?[。!！\s吧]*"
)


def read_order(words: str) -> Order:
    """Read what stands behind 转发 学习. Raises Misfit."""
    match = _ORDER.fullmatch(narrow(words)) if len(words) <= 40 else None
    if match is None:
        raise Misfit(words)
    return Order(int(match["number"]) if match["number"] else None, bool(match["all"]))


def pass_on(turn: Turn, order: Order) -> None:
    """Put an item into the rooms meant. Raises UserError where nothing waits."""
    number = order.number
    if number is None and not turn.incoming.quote:
        number = next((one.number for one in _own_waiting(turn)), None)
        if number is None and not turn.actor.is_clerk:
            raise UserError("现在没有等您转发的学习。")
    item = standing.find(turn, number)
    if item.state is not State.OPEN:
        raise UserError(f"{item.called}{item.state.chinese}，不用转发。")
    meant = _meant(turn, item, order)
    waiting = [one for one in meant if one.passed_on_at is None]
    if not waiting:
        raise UserError(f"{item.called}已经转发过了。")
    _send(turn, item, waiting)


def _own_waiting(turn: Turn) -> list[Relay]:
    return [one for one in studies.waiting_relays(turn.db) if one.branch_id in turn.actor.leads]


def _meant(turn: Turn, item: Item, order: Order) -> list[Relay]:
    handed = studies.relays(turn.db, item.number)
    if not handed:
        raise UserError(f"{item.called}已经直接发到各群了，不用转发。")
    if order.everywhere:
        return [one for one in handed if turn.actor.may_see(one.branch_id)]
    own = [one for one in handed if one.branch_id in turn.actor.leads]
    if not own:
        raise UserError(
            f"要直接发到各支部群，请回“转发 {item.name} 全部”。"
            if turn.actor.is_clerk
            else f"{item.called}不发到您的支部，不用转发。"
        )
    return own


def _send(turn: Turn, item: Item, waiting: list[Relay]) -> None:
    lost = relaying.roomless(turn, waiting)
    done = [one for one in waiting if one not in lost]
    places = [room for one in done for room in rooms.of_kind(turn.db, RoomKind.BRANCH, one.branch_id)]
    sending.push_to(turn, item, places)
    relaying.note_passed(turn, item, done, turn.actor.member.id)
    here = turn.room.unit_id if turn.room and turn.room.kind is RoomKind.BRANCH else None
    lines = []
    if done and [one.branch_id for one in done] != [here]:
        names = "、".join(f"{one.branch}群" for one in done)
        lines.append(f"已转发到{names}。" if len(done) <= 15 else f"开始转发，共 {len(done)} 个支部。")
    if lost:
        lines.append(f"{'、'.join(one.branch for one in lost)}还没有关联群，没法转发，请打电话告诉大家。")
    if lines:
        turn.reply("\n".join(lines))


def take_bare(turn: Turn, quoted: int | None) -> bool:
    """Take 转发 alone: of the item quoted, or where no notice waits for the sender but an item does."""
    turn.act_as("转发")
    if not turn.actor.leads:
        return False
    if quoted is None:
        if turn.incoming.quote or not (turn.is_addressed or _among_secretaries(turn)):
            return False
        waiting = notice_relays.waiting(turn.db, turn.now, turn.settings.notices.open_for)
        if any(one.branch_id in turn.actor.leads for one in waiting) or not _own_waiting(turn):
            return False
    pass_on(turn, Order(quoted))
    return True


def _among_secretaries(turn: Turn) -> bool:
    return turn.room is not None and turn.room.kind is RoomKind.SECRETARY
