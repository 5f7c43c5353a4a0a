"""Roll calls: 点名, 名单 未报, 报平安进度."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain import rollcall
from bot.domain.audience import Scope, branch_name, show_unknown
from bot.domain.command import Misfit, read_number
from bot.domain.member import Member
from bot.domain.notice import show_deadline
from bot.domain.rollcall import Ask, Order, Rollcall
from bot.domain.room import RoomKind
from bot.notice.plan import read_deadline
from bot.operation import piloting
from bot.operation.foresight import Load, show_duration
from bot.router import Right, Router
from bot.silence import keepers, listening, rollcalling
from data import account as accounts
from data import member as members
from data import rollcall as rollcalls
from data import room as rooms
from data import unit as units

router = Router()


@router.command(
    "点名",
    may=Right.CLERK,
    takes=rollcall.read_order,
    usage="点名 [全体|支部 一,三|境外] [截止 周五18:00]",
    does="请大家报一次平安（群里写作“报平安”）。先给您看问多少人，回“确认”才问。每周的那次会自己开始。",
    example=rollcall.EXAMPLE,
)
def draft_rollcall(turn: Turn, order: Order) -> None:
    """Show whom a roll call would ask, and keep it until 确认."""
    if turn.room and turn.room.kind not in {RoomKind.OFFICE, RoomKind.CENTRAL}:
        raise UserError("请在党办群、中心群或私信里发“点名”。")
    audience, people = _audience(turn, order)
    deadline = _deadline(turn, order)
    asks = rollcalling.plan(turn, people, turn.now, weekly=False)
    arguments = {
        "audience": audience,
        "members": [person.id for person in people],
        "deadline": deadline.isoformat(),
    }
    due = show_deadline(deadline.astimezone(turn.zone), since=turn.now)
    lines = [
        f"将请{audience}报平安，共 {len(people)} 人",
        *_show_ways(turn, asks, deadline),
        f"截止：{due}，到时把没消息的名单私信给各位书记",
        "回复“确认”开始，“取消”作罢。",
    ]
    drafting.propose(turn, "rollcall", arguments, "\n".join(lines))


def _audience(turn: Turn, order: Order) -> tuple[str, list[Member]]:
    match order.audience.scope:
        case Scope.BRANCHES:
            branches = [_branch(turn, name) for name in order.audience.names] or units.branches(turn.db)
            people = [person for branch in branches for person in members.of_branch(turn.db, branch.id)]
            return "、".join(branch.name for branch in branches), people
        case Scope.OVERSEAS:
            home = rooms.homes(turn.db)
            overseas = [number for number, room in home.items() if room.kind is RoomKind.OVERSEAS]
            if not overseas:
                raise UserError("境外群里还没有认得的人，请先绑定，或者用“点名 全体”。")
            return "境外党员", members.of_ids(turn.db, overseas)
        case _:
            return rollcalling.EVERYBODY, members.everybody(turn.db)


def _branch(turn: Turn, name: str) -> units.Unit:
    found = units.named(turn.db, name)
    if found is None or found.kind != "branch":
        raise UserError(show_unknown(name, [branch.name for branch in units.branches(turn.db)]))
    return found


def _deadline(turn: Turn, order: Order) -> datetime:
    if order.deadline is None:
        return rollcall.closing(turn.now, turn.settings.rollcalls.answer_within, turn.zone)
    return read_deadline(turn, order.deadline, rollcall.EXAMPLE)


def _show_ways(turn: Turn, asks: list[Ask], deadline: datetime) -> list[str]:
    """Count by which way people are asked, and who is left in peace."""
    asked = [ask for ask in asks if not ask.excused]
    in_rooms = [ask for ask in asked if ask.room_id]
    privately = [ask for ask in asked if ask.ask_at and not ask.room_id]
    ways = {
        "群里问": len(in_rooms),
        "私信问": len(privately),
        "请书记打电话": len(asked) - len(in_rooms) - len(privately),
    }
    lines = ["，".join(f"{way} {count} 人" for way, count in ways.items() if count)]
    load = _weigh(turn, in_rooms, privately)
    lines += [f"{load.messages} 条消息，{show_duration(turn, load, deadline)}"]
    lines += [piloted] if (piloted := piloting.note_load(turn.db, load.messages)) else []
    if later := sum(1 for ask in asked if ask.ask_at and ask.ask_at > turn.now):
        lines += [f"{later} 人那边是夜里，等当地 {turn.settings.rollcalls.at:%H:%M} 再问"]
    if left := rollcall.show_excused(asks):
        lines += [f"这次不问：{left}"]
    return lines


def _weigh(turn: Turn, in_rooms: list[Ask], privately: list[Ask]) -> Load:
    """Count the questions that would be asked; of a pilot only what it lets go."""
    asked = {(ask.room_id, ask.ask_at) for ask in in_rooms}
    places = sum(piloting.lets_hear(turn.db, room_id) for room_id, _ in asked)
    alone = [accounts.reachable(turn.db, ask.member_id) for ask in privately]
    return Load(places, places + sum(piloting.lets_hear(turn.db, account) for account in alone))


@router.confirms("rollcall")
def open_rollcall(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Open the roll call, and ask whom it may ask now."""
    if words:
        raise UserError("点名不能“除”几位。不改就回“确认”，要改请回“取消”再发一遍。")
    if not turn.actor.is_clerk:
        raise UserError("点名要由党办来发。")
    deadline = datetime.fromisoformat(arguments["deadline"])
    if deadline <= turn.now:
        raise UserError("截止时间已经过了，请重新发一遍“点名”。")
    asks = rollcalling.plan(turn, members.of_ids(turn.db, arguments["members"]), turn.now, weekly=False)
    opened = rollcalling.open_round(turn, arguments["audience"], asks, deadline, turn.actor.member.id)
    turn.reply(f"第{opened.number}次报平安开始了。看进度发“报平安进度”，还差谁发“名单 未报”。")


