"""How a notice is shown before 确认: whom it reaches, what it asks and costs, and how it will read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot import broadcast, piloting
from bot.context import Turn
from bot.domain import notice
from bot.domain.delivery import split_text
from bot.domain.member import Member
from bot.domain.notice import Answer
from bot.domain.room import RoomKind, TiedRoom
from bot.plan import Plan

_ASKED = {
    Answer.RECEIPT: "要回执",
    Answer.YES_NO: "要回“是”或“否”",
    Answer.NUMBER: "要回一个数字",
    Answer.WORDS: "要回几个字",
}


_NAMES_SHOWN = 30


def show_plan(turn: Turn, plan: Plan) -> str:
    """Write what 确认 would do."""
    lines = [_show_people(plan), _show_ways(turn, plan), _show_deadline(turn, plan), _show_asked(plan)]
    lines += [*_show_left_out(turn, plan), *_show_size(turn, plan)]
    lines += [piloted] if (piloted := piloting.note(turn.db)) else []
    lines += [f"附：{plan.enclosure.shown}"] if plan.enclosure else []
    return "\n".join([*lines, f"正文：{plan.sent.body}"])


def _show_people(plan: Plan) -> str:
    people = plan.reach.people
    telephone = sum(not person.wechat for person in people)
    return f"将发给{plan.reach.title}，共 {len(people)} 人" + (
        f"（其中 {telephone} 人只有电话）" if telephone else ""
    )


def _show_ways(turn: Turn, plan: Plan) -> str:
    places, messages = count(turn, plan)
    cost = f"{messages} 条，{broadcast.show_duration(turn, places, messages)}"
    cost += f"；今天还能发 {broadcast.left_today(turn)} 条"
    if plan.sent.scope.is_private:
        return f"私信：{len(plan.written_to)} 位，{cost}"
    if not plan.sent.relay_by:
        return f"群：{name_rooms(plan.rooms)}，{cost}"
    by = notice.show_deadline(plan.sent.relay_by.astimezone(turn.zone))
    relayed = f"请 {len(plan.branch_ids)} 个支部的书记转发，到{by}没转的我提醒一次"
    straight = f"直接发：{name_rooms(plan.rooms)}；" if plan.rooms else ""
    return f"{relayed}\n{straight}连同给书记的私信共 {cost}"


def count(turn: Turn, plan: Plan) -> tuple[int, int]:
    """Count the rooms and people written to at once, and the messages that makes."""
    enclosed = plan.enclosure is not None
    texts = [broadcast.show_in_room(turn, plan.sent, room) for room in plan.rooms]
    texts += [broadcast.show_to_person(turn, plan.sent, person) for person in plan.written_to]
    return len(texts), sum(len(split_text(text)) + enclosed for text in texts) + len(plan.branch_ids)


def _show_deadline(turn: Turn, plan: Plan) -> str:
    deadline = plan.sent.deadline
    if deadline is None:
        return "截止：不限"
    return f"截止：{plan.order.deadline}，即{notice.show_deadline(deadline.astimezone(turn.zone))}"


def _show_asked(plan: Plan) -> str:
    if plan.sent.answer is Answer.CHOICE:
        options = " ".join(f"{number} {word}" for number, word in enumerate(plan.sent.options, start=1))
        return f"要选一项：{options}"
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
    more = f"等 {len(people)} 位" if len(people) > _NAMES_SHOWN else ""
    return "、".join(person.name for person in people[:_NAMES_SHOWN]) + more


def _show_size(turn: Turn, plan: Plan) -> list[str]:
    parts = len(split_text(notice.show_notice(plan.sent)))
    lines = [f"正文较长，每处分 {parts} 条发"] if parts > 1 else []
    if count(turn, plan)[1] > broadcast.left_today(turn):
        lines.append("今天的条数不够，后面的要等到明天才发得完")
    return lines


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
