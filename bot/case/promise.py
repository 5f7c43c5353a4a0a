"""The clock of a case: until when an answer is promised, when it rests, how long it took."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.context import Context
from bot.domain import working_time
from bot.domain.case import Case, State
from bot.domain.case.showing import show_moment
from bot.domain.working_time import Hours


def hours(ctx: Context) -> Hours:
    """Give the office's hours."""
    return Hours(*ctx.settings.cases.office_hours)


def start(ctx: Context, case: Case) -> Case:
    """Promise an answer anew, by the kind: so many working days, or hours, from now."""
    return _within(ctx, case, ctx.settings.cases.answer_within[case.kind])


def start_above(ctx: Context, case: Case) -> Case:
    """Promise an answer anew after a case has climbed."""
    return _within(ctx, case, ctx.settings.cases.climb_within)


def _within(ctx: Context, case: Case, span: timedelta) -> Case:
    if span.days:
        due = working_time.end_of_day(ctx.local_now, span.days, hours(ctx))
    else:
        due = working_time.after(ctx.local_now, span, hours(ctx))
    granted = working_time.between(ctx.local_now, due, hours(ctx))
    return replace(case, due_at=due, granted=granted, left=None, reminded=0)


def left(ctx: Context, case: Case) -> timedelta:
    """Give the working time that is left until the promised moment."""
    return working_time.between(ctx.local_now, case.due_at.astimezone(ctx.zone), hours(ctx))


def pause(ctx: Context, case: Case) -> Case:
    """Let the clock rest while the member is asked; once it rests it stays as it is."""
    if case.left is not None:
        return case
    return replace(case, state=State.ASKED, left=left(ctx, case))


def resume(ctx: Context, case: Case) -> Case:
    """Let the clock go on with the working time that was left, at least an hour of it."""
    span = max(case.left or timedelta(), timedelta(hours=1))
    due = working_time.after(ctx.local_now, span, hours(ctx))
    return replace(case, state=State.OPEN, due_at=due, left=None)


def took(ctx: Context, case: Case, until: datetime) -> timedelta:
    """Give the working time from the opening of a case until a moment."""
    return working_time.between(case.opened_at.astimezone(ctx.zone), until.astimezone(ctx.zone), hours(ctx))


def show_due(ctx: Context, case: Case) -> str:
    """Write until when an answer is promised: 11月25日 18:00."""
    return show_moment(case.due_at.astimezone(ctx.zone), ctx.local_now)
