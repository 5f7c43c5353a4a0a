"""Reviewing what members told of themselves: who may, what waits, what the member hears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.context import Tick, Turn
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.points.counting import Entry, State
from bot.domain.points.showing import show_what
from bot.points import settling
from data import greeting as greetings
from data import member as members
from data import points

HOW = "有积分申报等您看，发“名单 积分待审”。"


def may_decide(turn: Turn, entry: Entry) -> bool:
    """Whether an entry waits for the sender: never one's own; a secretary's own is the office's."""
    if entry.member_id == turn.actor.member.id:
        return False
    if turn.actor.is_clerk:
        return True
    person = members.find(turn.db, entry.member_id)
    return person.branch_id in turn.actor.leads and not leads(turn, person)


def leads(turn: Turn | Tick, person: Member) -> bool:
    """Whether a person is secretary of the own branch."""
    own = members.rights(turn.db, person.id)
    return any(post.role is Role.SECRETARY and post.unit_id == person.branch_id for post in own)


def waiting(turn: Turn) -> list[Entry]:
    """List what waits for the sender, the oldest first."""
    return [one for one in points.waiting(turn.db) if may_decide(turn, one)]


def what(turn: Turn, entry: Entry) -> str:
    """Write what an entry is for."""
    return show_what(entry, settling.rules(turn))


def title(turn: Turn, entry: Entry) -> str:
    """Write whose an entry is and what for."""
    own = entry.member_id == turn.actor.member.id
    name = "" if own else members.find(turn.db, entry.member_id).name
    return f"{name}的{what(turn, entry)}" if name else what(turn, entry)


def ask(turn: Turn, person: Member) -> str:
    """Tell who reviews that something waits, at most once a day; gives who looks at it, in words.

    A secretary's own goes to the office.
    """
    role = Role.CLERK if person.branch_id is None or leads(turn, person) else Role.SECRETARY
    keepers = turn.keepers(person, role)
    if not keepers and role is Role.SECRETARY:
        role, keepers = Role.CLERK, turn.keepers(person, Role.CLERK)
    key, until = f"points:asked:{turn.local_now.date()}", turn.now + timedelta(days=1)
    for keeper in keepers:
        turn.tell(keeper.id, key, HOW, Kind.REMINDER, not_after=until)
    return "党办" if role is Role.CLERK or not keepers else keepers[0].name


def decide(turn: Turn, entries: Sequence[Entry], state: State, reason: str = "") -> list[str]:
    """Keep the sender's word on entries; gives whom it could not be told to, by name."""
    own = defaultdict[int, list[int]](list)
    for one in entries:
        points.decide(turn.db, one.id, state, by=turn.actor.member.id, now=turn.now, reason=reason)
        own[one.member_id].append(one.id)
    turn.note_look(own, "积分审核")
    missed = []
    for number, mine in own.items():
        settling.settle(turn, number)
        person = members.find(turn.db, number)
        if not _tell(turn, person, points.of_numbers(turn.db, mine), reason):
            missed.append(person.name)
    return missed


def may_be_told(turn: Turn, person: Member) -> bool:
    """Whether a person is not left in peace: has not left, is not in mourning or ill (静默)."""
    return person.status.is_greeted and person.id not in greetings.resting(turn.db, turn.now)


def _tell(turn: Turn, person: Member, entries: Sequence[Entry], reason: str) -> bool:
    if not may_be_told(turn, person):
        return False
    named = "、".join(what(turn, one) for one in entries)
    if reason:
        body = f"您申报的{named}，这次没记上积分，原因：{reason}。有疑问可以再问问。"
    else:
        given = sum(one.amount for one in entries)
        capped = "（到上限了，这次没有再加）" if not given else ""
        sum_now = settling.total(turn, person.id)
        body = f"您申报的{named}看过了，加 {given} 分{capped}，今年一共 {sum_now} 分。谢谢您！"
    key, until = f"points:decided:{turn.incoming.message_id}", turn.now + timedelta(days=1)
    return turn.tell(person.id, key, body, Kind.REMINDER, not_after=until)


# By the clock


def remind(tick: Tick) -> None:
    """Tell once a week who has something to review; what nobody of the branch can, the office."""
    by_unit = defaultdict[int, list[Entry]](list)
    office: list[Entry] = []
    for one in points.waiting(tick.db):
        if (one.entered_at or one.at) >= tick.day_start:
            continue  # of today's was told today, or will be next week
        person = members.find(tick.db, one.member_id)
        if person.branch_id is None or leads(tick, person):
            office.append(one)
        else:
            by_unit[person.branch_id].append(one)
    key = f"points:waiting:{tick.local_now.date()}"
    for unit, entries in by_unit.items():
        keepers = members.holders(tick.db, Role.SECRETARY, unit)
        if not _tell_of(tick, keepers, key, len(entries)):
            office += entries
    if office:
        _tell_of(tick, members.holders(tick.db, Role.CLERK), key, len(office))


def _tell_of(tick: Tick, keepers: Iterable[Member], key: str, many: int) -> bool:
    in_peace = greetings.resting(tick.db, tick.now)
    body, until = f"还有 {many} 项积分等您看，发“名单 积分待审”。", tick.now + timedelta(days=1)
    told = [
        tick.tell(keeper.id, key, body, Kind.REMINDER, not_after=until)
        for keeper in keepers
        if keeper.id not in in_peace
    ]
    return any(told)
