"""Greet birthdays, joining anniversaries and festivals at nine on the member's own clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot import almanac, texts
from bot.context import Tick
from bot.domain import greeting
from bot.domain.delivery import Kind, quiet_until
from bot.domain.greeting import Occasion
from bot.domain.member import Member
from bot.domain.room import RoomKind, TiedRoom
from data import greeting as greetings
from data import member as members
from data import preference as preferences
from data import room as rooms
from data import silence as silences

# Zones differ by quarters of an hour (Kathmandu: +5:45).
WHEN = {"minute": "*/15"}


@dataclass(slots=True)
class _Message:
    """The one message a room hears at a moment."""

    room: TiedRoom
    day: date
    moment: datetime
    greeted: dict[Occasion, list[Member]] = field(default_factory=lambda: defaultdict(list))
    everybody: set[str] = field(default_factory=set)


def run(tick: Tick) -> None:
    """Say what became due since the last run; what comes too late expires in the outbox and is reported."""
    if not any(_days_due(tick, zone) for zone in members.zones(tick.db, tick.settings.organisation.timezone)):
        return
    people = _people_by_room(tick)
    quiet = preferences.low_key(tick.db)
    resting = greetings.resting(tick.db, tick.now) | preferences.without_greetings(tick.db)
    resting |= silences.lost(tick.db).keys()
    messages: dict[tuple[str, datetime], _Message] = {}
    for room_id, (room, sitting) in people.items():
        for member, occasion, day, moment in [*_personal(tick, sitting), *_festive(tick, sitting)]:
            if member.id in quiet and greeting.shows_membership(occasion):
                continue
            greeted = member.status.is_greeted and member.id not in resting
            if greeted and greetings.claim(tick.db, member.id, occasion.name):
                message = messages.setdefault((room_id, moment), _Message(room, day, moment))
                message.greeted[occasion].append(member)
    for message in messages.values():
        _queue(tick, message, len(people[message.room.room_id][1]))


def _people_by_room(tick: Tick) -> dict[str, tuple[TiedRoom, list[Member]]]:
    """Give each person one room: the overseas one for who sits there, else the branch's."""
    home = rooms.homes(tick.db)
    by_room: dict[str, tuple[TiedRoom, list[Member]]] = {}
    for member in members.of_ids(tick.db, sorted(home)):
        room = home[member.id]
        by_room.setdefault(room.room_id, (room, []))[1].append(member)
    return by_room


Due = tuple[Member, Occasion, date, datetime]


def _zone(tick: Tick, member: Member) -> str:
    return member.timezone or tick.settings.organisation.timezone


def _days_due(tick: Tick, zone: str) -> list[tuple[date, datetime]]:
    return greeting.days_due(tick.since, tick.now, tick.settings.greetings.at, ZoneInfo(zone))


def _personal(tick: Tick, sitting: list[Member]) -> Iterator[Due]:
    wanted = tick.settings.greetings
    due = {zone: _days_due(tick, zone) for zone in {_zone(tick, member) for member in sitting}}
    for member in sitting:
        for day, moment in due[_zone(tick, member)]:
            for occasion in greeting.personal_occasions(
                member, day, birthdays=wanted.birthdays, anniversaries=wanted.anniversaries
            ):
                yield member, occasion, day, moment


def _festive(tick: Tick, sitting: list[Member]) -> Iterator[Due]:
    zones = greeting.shared_zones([_zone(tick, member) for member in sitting], tick.local_now.date())
    due = {zone: _days_due(tick, zone) for zone in set(zones.values())}
    for zone, days in due.items():
        for day, moment in days:
            for name in tick.settings.greetings.festivals:
                if almanac.festival(name, day.year) == day:
                    occasion = Occasion(f"{name}:{day.year}", name)
                    for member in sitting:
                        if zones[_zone(tick, member)] == zone:
                            yield member, occasion, day, moment


def _queue(tick: Tick, message: _Message, in_room: int) -> None:
    everybody = frozenset(
        occasion.kind for occasion, who in message.greeted.items() if 2 * len(who) > in_room > 1
    )
    names = {occasion: [member.name for member in who] for occasion, who in message.greeted.items()}
    body = greeting.compose(message.day, names, everybody, texts.load("greetings"))
    start = message.moment
    if message.room.kind is not RoomKind.OVERSEAS:
        start = quiet_until(start, tick.settings.delivery.quiet_rooms, tick.zone) or start
    first, who = next(iter(message.greeted.items()))
    tick.say(
        f"greeting:{first.name}:member:{who[0].id}",
        message.room.room_id,
        body,
        Kind.GREETING,
        not_before=start,
        not_after=start + tick.settings.greetings.late,
    )