# How far it has come


@router.command(
    "报平安进度",
    may=Right.SECRETARY,
    takes=read_number,
    usage="报平安进度 [3]",
    does="每个支部一行：多少人有了消息。不写第几次就是最近的一次。",
    example="报平安进度 3",
)
def show_progress(turn: Turn, number: int | None) -> None:
    """Say how many of each branch were heard of."""
    call = _find(turn, number)
    turn.reply(rollcall.show_progress(call, rollcalls.progress(turn.db, call.number)))


def _find(turn: Turn, number: int | None) -> Rollcall:
    found = rollcalls.find(turn.db, number)
    if found is None:
        raise UserError(f"没有第{number}次报平安。" if number else "还没有请大家报过平安。")
    return found


Wanted = tuple[int | None, str | None]  # which round, which branch


def _read_wanted(words: str) -> Wanted:
    """Read what stands behind 名单 未报: nothing, 3, 第三支部, or both."""
    number: int | None = None
    branch: str | None = None
    for token in words.split():
        if re.fullmatch(r"第?[A-Za-z]?\d{1,6}[号次]?", token):
            number = read_number(token.rstrip("次"))
        elif re.fullmatch(r".{1,20}支部", token) and branch is None:
            branch = branch_name(token)
        else:
            raise Misfit(words)
    return number, branch


@router.command(
    "名单 未报",
    may=Right.SECRETARY,
    takes=_read_wanted,
    usage="名单 未报 [3] [第三支部]",
    does="报平安还没听到消息的，编了号，私下发给您；打过电话的回“1 2 电话平安”。书记看本支部的，党办看全部。",
    example="名单 未报",
)
def list_silent(turn: Turn, wanted: Wanted) -> None:
    """List who has not answered, within the asker's scope."""
    number, branch = wanted
    call = _find(turn, number)
    unit = _branch(turn, branch).id if branch else None
    people = [
        person
        for person in rollcalls.silent(turn.db, call.number)
        if turn.actor.may_see(person.branch_id) and unit in {None, person.branch_id}
    ]
    if not people:
        turn.reply_privately(f"第{call.number}次报平安，大家都有消息了。")
        return
    _show_list(turn, call, people)


def _show_list(turn: Turn, call: Rollcall, people: list[Member]) -> None:
    silent = listening.standings(turn, people)
    title = f"第{call.number}次报平安还没听到消息的 {len(people)} 人："
    branches = {person.branch_id for person in people}
    lines = keepers.by_branch(turn, silent) if len(branches) > 1 else keepers.numbered(turn, silent)
    too_many = len(branches) > 1 and len(people) > keepers.MOST_LISTED
    if not too_many:
        turn.note_look([person.id for person in people], "名单 未报")
    end = "看名字请写上支部：名单 未报 第三支部" if too_many else keepers.how_to_answer(len(people))
    turn.reply_with_list(f"rollcall:{call.number}", title, lines, [person.id for person in people], end=end)
