"""What the clock does about a case: reminds in time, sends it up when the promise is over, files it away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.case import promise, sight, telling
from bot.context import Context
from bot.domain.case import REOPENS_FOR, Act, Case, Level, State
from data import case as cases

_LAST_WORD = timedelta(hours=1)  # of working time before the promise is over
_SHORT = timedelta(hours=9)  # a working day: what a level above has to answer
_LATE = 9  # what `reminded` says of a case at the top that is late and whose keepers were told


def look(ctx: Context) -> None:
    """Look after every case that waits, and close those answered so long ago that nobody opens them again."""
    soon = []
    for case in cases.waiting(ctx.db):
        if case.state is not State.OPEN:
            continue
        if case.is_late(ctx.now):
            _climb(ctx, case)
        elif _is_to_be_reminded(ctx, case):
            soon.append(case)
    telling.remind_workers(ctx, soon)
    for case in cases.answered_before(ctx.db, ctx.now - REOPENS_FOR):
        cases.note(ctx.db, case, Act.CLOSED, None, ctx.now)
        cases.save(ctx.db, replace(case, state=State.CLOSED, closed_at=ctx.now))


def _is_to_be_reminded(ctx: Context, case: Case) -> bool:
    """Whether half of the time is over, or all but a working hour; after an outage that is one word."""
    left = promise.left(ctx, case)
    wanted = 2 if left <= _LAST_WORD else 1 if left <= case.granted / 2 else 0
    if case.reminded >= wanted:
        return False
    cases.save(ctx.db, replace(case, reminded=wanted))
    # Two words on one day are enough: an hour before, and when it is over.
    return wanted > 1 or case.granted > _SHORT


def _key_step(ctx: Context, case: Case, wanted: int) -> str:
    steps = cases.steps(ctx.db, case.number)
    return f"{steps[-1].id}:reminder:{wanted}:{case.due_at:%m%d%H%M}"


def _climb(ctx: Context, case: Case) -> None:
    """Send a case up whose promise is over; who had it is told, not blamed, and the member."""
    before = sight.workers(ctx, case)
    above = _above(ctx, case)
    if above is None:
        _stay(ctx, case)
        return
    step = cases.note(ctx.db, case, Act.CLIMBED, None, ctx.now)
    after = promise.start_above(ctx, above)
    cases.save(ctx.db, after)
    due = promise.show_due(ctx, after)
    told = telling.tell_workers(
        ctx, after, step, "" if case.kind.is_confidential else "过了答应的时间，请您看看："
    )
    for one in before:
        if one.id not in {each.id for each in told}:
            words = f"{case.name}过了答应的时间，先请{telling.whose_turn(ctx, after)}看了。"
            words += f"您已经在办的话，直接答复就行：答复 {case.number}号 内容"
            telling.tell_worker(ctx, one, case, step, words)
    who = "上一级的专人" if case.kind.is_confidential else telling.whose_turn(ctx, after)
    words = f"您的{case.name}让您久等了，已经请{who}来看，最晚{due}前答复您。"
    telling.tell_asker(ctx, after, step, words)


def _above(ctx: Context, case: Case) -> Case | None:
    """Give a case as it stands at the next level where somebody can be told; None where there is nobody."""
    had = {one.id for one in sight.workers(ctx, replace(case, holder_id=None))}
    while case.level is not Level.COMMITTEE:
        case = replace(case, level=case.level.above, holder_id=None)
        people = sight.workers(ctx, case)
        if telling.can_be_told(ctx, people) and not {one.id for one in people} <= had:
            return case
    return None


def _stay(ctx: Context, case: Case) -> None:
    """Tell once who has a case that is late and can climb no further, and the member."""
    if case.reminded >= _LATE:
        return
    cases.save(ctx.db, replace(case, reminded=_LATE))
    key = _key_step(ctx, case, _LATE)
    telling.tell_workers(ctx, case, key, "" if case.kind.is_confidential else "过了答应的时间：")
    words = f"您的{case.name}还在办，比答应的晚了，抱歉让您久等。有了结果马上告诉您。"
    telling.tell_asker(ctx, case, key, words)
