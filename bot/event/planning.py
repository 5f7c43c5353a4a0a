"""An event before 确认: whom it invites, by whose right, and how that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from bot.context import Context, Refused, Turn, UserError
from bot.domain.audience import Audience, Scope
from bot.domain.event import EXAMPLE, Event, show_when
from bot.domain.names import show_names
from bot.domain.notice import show_deadline
from bot.event.ordering import Order
from bot.notice.audience import Reach, find_reach
from bot.notice.preview import name_rooms
from bot.operation import foresight, piloting
from bot.operation.foresight import Load
from data import account as accounts
from data import event as events
from data import member as members
from data import room as rooms
from data import unit as units

_NAMES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What 确认 would send."""

    event: Event
    reach: Reach
    assumed: bool  # nobody said for whom it is

    def arguments(self, load: Load) -> dict[str, Any]:
        """Give what the draft keeps."""
        event = self.event
        return {
            "title": event.title,
            "place": event.place,
            "starts_at": event.starts_at.isoformat(),
            "ends_at": event.ends_at.isoformat() if event.ends_at else None,
            "answer_by": event.answer_by.isoformat() if event.answer_by else None,
            "seats": event.seats,
            "audience": event.audience,
            "branch": event.branch_id,
            "units": [unit.id for unit in self.reach.branches],
            "members": [person.id for person in self.reach.people],
            "rooms": [room.room_id for room in self.reach.rooms],
            "alone": [person.id for person in self.reach.alone],
            "load": asdict(load),
        }


def make_plan(turn: Turn, order: Order) -> Plan:
    """Work out what an order means now. Raises UserError for what cannot be."""
    audience = _audience(turn, order)
    reach = find_reach(turn, audience)
    people = tuple(one for one in reach.people if not one.status.has_ended)
    reach = replace(reach, people=people)
    if not people:
        raise UserError(f"{reach.title}里没有人，没有谁可请。")
    if not (reach.rooms or reach.alone or audience.scope.is_private):
        raise UserError(f"{reach.title}还没有可以发的群。请先在群里发“关联群 …”。")
    check_right(turn, audience.scope, [unit.id for unit in reach.branches])
    event = Event(
        events.next_number(turn.db),
        order.title,
        order.place,
        order.starts_at,
        reach.title,
        turn.actor.member.id,
        turn.now,
        order.ends_at,
        order.seats,
        order.answer_by,
        None if turn.actor.is_clerk or not reach.branches else reach.branches[0].id,
    )
    return Plan(event, reach, assumed=not order.audience)


def _audience(turn: Turn, order: Order) -> Audience:
    """Tell for whom it is: as said, else the own branch; of several the one whose room it is written in."""
    if len(order.audience) > 1:
        raise UserError(f"一次请一类人：全体、几个支部或境外。例：{EXAMPLE} 支部 一,三")
    if order.audience:
        return order.audience[0]
    names = [units.find(turn.db, unit).name for unit in sorted(turn.actor.leads)]
    if turn.room and turn.room.unit_id in turn.actor.leads:
        names = [units.find(turn.db, turn.room.unit_id).name]
    if len(names) == 1:
        return Audience(Scope.BRANCHES, (names[0],))
    if names and not turn.actor.is_clerk:
        raise UserError(f"您管着{'、'.join(names)}，请写明请哪个。例：{EXAMPLE} {names[0]}")
    return Audience(Scope.ALL)


def check_right(turn: Turn, scope: Scope | None, unit_ids: list[int]) -> None:
    """Refuse who invites beyond the own branches. Raises Refused."""
    actor = turn.actor
    if actor.is_clerk:
        return
    if not actor.leads:
        raise Refused("活动", "办活动由支部书记和党办来发。看有什么活动，发“活动”就行。")
    by_branch = scope in {None, Scope.BRANCHES, Scope.GENERAL}
    if not by_branch or not unit_ids or not set(unit_ids) <= actor.leads:
        raise Refused("活动", f"书记请本支部的同志；要请别的支部、全体或境外，请党办来发。例：{EXAMPLE}")


