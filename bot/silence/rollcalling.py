"""A roll call from opening to closing: who is asked where and when, and what a room's words answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from bot import texts
from bot.context import Context, Turn
from bot.domain import rollcall
from bot.domain.checkin import Intent, Safety
from bot.domain.delivery import Kind, quiet_until
from bot.domain.greeting import shared_zones
from bot.domain.member import Member
from bot.domain.rollcall import Ask, Rollcall
from bot.domain.room import RoomKind, TiedRoom
from bot.notice.broadcast import spacing
from bot.reading import read
from bot.silence import listening
from bot.silence.keepers import Sheet, tell_keepers
from data import account as accounts
from data import member as members
from data import preference as preferences
from data import rollcall as rollcalls
from data import room as rooms
from data.rollcall import Due

EVERYBODY = "全体"


def plan(ctx: Context, people: Sequence[Member], opens_at: datetime, *, weekly: bool) -> list[Ask]:
    """Tell of each of these people where and when a round asks, or why it does not."""
    home = rooms.homes(ctx.db)
    zones = _zones_asked(ctx, people, home)
    lately = rollcalls.asked_since(ctx.db, ctx.now - rollcall.APART)
    asks = []
    for standing in listening.standings(ctx, people):
        person = standing.person
        room = home.get(person.id)
        zone = ZoneInfo(zones[person.id])
        why = rollcall.excuse(
            standing,
            ctx.now,
            ctx.now.astimezone(zone).date(),
            asked_lately=person.id in lately,
            weekly=weekly,
        )
        can_be_asked = room is not None or accounts.reachable(ctx.db, person.id) is not None
        moment = _ask_at(ctx, opens_at, zone, weekly=weekly) if can_be_asked else None
        asks.append(Ask(person.id, room.room_id if room else None, moment, why))
    return asks


def _zones_asked(ctx: Context, people: Sequence[Member], home: dict[int, TiedRoom]) -> dict[int, str]:
    """Give by whose clock each person is asked: the own one, in a room one of at most three."""
    zones = {person.id: ctx.zone_of(person).key for person in people}
    seated = sorted(
        (person.id for person in people if person.id in home), key=lambda number: home[number].room_id
    )
    for _, group in groupby(seated, key=lambda number: home[number].room_id):
        sitting = list(group)
        shared = shared_zones([zones[number] for number in sitting], ctx.local_now.date())
        zones |= {number: shared[zones[number]] for number in sitting}
    return zones


def _ask_at(ctx: Context, opens_at: datetime, zone: ZoneInfo, *, weekly: bool) -> datetime:
    """The weekly round asks at a set time of the day, an ordered one at once; nobody at night."""
    if not weekly and quiet_until(opens_at, ctx.settings.delivery.quiet_people, zone) is None:
        return opens_at
    return rollcall.first_at(opens_at, ctx.settings.rollcalls.at, zone)


def open_round(
    ctx: Context, audience: str, asks: Sequence[Ask], deadline: datetime, opened_by: int | None
) -> Rollcall:
    """Open a round: rooms and friends are asked when their time comes, the others by their secretary."""
    opened = rollcalls.open_round(ctx.db, audience, asks, deadline=deadline, opened_by=opened_by, now=ctx.now)
    by_telephone = {ask.member_id for ask in asks if ask.ask_at is None and not ask.excused}
    people = [person for person in rollcalls.silent(ctx.db, opened.number) if person.id in by_telephone]
    sheet = Sheet(
        f"rollcall:{opened.number}:telephone",
        f"rollcall:{opened.number}",
        f"第{opened.number}次报平安开始了，这 {{count}} 位我问不到，请您打个电话：",
        deadline,
    )
    tell_keepers(ctx, sheet, listening.standings(ctx, people))
    ask_due(ctx)
    return opened


# Asking


def ask_due(ctx: Context) -> None:
    """Ask whoever's time has come: a room once for all of a moment, who sits in none privately."""
    due = rollcalls.due(ctx.db, ctx.now)
    for one in due:
        if one.room_id is None:
            _ask_person(ctx, one)
    in_rooms = [one for one in due if one.room_id is not None and is_day_in(ctx, one)]
    groups = [list(group) for _, group in groupby(in_rooms, key=attrgetter("number", "room_id", "ask_at"))]
    for place, group in enumerate(groups):
        _ask_room(ctx, group, ctx.now + place * spacing(ctx, len(groups)))


