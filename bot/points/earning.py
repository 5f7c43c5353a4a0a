"""A deed earns points, or no longer does."""

from __future__ import annotations

from datetime import datetime

from bot.context import Context
from bot.domain.points import Deed
from data import points


def earn(ctx: Context, member_id: int, deed: Deed, source: str, *, at: datetime | None = None) -> None:
    """Keep that somebody did something that may earn points; the same deed counts once.

    `source` names what was done for good: study:5, event:3. `at` is when it was done, else now.
    """
    points.add(ctx.db, member_id, deed, source, at or ctx.now)


def forfeit(ctx: Context, member_id: int, deed: Deed, source: str) -> None:
    """Take back that somebody did something: it was withdrawn, or was a mistake."""
    points.remove(ctx.db, member_id, deed, source)
