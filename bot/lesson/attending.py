"""Who attended a lesson: said by oneself or by who looks after the person; what 撤 takes back of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.context import Context, Turn, UserError
from bot.domain import lesson as rules
from bot.domain.delivery import Kind
from bot.domain.lesson import Lesson, Turnout
from bot.domain.member import Member
from bot.domain.points import Deed
from bot.points import earning
from data import lesson as lessons
from data import member as members
from data import unit as units

_THANKED_EVERY = timedelta(minutes=10)


def one(turn: Turn, number: int | None) -> Lesson:
    """Find the lesson meant; without a number the one that runs, else the last or next one.

    Raises UserError.
    """
    if number is not None:
        lesson = lessons.find(turn.db, number)
        if lesson is None:
            raise UserError(f"没有线上党课{number}号。看有哪些发“线上党课”。")
        if lesson.cancelled_at:
            raise UserError(f"{lesson.name}取消了。看有哪些发“线上党课”。")
        return lesson
    since, until = turn.now - rules.ENTERED_UNTIL, turn.now + rules.MARKED_FROM
    begun = lessons.held_between(turn.db, since, until)
    if begun:
        return begun[-1]
    coming = lessons.held_between(turn.db, until, turn.now + 10 * rules.ENTERED_UNTIL)
    if not coming:
        raise UserError("这两周没有线上党课。有了会在群里说。")
    return coming[0]


def is_one_open(turn: Turn) -> bool:
    """Whether one may say now to have attended some lesson."""
    since, until = turn.now - rules.MARKED_UNTIL, turn.now + rules.MARKED_FROM
    return bool(lessons.held_between(turn.db, since, until))


def thank_in_room(turn: Turn, lesson: Lesson) -> None:
    """Say in a room, once in ten minutes for all, that it is heard."""
    span = int(turn.now.timestamp() // _THANKED_EVERY.total_seconds())
    key = f"lesson:{lesson.number}:thanks:{turn.incoming.room}:{span}"
    body = f"{lesson.name}的签到都记着，不用等我一个个回。"
    turn.say(key, turn.incoming.conversation, body, Kind.REPLY)


def mark_own(turn: Turn, lesson: Lesson, said: str) -> str:
    """Keep that the sender attended; gives what is read. Raises UserError outside of its time."""
    if turn.now < lesson.starts_at - rules.MARKED_FROM:
        begins = rules.show_time(_here(turn, lesson), turn.now)
        raise UserError(f"{lesson.name}{begins}才开课，开课前十分钟起可以签到。")
    if not lesson.is_open(turn.now):
        raise UserError(f"{lesson.name}的签到第二天就结束了。听过课的，请和本支部书记说一声，由书记代签。")
    rules.check_keyword(lesson, said)
    if not _attend(turn, lesson, turn.actor.member):
        return f"{lesson.name}您已经签到了。"
    return f"{lesson.name}签到了。"


def enter(turn: Turn, lesson: Lesson, people: Sequence[Member]) -> str:
    """Keep that these attended, by the sender's word; gives what is read. Raises UserError."""
    if turn.now < lesson.starts_at - rules.MARKED_FROM:
        raise UserError(f"{lesson.name}还没开课，课后再代签。")
    if turn.now > lesson.starts_at + rules.ENTERED_UNTIL:
        raise UserError(f"{lesson.name}过去两个星期以上了，不能再代签。")
    new = [person.name for person in people if _attend(turn, lesson, person)]
    known = [person.name for person in people if person.name not in new]
    turn.note_look([person.id for person in people], "代签 党课")
    lines = [f"代签好了，{lesson.name}：{'、'.join(new)}。错了回“撤”。"] if new else []
    lines += [f"早就签到的：{'、'.join(known)}。"] if known else []
    return "".join(lines)


def _attend(turn: Turn, lesson: Lesson, person: Member) -> bool:
    new = lessons.attend(turn.db, lesson.number, person.id, turn.actor.member.id, turn.now)
    if new:
        earning.earn(turn, person.id, Deed.LESSON, f"lesson:{lesson.number}")
    return new


def _here(ctx: Context, lesson: Lesson) -> Lesson:
    return replace(lesson, starts_at=lesson.starts_at.astimezone(ctx.zone))


# Counting


def turnouts(ctx: Context, lesson: Lesson, branch_ids: Sequence[int] | None) -> list[Turnout]:
    """Give who came and who did not, by branch: of these branches, or of all."""
    came = set(lessons.attended(ctx.db, lesson.number))
    invited = members.of_ids(ctx.db, lessons.invited(ctx.db, lesson.number))
    there = [one for one in invited if not one.status.has_ended]
    found = []
    for unit in units.branches(ctx.db):
        own = [one for one in there if one.branch_id == unit.id]
        if own and (branch_ids is None or unit.id in branch_ids):
            found.append(
                Turnout(
                    unit.name,
                    tuple(one for one in own if one.id in came),
                    tuple(one for one in own if one.id not in came),
                )
            )
    return found


def guests(ctx: Context, lesson: Lesson, branch_ids: Sequence[int] | None) -> list[Member]:
    """Give who came though the lesson was not for them."""
    beyond = set(lessons.attended(ctx.db, lesson.number)) - set(lessons.invited(ctx.db, lesson.number))
    return [
        one for one in members.of_ids(ctx.db, beyond) if branch_ids is None or one.branch_id in branch_ids
    ]


# Taking back


def told_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last said that somebody attended."""
    return lessons.told_last(turn.db, turn.actor.member.id, since)


def take_back(turn: Turn, at: datetime) -> list[str]:
    """Take back what the sender said at a moment, and the points it earned."""
    lines = []
    for number, member in lessons.withdraw(turn.db, turn.actor.member.id, at):
        earning.forfeit(turn, member, Deed.LESSON, f"lesson:{number}")
        own = member == turn.actor.member.id
        name = "您" if own else members.find(turn.db, member).name
        lines.append(f"已撤：{name}的线上党课{number}号签到。")
    return lines
