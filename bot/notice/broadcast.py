"""How a notice goes out: as each room and person reads it, and at which pace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.context import Context
from bot.domain import notice, receipt
from bot.domain.delivery import Kind, quiet_until
from bot.domain.member import Member, Role
from bot.domain.notice import Answer, Clock, Notice
from bot.domain.room import RoomKind, TiedRoom
from bot.reading import zones
from data import account as accounts
from data import enclosure as enclosures
from data import member as members
from data import room as rooms

# The same text to more places than these is spaced, or WeChat takes it for a flood.
_AT_ONCE = 10


def show_in_room(ctx: Context, sent: Notice, room: TiedRoom, *, corrected: bool = False) -> str:
    """Write a notice as one room reads it; overseas with the clocks people there live by."""
    abroad = room.kind is RoomKind.OVERSEAS
    here = on_committee_clock(ctx, sent)
    clocks = clocks_of_room(ctx, room, here.deadline) if abroad else []
    body = notice.show_notice(here, abroad=abroad, clocks=clocks, corrected=corrected)
    may_ask = not ctx.settings.is_by_hand  # else nobody can write to the bot
    by_branch = sent.receipt and sent.scope.is_by_branch and not corrected
    if may_ask and by_branch and room.kind is RoomKind.SECRETARY:
        body += "\n各位书记：本支部还差谁，发“名单 未回”就能看到。"
    return body


def show_to_person(ctx: Context, sent: Notice, person: Member, *, corrected: bool = False) -> str:
    """Write a notice as one person reads it privately, with the own clock where it shows another time."""
    here = on_committee_clock(ctx, sent)
    clocks = clocks_of_person(person, here.deadline)
    return notice.show_notice(here, clocks=clocks, corrected=corrected, privately=True)


def on_committee_clock(ctx: Context, sent: Notice) -> Notice:
    """Give a notice whose deadline is on the committee's clock."""
    return replace(sent, deadline=sent.deadline.astimezone(ctx.zone) if sent.deadline else None)


def clocks_of_room(ctx: Context, room: TiedRoom, moment: datetime | None) -> list[Clock]:
    """Give the clocks that most of a room's people live by, where they differ from a moment's own."""
    if moment is None:
        return []
    here = {member for member, sits_in in rooms.sitting_members(ctx.db) if sits_in.room_id == room.room_id}
    lived_in = [ctx.zone_of(person).key for person in members.of_ids(ctx.db, here)]
    return [(zones.city_of(zone), ZoneInfo(zone)) for zone in notice.other_zones(lived_in, moment)]


def clocks_of_person(person: Member, moment: datetime | None) -> list[Clock]:
    """Give a person's own clock, where it differs from a moment's own."""
    if moment is None or person.timezone is None:
        return []
    return [("您当地", ZoneInfo(zone)) for zone in notice.other_zones([person.timezone], moment)]


def queue_for_room(
    ctx: Context,
    sent: Notice,
    room: TiedRoom,
    not_before: datetime,
    *,
    words: str = "",
    said_by: str = "",
) -> None:
    """Queue a notice for a room, with what it encloses; the secretary's own words stand behind it."""
    body = show_in_room(ctx, sent, room)
    if words:
        body += f"\n{said_by}：{words}" if said_by else f"\n{words}"
    _queue(ctx, sent, f"notice:{sent.number}:room:{room.room_id}", room.room_id, body, not_before)


def queue_for_people(ctx: Context, sent: Notice, people: Sequence[Member]) -> None:
    """Queue a notice for each of these people alone; secretaries tell who cannot be written to."""
    gap = spacing(ctx, len(people))
    missed = [
        person
        for place, person in enumerate(people)
        if not queue_for_person(ctx, sent, person, ctx.now + place * gap)
    ]
    _ask_to_pass_on(ctx, sent, missed)


def queue_for_person(ctx: Context, sent: Notice, person: Member, not_before: datetime) -> bool:
    """Queue a notice for one person, with what it encloses; False where WeChat allows no private message."""
    account = accounts.reachable(ctx.db, person.id)
    if account is None:
        return False
    body, key = show_to_person(ctx, sent, person), f"notice:{sent.number}:member:{person.id}"
    _queue(ctx, sent, key, account, body, not_before, person.id)
    return True


def _queue(
    ctx: Context,
    sent: Notice,
    key: str,
    conversation: str,
    body: str,
    not_before: datetime,
    member_id: int | None = None,
) -> None:
    ctx.say(
        key,
        conversation,
        body,
        Kind.NOTICE,
        not_before=not_before,
        not_after=sent.deadline,
        member_id=member_id,
    )
    enclosed = enclosures.find(ctx.db, sent.enclosure_id) if sent.enclosure_id else None
    if enclosed:
        ctx.say(
            f"{key}:enclosure",
            conversation,
            "",
            Kind.NOTICE,
            not_before=not_before,
            not_after=sent.deadline,
            member_id=member_id,
            file=enclosed.path,
            link=enclosures.card_of(enclosed),
        )


def _ask_to_pass_on(ctx: Context, sent: Notice, people: Sequence[Member]) -> None:
    for branch_id, group in groupby(people, key=lambda person: person.branch_id):
        waiting = list(group)
        names = "、".join(person.name + (f" {person.phone}" if person.phone else "") for person in waiting)
        body = f"下面这条通知有 {len(waiting)} 位我不能私信，请您转告：{names}\n"
        body += notice.show_notice(on_committee_clock(ctx, sent), privately=True)
        if sent.receipt:
            more = "" if sent.answer is Answer.RECEIPT else f"：{receipt.example_for(sent)}"
            body += f"\n转告以后请回“代收 {sent.number}号 {waiting[0].name}{more}”。"
        for secretary in secretaries_for(ctx, branch_id, waiting):
            ctx.tell(secretary.id, f"notice:{sent.number}:by-word:{branch_id}", body, Kind.NOTICE)


def secretaries_for(ctx: Context, branch_id: int | None, people: Iterable[Member]) -> list[Member]:
    """List who of a branch's secretaries can be written to and asked to tell others."""
    if branch_id is None:
        return []
    out = {person.id for person in people}
    return [
        each
        for each in members.holders(ctx.db, Role.SECRETARY, branch_id)
        if each.id not in out and accounts.reachable(ctx.db, each.id)
    ]


def reminder_for(ctx: Context, deadline: datetime | None) -> datetime | None:
    """Tell when the silent of a notice that goes out now are asked once more, outside the rooms' night."""
    moment = notice.remind_at(ctx.now, deadline, ctx.settings.notices.remind_before)
    # Whom to ask is looked up when it may be said, not before the night.
    return moment and (quiet_until(moment, ctx.settings.delivery.quiet_rooms, ctx.zone) or moment)


def spacing(ctx: Context, places: int) -> timedelta:
    """Tell how far apart the same text goes to so many places."""
    return ctx.settings.delivery.broadcast_gap if places > _AT_ONCE else timedelta(0)
