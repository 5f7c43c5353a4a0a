"""How offers and requests come into rooms: one a room a day, by daylight; the others wait for a free day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.aid import telling
from bot.context import Context
from bot.domain.aid import Aid
from bot.domain.room import TiedRoom
from bot.notice.audience import Reach
from bot.notice.pushing import Push, push
from data import aid as aids
from data import room as rooms

FROM, UNTIL = time(9), time(20, 30)


def post_due(ctx: Context) -> dict[int, int]:
    """Queue what may be read today; gives in how many rooms, by number."""
    if not FROM <= ctx.local_now.time() < UNTIL:
        return {}
    today = ctx.local_now.date()
    taken, posted = aids.rooms_posted_on(ctx.db, today), dict[int, int]()
    for aid in aids.to_post(ctx.db):
        free = [room for room in _rooms(ctx, aid) if room.room_id not in taken]
        if free:
            _post(ctx, aid, free)
            taken |= {room.room_id for room in free}
            aids.note_posted(ctx.db, aid.number, [room.room_id for room in free], today)
            posted[aid.number] = len(free)
    return posted


def _rooms(ctx: Context, aid: Aid) -> list[TiedRoom]:
    """List the rooms it is still to be posted in; one the bot has left reads nothing."""
    there = (rooms.find(ctx.db, one) for one in aids.rooms_to_post(ctx.db, aid.number))
    return [room for room in there if room and room.kind]


def _post(ctx: Context, aid: Aid, free: list[TiedRoom]) -> None:
    text = telling.in_room(ctx, aid)
    end = datetime.combine(ctx.local_now.date(), UNTIL, ctx.zone) + timedelta(hours=1)
    pushed = Push(f"aid:{aid.number}", lambda _room: text, not_after=end)
    push(ctx, pushed, Reach("", (), rooms=tuple(free)))