def _ask_room(ctx: Context, due: Sequence[Due], not_before: datetime) -> None:
    call, room_id = _rollcall(ctx, due[0]), due[0].room_id
    assert room_id is not None
    again = rollcalls.was_asked_in(ctx.db, call.number, room_id)
    wording = texts.load("rollcall")
    asks = wording["ask"]
    by = _by(ctx, call, abroad=_is_overseas(rooms.find(ctx.db, room_id)))
    words = wording["weekly_title" if call.opened_by is None else "title"]
    words += asks[(call.number + again) % len(asks)].format(by=by) + (wording["ask_again"] if again else "")
    ctx.say(
        f"rollcall:{call.number}:{due[0].ask_at:%m%d%H%M}:room:{room_id}",
        room_id,
        words,
        Kind.REMINDER if call.opened_by is None else Kind.NOTICE,
        not_before=not_before,
        not_after=call.deadline,
    )
    rollcalls.note_asked(ctx.db, call.number, [one.member_id for one in due], ctx.now)


def _ask_person(ctx: Context, due: Due) -> None:
    person, call = members.find(ctx.db, due.member_id), _rollcall(ctx, due)
    if not is_day_for(ctx, person):
        return
    by = _by(ctx, call, abroad=ctx.zone_of(person).key != ctx.settings.organisation.timezone)
    low_key = preferences.is_low_key(ctx.db, person.id)
    words = texts.load("rollcall")["ask_privately_low_key" if low_key else "ask_privately"].format(by=by)
    ctx.tell(person.id, f"rollcall:{call.number}", words, Kind.REMINDER, not_after=call.deadline)
    rollcalls.note_asked(ctx.db, call.number, [person.id], ctx.now)


def _rollcall(ctx: Context, due: Due) -> Rollcall:
    call = rollcalls.find(ctx.db, due.number)
    assert call is not None  # what is due belongs to one
    return call


def _by(ctx: Context, call: Rollcall, *, abroad: bool) -> str:
    shown = rollcall.show_by(call.deadline.astimezone(ctx.zone), ctx.local_now.date())
    return f"北京时间{shown}" if abroad else shown


def _is_overseas(room: TiedRoom | None) -> bool:
    return room is not None and room.kind is RoomKind.OVERSEAS


def is_day_in(ctx: Context, due: Due) -> bool:
    """Whether it is day in a room: on the committee's clock, overseas on that of who is asked there."""
    if _is_overseas(rooms.find(ctx.db, due.room_id or "")):
        return is_day_for(ctx, members.find(ctx.db, due.member_id))
    return quiet_until(ctx.now, ctx.settings.delivery.quiet_rooms, ctx.zone) is None


def is_day_for(ctx: Context, person: Member) -> bool:
    """Whether it is day where a person lives."""
    hours = ctx.settings.delivery.quiet_people
    return quiet_until(ctx.now, hours, ctx.zone_of(person)) is None


# What is said while a round is open


def answers_question(turn: Turn) -> bool:
    """Whether words in a room, said to nobody by name, answer the round that waits for their sender."""
    if turn.who is None or not _speaks_to_all(turn) or not rollcall.may_answer(turn.text):
        return False
    return _awaits(turn) is not None and (is_bare_answer(turn) or _reads_as_answer(turn))


def is_bare_answer(turn: Turn) -> bool:
    """Whether a message says no more than 1, OK or 还行 to the round that waits for its sender."""
    if turn.who is None or not rollcall.is_bare_answer(turn.text, alone=turn.is_private):
        return False
    asked_at = _awaits(turn)
    other_question = rooms.answers_asked_at(turn.db, turn.incoming.room) if turn.incoming.room else None
    return asked_at is not None and (other_question is None or other_question < asked_at)


def _awaits(turn: Turn) -> datetime | None:
    return rollcalls.awaited_since(turn.db, turn.actor.member.id, turn.incoming.room, turn.now)


def _speaks_to_all(turn: Turn) -> bool:
    quote = turn.incoming.quote
    others = [account for account in turn.incoming.mentions if account != turn.own_account]
    return not others and (quote is None or "报平安】" in quote.text)


def _reads_as_answer(turn: Turn) -> bool:
    """Whether the whole says how the sender is: 一切都好，月底回; a need for help, too."""
    reading = read(turn.text, now=turn.local_now, home=turn.settings.organisation.home)
    told = [report for report in reading.reports if report.subject is None and report.safety]
    own = len(told) == len(reading.reports) == 1
    return own and (reading.intent is Intent.HELP or told[0].safety is Safety.SAFE)
