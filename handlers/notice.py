"""Notices: 通知, and 模拟 that sends nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain import order
from bot.domain.audience import Scope, branch_name, read_person
from bot.domain.command import Misfit
from bot.domain.notice import Answer, Notice
from bot.domain.order import Order
from bot.domain.room import RoomKind
from bot.notice import broadcast, relaying
from bot.notice.plan import Plan, make_plan
from bot.notice.preview import show_plan, show_simulation, weigh
from bot.operation import foresight, piloting
from bot.operation.foresight import Load
from bot.reading.people import SURNAMES
from bot.router import Right, Router
from data import member as members
from data import notice as notices
from data import room as rooms

router = Router()

# 第二支部张三: whom it is for is clear, and yet it has to be written otherwise.
_BRANCH_FIRST = re.compile(
    r"(?P<branch>第?[一二三四五六七八九十\d]{1,3}党?支部)的?(?P<name>[\u4e00-\u9fff·]{2,10})"
)
# 通知 大家：带伞 is said among people; 全 and 同 are surnames, too.
_NO_NAME = re.compile("党员|同志|全体|各位|大家|干部|群众|委员|支部")


def read_notice(words: str) -> Order:
    """Read an order; words that name nobody are ordinary chat (通知 大家：…)."""
    read = order.read_order(words)
    if read.audience.scope is Scope.PEOPLE:
        names = [_check_order_of(name) for name in read.audience.names]
        if not all(map(_may_be_named, names)):
            raise Misfit(words)
    return read


def _check_order_of(word: str) -> str:
    """Give a person as typed. Raises UserError where the branch stands before the name."""
    match = _BRANCH_FIRST.fullmatch(word)
    if match and _may_be_named(match["name"]):
        right = f"{match['name']}（{branch_name(match['branch'])}）"
        raise UserError(f"“{word}”请写成“{right}”，先写姓名，支部放在括号里。")
    return word


def _may_be_named(word: str) -> bool:
    name = read_person(word).name
    return ("·" in name or name[0] in f"{SURNAMES}老小阿") and not _NO_NAME.search(name)


def read_simulation(words: str) -> Order:
    """Read 通知 and an order behind 模拟."""
    if not words.startswith("通知"):
        raise Misfit(words)
    return read_notice(words.removeprefix("通知").strip())


@router.command(
    "通知",
    may=Right.CLERK,
    takes=read_notice,
    usage=(
        "通知 全体|书记|支部 一,三|总支 第二总支|境外|在上海|张三、李四"
        " [回执|是否|选项 去/不去|填数|填写] [截止时间前] [转发] [带图]：正文"
    ),
    does=(
        "把通知发到各群（在某地、写姓名的发私信），收回复。“转发”先交书记转到支部群，"
        "“带图”带上您半小时内发来的图片、文件或链接。先给您看发给谁，回“确认”才发。"
    ),
    example=order.EXAMPLE,
)
def draft_notice(turn: Turn, wanted: Order) -> None:
    """Show who will get a notice, and keep it until 确认."""
    _check_place(turn, wanted)
    plan = make_plan(turn, wanted)
    shown = f"{show_plan(turn, plan)}\n回复“确认”发送，“取消”作罢。"
    drafting.propose(turn, "notice", _keep(turn, plan), shown)


def _check_place(turn: Turn, wanted: Order) -> None:
    kind = turn.room.kind if turn.room else None
    if turn.room and kind not in {RoomKind.OFFICE, RoomKind.CENTRAL}:
        raise UserError("请在党办群、中心群或私信里发通知。")
    if kind is RoomKind.CENTRAL and wanted.audience.scope.is_private:
        raise UserError("发给个人的通知，请在党办群或私信里写。")


def _keep(turn: Turn, plan: Plan) -> dict[str, Any]:
    sent = plan.sent
    return {
        "body": sent.body,
        "scope": sent.scope,
        "answer": sent.answer,
        "options": sent.options,
        "deadline": sent.deadline.isoformat() if sent.deadline else None,
        "relay_within": (sent.relay_by - sent.sent_at).total_seconds() if sent.relay_by else None,
        "enclosure": sent.enclosure_id,
        "rooms": [room.room_id for room in plan.rooms],
        "branches": plan.branch_ids,
        "members": [person.id for person in plan.reach.people],
        "alone": [person.id for person in plan.reach.alone],
        "load": asdict(weigh(turn, plan)),
    }


@router.command(
    "模拟",
    may=Right.CLERK,
    takes=read_simulation,
    usage="模拟 通知 …",
    does="和“通知”一样写，只给您看每种群会读到什么、谁收不到、要发多少条，什么也不发。",
    example="模拟 通知 全体 回执 周五18:00前：周六上午九点集中学习",
)
def simulate_notice(turn: Turn, wanted: Order) -> None:
    """Show what a notice would look like everywhere, and keep nothing."""
    if turn.room and turn.room.kind is not RoomKind.OFFICE:
        raise UserError("请在党办群或私信里模拟。")
    turn.reply(show_simulation(turn, make_plan(turn, wanted)))


@router.confirms("notice")
def send_notice(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Give the notice its number and queue it for every room and person."""
    if words:
        raise UserError("通知不能“除”几位。要改发给谁，请回“取消”再发一遍；不改就回“确认”。")
    if not turn.actor.is_clerk:
        raise UserError("通知要由党办来发。")
    deadline = datetime.fromisoformat(arguments["deadline"]) if arguments["deadline"] else None
    if deadline and deadline <= turn.now:
        raise UserError("截止时间已经过了，请重新发一遍通知。")
    sent = _record(turn, arguments, deadline)
    load = Load(**arguments["load"])
    takes = foresight.show_duration(turn, load, deadline)  # before its own messages stand in the queue
    gone = _queue(turn, sent, arguments)
    begun = "写好了，" if turn.settings.is_by_hand else "开始发送，"
    how = "已交各支部书记转发，" if sent.relay_by and not turn.settings.is_by_hand else begun
    started = f"{how}共 {load.messages} 条，{takes}。" if load.messages else "记下了，要靠打电话转告。"
    turn.reply(
        f"第{sent.number}号通知{started}"
        + (f"有 {gone} 个群我已经不在了，没有发。" if gone else "")
        + (f"看进度发“进度 {sent.number}号”。" if sent.receipt else "")
        + piloting.note_load(turn.db, load.messages)
    )


