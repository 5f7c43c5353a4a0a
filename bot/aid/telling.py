"""Who hears what of an offer or request: clerks that it waits, the member what became of it."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Context, Turn
from bot.domain import aid as rules
from bot.domain.aid import Aid
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.room import RoomKind
from data import member as members
from data import room as rooms
from data import unit as units

_HOLDS = timedelta(days=2)


def branch_of(ctx: Context, person: Member) -> str:
    """Give the name of a person's branch ("" for none)."""
    return units.branch_names(ctx.db).get(person.branch_id or 0, "")


def in_room(ctx: Context, aid: Aid) -> str:
    """Write one as rooms read it."""
    person = members.find(ctx.db, aid.member_id)
    return rules.show_in_room(aid, person.name, branch_of(ctx, person))


def to_clerks(turn: Turn, aid: Aid) -> bool:
    """Ask the office to look at one: in its room, or each clerk privately; False where nobody hears it."""
    person = members.find(turn.db, aid.member_id)
    body, key = rules.show_waiting(aid, person.name, branch_of(turn, person)), f"aid:{aid.number}:waiting"
    offices = rooms.of_kind(turn.db, RoomKind.OFFICE)
    until = turn.now + _HOLDS
    for office in offices:
        turn.say(f"{key}:{office.room_id}", office.room_id, body, Kind.REMINDER, not_after=until)
    return bool(offices) or turn.tell_clerks(key, body, Kind.REMINDER, not_after=until) > 0


def to_member(ctx: Context, aid: Aid, what: str, body: str) -> bool:
    """Tell the member privately what became of it; False where that is impossible."""
    until = ctx.now + _HOLDS
    return ctx.tell(aid.member_id, f"aid:{aid.number}:{what}", body, Kind.NOTICE, not_after=until)
