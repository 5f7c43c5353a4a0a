"""学习, 学习 改期, 学习 撤回, 转发 学习: items to read as the office sends them, what is open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import drafting
from bot.context import Refused, Turn, UserError
from bot.domain.command import Misfit, narrow, nothing
from bot.domain.delivery import Kind
from bot.domain.room import RoomKind
from bot.domain.study import answer
from bot.domain.study.answer import read_item
from bot.domain.study.item import Item, State, show_moment, show_open
from bot.domain.study.order import EXAMPLE, Order, read_order
from bot.router import Right, Router
from bot.study import passing, plan, sending, standing
from data import occasion
from data import reflection as reflections
from data import study as studies

router = Router()

_REST = re.compile(r"学习[\s:：]+(?P<words>(?:名单|进度|统计|参考|撤回|改期)\S.*)", re.DOTALL)


def _read(words: str) -> Order | None:
    return read_order(words) if words else None


@router.command(
    "学习",
    may=Right.MEMBER,
    takes=_read,
    usage="学习 | 党办：学习 标题 链接 [全体|支部 一,三|境外] [每周一 8:00] [来源 学习强国] [转发]",
    does=(
        "“学习”两个字：看有哪些要学的，私下发给您。党办：发一条学习，先给您看，回“确认”才发。"
        "“带上一条”带上半小时内发来的链接、文件；写时间就到点发，每周一是排一条；“转发”先交书记。"
    ),
    example=EXAMPLE,
    spaced=True,
)
def study(turn: Turn, order: Order | None) -> None:
    """List what is open for a member; or draft an item of the office's."""
    if order is not None:
        _draft(turn, order)
    elif turn.is_addressed or turn.is_in_office:  # 学习！ is said to anything that somebody shares
        mine = studies.open_for(turn.db, turn.actor.member.id)
        read = reflections.read_by(turn.db, turn.actor.member.id)
        turn.reply_privately(show_open(mine, read) + _show_waiting(turn), "学习")


@router.command(
    "学习 名单",
    may=Right.MEMBER,
    takes=nothing,
    usage="学习 名单",
    does="和“学习”两个字一样：有哪些要学的，学了没有。",
    example="学习 名单",
    spaced=True,
)
def list_open(turn: Turn, _words: None) -> None:
    """Show the sender's open items."""
    study(turn, None)


def _show_waiting(turn: Turn) -> str:
    """Add for the office what still waits for its moment."""
    waiting = studies.in_state(turn.db, State.WAITING) if turn.actor.is_clerk else []
    lines = [
        f"{one.number}号 {one.title}，{show_moment(one.due_at.astimezone(turn.zone))}" for one in waiting
    ]
    return "\n".join(["\n排着还没发的：", *lines]) if lines else ""


def _draft(turn: Turn, order: Order) -> None:
    if not turn.actor.is_clerk:
        if turn.is_addressed:
            raise Refused("学习", "发学习只有党办可以。看有哪些要学的，发“学习”两个字。")
        return  # somebody shares an article with the others
    if turn.room and turn.room.kind not in {RoomKind.OFFICE, RoomKind.CENTRAL}:
        raise UserError("请在党办群、中心群或私信里发学习。")
    made = plan.make_plan(turn, order)
    drafting.propose(turn, "study", made.arguments, plan.show_plan(turn, made))


@router.answer
def take_study_words(turn: Turn) -> bool:
    """Take a title that opens like another command: 学习 参考消息摘编 https://…."""
    match = _REST.fullmatch(turn.text[:2000])
    if (
        match is None
        or turn.who is None
        or not turn.who.is_clerk
        or not (turn.is_addressed or turn.is_in_office)
    ):
        return False
    try:
        order = read_order(match["words"])
    except Misfit:
        return False
    _draft(turn, order)
    return True


