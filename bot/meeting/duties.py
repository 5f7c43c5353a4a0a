"""三个一: who studied this month, reported this quarter, was at the year's review."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.context import Context
from bot.domain.meeting import Quarter
from bot.domain.member import Member
from bot.domain.review import Duties
from data import greeting as greetings
from data import review as reviews
from data import silence as silences


def today(ctx: Context) -> date:
    """Give the committee's day."""
    return ctx.local_now.date()


def quarter(ctx: Context) -> Quarter:
    """Give the quarter the committee is in."""
    return Quarter.of(today(ctx))


def of_everybody(ctx: Context, people: list[Member]) -> dict[int, Duties]:
    """Tell of each of these people what is there."""
    day = today(ctx)
    since = datetime.combine(day.replace(day=1), time(), ctx.zone)
    studied = reviews.studied(ctx.db, since, ctx.now)
    reported = reviews.of_quarter(ctx.db, Quarter.of(day).key)
    reviewed = reviews.reviewed(ctx.db, day.year)
    return {one.id: Duties(studied.get(one.id, 0), one.id in reported, one.id in reviewed) for one in people}


def asked_of(ctx: Context, people: list[Member]) -> list[Member]:
    """Leave out of whom nothing is asked now: who has left, is out of reach, suspended or rests."""
    resting, lost = greetings.resting(ctx.db, ctx.now), silences.lost(ctx.db)
    return [one for one in people if one.status.is_greeted and one.id not in resting and one.id not in lost]
