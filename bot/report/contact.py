"""Who was heard of, who was silent when the month ended, where people were and who moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache

from bot.context import Context
from bot.domain.checkin import Whereabouts
from bot.domain.member import Status
from bot.domain.report import Figure
from bot.reading import places
from bot.reading.gazetteer import home_of
from bot.report.roll import Counted, Roll
from data import absence as absences
from data import greeting as greetings
from data import preference as preferences
from data import report as reports
from data import silence as silences

_GREETED = frozenset(one.value for one in Status if one.is_greeted)
_KNOWN_FOR = timedelta(days=365)  # where somebody said to be; places are kept no longer
_WHERE = {
    Whereabouts.HOME: Figure.AT_HOME,
    Whereabouts.AWAY: Figure.AWAY,
    Whereabouts.ABROAD: Figure.ABROAD,
}
_MOVES = {
    Whereabouts.HOME: Figure.CAME_BACK,
    Whereabouts.AWAY: Figure.WENT_AWAY,
    Whereabouts.ABROAD: Figure.WENT_ABROAD,
}


def count(ctx: Context, start: datetime, end: datetime, roll: Roll) -> Iterator[Counted]:
    """Count who of the roll of a month's end was heard of in it, and of whom too long nothing."""
    heard = reports.heard(ctx.db, start, end)
    silent = _silent(ctx, end, roll)
    found: Counter[tuple[int | None, Figure]] = Counter()
    for member, seat in roll.items():
        if seat.status in _GREETED:
            found[seat.branch_id, Figure.GREETED] += 1
            if member in heard:
                found[seat.branch_id, Figure.HEARD] += 1
        if member in silent:
            found[seat.branch_id, Figure.SILENT] += 1
    return ((branch, figure, number) for (branch, figure), number in found.items())


def _silent(ctx: Context, end: datetime, roll: Roll) -> set[int]:
    """Give of whom nothing was heard for the limit or longer when the month ended, and nothing excused it."""
    limit = end - ctx.settings.rollcalls.overdue_after
    heard = reports.heard_anyhow(ctx.db, limit, end)
    watched = silences.watched_since(ctx.db, roll, ctx.now)
    excused = _excused(ctx, (end - timedelta(seconds=1)).astimezone(ctx.zone).date())
    return {one for one in roll if one not in heard and one not in excused and watched[one] <= limit}


def _excused(ctx: Context, day: date) -> set[int]:
    return {
        *absences.on(ctx.db, day),
        *preferences.without_questions(ctx.db),
        *greetings.resting(ctx.db, ctx.now),
    }


Months = Sequence[tuple[str, datetime, datetime]]  # which, from when, until when


def places_of(
    ctx: Context, months: Months, rolls: Mapping[str, Roll]
) -> Iterator[tuple[str, int | None, Figure, int]]:
    """Tell of each month where people were when it ended, and who moved within it, as they said it.

    Who said nothing within a year is where the roll says they live.
    """
    told = reports.whereabouts(ctx.db, months[0][1] - _KNOWN_FOR, months[-1][2])
    where: dict[int, tuple[Whereabouts, datetime]] = {}
    lives, homes = _lives(ctx), reports.residences(ctx.db)
    following = next(told, None)
    for month, start, end in months:
        roll = rolls[month]
        while following and following[2] < end:
            member, now, at = following
            before = where.get(member)
            where[member] = now, at
            if before and before[0] is not now and at >= start and member in roll:
                yield month, roll[member].branch_id, _MOVES[now], 1
            following = next(told, None)
        found: Counter[tuple[int | None, Figure]] = Counter()
        for member, seat in roll.items():
            said = where.get(member)
            known = said[0] if said and said[1] >= end - _KNOWN_FOR else lives(homes.get(member, ""))
            found[seat.branch_id, _WHERE[known] if known else Figure.NOWHERE] += 1
        for (branch, figure), number in found.items():
            yield month, branch, figure, number


def _lives(ctx: Context) -> Callable[[str], Whereabouts | None]:
    home = home_of(ctx.settings.organisation.home)

    @cache
    def lives(words: str) -> Whereabouts | None:
        found = places.find(words, home) if words else []
        return places.whereabouts(found[0].place, home) if found else None

    return lives
