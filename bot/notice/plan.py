"""A notice before 确认: what was ordered, and whom it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot import enclosed
from bot.context import Turn, UserError
from bot.domain import notice
from bot.domain.enclosure import Enclosure
from bot.domain.member import Member
from bot.domain.notice import Notice
from bot.domain.order import EXAMPLE, Order
from bot.domain.room import RoomKind, TiedRoom
from bot.notice import audience
from bot.notice.audience import Reach
from bot.reading import deadlines
from data import notice as notices


@dataclass(frozen=True, slots=True)
class Plan:
    """What 确认 would send: the notice as it would be, to whom."""

    order: Order
    sent: Notice
    reach: Reach
    enclosure: Enclosure | None

    @property
    def rooms(self) -> list[TiedRoom]:
        """The rooms written to at once; what goes through the secretaries reaches the branches' later."""
        straight = self.sent.relay_by is None
        return [room for room in self.reach.rooms if straight or room.kind is not RoomKind.BRANCH]

    @property
    def branch_ids(self) -> list[int]:
        """The branches whose secretaries are to pass it on."""
        return [branch.id for branch in self.reach.branches] if self.sent.relay_by else []

    @property
    def written_to(self) -> list[Member]:
        """Who gets it privately; of an order to rooms who sits in none of them."""
        if not self.sent.scope.is_private:
            return list(self.reach.alone)
        return [person for person in self.reach.people if person not in self.reach.unreachable]


def make_plan(turn: Turn, order: Order) -> Plan:
    """Work out what an order means now. Raises UserError for what cannot be kept."""
    enclosure = enclosed.find(turn, "通知 全体 带图：正文", wanted=order.enclosed)
    _check(order, enclosure)
    deadline = read_deadline(turn, order.deadline) if order.deadline else None
    reach = audience.find_reach(turn, order.audience)
    if not (reach.rooms or reach.alone or order.audience.scope.is_private):
        raise UserError("还没有可以发的群。请先在各群里发“关联群 …”。")
    sent = Notice(
        number=notices.next_number(turn.db),
        body=order.body or f"请看下面的{enclosure.kind.chinese if enclosure else ''}。",
        receipt=order.answer is not None,
        deadline=deadline,
        sent_at=turn.now,
        answer=order.answer,
        options=order.options,
        enclosure_id=enclosure.id if enclosure else None,
        relay_by=_relay_by(turn, deadline) if order.relayed else None,
        scope=order.audience.scope,
    )
    return Plan(order, sent, reach, enclosure)


def _check(order: Order, enclosure: Enclosure | None) -> None:
    if not order.body and enclosure is None:
        raise UserError(f"通知的正文是空的。例：{EXAMPLE}")
    if order.relayed and not order.audience.scope.is_by_branch:
        raise UserError("“转发”是请书记转到支部群，只用于全体、支部和总支的通知。")


def read_deadline(turn: Turn, words: str, example: str = EXAMPLE) -> datetime:
    """Read until when answers are wanted. Raises UserError for no time, and for one that is over."""
    deadline = deadlines.read_deadline(words, turn.local_now)
    if deadlines.is_over(words):
        raise UserError(f"截止时间“{words}”已经过了，请换一个。")
    if day := deadlines.impossible_day(words):
        raise UserError(f"没有{day}，请换一个截止时间。例：{example}")
    if deadline is None:
        raise UserError(f"“{words}”没看懂。例：{example}")
    if deadline <= turn.now:
        raise UserError(f"截止时间{notice.show_deadline(deadline, since=turn.now)}已经过了，请换一个。")
    return deadline


def _relay_by(turn: Turn, deadline: datetime | None) -> datetime:
    within = turn.settings.notices.relay_within
    # Members need the rest of the time to answer.
    return turn.now + (min(within, (deadline - turn.now) / 2) if deadline else within)
