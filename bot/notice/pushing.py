"""How something that is no notice (a study item, an invitation) goes to the rooms and people it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.context import Context
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.room import TiedRoom
from bot.notice.audience import Reach
from bot.notice.broadcast import spacing
from bot.ports import Link
from data import account as accounts


@dataclass(frozen=True, slots=True)
class Push:
    """What goes out under a key: its words for a room (None: for one person), and what is enclosed."""

    key: str  # study:5
    write: Callable[[TiedRoom | None], str]
    kind: Kind = Kind.NOTICE
    not_after: datetime | None = None
    file: Path | None = None
    link: Link | None = None


def push(ctx: Context, pushed: Push, reach: Reach) -> list[Member]:
    """Queue it for every room of a reach and for who is written to alone; gives who cannot be reached.

    The same text to many places is spaced, as notices are.
    """
    people = reach.alone if reach.rooms else reach.people
    to: list[tuple[str, str, str, int | None]] = [
        (f"room:{room.room_id}", room.room_id, pushed.write(room), None) for room in reach.rooms
    ]
    missed = []
    for person in people:
        account = accounts.reachable(ctx.db, person.id)
        if account is None:
            missed.append(person)
        else:
            to.append((f"member:{person.id}", account, pushed.write(None), person.id))
    gap = spacing(ctx, len(to))
    for place, (key, conversation, body, member_id) in enumerate(to):
        _queue(ctx, pushed, f"{pushed.key}:{key}", conversation, body, ctx.now + place * gap, member_id)
    return missed


def _queue(
    ctx: Context,
    pushed: Push,
    key: str,
    conversation: str,
    body: str,
    not_before: datetime,
    member_id: int | None,
) -> None:
    until = pushed.not_after
    ctx.say(key, conversation, body, pushed.kind, not_before=not_before, not_after=until, member_id=member_id)
    if pushed.file or pushed.link:
        ctx.say(
            f"{key}:enclosure",
            conversation,
            "",
            pushed.kind,
            not_before=not_before,
            not_after=until,
            member_id=member_id,
            file=pushed.file,
            link=pushed.link,
        )
