"""What the weekly page says of cases: how many, how old, what is late; of confidential ones that they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache, partial

from bot.case import promise
from bot.context import Context
from bot.domain import working_time
from bot.domain.case import Case, Kind, Level
from bot.domain.case.weekly import note_open, show_answered, show_confidential, show_open
from bot.domain.days import moments_of
from bot.domain.digest.item import Behind, Item, Part, Subject, Todo
from bot.organisation.keeping import OFFICE, Keepers
from data import case as cases
from data import weekly

_COMMITTEE = "党委"
_NAMED = "指定的人"


def digest_items(ctx: Context, first: date, last: date) -> Part:
    """Give what is open, what the week's answers took, and each case that is late."""
    waiting = cases.waiting(ctx.db)
    plain = [one for one in waiting if not one.kind.is_confidential]
    secret = [one for one in waiting if one.kind.is_confidential]
    answered = [
        one
        for one in cases.answered_between(ctx.db, *moments_of(first, last, ctx.zone))
        if not one.kind.is_confidential
    ]
    units = weekly.askers(ctx.db, [one.number for one in (*plain, *answered)])
    items = [_open(ctx, plain, units), _answered(ctx, answered, units)]
    # Nobody stands behind these: who asked is for those named alone.
    items.append(Item(Subject.CASE, [Behind(None, None) for _ in secret], show_confidential))
    return Part([one for one in items if one.rows], [*_late(ctx, plain), *_secret(ctx, secret)])


def _open(ctx: Context, found: Sequence[Case], units: dict[int, int | None]) -> Item:
    ages, rows = dict[str, int](), list[Behind]()
    for case, age in zip(found, _ages(ctx, found), strict=True):
        note = note_open(case, age, late=case.is_late(ctx.now))
        ages[note] = age
        rows.append(Behind(case.member_id, units.get(case.number), note=note))
    return Item(Subject.CASE, rows, partial(show_open, ages))


def _ages(ctx: Context, found: Sequence[Case]) -> list[int]:
    """Give how many working days each has waited; the days behind a first one are counted once."""
    hours = promise.hours(ctx)

    @cache
    def since(day: date) -> timedelta:
        return working_time.between(datetime.combine(day, time(), ctx.zone), ctx.local_now, hours)

    ages = []
    for case in found:
        opened = case.opened_at.astimezone(ctx.zone)
        morrow = opened.date() + timedelta(days=1)
        of_day = min(datetime.combine(morrow, time(), ctx.zone), ctx.local_now)
        ages.append((working_time.between(opened, of_day, hours) + since(morrow)) // hours.length)
    return ages


def _answered(ctx: Context, found: Sequence[Case], units: dict[int, int | None]) -> Item:
    spans, rows = dict[str, timedelta](), list[Behind]()
    for case in found:
        assert case.answered_at is not None
        note = f"{case.number}号{case.kind.chinese}"
        spans[note] = promise.took(ctx, case, case.answered_at)
        rows.append(Behind(case.member_id, units.get(case.number), note=note))
    return Item(Subject.CASE, rows, partial(show_answered, spans, promise.hours(ctx)))


# What is to be done


def _late(ctx: Context, found: Sequence[Case]) -> list[Todo]:
    late = [one for one in found if one.is_late(ctx.now)]
    if not late:
        return []
    keepers, holders = Keepers.of(ctx), weekly.case_holders(ctx.db)
    return [_todo(case, keepers, holders, ctx.local_now.date()) for case in late]


def _todo(case: Case, keepers: Keepers, holders: dict[int, str], today: date) -> Todo:
    """Give a late case to who took it, or stands at its level."""
    what, urgency = f"{case.name}过了答应的时间，请答复", 1 if case.kind is Kind.HELP else 2
    holder = holders.get(case.holder_id or 0)
    if holder and case.holder_id != case.member_id:
        is_secretary = holder in keepers.names.get(case.branch_id or 0, ())
        return Todo(what, holder, today, urgency, case.branch_id if is_secretary else None)
    if case.level is Level.SECRETARY:
        return keepers.todo(case.branch_id, what, today, urgency)
    return Todo(what, OFFICE if case.level is Level.OFFICE else _COMMITTEE, today, urgency)


def _secret(ctx: Context, found: Sequence[Case]) -> list[Todo]:
    """Say that something confidential waits: neither which nor of what kind."""
    if not found:
        return []
    late = any(one.is_late(ctx.now) for one in found)
    by, urgency = (ctx.local_now.date(), 2) if late else (None, 4)
    return [Todo(f"保密件 {len(found)} 件等着看", _NAMED, by, urgency)]
