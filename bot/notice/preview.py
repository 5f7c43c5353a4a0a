"""How a notice is shown before 确认: whom it reaches, what it asks and costs, and how it will read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.context import Turn
from bot.domain import notice
from bot.domain.delivery import split_text
from bot.domain.enclosure import EnclosureKind
from bot.domain.member import Member
from bot.domain.names import show_names
from bot.domain.notice import Answer
from bot.domain.room import RoomKind, TiedRoom
from bot.notice import broadcast
from bot.notice.plan import Plan
from bot.operation import foresight, piloting
from bot.operation.foresight import Load
from data import account as accounts

_ASKED = {
    Answer.RECEIPT: "要回执",
    Answer.YES_NO: "要回“是”或“否”",
    Answer.NUMBER: "要回一个数字",
    Answer.WORDS: "要回几个字",
}


_NAMES_SHOWN = 30


def show_plan(turn: Turn, plan: Plan) -> str:
    """Write what 确认 would do."""
    load = weigh(turn, plan)
    lines = [_show_people(plan), _show_ways(turn, plan, load), _show_deadline(turn, plan), _show_asked(plan)]
    lines += [*_show_left_out(turn, plan), *_show_size(plan)]
    lines += [piloted] if (piloted := piloting.note_load(turn.db, load.messages)) else []
    lines += [f"附：{plan.enclosure.shown}"] if plan.enclosure else []
    return "\n".join(filter(None, [*lines, f"正文：{plan.sent.body}"]))


def _show_people(plan: Plan) -> str:
    people = plan.reach.people
    telephone = sum(not person.wechat for person in people)
    shown = f"将发给{plan.reach.title}，共 {len(people)} 人"
    shown += f"（其中 {telephone} 人只有电话）" if telephone else ""
    left_out = len(plan.reach.without_branch)
    return shown + (f"\n另有 {left_out} 人没有支部，不在内" if left_out else "")


def _show_ways(turn: Turn, plan: Plan, load: Load) -> str:
    cost = f"{load.messages} 条，{foresight.show_duration(turn, load, plan.sent.deadline)}"
    # How many more the account may send is worth a word only where they do not suffice.
    if not turn.settings.is_by_hand and (left := foresight.left_today(turn)) < load.messages:
        cost += f"；一天发的条数有上限，今天最多还能发 {left} 条"
    if plan.sent.scope.is_private and not plan.written_to:
        return ""
    if plan.sent.scope.is_private:
        return f"私信：{len(plan.written_to)} 位，{cost}"
    if not plan.sent.relay_by:
        beside = [f"私信 {len(plan.written_to)} 位不在群里的"] if plan.written_to else []
        ways = [f"群：{name_rooms(plan.rooms)}"] if plan.rooms else []
        return "，".join([*ways, *beside, cost])
    by = notice.show_deadline(plan.sent.relay_by.astimezone(turn.zone), since=turn.now)
    relayed = f"请 {len(plan.branch_ids)} 个支部的书记转发，到{by}没转的我提醒一次"
    straight = f"直接发：{name_rooms(plan.rooms)}；" if plan.rooms else ""
    later = f"，另有 {follow} 条随书记转发" if (follow := _count_passed_on(turn, plan)) else ""
    return f"{relayed}\n{straight}连同给书记的私信共 {cost}{later}"


def weigh(turn: Turn, plan: Plan) -> Load:
    """Count what 确认 would queue at once; of a pilot only what it lets go."""
    enclosed = plan.enclosure is not None
    is_file = plan.enclosure is not None and plan.enclosure.kind is not EnclosureKind.LINK
    texts = [
        broadcast.show_in_room(turn, plan.sent, room)
        for room in plan.rooms
        if piloting.lets_hear(turn.db, room.room_id)
    ]
    texts += [
        broadcast.show_to_person(turn, plan.sent, person)
        for person in plan.written_to
        if piloting.lets_hear(turn.db, accounts.reachable(turn.db, person.id))
    ]
    handed = sum(piloting.lets_work(turn.db, branch_id) for branch_id in plan.branch_ids)
    messages = sum(len(split_text(text)) + enclosed for text in texts) + handed
    return Load(len(texts), messages, len(texts) * is_file)


def _count_passed_on(turn: Turn, plan: Plan) -> int:
    """Count the messages that follow when the secretaries have passed a notice on."""
    rooms = [room for room in plan.reach.rooms if room not in plan.rooms]
    there = sum(piloting.lets_hear(turn.db, room.room_id) for room in rooms)
    return there * (len(split_text(notice.show_notice(plan.sent))) + (plan.enclosure is not None))


def _show_deadline(turn: Turn, plan: Plan) -> str:
    deadline = plan.sent.deadline
    if deadline is None:
        return "截止：不限"
    due = notice.show_deadline(deadline.astimezone(turn.zone), since=turn.now)
    return f"截止：{plan.order.deadline}，即{due}"


def _show_asked(plan: Plan) -> str:
    if plan.sent.answer is Answer.CHOICE:
        return f"要选一项：{notice.show_options(plan.sent.options)}"
    return _ASKED[plan.sent.answer] if plan.sent.answer else "不要回执"


def _show_left_out(turn: Turn, plan: Plan) -> list[str]:
    """Name the branches and people that get nothing themselves, and who tells them."""
    lines = [f"{branch}还没有关联群，{people} 人收不到，请电话" for branch, people in plan.reach.roomless]
    alone = [person for person in plan.reach.unreachable if _has_nobody(turn, plan, person)]
    passed_on = [person for person in plan.reach.unreachable if person not in alone]
    if passed_on:
        lines.append(f"{len(passed_on)} 位不能私信：{_names(passed_on)}，会请书记转告")
    if alone:
        lines.append(f"{len(alone)} 位不能私信，也没有书记能转告：{_names(alone)}，请您打电话")
    return lines


def _has_nobody(turn: Turn, plan: Plan, person: Member) -> bool:
    return not broadcast.secretaries_for(turn, person.branch_id, plan.reach.unreachable)


def _names(people: Sequence[Member]) -> str:
    return show_names([person.name for person in people], _NAMES_SHOWN)


def _show_size(plan: Plan) -> list[str]:
    parts = len(split_text(notice.show_notice(plan.sent)))
    return [f"正文较长，每处分 {parts} 条发"] if parts > 1 else []


def name_rooms(rooms: Sequence[TiedRoom]) -> str:
    """Name rooms by their kinds: 书记群、2 个支部群、境外群."""
    parts = []
    for kind, group in groupby(rooms, key=lambda room: room.kind):
        size = len(list(group))
        assert kind is not None
        parts.append(f"{size} 个{kind.chinese}群" if kind is RoomKind.BRANCH else f"{kind.chinese}群")
    return "、".join(parts)


def show_simulation(turn: Turn, plan: Plan) -> str:
    """Write word for word what each kind of room, or one of the people, would read."""
    lines = [show_plan(turn, plan).partition("\n正文：")[0].replace("将发给", "模拟：如果发给", 1)]
    for kind, group in groupby(plan.reach.rooms, key=lambda room: room.kind):
        same = list(group)
        assert kind is not None
        later = "等书记转发后" if plan.sent.relay_by and kind is RoomKind.BRANCH else ""
        lines += [
            f"—— {kind.chinese}群（{len(same)} 个）{later}看到：",
            broadcast.show_in_room(turn, plan.sent, same[0]),
        ]
    for person in plan.written_to[:1]:
        lines += [f"—— {person.name}私信看到：", broadcast.show_to_person(turn, plan.sent, person)]
    return "\n".join([*lines, "—— 这是模拟，什么也没发。要发，去掉“模拟”两个字再写一遍。"])
