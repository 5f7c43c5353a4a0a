"""A collection before 确认: whom it asks, who can only be telephoned, what everybody will read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from bot.collection import standing
from bot.context import Turn, UserError
from bot.domain.audience import Scope, read_person
from bot.domain.collection import Case, Collection, show_in_room, show_question
from bot.domain.gathering import EXAMPLE, Order
from bot.domain.member import Member
from bot.domain.names import show_names
from bot.notice.audience import Reach, find_reach
from bot.notice.plan import read_deadline
from bot.notice.preview import name_rooms
from bot.operation import foresight, piloting
from bot.operation.foresight import Load
from data import account as accounts
from data import collection as collections
from data import member as members
from data import record as records

# Without a deadline there is no end to it; a week leaves time for the telephone.
USUAL = timedelta(days=7)
_NAMES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What 确认 would send."""

    order: Order
    asked: Collection
    reach: Reach
    to_telephone: tuple[Member, ...]  # who cannot be written to alone

    @property
    def written_to(self) -> list[Member]:
        """Who is asked privately."""
        return [person for person in self.reach.people if person not in self.to_telephone]

    @property
    def arguments(self) -> dict[str, Any]:
        """What the draft keeps."""
        return {
            "items": [item.key for item in self.asked.items],
            "title": self.asked.title,
            "note": self.asked.note,
            "deadline": self.asked.deadline.isoformat(),
            "members": [person.id for person in self.reach.people],
            "rooms": [room.room_id for room in self.reach.rooms],
        }


def make_plan(turn: Turn, order: Order) -> Plan:
    """Work out what an order means now. Raises UserError for what cannot be."""
    _check_names(turn, order)
    reach = find_reach(turn, order.audience)
    reach = replace(reach, people=tuple(one for one in reach.people if not one.status.has_ended))
    if not reach.people:
        raise UserError(f"{reach.title}里没有人，没有什么可收。")
    asked = Collection(
        collections.next_number(turn.db),
        order.items,
        reach.title,
        order.note,
        _deadline(turn, order),
        turn.now,
        turn.actor.member.id,
    )
    alone = [person for person in reach.people if standing.is_to_telephone(turn, person)]
    return Plan(order, asked, reach, tuple(alone))


def _check_names(turn: Turn, order: Order) -> None:
    """Refuse what may be a slip of a name or a thing to ask: only quotes say that it is a thing."""
    if order.audience.scope is not Scope.PEOPLE:
        return
    for word in order.audience.names:
        if not members.named(turn.db, read_person(word).name) and len(order.audience.names) == 1:
            raise UserError(f"名册里没有“{word}”。如果是要收的一项，请加引号：收集 手机 “{word}”")


def _deadline(turn: Turn, order: Order) -> datetime:
    if order.deadline:
        return read_deadline(turn, order.deadline, EXAMPLE)
    day = (turn.local_now + USUAL).date()
    return datetime.combine(day, time(18), turn.zone)


def load_of(turn: Turn, plan: Plan) -> Load:
    """Count the messages that 确认 queues: to rooms, people, and each secretary who has to telephone."""
    hear = [room for room in plan.reach.rooms if piloting.lets_hear(turn.db, room.room_id)]
    told = [
        one for one in plan.written_to if piloting.lets_hear(turn.db, accounts.reachable(turn.db, one.id))
    ]
    lists = len({person.branch_id for person in plan.to_telephone})
    # Everybody reads something else: only the account's own pace spaces it.
    return Load(1, len(hear) + len(told) + lists)


def show_plan(turn: Turn, plan: Plan) -> str:
    """Write what 确认 would do, and what people will read."""
    asked, load = plan.asked, load_of(turn, plan)
    rooms = f"，{name_rooms(plan.reach.rooms)}各一句" if plan.reach.rooms else ""
    lines = [
        f"将向{asked.title}收集：{asked.shown_items}，共 {len(plan.reach.people)} 人",
        f"私信 {len(plan.written_to)} 位{rooms}，共 {load.messages} 条，"
        f"{foresight.show_duration(turn, load, asked.deadline)}",
        f"截止：{_typed(plan)}{standing.show_due(turn, asked)}",
        *_show_telephone(plan),
        *_show_own_words(plan),
        *([piloted] if (piloted := piloting.note_load(turn.db, load.messages)) else []),
        *_show_examples(turn, plan),
        "回复“确认”发送，“取消”作罢。",
    ]
    return "\n".join(lines)


def _typed(plan: Plan) -> str:
    return f"{plan.order.deadline}，即" if plan.order.deadline else "没写，按一周："


def _show_telephone(plan: Plan) -> list[str]:
    alone = plan.to_telephone
    if not alone:
        return []
    only = sum(not person.wechat for person in alone)
    others = len(alone) - only
    parts = [f"{only} 人只有电话"] * bool(only) + [f"{others} 人没加我好友或不愿被问"] * bool(others)
    names = show_names([person.name for person in alone], _NAMES_SHOWN)
    return [f"{'，'.join(parts)}，请书记打电话代填：{names}"]


def _show_own_words(plan: Plan) -> list[str]:
    own = "、".join(f"“{item.label}”" for item in plan.order.own_words)
    private = "、".join(item.label for item in plan.asked.items if item.is_private)
    lines = [f"{own}名册上没有这一栏，只记在结果表里"] if own else []
    return [*lines, f"{private}只在私信里问，群里回的不收"] if private else lines


def _show_examples(turn: Turn, plan: Plan) -> list[str]:
    """Show what one person reads privately, of those who have most to answer, and what a room reads."""
    due, lines = standing.show_due(turn, plan.asked), list[str]()
    known = records.of_ids(turn.db, [person.id for person in plan.written_to])
    written = [Case(person, known[person.id], {}) for person in plan.written_to]
    if written:
        case = max(written, key=lambda one: len(one.missing(plan.asked.items)))
        lines += [f"—— {case.person.name}私信看到：", show_question(plan.asked, case, due)]
    if plan.reach.rooms:
        lines += ["—— 群里看到：", show_in_room(plan.asked, due)]
    return lines


def deadline_of(turn: Turn, arguments: Mapping[str, Any]) -> datetime:
    """Give the deadline of a draft. Raises UserError where it is over."""
    deadline = datetime.fromisoformat(arguments["deadline"])
    if deadline <= turn.now:
        raise UserError("截止时间已经过了，请重新发一遍收集。")
    return deadline
