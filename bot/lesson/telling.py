"""What rooms read of a lesson: that it will be, that it moves or falls out, that it begins in an hour."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.domain import lesson as rules
from bot.domain.delivery import Kind
from bot.domain.lesson import Lesson
from bot.domain.member import Member
from bot.domain.room import RoomKind, TiedRoom
from bot.notice import broadcast
from bot.notice.audience import Reach
from bot.notice.pushing import Push, push
from bot.ports import Link
from data import preference as preferences
from data import room as rooms


def when(ctx: Context, lesson: Lesson, room: TiedRoom | None = None, person: Member | None = None) -> str:
    """Write when a lesson is: overseas and for who lives in another zone with the clock there."""
    here = replace(lesson, starts_at=lesson.starts_at.astimezone(ctx.zone))
    abroad = room is not None and room.kind is RoomKind.OVERSEAS
    clocks = broadcast.clocks_of_room(ctx, room, here.starts_at) if room and abroad else []
    clocks += broadcast.clocks_of_person(person, here.starts_at) if person else []
    return rules.show_time(here, ctx.now, abroad=abroad, clocks=clocks)


def in_room(ctx: Context, lesson: Lesson, room: TiedRoom | None) -> str:
    """Write a lesson as one room reads it."""
    return rules.show_lesson(lesson, when(ctx, lesson, room))


def announce(ctx: Context, lesson: Lesson) -> None:
    """Tell the rooms of a lesson, with its link as a card."""
    link = Link(lesson.title, lesson.url, f"{lesson.name}") if lesson.url else None
    _push(ctx, lesson, Push(f"lesson:{lesson.number}", lambda room: in_room(ctx, lesson, room), link=link))


def announce_move(ctx: Context, lesson: Lesson) -> None:
    """Tell the rooms of another time; once for each time."""

    def write(room: TiedRoom | None) -> str:
        return f"【{lesson.name}·改期】{lesson.title}\n改在{when(ctx, lesson, room)}，链接不变。"

    _push(ctx, lesson, Push(f"lesson:{lesson.number}:moved:{_moment(lesson)}", write))


def announce_end(ctx: Context, lesson: Lesson, reason: str) -> None:
    """Tell the rooms that a lesson falls out."""

    def write(room: TiedRoom | None) -> str:
        return f"【{lesson.name}·取消】{lesson.title}（{when(ctx, lesson, room)}）不上了，原因：{reason}"

    _push(ctx, lesson, Push(f"lesson:{lesson.number}:cancelled", write))


def remind_rooms(ctx: Context, lesson: Lesson) -> None:
    """Say in one line, without names, that a lesson begins within the hour."""

    def write(room: TiedRoom | None) -> str:
        return f"【{lesson.name}】{lesson.title}，{when(ctx, lesson, room)}开课。{_way(lesson)}"

    key = f"lesson:{lesson.number}:reminder:{_moment(lesson)}"
    _push(ctx, lesson, Push(key, write, Kind.REMINDER, not_after=lesson.starts_at))


def remind_person(ctx: Context, lesson: Lesson, person: Member) -> None:
    """Remind somebody who wished it; who keeps a low key reads nothing of what it is."""
    body = f"提醒您：{lesson.name}“{lesson.title}”{when(ctx, lesson, person=person)}开课。{_way(lesson)}"
    if preferences.is_low_key(ctx.db, person.id):
        body = f"提醒您：您要听的那节课{when(ctx, lesson, person=person)}开始。"
    key = f"lesson:{lesson.number}:wish:{_moment(lesson)}"
    # By the person's own wish, and so also where it is night: later it would be of no use.
    ctx.tell(person.id, key, body, Kind.NOTICE, not_after=lesson.starts_at)


def _way(lesson: Lesson) -> str:
    return f"从这里进：{lesson.url}" if lesson.url else ""


def _moment(lesson: Lesson) -> str:
    return f"{lesson.starts_at:%Y%m%dT%H%M}"


def _push(ctx: Context, lesson: Lesson, pushed: Push) -> None:
    """Queue it for the rooms a lesson was told in that the bot still sits in."""
    there = [room for one in lesson.rooms if (room := rooms.find(ctx.db, one)) and room.kind]
    push(ctx, pushed, Reach(lesson.audience, (), rooms=tuple(there)))
