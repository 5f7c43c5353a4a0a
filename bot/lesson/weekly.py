"""What the weekly page says of lessons: how many of those they were for attended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.context import Context
from bot.domain.days import moments_of
from bot.domain.digest.item import Behind, Item, Part, Subject
from bot.domain.digest.title import shorten
from bot.domain.lesson import Lesson
from data import lesson as lessons
from data import weekly


def digest_items(ctx: Context, first: date, last: date) -> Part:
    """Give an item a lesson of the week."""
    held = lessons.held_between(ctx.db, *moments_of(first, last, ctx.zone))
    return Part([_item(ctx, one) for one in held if one.starts_at <= ctx.now])


def _item(ctx: Context, lesson: Lesson) -> Item:
    def show(rows: Sequence[Behind]) -> str:
        return f"{lesson.name} {shorten(lesson.title)} 到课 {sum(row.counts for row in rows)}/{len(rows)}"

    rows = [
        Behind(member, unit, came, "到了" if came else "没到")
        for member, unit, came in weekly.listeners(ctx.db, lesson.number)
    ]
    return Item(Subject.LESSON, rows, show)
