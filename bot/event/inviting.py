"""How people hear of an event: invited, its time or place changed, cancelled; with a calendar file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby
from pathlib import Path

from bot.context import Context
from bot.domain import event as rules
from bot.domain.delivery import Kind
from bot.domain.event import Event
from bot.domain.event.calendar import write_calendar
from bot.domain.member import Member
from bot.domain.room import RoomKind, TiedRoom
from bot.notice import broadcast
from bot.notice.audience import Reach
from bot.notice.pushing import Push, push
from data import attendance, occasion
from data import event as events
from data import member as members
from data import room as rooms

_SOON_OVER = timedelta(hours=1)


def invite(ctx: Context, event: Event, reach: Reach) -> None:
    """Send the invitation to rooms, or to people alone; secretaries hear who cannot be written to."""
    file = _write_file(ctx, event)
    answering = rules.show_how_to_answer(event, ctx.zone, ctx.now)

    def write(room: TiedRoom | None) -> str:
        return rules.show_invitation(event, _when_in(ctx, event, room, reach.people), answering)

    missed = push(
        ctx, Push(f"event:{event.number}:invite", write, not_after=event.starts_at, file=file), reach
    )
    _ask_to_pass_on(ctx, event, missed if not reach.rooms else [], "invite", write(None))


def tell_change(ctx: Context, event: Event, what: str) -> None:
    """Tell rooms and who means to come that time or place is another one; the new file replaces the old."""
    file = _write_file(ctx, event)
    key = f"event:{event.number}:change:{event.sequence}"
    answering = f"已经报名的不用再报；来不了的请回“请假 {event.number}号 原因”。"

    def write(room: TiedRoom | None) -> str:
        when = _when_in(ctx, event, room, ())
        return rules.show_invitation(event, when, answering, news=what)

    reach = _told_before(ctx, event)
    missed = push(ctx, Push(key, write, not_after=event.starts_at, file=file), reach)
    for one in _coming(ctx, event):
        if one not in reach.alone and one not in reach.people:
            _tell_one(ctx, event, one, key, write(None), missed)
    _ask_to_pass_on(ctx, event, missed, f"change:{event.sequence}", write(None))


def tell_cancelled(ctx: Context, event: Event) -> None:
    """Tell rooms and who means to come that it is cancelled; what was still to be said of it is not.

    The file takes the event out of the calendars that the invitation's file put it into.
    """
    occasion.cancel(ctx.db, f"event:{event.number}:", "the event was cancelled")
    key = f"event:{event.number}:cancelled"

    def write(room: TiedRoom | None) -> str:
        return rules.show_cancellation(event, _when_in(ctx, event, room, ()))

    reach = _told_before(ctx, event)
    missed = push(
        ctx, Push(key, write, not_after=event.starts_at + _SOON_OVER, file=_write_file(ctx, event)), reach
    )
    for one in _coming(ctx, event):
        if one not in reach.alone and one not in reach.people:
            _tell_one(ctx, event, one, key, write(None), missed)
    _ask_to_pass_on(ctx, event, missed, "cancelled", write(None))


def _tell_one(ctx: Context, event: Event, person: Member, key: str, body: str, missed: list[Member]) -> None:
    until = event.starts_at + _SOON_OVER
    if not ctx.tell(person.id, key, body, Kind.NOTICE, not_after=until):
        missed.append(person)


def _coming(ctx: Context, event: Event) -> list[Member]:
    """List who means to come, or waits for a place."""
    standing = attendance.standing(ctx.db, event.number)
    return [
        one
        for one in members.of_ids(ctx.db, [each.member_id for each in standing if each.choice.means_to_come])
        if not one.status.has_ended
    ]


def _told_before(ctx: Context, event: Event) -> Reach:
    """Give the rooms an invitation went to; of one that went to people alone, those."""
    there = [
        room
        for one in events.rooms_of(ctx.db, event.number)
        if (room := rooms.find(ctx.db, one)) and room.kind
    ]
    people = () if there else members.of_ids(ctx.db, events.invited(ctx.db, event.number))
    return Reach(event.audience, tuple(people), tuple(there))


def _when_in(ctx: Context, event: Event, room: TiedRoom | None, people: Iterable[Member]) -> str:
    """Write the time as one room reads it: overseas with the clocks people there live by."""
    start = event.starts_at.astimezone(ctx.zone)
    abroad = room is not None and room.kind is RoomKind.OVERSEAS
    clocks = broadcast.clocks_of_room(ctx, room, start) if room and abroad else []
    home = ctx.settings.organisation.timezone
    abroad |= room is None and any(one.lives_abroad(home) for one in people)
    return rules.show_when(event, ctx.zone, ctx.now, abroad=abroad, clocks=clocks)


def _write_file(ctx: Context, event: Event) -> Path | None:
    """Write the calendar file, for this version of the event."""
    if not ctx.settings.events.calendar_file or ctx.settings.is_by_hand:
        return None
    path = ctx.name_file(f"{event.name} {event.title[:20]}", _file_key(event), "ics")
    path.write_text(
        write_calendar(event, ctx.settings.organisation.name, ctx.now), encoding="utf-8", newline=""
    )
    path.chmod(0o600)
    return path


def _file_key(event: Event) -> str:
    return f"event:{event.number}:{'cancelled' if event.is_cancelled else event.sequence}"


def _ask_to_pass_on(ctx: Context, event: Event, people: list[Member], key: str, body: str) -> None:
    """Ask the secretaries to tell who cannot be written to."""
    for branch_id, group in groupby(sorted(people, key=_by_branch), key=_by_branch):
        waiting = list(group)
        names = "、".join(one.name + (f" {one.phone}" if one.phone else "") for one in waiting)
        words = f"下面这条有 {len(waiting)} 位我不能私信，请您转告：{names}\n{body}"
        words += f"\n问好了请回“代报名 {event.number}号 {waiting[0].name}”。" if key == "invite" else ""
        for secretary in broadcast.secretaries_for(ctx, branch_id or None, waiting):
            ctx.tell(secretary.id, f"event:{event.number}:by-word:{key}:{branch_id}", words, Kind.NOTICE)


def _by_branch(person: Member) -> int:
    return person.branch_id or 0


def tell_secretaries(ctx: Context, person: Member, key: str, body: str) -> bool:
    """Tell the secretaries of somebody who cannot be written to; False where none can be either."""
    keepers = broadcast.secretaries_for(ctx, person.branch_id, [person])
    return sum(ctx.tell(one.id, key, body, Kind.REMINDER) for one in keepers) > 0
