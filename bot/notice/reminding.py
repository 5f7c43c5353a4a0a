"""Asking the silent of a notice again: what they read, and how often a branch may be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from bot.context import Context, Turn
from bot.domain import notice
from bot.domain.delivery import Kind, quiet_until
from bot.domain.member import Member
from bot.domain.notice import Notice
from bot.domain.room import RoomKind, TiedRoom
from bot.notice import broadcast
from data import fact as facts
from data import occasion
from data import preference as preferences
from data import receipt as receipts
from data import room as rooms

# A reminder says how many are silent: what waits for longer is counted anew.
COUNT_HOLDS = timedelta(minutes=30)


def show_in_room(ctx: Context, asked: Notice, room: TiedRoom, people: int) -> str:
    """Write what a room reads where so many of its people have not answered: no names."""
    here, abroad = broadcast.on_committee_clock(ctx, asked), room.kind is RoomKind.OVERSEAS
    clocks = broadcast.clocks_of_room(ctx, room, here.deadline) if abroad else []
    question = _go_on(notice.show_question(here, abroad=abroad, clocks=clocks))
    return f"第{asked.number}号通知还有 {people} 位没回，{question}已回的不用再回。"


def show_to_person(ctx: Context, asked: Notice, person: Member) -> str:
    """Write what somebody who has not answered reads privately."""
    here = broadcast.on_committee_clock(ctx, asked)
    clocks = broadcast.clocks_of_person(person, here.deadline)
    question = notice.show_question(here, clocks=clocks, privately=True)
    return f"第{asked.number}号通知还等您回一声，{_go_on(question)}"


def _go_on(question: str) -> str:
    return question if question.endswith("。") else f"{question}。"


def until(asked: Notice, start: datetime) -> datetime:
    """Tell how long a reminder that starts then is worth sending."""
    return min(start + COUNT_HOLDS, asked.deadline) if asked.deadline else start + COUNT_HOLDS


def is_night_in_rooms(ctx: Context) -> bool:
    """Whether the rooms rest now; overseas it is always somebody's day."""
    return quiet_until(ctx.now, ctx.settings.delivery.quiet_rooms, ctx.zone) is not None


def is_night_for(ctx: Context, person: Member) -> bool:
    """Whether somebody rests now, by the own clock and the own wish."""
    hours = preferences.quiet_hours(ctx.db, person.id) or ctx.settings.delivery.quiet_people
    return quiet_until(ctx.now, hours, ctx.zone_of(person)) is not None


# How often


_BY_WORD, _BY_CLOCK = "asked-again", "reminded"


def may_ask_from(ctx: Context, number: int, branch_id: int) -> datetime | None:
    """Tell from when on the silent of a branch may be asked again; None: now."""
    known = [facts.read_moment(ctx.db, f"{how}:{number}:{branch_id}") for how in (_BY_WORD, _BY_CLOCK)]
    moments = [at + ctx.settings.notices.remind_before for at in known if at]
    return max((moment for moment in moments if moment > ctx.now), default=None)


def note_asked(ctx: Context, number: int, branch_id: int | None, *, by_clock: bool = False) -> None:
    """Note that the silent of a branch were asked again now: on somebody's word, or by the schedule."""
    facts.write_moment(ctx.db, f"{_BY_CLOCK if by_clock else _BY_WORD}:{number}:{branch_id}", ctx.now)


def is_done_by_hand(ctx: Context, asked: Notice, branch_id: int | None) -> bool:
    """Whether somebody asked so near to the deadline that the schedule would nag."""
    last = facts.read_moment(ctx.db, f"{_BY_WORD}:{asked.number}:{branch_id}")
    gap = ctx.settings.notices.remind_before
    return last is not None and asked.deadline is not None and last + 2 * gap > asked.deadline


# On a secretary's word


