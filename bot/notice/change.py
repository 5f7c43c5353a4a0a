"""A change of a notice, told wherever the notice went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.context import Context
from bot.domain import change, relay
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.notice import Notice
from bot.domain.room import RoomKind, TiedRoom
from bot.notice import broadcast, relaying
from data import member as members
from data import occasion
from data import receipt as receipts
from data import room as rooms

# So long WeChat lets an account take a message back.
RECALLABLE_FOR = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a notice went: a room, or a person privately, who perhaps only `holds` it to pass on."""

    conversation: str
    room: TiedRoom | None
    person: Member | None
    holds: bool = False


def find_places(ctx: Context, number: int) -> list[Place]:
    """List where a notice went or is to go, with the secretaries who were given it to pass on."""
    found = dict(occasion.places(ctx.db, f"notice:{number}:"))
    found = dict(occasion.places(ctx.db, f"relay:{number}:handover:")) | found
    return [_place(ctx, conversation, member_id) for conversation, member_id in found.items()]


def _place(ctx: Context, conversation: str, member_id: int | None) -> Place:
    person = members.find(ctx.db, member_id) if member_id else None
    return Place(conversation, rooms.find(ctx.db, conversation), person)


def find_readers(ctx: Context, number: int) -> list[Place]:
    """List where it is read that a notice is taken back: where it is, and who holds it to pass on."""
    read = dict(occasion.places(ctx.db, f"notice:{number}:", sent=True))
    held = [place for place in relaying.holding(ctx, number) if place[0] not in read]
    return [replace(_place(ctx, *place), holds=True) for place in held] + [
        _place(ctx, *place) for place in read.items()
    ]


def tell_correction(ctx: Context, sent: Notice, change_id: int) -> int:
    """Send the new text wherever the old one went or was to go; gives to how many places."""

    def write(place: Place) -> str | None:
        if place.room:
            return broadcast.show_in_room(ctx, sent, place.room, corrected=True)
        return broadcast.show_to_person(ctx, sent, place.person, corrected=True) if place.person else None

    places = find_places(ctx, sent.number)
    occasion.cancel(ctx.db, f"notice:{sent.number}:", "the notice was corrected", texts_only=True)
    return _tell(ctx, sent, change_id, places, write)


def tell_extension(ctx: Context, sent: Notice, change_id: int) -> int:
    """Tell the new deadline; privately only who has not answered."""
    here = broadcast.on_committee_clock(ctx, sent)
    silent = {person.id for person, _ in receipts.silent(ctx.db, sent.number)}

    def write(place: Place) -> str | None:
        if place.room:
            abroad = place.room.kind is RoomKind.OVERSEAS
            clocks = broadcast.clocks_of_room(ctx, place.room, here.deadline) if abroad else []
            return change.show_extended(here, abroad=abroad, clocks=clocks)
        if place.person is None or place.person.id not in silent:
            return None
        clocks = broadcast.clocks_of_person(place.person, here.deadline)
        return change.show_extended(here, clocks=clocks, privately=True)

    return _tell(ctx, sent, change_id, find_places(ctx, sent.number), write)


def tell_withdrawal(ctx: Context, sent: Notice, change_id: int) -> list[Place]:
    """Call off what waits, take back what just went, and tell the other places; gives all where it was."""
    readers = find_readers(ctx, sent.number)
    for what in ("reminder", "notice", "relay"):
        occasion.cancel(ctx.db, f"{what}:{sent.number}:", "the notice was withdrawn")
    key, taken_back = f"notice:{sent.number}:", set[str]()
    recent = occasion.recallable(ctx.db, key, ctx.now - RECALLABLE_FOR)
    # Where something older stays to be read people have to be told, whatever else could be taken back there.
    stay = {
        place for row, place in occasion.recallable(ctx.db, key, _before(sent)) if (row, place) not in recent
    }
    for row_id, conversation in recent:
        if conversation in stay:
            continue
        instead = (
            change.show_withdrawn(sent)
            if conversation not in taken_back
            else "同一条通知的其余部分也撤回了。"
        )
        if ctx.recall(row_id, instead):
            taken_back.add(conversation)
    words, called_off = change.show_withdrawn(sent), relay.show_called_off(sent.number)
    left = [place for place in readers if place.conversation not in taken_back]
    _tell(ctx, sent, change_id, left, lambda place: called_off if place.holds else words)
    return readers


def _before(sent: Notice) -> datetime:
    return sent.sent_at - RECALLABLE_FOR


def _tell(
    ctx: Context, sent: Notice, change_id: int, places: list[Place], write: Callable[[Place], str | None]
) -> int:
    gap, told = broadcast.spacing(ctx, len(places)), 0
    for place in places:
        body = write(place)
        if body is None:
            continue
        ctx.say(
            f"notice:{sent.number}:change:{change_id}:{place.conversation}",
            place.conversation,
            body,
            Kind.NOTICE,
            not_before=ctx.now + told * gap,
            member_id=place.person.id if place.person else None,
        )
        told += 1
    return told