@router.confirms("study")
def send_study(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Give the item its number; send it now, or let it wait for its moment."""
    if words:
        raise UserError("学习不能“除”几位。要改发给谁，请回“取消”再发一遍；不改就回“确认”。")
    if not turn.actor.is_clerk:
        raise UserError("学习要由党办来发。")
    made = plan.item_of(turn, arguments)
    number = studies.add(turn.db, made, turn.now)
    item = studies.find(turn.db, number)
    assert item
    if item.due_at > turn.now:
        when = show_moment(item.due_at.astimezone(turn.zone))
        turn.reply(
            f"{item.called}排好了，{when}发。"
            f"改时间：学习 改期 {number}号 周三8:00；不发了：学习 撤回 {number}号"
        )
        return
    people = sending.send(turn, item)
    how = "已交各支部书记转发" if item.relayed else "开始发送"
    turn.reply(f"{item.called}{how}，共 {people} 人。看谁学了，发“进度 学习 {number}号”。")


# Another moment, none at all


@dataclass(frozen=True, slots=True)
class _Change:
    number: int
    when: str


def _read_change(words: str) -> _Change:
    match = re.fullmatch(
        r"(?:学习)?第?\s?[Ss]?(\d{1,6})\s?号?\s+(?:到|改到)?\s*(\S.{0,20})", narrow(words[:60])
    )
    if match is None:
        raise Misfit(words)
    return _Change(int(match[1]), match[2])


@router.command(
    "学习 改期",
    may=Right.CLERK,
    takes=_read_change,
    usage="学习 改期 5号 周三8:00",
    does="排着还没发的学习，换一个时间发。",
    example="学习 改期 5号 周三8:00",
    spaced=True,
)
def reschedule(turn: Turn, wanted: _Change) -> None:
    """Give an item that waits another moment."""
    item = standing.find(turn, wanted.number)
    if item.state is not State.WAITING:
        raise UserError(f"{item.called}{item.state.chinese}，改不了时间。")
    moment, _ = plan.read_moment(turn, wanted.when, f"学习 改期 {item.number}号")
    studies.reschedule(turn.db, item.number, moment)
    turn.reply(f"{item.called}改到{show_moment(moment.astimezone(turn.zone))}发。")


@router.command(
    "学习 撤回",
    may=Right.CLERK,
    takes=read_item,
    usage="学习 撤回 5号",
    does="还没发的不发了；发过的在群里说一声不用学了，也不再记。",
    example="学习 撤回 5号",
    spaced=True,
)
def withdraw(turn: Turn, number: int | None) -> None:
    """Take an item back: what waits does not go out, and who has it hears so."""
    if number is None and not turn.incoming.quote:
        raise UserError("请写是几号。例：学习 撤回 5号")
    item = standing.find(turn, number)
    if item.state is State.WITHDRAWN:
        raise UserError(f"{item.called}已经撤回了。")
    studies.settle(turn.db, item.number, State.WITHDRAWN)
    reached = _take_back(turn, item)
    turn.reply(f"{item.called}撤回了" + (f"，在 {reached} 个地方说了一声。" if reached else "，不会发出去。"))


def _take_back(turn: Turn, item: Item) -> int:
    reached = occasion.places(turn.db, f"study:{item.number}:push:", sent=True)
    occasion.cancel(turn.db, f"study:{item.number}:", "the item was withdrawn")
    for conversation, member_id in reached:
        key = f"study:{item.number}:withdrawn:{conversation}"
        turn.say(key, conversation, f"{item.name}撤回了，不用学了。", Kind.NOTICE, member_id=member_id)
    return len(reached)


# Through the secretaries


@router.command(
    "转发 学习",
    may=Right.SECRETARY,
    takes=passing.read_order,
    usage="转发 学习5号 | 党办：转发 学习5号 全部",
    does="把等您转发的学习发到本支部群。",
    example="转发 学习5号",
)
def pass_on(turn: Turn, order: passing.Order) -> None:
    """Put an item that waits into the rooms of the branches that are meant."""
    passing.pass_on(turn, order)


@router.answer_first
def take_bare_relay(turn: Turn) -> bool:
    """Take 转发 and nothing else, where a study item is quoted, or nothing but one waits for the sender."""
    if (
        turn.who is None
        or not re.fullmatch(r"转发[一下吧了好的!！。\s]*", turn.text[:12])
        or len(turn.text) > 12
    ):
        return False
    number = answer.number_in(turn.incoming.quote.text) if turn.incoming.quote else None
    return passing.take_bare(turn, number)
