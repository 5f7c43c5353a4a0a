"""A gap: a span in which the bot was deaf, and how people are told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.days import show_day

# Whoever is alive says so once a minute; less than that cannot be told from a quick restart.
SHORTEST = timedelta(minutes=1)
# Worth a word to the office and to single people; a group may have said much in less.
LONG = timedelta(minutes=10)
# Asking again for what was said that long ago only confuses.
PATIENCE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Gap:
    """From when until when nothing was heard."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it was."""
        return self.end - self.start

    @property
    def key(self) -> str:
        """What names it in the keys of what is said about it."""
        return f"gap:{self.start:%Y%m%d%H%M%S}"


def show_span(gap: Gap) -> str:
    """Write a gap on its own moments' clock: 9:05–9:40, over midnight with the days."""
    start, end = gap.start, gap.end
    if start.date() == end.date():
        return f"{start.hour}:{start:%M}–{end.hour}:{end:%M}"
    return f"{show_day(start)}{start.hour}:{start:%M}到{show_day(end)}{end.hour}:{end:%M}"


def ask_again(gap: Gap, *, at_once: bool, abroad: bool, answers: str) -> str:
    """Ask a room to answer once more; `answers` are the words of what is open there (回过“收到”)."""
    day = ""
    if gap.start.date() == gap.end.date():
        day = "刚才" if at_once else show_day(gap.start)
    when = f"{day}{'北京时间' if abroad else ''} {show_span(gap)}".strip()
    return f"{when} 我掉线了，那段时间的消息没收到。{answers}的麻烦再回一次。"


def tell_office(gap: Gap, rooms: int) -> str:
    """Tell the office how long the bot was deaf, and what was done about it."""
    minutes = round(gap.length.total_seconds() / 60)
    span = f"{minutes} 分钟" if minutes < 120 else f"{round(minutes / 60)} 小时"
    asked = f"有 {rooms} 个群还有人没回，已请他们再回一次。" if rooms else "没有群在等回复。"
    return f"{show_span(gap)} 我掉线了（{span}），那段时间的消息没收到。{asked}"
