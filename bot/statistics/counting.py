"""The roll counted by class, at once or a branch a row; people alike are put into their class together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from functools import cache

from bot.context import Context
from bot.domain import statistics
from bot.domain.checkin import Whereabouts
from bot.domain.statistics import FIELDS, Count, Topic
from bot.reading import places
from bot.reading.gazetteer import home_of
from data import statistics as rolls

KNOWN_FOR = timedelta(days=365)  # where somebody said to be; places are kept no longer
_Naming = Callable[[rolls.Values], str]


def count_roll(ctx: Context, topics: Sequence[Topic], branches: Collection[int] | None = None) -> list[Count]:
    """Count the people of these branches, or of all (None), by each topic."""
    return [_count(ctx, topic, branches) for topic in topics]


def _count(ctx: Context, topic: Topic, branches: Collection[int] | None) -> Count:
    name = _naming(ctx, topic)
    if topic is Topic.WHEREABOUTS:
        tally = rolls.tally_places(ctx.db, ctx.now - KNOWN_FOR, branches)
    else:
        tally = rolls.tally(ctx.db, FIELDS[topic], branches)
    named: Counter[str] = Counter()
    for values, number in tally.items():
        named[name(values)] += number
    return statistics.arrange(topic, named)


def count_branches(ctx: Context, topic: Topic, branches: Collection[int] | None = None) -> dict[int, Count]:
    """Count the people of each branch that has any by a topic; by branch id, in the order of the roll."""
    name = cache(_naming(ctx, topic))
    if topic is Topic.WHEREABOUTS:
        tally = rolls.tally_places_of_branches(ctx.db, ctx.now - KNOWN_FOR, branches)
    else:
        tally = rolls.tally_branches(ctx.db, FIELDS[topic], branches)
    named = defaultdict[int, Counter[str]](Counter)
    for branch, values, number in tally:
        named[branch][name(values)] += number
    return {branch: statistics.arrange(topic, named[branch]) for branch in sorted(named)}


def _naming(ctx: Context, topic: Topic) -> _Naming:
    """Give what tells the class of somebody with these values."""
    if topic is Topic.WHEREABOUTS:
        return _naming_places(ctx)
    fields, today = FIELDS[topic], ctx.local_now.date()
    return lambda values: statistics.class_of(topic, dict(zip(fields, values, strict=True)), None, today)


def _naming_places(ctx: Context) -> _Naming:
    """Tell where people are: as they last said within the year, else where the roll says they live."""
    home = home_of(ctx.settings.organisation.home)

    @cache
    def lives(words: str) -> Whereabouts | None:
        found = places.find(words, home)
        return places.whereabouts(found[0].place, home) if found else None

    def name(values: rolls.Values) -> str:
        said, residence = values
        where = Whereabouts(said) if said else lives(residence) if residence else None
        return statistics.class_of(Topic.WHEREABOUTS, {}, where, ctx.local_now.date())

    return name
