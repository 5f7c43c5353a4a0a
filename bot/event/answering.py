"""What somebody says of coming: kept, a place given or a turn in the waiting list, those behind moved up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.context import Context, Turn, UserError
from bot.domain.delivery import Kind
from bot.domain.event import Answer, Choice, Event, show_place_of, show_when
from bot.domain.member import Member
from bot.domain.notice import show_deadline
from bot.event import inviting
from data import attendance
from data import event as events
from data import member as members


@dataclass(frozen=True, slots=True)
class Kept:
    """What counts of somebody now, and which place that is among those who come or wait."""

    event: Event
    member_id: int
    choice: Choice
    place: int
    row_id: int | None  # None: it counted before

    @property
    def shown(self) -> str:
        """What was kept: 活动3号 参加（第12位）."""
        return f"{self.event.name} {show_place_of(self.choice, self.place)}"


def find(turn: Turn, number: int) -> Event:
    """Give an event by its number. Raises UserError for one that is not there."""
    found = events.find(turn.db, number)
    if found is None:
        raise UserError(f"没有活动{number}号。看有哪些活动，发“活动”。")
    return found


def check_open(turn: Turn, event: Event, choice: Choice) -> None:
    """Refuse answers to what is cancelled, has begun, or asked to be answered earlier. Raises UserError."""
    if event.is_cancelled:
        raise UserError(f"{event.name}已经取消，不用回了。")
    if event.starts_at <= turn.now:
        raise UserError(f"{event.name}已经开始，报名改不了了。到了现场请回“签到 {event.number}号”。")
    if choice.means_to_come and event.answer_by and event.answer_by <= turn.now:
        due = show_deadline(event.answer_by.astimezone(turn.zone), since=turn.now)
        raise UserError(f"{event.name}的报名{due}截止了。还想来的话，请问一下{host_of(turn, event)}。")


def host_of(ctx: Context, event: Event) -> str:
    """Name who opened an event."""
    return members.find(ctx.db, event.opened_by).name


def say(turn: Turn, event: Event, person: Member, choice: Choice, reason: str = "") -> Kept:
    """Keep what a person says, or a secretary for them; who comes when all places are taken waits."""
    before = attendance.standing_of(turn.db, event.number, person.id)
    if before and before.choice is choice and before.said_by == person.id and not reason:
        return _kept(turn, event, person.id, choice, None)  # the reason that was given stays
    wanted = choice
    if choice.means_to_come:
        if before and before.choice.means_to_come:
            return _kept(turn, event, person.id, before.choice, None)
        wanted = Choice.COMES if has_place(turn, event) else Choice.WAITS
    row = attendance.keep(
        turn.db,
        event.number,
        person.id,
        wanted,
        said_by=turn.actor.member.id,
        now=turn.now,
        reason=reason[:100],
    )
    return _kept(turn, event, person.id, wanted, row)


def _kept(ctx: Context, event: Event, member_id: int, choice: Choice, row: int | None) -> Kept:
    same = [one.member_id for one in attendance.standing(ctx.db, event.number) if one.choice is choice]
    return Kept(event, member_id, choice, same.index(member_id) + 1, row)


def has_place(ctx: Context, event: Event) -> bool:
    """Whether one more may come, and nobody waits before."""
    standing = attendance.standing(ctx.db, event.number)
    waits = any(one.choice is Choice.WAITS for one in standing)
    return event.seats is None or (not waits and _coming(standing) < event.seats)


def _coming(standing: list[Answer]) -> int:
    return sum(one.choice is Choice.COMES for one in standing)


def move_up(ctx: Context, event: Event) -> list[str]:
    """Give free places to who waits longest, and tell them; gives whom somebody has to telephone.

    Once it has begun nobody moves up any more.
    """
    to_call = list[str]()
    if event.is_cancelled or event.starts_at <= ctx.now:
        return to_call
    standing = attendance.standing(ctx.db, event.number)
    free = len(standing) if event.seats is None else event.seats - _coming(standing)
    waiting = [one for one in standing if one.choice is Choice.WAITS]
    for one in waiting[: max(0, free)]:
        person = members.find(ctx.db, one.member_id)
        row = attendance.keep(ctx.db, event.number, person.id, Choice.COMES, said_by=None, now=ctx.now)
        key = f"event:{event.number}:moved:{row}"
        when = show_when(event, ctx.zone, ctx.now)
        body = (
            f"{event.name}有位子了，您从候补补上了：{event.title}，{when}，{event.place}。"
            f"来不了请回“请假 {event.number}号”。"
        )
        if not ctx.tell(person.id, key, body, Kind.REMINDER, not_after=event.starts_at):
            to_call.append(person.name)
            inviting.tell_secretaries(
                ctx, person, key, f"{person.name}从候补补上了{event.name}（{when}），我私信不到，请您转告。"
            )
    return to_call


# What 撤 takes back


def said_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last said who comes to an event."""
    told = attendance.told_last(turn.db, turn.actor.member.id, since)
    return told[1] if told else None


def unsay(turn: Turn, at: datetime) -> list[str]:
    """Take back what the sender said at a moment; a place that was given away meanwhile is waited for."""
    own = turn.actor.member.id
    told = attendance.told_last(turn.db, own, at)
    event = events.find(turn.db, told[0]) if told else None
    if event is None or event.starts_at <= turn.now:
        return []
    lines = []
    for gone in attendance.withdraw(turn.db, own, at, turn.now):
        now = attendance.standing_of(turn.db, event.number, gone.member_id)
        if now and now.choice is Choice.COMES and _is_overbooked(turn, event):
            attendance.keep(turn.db, event.number, gone.member_id, Choice.WAITS, said_by=None, now=turn.now)
            now = attendance.standing_of(turn.db, event.number, gone.member_id)
        name = "" if gone.member_id == own else members.find(turn.db, gone.member_id).name
        counts = f"现在记的是{now.choice.chinese}" if now else "现在算还没回"
        lines.append(f"已撤：{name}{event.name}{gone.choice.chinese}。{counts}。")
    move_up(turn, event)
    return lines


def _is_overbooked(ctx: Context, event: Event) -> bool:
    return event.seats is not None and _coming(attendance.standing(ctx.db, event.number)) > event.seats
