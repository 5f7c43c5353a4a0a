"""Who came: said by oneself while it takes place, or by who leads; what is taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import finding
from bot.context import Turn, UserError
from bot.domain.audience import read_person
from bot.domain.event import Choice, Event, show_when
from bot.domain.event.typed import SignIn
from bot.domain.member import Member
from bot.domain.points import Deed
from bot.event import answering
from bot.points.earning import earn, forfeit
from data import attendance
from data import event as events
from data import member as members

_NOTED_FOR = timedelta(days=60)  # so long a secretary may note who came
EXAMPLE = "签到 3号 张三 李四"


def going_on(turn: Turn, number: int | None) -> Event | None:
    """Give the event at which the sender may sign in now: by its number, or the one that takes place.

    Raises UserError for a number that cannot be meant; None where nothing takes place.
    """
    if number is not None:
        event = answering.find(turn, number)
        _check_time(turn, event)
        return event
    since = turn.now - turn.settings.events.sign_in_until - timedelta(days=1)
    asked = events.inviting(turn.db, turn.actor.member.id, since)
    now = [one for one in asked if _opens(turn, one) <= turn.now <= _closes(turn, one)]
    here = set(events.rooms_of(turn.db, now[0].number)) if now and turn.incoming.room else None
    if here is not None and turn.incoming.room not in here and not turn.is_addressed:
        return None
    return min(now, key=lambda one: abs(one.starts_at - turn.now), default=None)


def _opens(turn: Turn, event: Event) -> datetime:
    return event.starts_at - turn.settings.events.sign_in_from


def _closes(turn: Turn, event: Event) -> datetime:
    return (event.ends_at or event.starts_at) + turn.settings.events.sign_in_until


def _check_time(turn: Turn, event: Event) -> None:
    if event.is_cancelled:
        raise UserError(f"{event.name}已经取消，不用签到。")
    if turn.now < _opens(turn, event):
        when = show_when(event, turn.zone, turn.now)
        raise UserError(f"{event.name}是{when}，到了再签到；现在报名请回“参加 {event.number}号”。")
    if turn.now > _closes(turn, event):
        raise UserError(
            f"{event.name}的签到时间过了。您来了的话，请{answering.host_of(turn, event)}补记一下。"
        )


def sign_in(turn: Turn, event: Event) -> int | None:
    """Note that the sender is there; gives the row, None where that was noted. Raises UserError."""
    own = turn.actor.member.id
    if not events.is_invited(turn.db, event.number, own):
        host = answering.host_of(turn, event)
        raise UserError(f"{event.name}请的是{event.audience}，名单里没有您。您到了的话，请{host}说一声。")

    return _note(turn, event, own)


def _note(turn: Turn, event: Event, member_id: int) -> int | None:
    row = attendance.attend(turn.db, event.number, member_id, said_by=turn.actor.member.id, now=turn.now)
    if row is not None:
        earn(turn, member_id, Deed.EVENT, f"event:{event.number}", at=event.starts_at)
    return row


# By who leads


def event_to_note(turn: Turn, number: int | None) -> Event:
    """Give the event whose attendance is noted: by its number, or the last that began. Raises UserError."""
    if number is not None:
        event = answering.find(turn, number)
    else:
        soon = turn.now + turn.settings.events.sign_in_from
        begun = [one for one in events.between(turn.db, turn.now - _NOTED_FOR, soon) if _is_mine(turn, one)]
        if not begun:
            raise UserError(f"这两个月没有开始了的活动，请写上编号。例：{EXAMPLE}")
        event = begun[-1]
    if event.is_cancelled:
        raise UserError(f"{event.name}已经取消，不用签到。")
    if turn.now < _opens(turn, event):
        when = show_when(event, turn.zone, turn.now)
        raise UserError(
            f"{event.name}是{when}，还没开始，不能签到。替人报名请发：代报名 {event.number}号 张三"
        )
    if turn.now > event.starts_at + _NOTED_FOR:
        raise UserError(f"{event.name}过去两个多月了，签到不再改。")
    return event


def _is_mine(turn: Turn, event: Event) -> bool:
    people = members.of_ids(turn.db, events.invited(turn.db, event.number))
    return any(turn.actor.may_see(one.branch_id) for one in people)


def people_of(turn: Turn, event: Event, names: tuple[str, ...], example: str) -> list[Member]:
    """Find whom names, or the numbers of the event's list, mean. Raises UserError: nothing is kept then."""
    found = list[Member]()
    for name in names:
        try:
            one = _person(turn, event, name, example)
        except UserError as error:
            rest = "这次都没有记，请改好再发一遍。" if len(names) > 1 else ""
            raise UserError(f"{error}{rest}") from None
        found += [one] if one not in found else []
    outside = [one.name for one in found if not events.is_invited(turn.db, event.number, one.id)]
    if outside:
        raise UserError(f"{event.name}请的是{event.audience}，没有请{'、'.join(outside)}，没有记。")
    return found


def _person(turn: Turn, event: Event, name: str, example: str) -> Member:
    if name.isdigit():
        return finding.in_list(turn, f"event:{event.number}", int(name), f"名单 活动 {event.number}号")
    return finding.one_person(turn, read_person(name), example)


def note_attendance(turn: Turn, event: Event, wanted: SignIn) -> str:
    """Note who came, or did not after all; gives what was done, with names."""
    named = people_of(turn, event, wanted.names, "签到 {} ".replace("{} ", f"{event.number}号 {{}}"))
    if wanted.absent:
        return _strike(turn, event, named)
    there = named
    if wanted.everybody:
        out = {one.id for one in named}
        coming = [
            one.member_id for one in attendance.standing(turn.db, event.number) if one.choice is Choice.COMES
        ]
        everybody = members.of_ids(turn.db, coming)
        there = [one for one in everybody if one.id not in out and turn.actor.may_see(one.branch_id)]
    if not there:
        return f"{event.name}没有可记的：您这里还没有人报名参加。来了的请写名字，例：{EXAMPLE}"
    turn.note_look([one.id for one in there], "活动签到")
    new = [one for one in there if _note(turn, event, one.id) is not None]
    if not new:
        return f"{event.name}这几位先前都签到了，没有改。"
    return f"{event.name}签到 {len(new)} 位：{'、'.join(one.name for one in new)}。错了回“撤”。"


def _strike(turn: Turn, event: Event, people: list[Member]) -> str:
    turn.note_look([one.id for one in people], "活动签到")
    gone = [one for one in people if attendance.strike(turn.db, event.number, one.id, turn.now)]
    for one in gone:
        forfeit(turn, one.id, Deed.EVENT, f"event:{event.number}")
    if not gone:
        return f"{event.name}本来就没有记这几位签到。"
    return f"{event.name}去掉签到：{'、'.join(one.name for one in gone)}。"


# What 撤 takes back


def noted_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last noted who came to an event."""
    told = attendance.noted_last(turn.db, turn.actor.member.id, since)
    return told[1] if told else None


def undo(turn: Turn, at: datetime) -> list[str]:
    """Take back the attendance the sender noted at a moment."""
    own = turn.actor.member.id
    told = attendance.noted_last(turn.db, own, at)
    gone = attendance.take_back(turn.db, own, at, turn.now) if told else []
    for member_id in gone:
        forfeit(turn, member_id, Deed.EVENT, f"event:{told[0]}" if told else "")
    names = "、".join("您" if one == own else members.find(turn.db, one).name for one in gone)
    return [f"已撤：活动{told[0]}号的签到（{names}）。"] if told and gone else []
