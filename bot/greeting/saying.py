"""One message to one place for all that is due there at a moment, and the card behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.context import Context
from bot.domain import greeting
from bot.domain.delivery import quiet_until
from bot.domain.greeting import ANNIVERSARY, BIRTHDAY, Occasion
from bot.domain.member import Member
from bot.greeting import wording
from bot.greeting.planning import Due, Place


@dataclass(slots=True)
class Message:
    """All that a place hears at a moment."""

    place: Place
    day: date
    moment: datetime
    greeted: dict[Occasion, list[Member]] = field(default_factory=dict)

    @property
    def celebrants(self) -> list[Member]:
        """Whose birthday it is."""
        return [one for occasion, who in self.greeted.items() if occasion.kind == BIRTHDAY for one in who]


def gather(due: Iterable[Due], is_greeted: Callable[[Due], bool]) -> list[Message]:
    """Put together what a place hears at a moment, of those who are greeted."""
    messages: dict[tuple[str, datetime], Message] = {}
    for one in due:
        if is_greeted(one):
            key = one.place.conversation, one.moment
            message = messages.setdefault(key, Message(one.place, one.day, one.moment))
            message.greeted.setdefault(_same(message, one.occasion), []).append(one.member)
    return list(messages.values())


def _same(message: Message, occasion: Occasion) -> Occasion:
    """Give the occasion said in the same breath: a lunar birthday is one beside a solar one."""
    alike = (one for one in message.greeted if (one.kind, one.years) == (occasion.kind, occasion.years))
    return next(alike, occasion)


def write(ctx: Context, message: Message, low_key: Set[int]) -> str:
    """Write what the place hears; `low_key` are the ids of those who wish neutral words."""
    seats, home = len(message.place.people), ctx.settings.organisation.timezone
    everybody = {
        occasion.kind
        for occasion, who in message.greeted.items()
        if message.place.room and occasion.kind not in {BIRTHDAY, ANNIVERSARY} and 2 * len(who) > seats > 1
    }
    people = {member for who in message.greeted.values() for member in who}
    return greeting.compose(
        message.day,
        {occasion: [one.name for one in who] for occasion, who in message.greeted.items()},
        everybody,
        wording.load(),
        abroad=message.place.is_overseas or all(one.is_abroad(home) for one in people),
        low_key={
            occasion for occasion, who in message.greeted.items() if any(one.id in low_key for one in who)
        },
    )


def starts_at(ctx: Context, message: Message) -> datetime:
    """Tell when it may be said: a branch's room is not woken for somebody far away."""
    if message.place.room is None or message.place.is_overseas:
        return message.moment
    return quiet_until(message.moment, ctx.settings.delivery.quiet_rooms, ctx.zone) or message.moment
