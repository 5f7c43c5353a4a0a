"""Whose nickname in the right room agrees with the roll: proposals of whom to bind to which account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.context import Turn
from bot.domain.account import is_stand_in
from bot.domain.member import Member
from bot.domain.room import RoomKind, TiedRoom
from bot.reading.names import Likeness, Roll
from data import account as accounts
from data import member as members
from data import room as rooms
from data import unit as units


@dataclass(frozen=True, slots=True)
class Pair:
    """An account, where it was seen under which nickname, and the person who may be behind it."""

    account_id: str
    topic: str
    nickname: str
    person: Member
    sure: bool  # the very name, in the room where that person belongs


def find_pairs(turn: Turn) -> list[Pair]:
    """Match unbound accounts with unbound people, those that are sure first.

    Two accounts for one person, and one for two, are left to people; so is who holds a post: a nickname must
    not lead to rights.
    """
    found: dict[tuple[str, int], Pair] = {}
    for room in _rooms_in_scope(turn):
        for pair in _look_in(turn, room):
            key = pair.account_id, pair.person.id
            if key not in found or pair.sure:
                found[key] = pair
    sure = [pair for pair in found.values() if pair.sure]
    weak = [pair for pair in found.values() if not pair.sure]
    settled = {pair.account_id for pair in sure} | {pair.person.id for pair in sure}
    left = [pair for pair in weak if not {pair.account_id, pair.person.id} & settled]
    return _only_once(sure) + _only_once(left)


def _only_once(pairs: Sequence[Pair]) -> list[Pair]:
    people = Counter(pair.person.id for pair in pairs)
    seen = Counter(pair.account_id for pair in pairs)
    return [pair for pair in pairs if people[pair.person.id] == 1 and seen[pair.account_id] == 1]


def _rooms_in_scope(turn: Turn) -> list[TiedRoom]:
    """Give the room asked in, if it is a branch's; else all branch and overseas rooms in scope."""
    if turn.room and turn.room.kind is RoomKind.BRANCH and turn.actor.may_see(turn.room.unit_id):
        return [turn.room]
    branch_rooms = rooms.of_kind(turn.db, RoomKind.BRANCH)
    mine = [room for room in branch_rooms if turn.actor.may_see(room.unit_id)]
    staff = [RoomKind.SECRETARY, RoomKind.CENTRAL, RoomKind.OFFICE] if turn.actor.is_clerk else []
    return mine + [room for kind in (RoomKind.OVERSEAS, *staff) for room in rooms.of_kind(turn.db, kind)]


def _look_in(turn: Turn, room: TiedRoom) -> Iterator[Pair]:
    home, branches = turn.settings.organisation.timezone, units.branch_names(turn.db)
    people = (
        members.of_branch(turn.db, room.unit_id)
        if room.kind is RoomKind.BRANCH and room.unit_id
        else [one for one in members.known(turn.db) if turn.actor.may_see(one.branch_id)]
    )
    # Together with those who are bound or hold a post: else their nickname would fit somebody near.
    roll = Roll(
        people,
        lambda person: person.name,
        lambda person: (branches.get(person.branch_id or 0), person.residence),
    )
    for seat in rooms.seats(turn.db, room.room_id):
        found = roll.find(seat.nickname)
        person = found.one(Likeness.SLIP)
        if person is None or not is_free(turn, seat.account_id, person):
            continue
        right = room.kind is not RoomKind.OVERSEAS or person.lives_abroad(home)
        sure = right and found.one(Likeness.DRESSED) is not None
        yield Pair(seat.account_id, room.topic, seat.nickname, person, sure)


def is_free(turn: Turn, account_id: str, person: Member) -> bool:
    """Whether neither the account nor the person is bound, and no post would come with it."""
    return not (
        accounts.actor(turn.db, account_id)
        or accounts.is_frozen(turn.db, account_id)
        or [one for one in accounts.of_member(turn.db, person.id) if not is_stand_in(one)]
        or members.posts(turn.db, person.id)
        or person.status.has_ended
    )
