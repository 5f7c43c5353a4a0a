"""活动: invitations by secretaries and the office, and their changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain import event as rules
from bot.domain.event import typed
from bot.domain.event.typed import Wanted
from bot.domain.room import RoomKind
from bot.event import answering, changing, inviting, planning, replying, showing
from bot.event.ordering import Order, read_order
from bot.operation import foresight
from bot.operation.foresight import Load
from bot.router import Right, Router
from data import event as events

router = Router()

_OFTEN_TALK = {RoomKind.BRANCH, RoomKind.OVERSEAS, RoomKind.STATION}


@router.command(
    "活动",
    may=Right.MEMBER,
    takes=typed.read_wanted,
    usage=(
        "活动 [3号]；书记和党办发：活动 12月15日 16:30 地点 名称"
        " [限30人] [全体|支部 一,三|境外] [报名截止 12月10日]"
    ),
    does="看近期的活动、某次活动的时间地点。书记请本支部、党办请大家：先给您看，回“确认”才发邀请。",
    example=rules.EXAMPLE,
)
def take_event(turn: Turn, wanted: Wanted) -> None:
    """Show what is coming up, one event, or what inviting to a new one would send."""
    if wanted.is_answer:
        replying.take(turn)
    elif wanted.words:
        _draft(turn, wanted)
    elif wanted.number is None:
        turn.reply(showing.show_coming(turn))
    else:
        turn.reply(showing.show_one(turn, answering.find(turn, wanted.number)))


def _draft(turn: Turn, wanted: Wanted) -> None:
    """Show whom an invitation reaches, and keep it until 确认."""
    is_overheard = not turn.is_addressed and turn.room is not None
    if is_overheard and (wanted.is_talk or not (turn.actor.leads or turn.actor.is_clerk)):
        return  # 活动 周六9点在公园集合: said among people
    try:
        order: Order = read_order(wanted.words, turn.local_now)
    except UserError:
        if is_overheard and turn.room and turn.room.kind in _OFTEN_TALK:
            return
        planning.check_right(turn, None, sorted(turn.actor.leads))
        raise
    plan = planning.make_plan(turn, order)
    load = planning.weigh(turn, plan.reach, has_file=turn.settings.events.calendar_file)
    drafting.propose(turn, "event", plan.arguments(load), planning.show_plan(turn, plan, load))


@router.confirms("event")
def send_invitation(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Give the event its number and invite everybody."""
    _check_nobody_left_out(words)
    planning.check_right(turn, None, arguments["units"])
    reach = planning.reach_of(turn, arguments)
    event = events.open_event(
        turn.db,
        planning.event_of(turn, arguments),
        [room.room_id for room in reach.rooms],
        [person.id for person in reach.people],
    )
    takes = foresight.show_duration(turn, Load(**arguments["load"]), event.starts_at)
    inviting.invite(turn, event, reach)
    turn.reply(
        f"{event.name}的邀请开始发送，{takes}。谁来发“名单 活动 {event.number}号”，"
        f"改期发“活动 改期 {event.number}号 …”，替人报名发“代报名 {event.number}号 姓名”。"
    )


def _check_nobody_left_out(words: str) -> None:
    if words:
        raise UserError("这里不能“除”几位。要改，请回“取消”再发一遍；不改就回“确认”。")


# Changed, cancelled


@router.command(
    "活动 改期",
    may=Right.SECRETARY,
    takes=typed.read_with_rest,
    usage="活动 改期 3号 12月16日 9:00",
    does="换个时间：先给您看，“确认”才告诉群里和报了名的人，附新的日历文件。报过名的不用再报。",
    example="活动 改期 3号 12月16日 9:00",
    spaced=True,
    needs_words=True,
)
def draft_move(turn: Turn, said: tuple[int, str]) -> None:
    """Show another time, and keep it until 确认."""
    changing.propose_move(turn, *said)


@router.command(
    "活动 改",
    may=Right.SECRETARY,
    takes=typed.read_with_rest,
    usage="活动 改 3号 限40人|不限|地点 新地点|名称 新名称",
    does="改人数当场就改，放宽了候补的依次补上，改少了不请走谁；改地点、名称先给您看，“确认”才告诉大家。",
    example="活动 改 3号 限40人",
    spaced=True,
    needs_words=True,
)
def change(turn: Turn, said: tuple[int, str]) -> None:
    """Change the limit at once; place and title are shown first."""
    changing.change(turn, *said)


@router.confirms("event_change")
def tell_change(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Keep the other time, place or title, and tell whom it concerns."""
    _check_nobody_left_out(words)
    changing.keep(turn, arguments)


@router.command(
    "活动 取消",
    may=Right.SECRETARY,
    takes=typed.read_with_rest,
    usage="活动 取消 3号 原因",
    does="这次不办了：先给您看，“确认”才告诉群里和报了名的人；候补和提醒也就停了。",
    example="活动 取消 3号 下大雪",
    spaced=True,
    needs_words=True,
)
def draft_cancellation(turn: Turn, said: tuple[int, str]) -> None:
    """Show what cancelling would tell whom, and keep it until 确认."""
    changing.propose_cancellation(turn, *said)


@router.confirms("event_cancellation")
def cancel(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Cancel the event, and tell whom it concerns."""
    _check_nobody_left_out(words)
    changing.cancel(turn, arguments)
