"""Who is to be greeted where, for what and when: the same for what is said and for what is previewed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.context import Context
from bot.domain import greeting
from bot.domain.greeting import Occasion
from bot.domain.member import Member, Status
from bot.domain.room import RoomKind, TiedRoom
from bot.greeting import wording
from data import account as accounts
from data import checkin as checkins
from data import greeting as greetings
from data import member as members
from data import preference as preferences
from data import room as rooms
from data import silence as silences


@dataclass(frozen=True, slots=True)
class Place:
    """Where people are greeted: a room, or the private conversation with somebody who sits in none."""

    conversation: str
    room: TiedRoom | None
    people: Sequence[Member]

    @property
    def is_overseas(self) -> bool:
        """Whether it is the overseas room."""
        return self.room is not None and self.room.kind is RoomKind.OVERSEAS


@dataclass(frozen=True, slots=True)
class Due:
    """One person's reason to be greeted, on a day of that person's calendar, at a moment."""

    place: Place
    member: Member
    occasion: Occasion
    day: date
    moment: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """The time looked at: after `since` and up to `until`; whose clock moved in it, from which zone."""

    since: datetime
    until: datetime
    moved: Mapping[int, str | None]


def span_since(ctx: Context, since: datetime) -> Span:
    """Give the span that ends now."""
    return Span(since, ctx.now, checkins.moved(ctx.db, since, ctx.now))


def may_be_due(ctx: Context, span: Span) -> bool:
    """Whether nine o'clock lies in a span anywhere; most spans have none, and nobody is looked up."""
    return bool(span.moved) or any(
        _days_due(ctx, span, zone) for zone in members.zones(ctx.db, ctx.settings.organisation.timezone)
    )


def find(ctx: Context, span: Span, places: Sequence[Place]) -> Iterator[Due]:
    """Go through everybody's occasions of a span, silent ones included, place by place."""
    for place in places:
        yield from _personal(ctx, span, place)
        yield from _festive(ctx, span, place)


def find_places(ctx: Context) -> tuple[list[Place], list[Member]]:
    """Give each person one place; gives them, and who can be greeted nowhere (by telephone only)."""
    home = rooms.homes(ctx.db)
    sitting: dict[str, list[Member]] = {}
    private, nowhere = [], []
    for person in members.known(ctx.db):
        if person.id in home:
            sitting.setdefault(home[person.id].room_id, []).append(person)
        elif person.branch_id is not None and not person.status.has_ended:
            account = accounts.reachable(ctx.db, person.id)
            if account is None:
                nowhere.append(person)
            else:
                private.append(Place(account, None, [person]))
    by_id = {room.room_id: room for room in home.values()}
    seated = [Place(room_id, by_id[room_id], people) for room_id, people in sitting.items()]
    return [*seated, *private], nowhere


def own_occasions(ctx: Context, person: Member, day: date) -> list[Occasion]:
    """List a person's own occasions of a day, of those that are greeted."""
    wanted = ctx.settings.greetings
    return greeting.personal_occasions(
        person, day, birthdays=wanted.birthdays, anniversaries=wanted.anniversaries
    )


def why_silent(ctx: Context, people: Collection[Member]) -> dict[int, str]:
    """Tell of each who is not greeted why, in a word for who may see it."""
    found = {one.id: one.status.chinese for one in people if not one.status.is_greeted}
    found |= dict.fromkeys(silences.lost(ctx.db), Status.LOST.chinese)
    found |= dict.fromkeys(greetings.resting(ctx.db, ctx.now), "静默")
    return found | dict.fromkeys(preferences.without_greetings(ctx.db), "退订")


def days_at_home(ctx: Context, span: Span) -> list[tuple[date, datetime]]:
    """List the days due on the committee's clock."""
    return _days_due(ctx, span, ctx.settings.organisation.timezone)


def _days_due(ctx: Context, span: Span, zone: str) -> list[tuple[date, datetime]]:
    return greeting.days_due(span.since, span.until, ctx.settings.greetings.at, ZoneInfo(zone))


def _days_of(ctx: Context, span: Span, person: Member) -> list[tuple[date, datetime]]:
    """List the days due on a person's clock, and before them those that a journey jumped over."""
    zone = ctx.zone_of(person).key
    due = _days_due(ctx, span, zone)
    if person.id not in span.moved:
        return due
    left = ZoneInfo(span.moved[person.id] or ctx.settings.organisation.timezone)
    return greeting.days_skipped(span.since, ctx.settings.greetings.at, left, ZoneInfo(zone)) + due


def _personal(ctx: Context, span: Span, place: Place) -> Iterator[Due]:
    usual = {zone: _days_due(ctx, span, zone) for zone in {ctx.zone_of(one).key for one in place.people}}
    for person in place.people:
        days = _days_of(ctx, span, person) if person.id in span.moved else usual[ctx.zone_of(person).key]
        for day, moment in days:
            for occasion in own_occasions(ctx, person, day):
                yield Due(place, person, occasion, day, moment)


def _festive(ctx: Context, span: Span, place: Place) -> Iterator[Due]:
    today = span.until.astimezone(ctx.zone).date()
    zones = greeting.shared_zones([ctx.zone_of(person).key for person in place.people], today)
    for zone in dict.fromkeys(zones.values()):
        for day, moment in _days_due(ctx, span, zone):
            for festival in wording.festivals(ctx.settings):
                if (year := festival.year_on(day)) is None:
                    continue
                occasion = Occasion(f"{festival.name}:{year}", festival.name)
                for person in place.people:
                    if zones[ctx.zone_of(person).key] == zone:
                        yield Due(place, person, occasion, day, moment)


def is_late(ctx: Context, moment: datetime) -> bool:
    """Whether a greeting of this moment is no longer said."""
    return moment + ctx.settings.greetings.late <= ctx.now


def preview_span(ctx: Context, days: int) -> Span:
    """Give the span of the days ahead."""
    return Span(ctx.now, ctx.now + timedelta(days=days), {})
