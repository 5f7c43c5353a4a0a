"""What the weekly page says of events: who comes to the next, who came, what their hosts have to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.context import Context
from bot.domain.days import moments_of, show_day
from bot.domain.digest.item import Behind, Item, Part, Subject, Todo
from bot.domain.event import Choice, Event
from bot.domain.event.weekly import NOTES, SILENT, note_after, show_coming, show_past
from bot.organisation.keeping import Keepers, friday
from data import event as events
from data import weekly
from data.weekly import Guest

_AHEAD = timedelta(days=7)
_SOON = timedelta(days=3)


def digest_items(ctx: Context, first: date, last: date) -> Part:
    """Give an item an event: those of the coming week, those of the week that are over."""
    start, end = moments_of(first, last, ctx.zone)
    keepers = Keepers.of(ctx)
    items, todos = list[Item](), list[Todo]()
    for one in events.between(ctx.db, ctx.now, ctx.now + _AHEAD):
        guests = list(weekly.guests(ctx.db, one.number))
        items.append(_coming(one, guests, _day(ctx, one)))
        todos += _before(ctx, keepers, one, guests)
    for one in events.between(ctx.db, start, min(end, ctx.now)):
        guests = list(weekly.guests(ctx.db, one.number))
        items.append(_past(one, guests))
        if not any(guest.came for guest in guests):
            what = f"{one.name}办过了，还没有签到，补一下名单"
            todos.append(keepers.todo(one.branch_id, what, friday(ctx.local_now.date()), 5))
    return Part(items, todos)


def _day(ctx: Context, event: Event) -> date:
    return event.starts_at.astimezone(ctx.zone).date()


def _coming(event: Event, guests: Sequence[Guest], day: date) -> Item:
    rows = [
        Behind(one.member_id, one.unit_id, one.choice is Choice.COMES, NOTES.get(one.choice, SILENT))
        for one in guests
    ]
    return Item(Subject.EVENT, rows, lambda shown: show_coming(event, show_day(day), shown))


def _past(event: Event, guests: Sequence[Guest]) -> Item:
    rows = [
        Behind(one.member_id, one.unit_id, one.came, note_after(one.choice, came=one.came))
        for one in guests
        if one.came or one.choice is Choice.COMES
    ]
    return Item(Subject.EVENT, rows, lambda shown: show_past(event, shown))


def _before(ctx: Context, keepers: Keepers, event: Event, guests: Sequence[Guest]) -> list[Todo]:
    """Give what whoever holds an event has to do before it: places to fill, answers to ask for."""
    found, day = list[Todo](), _day(ctx, event)
    waits = sum(one.choice is Choice.WAITS for one in guests)
    comes = sum(one.choice is Choice.COMES for one in guests)
    if waits and (event.seats is None or comes < event.seats):
        what = f"{event.name}还有空位，候补的 {waits} 位可以补上"
        found.append(keepers.todo(event.branch_id, what, ctx.local_now.date(), 3))
    silent = sum(one.choice is None for one in guests)
    if silent and _is_soon(event, ctx.now):
        what = f"{event.name}（{show_day(day)}）还有 {silent} 位没回，问一声"
        found.append(keepers.todo(event.branch_id, what, day, 3))
    return found


def _is_soon(event: Event, now: datetime) -> bool:
    return event.starts_at - now <= _SOON
