"""Collections as the office runs them: 收集, its progress, result and deadline, and what enters the roll."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot import drafting
from bot.collection import asking, entering, gathering, result, standing
from bot.context import Turn, UserError
from bot.domain import collection
from bot.domain import gathering as gathered
from bot.domain.collection import Item, State
from bot.domain.command import Misfit, narrow, read_number
from bot.domain.delivery import Kind
from bot.domain.gathering import Order
from bot.domain.room import RoomKind
from bot.notice import broadcast
from bot.notice.plan import read_deadline
from bot.operation import foresight
from bot.operation.foresight import Load
from bot.router import Right, Router
from data import collection as collections
from data import occasion
from data import room as rooms

router = Router()


def _number(words: str) -> int | None:
    return read_number(re.sub(r"\s*收集$", "", words))


@router.command(
    "收集",
    may=Right.CLERK,
    takes=gathered.read_order,
    usage="收集 手机 单位 现住地 [全体|支部 一,三|境外|张三、李四] [截止 周五18:00][：附言]",
    does=(
        "向大家收信息：名册上有的不再问，只问缺的；大家私信用自己的话回，我读出来、缺的再问一次。"
        "名册上没有的项目加引号，如“衣服尺码”。先给您看，回“确认”才发。"
    ),
    example=gathered.EXAMPLE,
)
def draft_collection(turn: Turn, order: Order) -> None:
    """Show whom a collection asks and what they will read, and keep it until 确认."""
    _check_place(turn)
    plan = gathering.make_plan(turn, order)
    arguments = plan.arguments | {"load": asdict(gathering.load_of(turn, plan))}
    drafting.propose(turn, "collection", arguments, gathering.show_plan(turn, plan))


def _check_place(turn: Turn) -> None:
    if turn.room and turn.room.kind is not RoomKind.OFFICE:
        raise UserError("请在党办群或私信里发收集。")


@router.confirms("collection")
def send_collection(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Give the collection its number and ask everybody."""
    if words:
        raise UserError("收集不能“除”几位。要改向谁收，请回“取消”再发一遍；不改就回“确认”。")
    if not turn.actor.is_clerk:
        raise UserError("收集要由党办来发。")
    deadline = gathering.deadline_of(turn, arguments)
    asked = collections.start(
        turn.db,
        items=[Item.of(key) for key in arguments["items"]],
        title=arguments["title"],
        note=arguments["note"],
        deadline=deadline,
        remind_at=broadcast.reminder_for(turn, deadline),
        by=turn.actor.member.id,
        member_ids=arguments["members"],
        now=turn.now,
    )
    places = [room for one in arguments["rooms"] if (room := rooms.find(turn.db, one)) and room.kind]
    takes = foresight.show_duration(turn, Load(**arguments["load"]), deadline)  # before its own stand there
    asking.ask_all(turn, asked, places)
    turn.reply(
        f"{asked.name}开始发送，{takes}。看进度发“进度 收集 {asked.number}号”，收齐或到点我把表发给您。"
    )


# How far it has come


@router.command(
    "进度 收集",
    may=Right.SECRETARY,
    takes=_number,
    usage="进度 收集 [3号]",
    does="每个支部一行：填齐几人、填了一部分几人。不写号就是正在收的那次；写“收集 进度”也行。",
    example="进度 收集 3号",
)
def show_progress(turn: Turn, number: int | None) -> None:
    """Show one line a branch, for who leads one only the own."""
    asked = standing.find(turn, number)
    found = [case for case in standing.cases(turn, asked) if turn.actor.may_see(case.person.branch_id)]
    due = standing.show_due(turn, asked)
    turn.reply(collection.show_progress(asked, standing.rows(turn, asked, found), due))


@router.command(
    "收集 进度",
    may=Right.SECRETARY,
    takes=_number,
    usage="收集 进度 [3号]",
    does="和“进度 收集”一样。",
    example="收集 进度 3号",
)
def show_progress_too(turn: Turn, number: int | None) -> None:
    """Show the same: both orders of the words are typed."""
    show_progress(turn, number)


