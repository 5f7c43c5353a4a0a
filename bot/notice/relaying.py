"""Notices that go through the secretaries: handing over, passing on, and whom the office is told of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.context import Context
from bot.domain import notice, relay
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.notice import Notice
from bot.domain.relay import Relay
from bot.domain.room import RoomKind, TiedRoom
from bot.notice import broadcast
from data import member as members
from data import notice as notices
from data import occasion
from data import relay as relays
from data import room as rooms


def hand_over(ctx: Context, sent: Notice, branch_ids: Sequence[int]) -> None:
    """Give a notice to the secretaries of these branches, each privately; of lost ones tell the office."""
    relays.add(ctx.db, sent.number, branch_ids)
    branches = relays.of_notice(ctx.db, sent.number)
    unheard = list(branches)
    for secretary, own in by_secretary(ctx, branches):
        if _hand_to(ctx, sent, secretary, own):
            unheard = [one for one in unheard if one not in own]
    lost = [one for one in unheard if not secretaries_of(ctx, one)]
    if len(lost) < len(unheard) and not tell_secretaries_room(
        ctx, f"relay:{sent.number}:handover", relay.show_in_room(sent.number), Kind.NOTICE
    ):
        lost = unheard
    if lost:
        words = relay.show_lost(sent.number, name_secretaries(ctx, lost))
        tell_office(ctx, f"relay:{sent.number}:lost", words, Kind.NOTICE)


def _hand_to(ctx: Context, sent: Notice, secretary: Member, branches: Sequence[Relay]) -> bool:
    words = notice.show_notice(broadcast.on_committee_clock(ctx, sent))
    enclosed = sent.enclosure_id is not None
    body = relay.show_handover(words, sent.number, [one.branch for one in branches], enclosed=enclosed)
    key = f"relay:{sent.number}:handover:{secretary.id}"
    return ctx.tell(secretary.id, key, body, Kind.NOTICE, not_after=sent.deadline)


def pass_on(ctx: Context, sent: Notice, branches: Sequence[Relay], by: Member, words: str) -> list[Relay]:
    """Queue a notice for the rooms of these branches; gives those that have no room and got nothing."""
    reached = [(one, _rooms_of(ctx, one)) for one in branches]
    gap = broadcast.spacing(ctx, sum(len(theirs) for _, theirs in reached))
    place = 0
    for one, theirs in reached:
        for room in theirs:
            notices.add_room(ctx.db, sent.number, room.room_id)
            broadcast.queue_for_room(
                ctx, sent, room, ctx.now + place * gap, words=words, said_by=by.name if words else ""
            )
            place += 1
        if theirs:
            relays.pass_on(ctx.db, one.number, one.branch_id, by.id, words, ctx.now)
    _call_off(ctx, sent.number)
    return [one for one, theirs in reached if not theirs]


def _call_off(ctx: Context, number: int) -> None:
    """Cancel what still waits to be said of a notice to those who have nothing left to pass on."""
    handed = relays.of_notice(ctx.db, number)
    waiting = [one for one in handed if one.passed_on_at is None]
    asked = {secretary.id for secretary, _ in by_secretary(ctx, waiting)}
    for secretary, _ in by_secretary(ctx, handed):
        if secretary.id not in asked:
            for what in ("handover", "reminder"):
                occasion.cancel(ctx.db, f"relay:{number}:{what}:{secretary.id}:", "passed on")
    if not waiting:
        occasion.cancel(ctx.db, f"relay:{number}:report:", "passed on")


def _rooms_of(ctx: Context, one: Relay) -> list[TiedRoom]:
    return rooms.of_kind(ctx.db, RoomKind.BRANCH, one.branch_id)


def secretaries_of(ctx: Context, one: Relay) -> list[Member]:
    """List who may pass a notice on to this branch by their post."""
    return members.holders(ctx.db, Role.SECRETARY, one.branch_id)


def by_secretary(ctx: Context, branches: Iterable[Relay]) -> list[tuple[Member, list[Relay]]]:
    """List the secretaries of these branches, each with those that are theirs: some lead two."""
    found: dict[int, tuple[Member, list[Relay]]] = {}
    for one in branches:
        for secretary in secretaries_of(ctx, one):
            found.setdefault(secretary.id, (secretary, []))[1].append(one)
    return list(found.values())


def name_secretaries(ctx: Context, branches: Iterable[Relay]) -> dict[str, list[str]]:
    """Name the secretaries of these branches, by the branch's name."""
    return {one.branch: [each.name for each in secretaries_of(ctx, one)] for one in branches}


def holding(ctx: Context, number: int) -> list[tuple[str, int | None]]:
    """List (conversation, person) of who was given a notice to pass on and has not, and their room."""
    waiting = [one for one in relays.of_notice(ctx.db, number) if one.passed_on_at is None]
    asked = {secretary.id for secretary, _ in by_secretary(ctx, waiting)}
    handed = occasion.places(ctx.db, f"relay:{number}:handover:", sent=True)
    return [(where, person) for where, person in handed if person in asked or (person is None and waiting)]


def tell_secretaries_room(ctx: Context, key: str, body: str, kind: Kind) -> bool:
    """Say something in the secretaries' room; False where there is none."""
    found = rooms.of_kind(ctx.db, RoomKind.SECRETARY)
    for room in found:
        ctx.say(f"{key}:room:{room.room_id}", room.room_id, body, kind)
    return bool(found)


def tell_office(ctx: Context, key: str, body: str, kind: Kind) -> bool:
    """Tell the clerks privately or, where none can be written to, the office room; False: nobody heard."""
    if ctx.tell_clerks(key, body, kind):
        return True
    found = rooms.of_kind(ctx.db, RoomKind.OFFICE)
    for room in found:
        ctx.say(f"{key}:room:{room.room_id}", room.room_id, body, kind)
    return bool(found)