def weigh(turn: Turn, reach: Reach, *, has_file: bool) -> Load:
    """Count the messages that telling a reach queues."""
    hear = sum(piloting.lets_hear(turn.db, room.room_id) for room in reach.rooms)
    alone = reach.alone if reach.rooms else reach.people
    told = [one for person in alone if (one := accounts.reachable(turn.db, person.id))]
    places = hear + sum(piloting.lets_hear(turn.db, one) for one in told)
    return Load(places, places * (1 + has_file), places * has_file)


def show_plan(turn: Turn, plan: Plan, load: Load) -> str:
    """Write what 确认 would do."""
    event, reach = plan.event, plan.reach
    telephone = [one for one in reach.people if not one.wechat]
    by_telephone = f"（其中 {len(telephone)} 人只有电话，请书记代报名）" if telephone else ""
    said = "没写请谁，按全体：" if plan.assumed and event.audience == "全体" else ""
    lines = [
        f"{said}将请{event.audience}，共 {len(reach.people)} 人{by_telephone}",
        f"时间：{show_when(event, turn.zone, turn.now)}",
        f"地点：{event.place}",
        f"名称：{event.title}",
        f"人数：限 {event.seats} 人，报满排候补" if event.seats else "人数：不限",
    ]
    if event.answer_by:
        lines.append(f"报名截止：{show_deadline(event.answer_by.astimezone(turn.zone), since=turn.now)}")
    lines += [_show_ways(turn, plan, load), *_show_left_out(plan.reach)]
    lines += [piloted] if (piloted := piloting.note_load(turn.db, load.messages)) else []
    lines += ["附：日历文件，点开就能存进手机日历"] if turn.settings.events.calendar_file else []
    return "\n".join([*filter(None, lines), "回复“确认”发送，“取消”作罢。"])


def _show_ways(turn: Turn, plan: Plan, load: Load) -> str:
    cost = f"{load.messages} 条，{foresight.show_duration(turn, load, plan.event.starts_at)}"
    if not plan.reach.rooms:
        return f"私信：{load.places} 位，{cost}"
    beside = f"，私信 {len(plan.reach.alone)} 位不在群里的" if plan.reach.alone else ""
    return f"群：{name_rooms(plan.reach.rooms)}{beside}，{cost}"


def _show_left_out(reach: Reach) -> list[str]:
    lines = [f"{branch}还没有关联群，{people} 人收不到，请电话" for branch, people in reach.roomless]
    if reach.unreachable:
        names = show_names([one.name for one in reach.unreachable], _NAMES_SHOWN)
        lines.append(f"{len(reach.unreachable)} 位不能私信：{names}，会请书记转告")
    return lines


def event_of(turn: Turn, arguments: Mapping[str, Any]) -> Event:
    """Give the event of a draft, not kept yet. Raises UserError where its time is over."""
    starts_at = datetime.fromisoformat(arguments["starts_at"])
    if starts_at <= turn.now:
        raise UserError("活动的时间已经过了，请重新发一遍。")
    ends_at, answer_by = arguments["ends_at"], arguments["answer_by"]
    due = datetime.fromisoformat(answer_by) if answer_by else None
    return Event(
        0,
        arguments["title"],
        arguments["place"],
        starts_at,
        arguments["audience"],
        turn.actor.member.id,
        turn.now,
        datetime.fromisoformat(ends_at) if ends_at else None,
        arguments["seats"],
        due,
        arguments["branch"],
    )


def reach_of(ctx: Context, arguments: Mapping[str, Any]) -> Reach:
    """Give whom a draft reaches, of rooms those where the bot still is."""
    there = [room for one in arguments["rooms"] if (room := rooms.find(ctx.db, one)) and room.kind]
    people = members.of_ids(ctx.db, arguments["members"])
    unreachable = [one for one in people if accounts.reachable(ctx.db, one.id) is None]
    return Reach(
        arguments["audience"],
        tuple(people),
        tuple(there),
        unreachable=() if arguments["rooms"] else tuple(unreachable),
        alone=tuple(members.of_ids(ctx.db, arguments["alone"])),
    )
