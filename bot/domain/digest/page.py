"""The office's weekly page, as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from bot.domain.days import show_day

NAMES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class BranchWeek:
    """How many of a branch were heard of this week and the week before."""

    name: str
    heard: int
    heard_before: int
    people: int


@dataclass(frozen=True, slots=True)
class OpenNotice:
    """A notice that still waits for receipts."""

    number: int
    answered: int
    asked: int
    deadline: str | None


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday of the week ahead."""

    day: date
    name: str
    branch: str
    by_telephone: bool = False  # somebody has to ring: there is nobody the bot could greet


@dataclass(frozen=True, slots=True)
class Week:
    """What the digest tells; people are already limited to what its reader may see."""

    first: date
    last: date
    branches: Sequence[BranchWeek]
    silent: Sequence[tuple[str, str]]  # (name, branch), not heard of for `silent_days`
    silent_days: int
    watched_days: int  # how long the bot has been listening
    notices: Sequence[OpenNotice]
    birthdays: Sequence[Birthday]
    unsent: int  # messages that could not be sent, or not in time
    rollcalls: Sequence[tuple[int, int, int]] = ()  # still open: (number, heard of, people)
    pending: str = ""  # how much other ledgers are behind the roll
    further: Sequence[str] = ()  # a line each: what else there is of the week
    cries: Sequence[tuple[int, str, date]] = ()  # for help, that nobody has taken: (number, name, day)


def week_before(day: date) -> tuple[date, date]:
    """Give the Monday and Sunday of the week before a day's."""
    monday = day - timedelta(days=day.weekday() + 7)
    return monday, monday + timedelta(days=6)


def show_week(week: Week) -> str:
    """Write the digest in WeChat's plain form."""
    heard, people = sum(b.heard for b in week.branches), sum(b.people for b in week.branches)
    before = sum(b.heard_before for b in week.branches)
    lines = [
        f"【周报】{show_day(week.first)}—{show_day(week.last)}",
        *_show_cries(week.cries),
        f"报平安 {heard}/{people} 人（前一周 {before}）",
        *(f"{b.name} {b.heard}/{b.people}（前一周 {b.heard_before}）" for b in week.branches),
        *_show_silent(week),
        *_show_notices(week.notices),
        *(f"第{number}次报平安还开着 {heard}/{people}" for number, heard, people in week.rollcalls),
        *_show_birthdays(week.birthdays),
    ]
    lines += week.further
    if week.pending:
        lines.append(f"待改：{week.pending}，发“待改”看是哪些。")
    if week.unsent:
        lines.append(f"有 {week.unsent} 条消息没能发出，详情在运行日志里。")
    return "\n".join(lines)


def _show_cries(cries: Sequence[tuple[int, str, date]]) -> list[str]:
    """Name whom nobody has helped yet; the words stay where they were said."""
    if not cries:
        return []
    named = "、".join(f"{number}号 {name}（{show_day(day)}）" for number, name, day in cries[:NAMES_SHOWN])
    more = "等" if len(cries) > NAMES_SHOWN else ""
    return [f"还没有人接的求助 {len(cries)} 件：{named}{more}。发“名单 求助”接手。"]


def _show_silent(week: Week) -> list[str]:
    if not week.silent:
        return [f"{min(week.silent_days, week.watched_days)} 天内大家都有消息。"]
    if week.watched_days < week.silent_days:
        return [f"启用还不满 {week.silent_days} 天，还没报过平安 {len(week.silent)} 人。"]
    shown = "、".join(f"{name}（{branch}）" for name, branch in week.silent[:NAMES_SHOWN])
    more = f"等 {len(week.silent)} 人" if len(week.silent) > NAMES_SHOWN else ""
    return [f"{week.silent_days} 天没有消息 {len(week.silent)} 人：{shown}{more}"]


def _show_notices(notices: Sequence[OpenNotice]) -> list[str]:
    if not notices:
        return ["没有等回执的通知。"]
    return [
        f"第{n.number}号通知 {n.answered}/{n.asked}" + (f"，{n.deadline}截止" if n.deadline else "")
        for n in notices
    ]


def _show_birthdays(birthdays: Sequence[Birthday]) -> list[str]:
    if not birthdays:
        return ["本周没有人过生日。"]
    by_day = groupby(birthdays, key=lambda birthday: birthday.day)
    return [
        "本周生日：",
        *(f"{show_day(day)} " + "、".join(map(_show_celebrant, who)) for day, who in by_day),
    ]


def _show_celebrant(one: Birthday) -> str:
    return f"{one.name}（{one.branch}{'，只有电话' if one.by_telephone else ''}）"