@dataclass(slots=True)
class Outcome:
    """Whom a wish to ask again reached."""

    rooms: int = 0
    in_rooms: int = 0  # the silent who sit in them
    privately: int = 0
    asleep: int = 0
    unreached: int = 0  # who reads neither a room nor private messages


def ask_again(turn: Turn, asked: Notice, branches: Collection[int], *, privately: bool) -> Outcome:
    """Ask the silent of these branches again: without names in their rooms, and privately where wished."""
    silent = [person for person, maybe in receipts.silent(turn.db, asked.number) if not maybe]
    reached = {place for place, _ in occasion.places(turn.db, f"notice:{asked.number}:room:", sent=True)}
    outcome = Outcome()
    for branch_id, group in groupby(silent, key=lambda person: person.branch_id):
        if branch_id in branches:
            _ask_branch(turn, asked, branch_id, list(group), reached, outcome, privately=privately)
    return outcome


def _ask_branch(  # what is known of one branch
    turn: Turn,
    asked: Notice,
    branch_id: int,
    silent: list[Member],
    reached: set[str],
    outcome: Outcome,
    *,
    privately: bool,
) -> None:
    heard = _ask_people(turn, asked, silent, outcome) if privately else set()
    # Nobody is asked twice: the room is for those who could not be written to.
    others = {one.id for one in silent} - heard - {turn.actor.member.id if privately else 0}
    for room in rooms.of_kind(turn.db, RoomKind.BRANCH, branch_id):
        here = {member for member, sits_in in rooms.sitting_members(turn.db) if sits_in == room}
        if room.room_id in reached and others & here:
            waiting = {one.id for one in silent} & here
            _ask_room(turn, asked, room, len(waiting), outcome)
            heard |= waiting
    outcome.unreached += len({one.id for one in silent} - heard - {turn.actor.member.id})
    if heard:
        note_asked(turn, asked.number, branch_id)


def _ask_room(turn: Turn, asked: Notice, room: TiedRoom, people: int, outcome: Outcome) -> None:
    start = turn.now + outcome.rooms * turn.settings.delivery.broadcast_gap
    key = f"reminder:{asked.number}:{turn.incoming.message_id}:{room.room_id}"
    body = show_in_room(turn, asked, room, people)
    turn.say(key, room.room_id, body, Kind.REMINDER, not_before=start, not_after=until(asked, start))
    outcome.rooms += 1
    outcome.in_rooms += people


def _ask_people(turn: Turn, asked: Notice, silent: Iterable[Member], outcome: Outcome) -> set[int]:
    """Ask each alone whose day it is; gives who was asked, or will hear it in the morning by the room."""
    told, key = set(), f"reminder:{asked.number}:{turn.incoming.message_id}"
    for person in silent:
        if person.id == turn.actor.member.id:
            continue
        if is_night_for(turn, person):
            outcome.asleep += 1
        elif turn.tell(
            person.id,
            key,
            show_to_person(turn, asked, person),
            Kind.REMINDER,
            not_after=until(asked, turn.now),
        ):
            told.add(person.id)
    outcome.privately += len(told)
    return told


def show(asked: Notice, outcome: Outcome, *, to_all: bool = False) -> str:
    """Write for the secretary, or in the branch's room (`to_all`), what was done: how many, nobody's name."""
    rooms_told = f"在 {outcome.rooms} 个群" if outcome.rooms > 1 else "在群里"
    parts = [f"{rooms_told}提醒了，还有 {outcome.in_rooms} 位没回"] if outcome.rooms else []
    parts += [f"私信了 {outcome.privately} 位"] if outcome.privately else []
    parts += [f"{outcome.asleep} 位当地是夜里，没有私信"] if outcome.asleep else []
    body = f"第{asked.number}号通知：{'，'.join(parts)}。" if parts else ""
    if outcome.unreached and not to_all:
        left = "有" if parts else f"第{asked.number}号通知没回的人里"
        body += f"{left} {outcome.unreached} 位我联系不到，请打电话，发“名单 未回 {asked.number}号”看是谁。"
    return body
