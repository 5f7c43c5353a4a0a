"""The picture of a weekly page: the office's of all branches, a branch's of its own last weeks."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from bot import pictures
from bot.context import Context
from bot.domain.days import moments_of, show_whole_day
from bot.domain.digest.kept import OFFICE, Kept
from bot.domain.digest.page import show_span
from bot.pictures import WeekBar, WeekColumn
from data import statistics as rolls

_WEEKS = 8  # of a branch, the page's own the last
_WEEK = timedelta(days=7)


def draw(ctx: Context, digest: Kept, key: str) -> Path:
    """Draw a page as it was kept; `key` names the occasion, of which no other writes the same file."""
    footer = show_whole_day(digest.made_at.astimezone(ctx.zone))
    name = f"week-{digest.first:%m%d}-{digest.unit_id}-{sha256(key.encode()).hexdigest()[:12]}"
    folder = Path(ctx.settings.database).parent
    if digest.unit_id == OFFICE:
        bars = [WeekBar(one.name, one.heard, one.heard_before, one.people) for one in digest.branches]
        title = f"{digest.title}　周报 {show_span(digest.first, digest.last)}"
        return pictures.keep_weeks(folder, name, title, bars, footer)
    weeks, people = course(ctx, digest)
    picture = pictures.draw_course(
        f"{digest.title}　每周报平安", weeks, people, _average(ctx, digest, people), footer
    )
    return pictures.keep(folder, name, picture)


def course(ctx: Context, digest: Kept) -> tuple[list[WeekColumn], int]:
    """Count the branch's last weeks, as far back as anything was said; gives them and its people."""
    mondays = [digest.first - back * _WEEK for back in reversed(range(_WEEKS))]
    spans = [moments_of(monday, monday + timedelta(days=6), ctx.zone) for monday in mondays]
    counts = rolls.heard_by_week(ctx.db, digest.unit_id, spans)
    own = next((one for one in digest.branches if one.unit_id == digest.unit_id), None)
    if own:
        counts[-2:] = own.heard_before, own.heard  # as the page has them, whatever was said since
    began = next((place for place, number in enumerate(counts) if number), _WEEKS - 1)
    columns = [
        WeekColumn(f"{monday.month}.{monday.day}", number)
        for monday, number in zip(mondays, counts, strict=True)
    ]
    return columns[began:], own.people if own else 0


def _average(ctx: Context, digest: Kept, people: int) -> int | None:
    """Give how many of the branch's people it would be at the share of the whole committee."""
    heard, everybody = rolls.heard_of_all(ctx.db, *moments_of(digest.first, digest.last, ctx.zone))
    return round(people * heard / everybody) if everybody else None
