"""What is coming up for whoever asks, and one event with one's own answer."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Turn, UserError
from bot.domain.event import Choice, Event, show_cancellation, show_details, show_when
from bot.event import answering, listing
from data import attendance
from data import event as events
from data import member as members

_AHEAD = timedelta(days=400)
_STILL_ON = timedelta(hours=3)
_SHOWN = 15


def show_coming(turn: Turn) -> str:
    """List the events to come that invite the asker, or people the asker leads, with the own answer."""
    found = [
        one
        for one in events.between(turn.db, turn.now - _STILL_ON, turn.now + _AHEAD)
        if _may_know(turn, one)
    ]
    if not found:
        return "近期没有活动。"
    lines = [f"近期活动 {len(found)} 次："]
    lines += [
        f"{one.number}号 {one.title}，{show_when(one, turn.zone, turn.now)}，{one.place}"
        for one in found[:_SHOWN]
    ]
    return "\n".join([*lines, f"报名回“参加 {found[0].number}号”，细看发“活动 {found[0].number}号”。"])


def _may_know(turn: Turn, event: Event) -> bool:
    """Whether an event is for the asker, or for people the asker leads."""
    own = turn.actor
    if (
        own.is_clerk
        or events.is_invited(turn.db, event.number, own.member.id)
        or event.branch_id in own.leads
    ):
        return True
    people = members.of_ids(turn.db, events.invited(turn.db, event.number)) if own.leads else []
    return any(own.may_see(one.branch_id) for one in people)


def show_one(turn: Turn, event: Event) -> str:
    """Show one event: time, place, how many come; privately also the own answer. Raises UserError."""
    if not _may_know(turn, event):
        raise UserError(f"{event.name}请的是{event.audience}，这次没有请您。")
    when = show_when(event, turn.zone, turn.now)
    if event.is_cancelled:
        return show_cancellation(event, when)
    lines = [f"{event.name} {event.title}", *show_details(event, when), _show_count(turn, event)]
    if event.starts_at <= turn.now and (came := len(attendance.attended(turn.db, event.number))):
        lines.append(f"签到 {came} 位")
    if turn.is_private and events.is_invited(turn.db, event.number, turn.actor.member.id):
        lines.append(_show_own(turn, event))
    return "\n".join(lines)


def _show_count(turn: Turn, event: Event) -> str:
    """Say how many come; who leads sees all counts, which in a room would show who is silent."""
    count = listing.count(turn, event)
    if turn.actor.is_clerk or turn.actor.leads:
        return count.shown + (f"，限 {event.seats} 人" if event.seats else "")
    limit = f"，限 {event.seats} 人" if event.seats else ""
    return f"已报名 {count.comes} 位{limit}"


def _show_own(turn: Turn, event: Event) -> str:
    said = attendance.standing_of(turn.db, event.number, turn.actor.member.id)
    if said is None:
        return f"您还没回：能来回“参加 {event.number}号”，来不了回“请假 {event.number}号 原因”。"
    if said.choice is Choice.WAITS:
        waiting = [
            one.member_id for one in attendance.standing(turn.db, event.number) if one.choice is Choice.WAITS
        ]
        return f"您排在候补第 {waiting.index(said.member_id) + 1} 位，有人退出我马上告诉您。"
    return f"您回的是：{said.choice.chinese}。要改直接再回。"


def one_or_next(turn: Turn, number: int | None) -> Event:
    """Give an event by its number, or the one nearest to now that the asker may know. Raises UserError."""
    if number is not None:
        return answering.find(turn, number)
    near = events.between(turn.db, turn.now - timedelta(days=30), turn.now + _AHEAD)
    mine = [one for one in near if _may_know(turn, one)]
    if not mine:
        raise UserError("近期没有活动，请写上编号。例：名单 活动 3号")
    return min(mine, key=lambda one: abs(one.starts_at - turn.now))
