"""What is going to be said in the days ahead, as far as the asker may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.context import Turn
from bot.domain import greeting
from bot.domain.days import show_day
from bot.domain.greeting import ANNIVERSARY, preview
from bot.domain.greeting.preview import Line, Quiet
from bot.domain.member import Member
from bot.greeting import planning, ringing, saying
from bot.greeting.planning import Due, Place, Span
from bot.greeting.saying import Message
from data import preference as preferences

_LOW_KEY = "低调"


def look_ahead(turn: Turn, days: int) -> tuple[list[Line], list[Quiet], set[int]]:
    """Tell what is said, who is not greeted for an own day and why, and whom of the people that names."""
    span = planning.preview_span(turn, days)
    places, nowhere = planning.find_places(turn)
    nowhere = [one for one in nowhere if _may_see(turn, one)]
    everybody = [one for place in places for one in place.people]
    silent, low_key = planning.why_silent(turn, [*everybody, *nowhere]), preferences.low_key(turn.db)
    due = list(planning.find(turn, span, places))

    def why(one: Due) -> str | None:
        hidden = one.member.id in low_key and greeting.shows_membership(one.occasion)
        return silent.get(one.member.id) or (_LOW_KEY if hidden else None)

    said = [
        message for message in saying.gather(due, lambda one: why(one) is None) if _concerns(turn, message)
    ]
    quiet = list(_find_quiet(turn, due, why)) + list(_find_ringing(turn, span, nowhere, silent))
    lines = _merge(turn, [(message, _write(turn, message, low_key)) for message in said])
    named = {one.id for message in said for one in _named(message)}
    named |= {one.member.id for one in due if _is_own(one) and _may_see(turn, one.member)}
    return lines, sorted(quiet, key=lambda one: one.day), named | {one.id for one in nowhere}


def show_year(turn: Turn, person: Member) -> str:
    """Write somebody's own days of the year ahead, and whether they are greeted."""
    today, home = (
        turn.now.astimezone(turn.zone_of(person)).date(),
        turn.settings.organisation,
    )
    low_key = preferences.is_low_key(turn.db, person.id)
    lines = []
    for day in (today + timedelta(days=ahead) for ahead in range(1, 367)):
        for occasion in planning.own_occasions(turn, person, day):
            hidden = low_key and greeting.shows_membership(occasion)
            lines.append(
                f"{show_day(day, today)} {preview.show_occasion(occasion)}"
                + (f"（{_LOW_KEY}，不发）" if hidden else "")
            )
    why = planning.why_silent(turn, [person]).get(person.id)
    at = f"{turn.settings.greetings.at:%H:%M}"
    clock = f"当地 {at}" if person.is_abroad(home.timezone) else at
    how = f"现在不发（{why}）。" if why else f"那天{clock}发。"
    return "\n".join(
        [f"{person.name}往后一年：", *(lines or ["名册上没有生日和入党日子。"]), *([how] if lines else [])]
    )


def _may_see(turn: Turn, person: Member) -> bool:
    return turn.actor.may_see(person.branch_id)


def _is_own(due: Due) -> bool:
    return due.occasion.name.partition(":")[0] in {"birthday", "lunar birthday", ANNIVERSARY}


def _named(message: Message) -> list[Member]:
    return [one for who in message.greeted.values() for one in who]


def _concerns(turn: Turn, message: Message) -> bool:
    """Whether a message is for the asker's eyes: it goes to a place of theirs, or to somebody of theirs."""
    room = message.place.room
    if turn.actor.is_clerk or (room is not None and turn.actor.may_see(room.unit_id)):
        return True
    own = {occasion: [one for one in who if _may_see(turn, one)] for occasion, who in message.greeted.items()}
    message.greeted = {occasion: who for occasion, who in own.items() if who}  # others' people are not theirs
    return bool(message.greeted)


def _write(turn: Turn, message: Message, low_key: set[int]) -> Line:
    at = saying.starts_at(turn, message).astimezone(turn.zone)
    place: Place = message.place
    where = place.room.topic if place.room else f"私信{place.people[0].name}"
    card = bool(message.celebrants and place.room and turn.settings.greetings.card)
    return Line(at, (where,), saying.write(turn, message, low_key), card)


def _merge(turn: Turn, written: Iterable[tuple[Message, Line]]) -> list[Line]:
    """Put places together that hear the same at the same moment."""
    merged: dict[tuple[datetime, str, bool], tuple[str, ...]] = {}
    for _, line in written:
        key = line.at, line.body, line.with_card
        merged[key] = merged.get(key, ()) + line.places
    found = [Line(at, places, body, card) for (at, body, card), places in merged.items()]
    return sorted(found, key=lambda line: line.at)


def _find_quiet(turn: Turn, due: Iterable[Due], why: Callable[[Due], str | None]) -> Iterable[Quiet]:
    for one in due:
        reason = why(one)
        if reason and _is_own(one) and _may_see(turn, one.member):
            yield Quiet(one.day, one.member.name, preview.show_occasion(one.occasion), reason)


def _find_ringing(turn: Turn, span: Span, people: list[Member], silent: dict[int, str]) -> Iterable[Quiet]:
    for day, person, _ in ringing.birthdays(turn, span, people):
        unreached = "收不到我的消息" if person.wechat else "只有电话"
        yield Quiet(
            day, person.name, "生日", silent.get(person.id) or unreached, rings=person.id not in silent
        )