def _record(turn: Turn, arguments: Mapping[str, Any], deadline: datetime | None) -> Notice:
    answer = Answer(arguments["answer"]) if arguments["answer"] else None
    within = arguments["relay_within"]
    return notices.send(
        turn.db,
        body=arguments["body"],
        scope=Scope(arguments["scope"]),
        answer=answer,
        options=arguments["options"],
        deadline=deadline,
        remind_at=broadcast.reminder_for(turn, deadline) if answer else None,
        enclosure_id=arguments["enclosure"],
        relay_by=turn.now + timedelta(seconds=within) if within else None,
        by=turn.actor.member.id,
        room_ids=arguments["rooms"],
        member_ids=arguments["members"],
        now=turn.now,
    )


def _queue(turn: Turn, sent: Notice, arguments: Mapping[str, Any]) -> int:
    """Queue it for everybody it is for; gives how many rooms the bot has left since it was shown."""
    if sent.scope.is_private:
        broadcast.queue_for_people(turn, sent, members.of_ids(turn.db, arguments["members"]))
    broadcast.queue_for_people(turn, sent, members.of_ids(turn.db, arguments.get("alone", ())))
    there = [room for room_id in arguments["rooms"] if (room := rooms.find(turn.db, room_id)) and room.kind]
    gap = broadcast.spacing(turn, len(there))
    for place, room in enumerate(there):
        broadcast.queue_for_room(turn, sent, room, turn.now + place * gap)
    if arguments["branches"]:
        relaying.hand_over(turn, sent, arguments["branches"])
    return len(arguments["rooms"]) - len(there)
