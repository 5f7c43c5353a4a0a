"""An event that is changed or cancelled: by whose right, how that is shown before 确认, what follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot import drafting
from bot.context import Refused, Turn, UserError
from bot.domain.event import Event, show_details, show_when
from bot.domain.notice import show_deadline
from bot.event import answering, inviting, listing
from bot.event.ordering import read_seats, read_when
from data import event as events
from data import occasion

EXAMPLE = "活动 改期 3号 12月16日 9:00"
_LIMIT = re.compile(
    r"(?:限额?报?|名额|人数|最多)?(?:改为|改成|到)?[\s:：]*(\d{1,4}|[一二三四五六七八九十百两]{1,4})\s*[个名位]?人?"
)
_NO_LIMIT = re.compile(r"不限(?:人数|名额)?|不限人")
_PLACE = re.compile(r"(?:地点|地址|地方)(?:改为|改成|改到)?[\s:：]*(?P<place>\S.{0,59})")
_TITLE = re.compile(r"(?:名称|主题|标题|内容)(?:改为|改成)?[\s:：]*(?P<title>\S.{0,59})")


def own_event(turn: Turn, number: int) -> Event:
    """Give an event the sender may work on: the office any, a secretary the own. Raises UserError."""
    event = answering.find(turn, number)
    actor = turn.actor
    own = event.branch_id in actor.leads or (event.opened_by == actor.member.id and bool(actor.leads))
    if not (actor.is_clerk or own):
        host = answering.host_of(turn, event)
        raise Refused(
            "活动", f"{event.name}是{host}发的，由{'党办' if event.branch_id is None else host}来改。"
        )
    return event


def _coming_event(turn: Turn, number: int) -> Event:
    event = own_event(turn, number)
    if event.is_cancelled:
        raise UserError(f"{event.name}已经取消了。要再办，请重新发一遍“活动 …”。")
    if event.starts_at <= turn.now:
        raise UserError(f"{event.name}已经开始了，不能再改。")
    return event


def propose_move(turn: Turn, number: int, words: str) -> None:
    """Show another time of an event, and keep it until 确认."""
    event = _coming_event(turn, number)
    if not re.search(r"月|周|星期|礼拜|天|晚|[-/号日]", words):  # 9点半: the same day
        local = event.starts_at.astimezone(turn.zone)
        words = f"{local.year}-{local.month}-{local.day} {words}"
    starts_at, ends_at, rest = read_when(words, turn.local_now)
    if rest.strip(" ,，到至改"):
        raise UserError(f"“{rest.strip()}”没看懂，这里只写新的时间。例：{EXAMPLE}")
    if starts_at == event.starts_at:
        raise UserError(f"{event.name}本来就是{show_when(event, turn.zone, turn.now)}。")
    if ends_at is None and event.ends_at:
        ends_at = starts_at + (event.ends_at - event.starts_at)
    _propose(turn, event, replace(event, starts_at=starts_at, ends_at=ends_at), "改期")


def change(turn: Turn, number: int, words: str) -> None:
    """Change the limit at once; another place or title is shown first. Raises UserError."""
    event = _coming_event(turn, number)
    if limit := _LIMIT.fullmatch(words):
        _limit(turn, event, read_seats(limit[1]))
    elif _NO_LIMIT.fullmatch(words):
        _limit(turn, event, None)
    elif place := _PLACE.fullmatch(words):
        _propose(turn, event, replace(event, place=place["place"]), "换地点")
    elif title := _TITLE.fullmatch(words):
        _propose(turn, event, replace(event, title=title["title"]), "改名称")
    elif re.search(r"\d[点:：月日号]|[周明后]", words):
        propose_move(turn, number, words)
    else:
        raise UserError(
            f"要改什么没看懂。例：活动 改 {number}号 限40人；活动 改 {number}号 地点 三楼会议室；{EXAMPLE}"
        )


def _limit(turn: Turn, event: Event, seats: int | None) -> None:
    """Give an event another limit: who waits moves up, nobody is sent away."""
    before = listing.count(turn, event)
    now = replace(event, seats=seats)
    events.change(turn.db, now)
    to_call = answering.move_up(turn, now)
    after = listing.count(turn, now)
    moved = after.comes - before.comes
    lines = [f"{event.name}改为{f'限 {seats} 人' if seats else '不限人数'}，现在{after.shown}。"]
    lines += [f"候补的补上了 {moved} 位，都通知了。"] if moved and not to_call else []
    lines += [f"补上的{'、'.join(to_call)}私信不到，请打个电话。"] if to_call else []
    lines += [f"已经报名的 {after.comes} 位都保留。"] if seats and after.comes > seats else []
    turn.reply("".join(lines))


def _propose(turn: Turn, event: Event, wanted: Event, what: str) -> None:
    count = listing.count(turn, event)
    told = f"群里会说一声，另私信报了名和候补的 {count.comes + count.waits} 位；报过名的不用再报。"
    due = wanted.answer_by
    if due and due >= wanted.starts_at:
        told += f"原来的报名截止（{show_deadline(due.astimezone(turn.zone), since=turn.now)}）不再算。"
    shown = [
        f"{event.name} {event.title}{what}：",
        f"原来：{show_when(event, turn.zone, turn.now)}，{event.place}",
        f"改为：{show_when(wanted, turn.zone, turn.now)}，{wanted.place}，{wanted.title}",
        told,
        "回复“确认”发送，“取消”作罢。",
    ]
    arguments = {
        "number": event.number,
        "what": what,
        "starts_at": wanted.starts_at.isoformat(),
        "ends_at": wanted.ends_at.isoformat() if wanted.ends_at else None,
        "place": wanted.place,
        "title": wanted.title,
    }
    drafting.propose(turn, "event_change", arguments, "\n".join(shown))


def keep(turn: Turn, arguments: Mapping[str, Any]) -> None:
    """Keep another time, place or title, and tell rooms and who comes. Raises UserError."""
    event = _coming_event(turn, arguments["number"])
    starts_at = datetime.fromisoformat(arguments["starts_at"])
    if starts_at <= turn.now:
        raise UserError(f"那个时间已经过了，请重新发一遍。例：{EXAMPLE}")
    ends_at = arguments["ends_at"]
    due = event.answer_by
    wanted = replace(
        event,
        starts_at=starts_at,
        ends_at=datetime.fromisoformat(ends_at) if ends_at else None,
        place=arguments["place"],
        title=arguments["title"],
        answer_by=due if due and due < starts_at else None,
        sequence=event.sequence + 1,
    )
    events.change(turn.db, wanted)
    # What still waits would say the old time.
    for what in ("remind", "invite", "change"):
        occasion.cancel(turn.db, f"event:{event.number}:{what}:", "the event was changed")
    inviting.tell_change(turn, wanted, arguments["what"])
    now = "，".join(show_details(wanted, show_when(wanted, turn.zone, turn.now)))
    turn.reply(f"{event.name}改好了：{now}。正在告诉大家。")


def propose_cancellation(turn: Turn, number: int, reason: str) -> None:
    """Show what cancelling tells whom, and keep it until 确认."""
    event = _coming_event(turn, number)
    count = listing.count(turn, event)
    why = f"原因：{reason}" if reason else "没写原因，大家会想知道；要写请取消再发一遍"
    shown = [
        f"将取消{event.name}：{event.title}，{show_when(event, turn.zone, turn.now)}",
        why,
        f"群里会说一声，另私信报了名和候补的 {count.comes + count.waits} 位。取消了不能恢复。",
        "回复“确认”发送，“取消”作罢。",
    ]
    drafting.propose(turn, "event_cancellation", {"number": number, "reason": reason[:100]}, "\n".join(shown))


def cancel(turn: Turn, arguments: Mapping[str, Any]) -> None:
    """Cancel an event, and tell rooms and who comes."""
    event = _coming_event(turn, arguments["number"])
    events.cancel(turn.db, event.number, arguments["reason"])
    cancelled = answering.find(turn, event.number)
    inviting.tell_cancelled(turn, cancelled)
    turn.reply(f"{event.name}取消了，正在告诉大家。")
