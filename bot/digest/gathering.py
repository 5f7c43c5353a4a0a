"""All of a week, gathered once for the whole committee."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.aid import weekly as aid
from bot.case import weekly as case
from bot.context import Context
from bot.digest import asking, changing, heard, waiting
from bot.domain.digest.item import Part, Subject
from bot.domain.digest.page import Week
from bot.dues import weekly as dues
from bot.event import weekly as event
from bot.lesson import weekly as lesson
from bot.meeting import weekly as meeting
from bot.points import weekly as points
from bot.study import weekly as study
from data import unit as units

# What the nouns add: called with the week's first and last day.
FURTHER: tuple[Callable[[Context, date, date], Part], ...] = (
    heard.digest_items,
    changing.digest_items,
    asking.digest_items,
    waiting.digest_items,
    event.digest_items,
    study.digest_items,
    dues.digest_items,
    case.digest_items,
    meeting.digest_items,
    lesson.digest_items,
    aid.digest_items,
    points.digest_items,
)


def gather(ctx: Context, first: date, last: date) -> Week:
    """Gather the items of all nouns, in the order of the page, and what is to be done."""
    parts = [add(ctx, first, last) for add in FURTHER]
    order = {subject: place for place, subject in enumerate(Subject)}
    items = sorted(
        (item for part in parts for item in part.items if item.rows), key=lambda item: order[item.subject]
    )
    heard_of = next((item.rows for item in items if item.subject is Subject.CHECKIN), ())
    branches = heard.by_branch(ctx, first, heard_of, units.branch_names(ctx.db))
    return Week(first, last, items, [todo for part in parts for todo in part.todos], branches)
