"""Whom something to read reaches: rooms, and who sits in none of them and wishes to be written to."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.domain.audience import Audience, Scope
from bot.domain.member import Member
from bot.domain.room import RoomKind
from bot.notice import audience as audiences
from bot.notice.audience import Reach
from data import account as accounts
from data import greeting as greetings
from data import preference as preferences
from data import room as rooms
from data import silence as silences


def reach_for(ctx: Context, audience: Audience) -> Reach:
    """Find whom an audience means for something to read. Raises UserError for who or what is not known.

    The secretaries' room hears what is for secretaries only: each of them sits in the own branch's, too.
    """
    reach = audiences.find_reach(ctx, audience)
    places = tuple(
        room
        for room in reach.rooms
        if room.kind is not RoomKind.SECRETARY or audience.scope is Scope.SECRETARIES
    )
    lost = silences.lost(ctx.db).keys()
    people = tuple(one for one in reach.people if one.status.is_greeted and one.id not in lost)
    seated = {member for member, room in rooms.sitting_members(ctx.db) if room in places}
    outside = [one for one in people if one.id not in seated]
    alone = tuple(one for one in outside if may_write(ctx, one))
    unreachable = tuple(one for one in outside if accounts.reachable(ctx.db, one.id) is None)
    return replace(reach, people=people, rooms=places, alone=alone, unreachable=unreachable)


def may_write(ctx: Context, person: Member) -> bool:
    """Whether somebody is written to alone about reading: reachable, not unsubscribed, not left in peace."""
    if not person.status.is_greeted or accounts.reachable(ctx.db, person.id) is None:
        return False
    if not preferences.find(ctx.db, person.id).study or person.id in silences.lost(ctx.db):
        return False
    return person.id not in greetings.resting(ctx.db, ctx.now)
