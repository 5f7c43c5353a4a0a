"""Greet birthdays, joining anniversaries and festivals at nine on the member's own clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from bot import pictures
from bot.context import Tick
from bot.domain import greeting
from bot.domain.delivery import Kind
from bot.greeting import planning, ringing, saying
from bot.greeting.planning import Due
from bot.greeting.saying import Message
from data import greeting as greetings
from data import preference as preferences

# Zones differ by quarters of an hour (Kathmandu: +5:45).
WHEN = {"minute": "*/15"}
_CARD_AFTER = timedelta(seconds=2)


def run(tick: Tick) -> None:
    """Say what became due since the last run; what comes too late expires in the outbox and is reported."""
    span = planning.span_since(tick, tick.since)
    if not planning.may_be_due(tick, span):
        return
    places, nowhere = planning.find_places(tick)
    silent = planning.why_silent(tick, [one for place in places for one in place.people] + nowhere)
    low_key = preferences.low_key(tick.db)

    def is_greeted(due: Due) -> bool:
        if due.member.id in silent or (due.member.id in low_key and greeting.shows_membership(due.occasion)):
            return False
        return greetings.claim(tick.db, due.member.id, due.occasion.name)

    for message in saying.gather(planning.find(tick, span, places), is_greeted):
        _queue(tick, message, saying.write(tick, message, low_key))
    ringing.ask_to_ring(tick, span, [one for one in nowhere if one.id not in silent])


def _queue(tick: Tick, message: Message, body: str) -> None:
    start = saying.starts_at(tick, message)
    first, who = next(iter(message.greeted.items()))
    key = f"greeting:{first.name}:member:{who[0].id}"
    to, not_after = message.place.conversation, start + tick.settings.greetings.late
    about = None if message.place.room else who[0].id
    tick.say(key, to, body, Kind.GREETING, not_before=start, not_after=not_after, member_id=about)
    names = [one.name for one in message.celebrants]
    if names and message.place.room and tick.settings.greetings.card and not planning.is_late(tick, start):
        card = _draw(tick, message, names)
        after = start + _CARD_AFTER
        tick.say(f"{key}:card", to, "", Kind.GREETING, not_before=after, not_after=not_after, file=card)


def _draw(tick: Tick, message: Message, names: Sequence[str]) -> Path:
    name = f"birthday-{message.day:%Y%m%d}-{message.celebrants[0].id}"
    return pictures.keep_card(Path(tick.settings.database).parent, name, names)