@router.command(
    "收集 结果",
    may=Right.CLERK,
    takes=_number,
    usage="收集 结果 [3号]",
    does="把收到的做成表，一人一行：每项的值、从谁那里来的、和名册哪里不同。随时可以要。",
    example="收集 结果 3号",
)
def send_result(turn: Turn, number: int | None) -> None:
    """Send the spreadsheet to who asks, never into a room where others read."""
    asked = standing.find(turn, number)
    found = standing.cases(turn, asked)
    complete = sum(case.is_complete(asked.items) for case in found)
    said_in = turn.reply_privately(f"{asked.name}的结果表，填齐 {complete}/{len(found)}：", "结果表")
    if said_in:
        path = result.write_result(turn, asked, found)
        key = f"collection:{asked.number}:result:{turn.incoming.message_id}"
        turn.say(key, said_in, "", Kind.REPLY, file=path)
        turn.note_look([case.person.id for case in found], f"看{asked.name}结果")


# Until when


@dataclass(frozen=True, slots=True)
class _Extension:
    number: int | None
    deadline: str


def _read_extension(words: str) -> _Extension:
    found = re.fullmatch(r"(?:第?\s?(\d{1,6})\s?号(?:收集)?\s*)?(?:到|至)?\s*(\S.{0,20})", narrow(words))
    if not found:
        raise Misfit(words)
    return _Extension(int(found[1]) if found[1] else None, found[2])


@router.command(
    "收集 延期",
    may=Right.CLERK,
    takes=_read_extension,
    usage="收集 延期 [3号] 周日18:00",
    does="换一个截止时间；已经收完的接着收。没填的人到点前会再问一次。",
    example="收集 延期 3号 周日18:00",
)
def extend(turn: Turn, wanted: _Extension) -> None:
    """Give a collection another deadline."""
    asked = standing.find(turn, wanted.number)
    if asked.state is State.ENTERED:
        raise UserError(f"{asked.name}已经入册，不能再收。要接着收，请另发一次。")
    deadline = read_deadline(turn, wanted.deadline, "收集 延期 3号 周日18:00")
    collections.extend(turn.db, asked.number, deadline, broadcast.reminder_for(turn, deadline))
    shown = standing.show_due(turn, standing.find(turn, asked.number))
    turn.reply(f"{asked.name}改到{shown}截止。")


@router.command(
    "收集 结束",
    may=Right.CLERK,
    takes=_number,
    usage="收集 结束 [3号]",
    does="不等截止，现在就收完，把表发给党办。",
    example="收集 结束 3号",
)
def close(turn: Turn, number: int | None) -> None:
    """End a collection before its time."""
    asked = standing.find(turn, number)
    if asked.state is not State.OPEN:
        raise UserError(f"{asked.name}{asked.state.chinese}，不用再结束。")
    collections.settle(turn.db, asked.number, State.CLOSED)
    occasion.cancel(turn.db, f"collection:{asked.number}:", "the collection was closed")
    turn.reply(
        f"{asked.name}收完了，表要的话发“收集 结果 {asked.number}号”，入册发“收集 入册 {asked.number}号”。"
    )


# Into the roll


@router.command(
    "收集 入册",
    may=Right.CLERK,
    takes=_number,
    usage="收集 入册 [3号]",
    does="把收到的写进名册：先给您看改几人几处、哪些和原来不同，“确认”才写，“确认 除 3 8”留下几位。",
    example="收集 入册 3号",
)
def draft_entry(turn: Turn, number: int | None) -> None:
    """Show what would change on the roll, and keep it until 确认."""
    if not (turn.is_private or turn.is_in_office):
        raise UserError("这类内容请私信我，或在党办群里发。")
    asked = standing.find(turn, number)
    if asked.state is State.ENTERED:
        raise UserError(f"{asked.name}已经入册。要收回发“收集 撤回 {asked.number}号”。")
    entering.propose(turn, asked)


@router.confirms("entering")
def enter(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Write what was answered into the roll."""
    entering.enter(turn, arguments, words)


@router.command(
    "收集 撤回",
    may=Right.CLERK,
    takes=_number,
    usage="收集 撤回 [3号]",
    does="入了册的，把名册改回原样；还在收的，整个撤回，不再问也不再收。",
    example="收集 撤回 3号",
)
def take_back(turn: Turn, number: int | None) -> None:
    """Undo what a collection changed on the roll, or withdraw one that is not there yet."""
    asked = standing.find(turn, number)
    if asked.state is State.ENTERED:
        turn.reply(entering.undo_entry(turn, asked))
    else:
        entering.withdraw(turn, asked)
