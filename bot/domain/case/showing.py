"""Cases as people read them: moments, working time, words in a list."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.days import show_day
from bot.domain.working_time import Hours

_SHORT = 24  # characters of a case in a list


def show_moment(moment: datetime, now: datetime) -> str:
    """Write until when: 11月25日 18:00."""
    return f"{show_day(moment.date(), now.date())} {moment:%H:%M}"


def shorten(words: str) -> str:
    """Write the beginning of somebody's words on one line."""
    line = " ".join(words.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"


def show_span(span: timedelta, hours: Hours) -> str:
    """Write working time as people say it: 30 分钟, 4 小时, 2 个工作日."""
    if span >= hours.length:
        return f"{span / hours.length:.1f}".removesuffix(".0") + " 个工作日"
    minutes = max(1, round(span.total_seconds() / 60))
    return f"{minutes} 分钟" if minutes < 60 else f"{minutes / 60:.1f}".removesuffix(".0") + " 小时"
