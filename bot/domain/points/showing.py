"""How a member's points, and what waits for review, are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.days import show_day
from bot.domain.points.counting import Entry, State, rate_on
from bot.domain.points.deed import CORRECTION, show_source
from bot.domain.points.rule import Rulebook

_LATEST = 8
_SHORT = 40


def show_what(entry: Entry, book: Rulebook) -> str:
    """Write what an entry is for: 学习5号, 志愿服务（社区清扫3小时）, 更正（活动3号漏记）."""
    if entry.deed == CORRECTION:
        return f"更正（{entry.words}）"
    name = show_source(book.name_of(entry.deed), entry.source)
    words = entry.words if len(entry.words) <= _SHORT else f"{entry.words[:_SHORT]}…"
    return f"{name}（{words}）" if words else name


def show_given(points: int) -> str:
    """Write points with their sign: +3, -2, 0."""
    return f"{points:+d}" if points else "0"


def show_account(
    entries: Sequence[Entry], book: Rulebook, zone: ZoneInfo, today: date, *, name: str = "", opened: str = ""
) -> str:
    """Write a year's points: the sum, by deed, what waits, what the caps left out, the latest.

    `name` is whose they are, where they are not the reader's own.
    """
    whose = f"{name}{today.year}年" if name else "您今年"
    lines = [f"{whose}的积分：{sum(one.amount for one in entries)} 分"]
    by_deed = Counter[str]()
    for one in entries:
        by_deed[one.deed] += one.amount
    named = [
        f"{'更正' if deed == CORRECTION else book.name_of(deed)} {points}"
        for deed, points in by_deed.most_common()
        if points
    ]
    lines += [" · ".join(named)] if named else []
    waiting = [one for one in entries if one.state is State.WAITING]
    if waiting:
        lines += [f"等着看的 {len(waiting)} 项：", *(_line(one, book, zone, today) for one in waiting)]
    lines += _show_cut(entries, book, zone)
    latest = [one for one in reversed(entries) if one.state is not State.WAITING][:_LATEST]
    if latest:
        lines += ["最近：", *(_line(one, book, zone, today) for one in latest)]
    lines += [opened] if opened else []
    if not name:
        lines.append("怎么算的发：积分 规则" if entries else "还没有记到。怎么得积分发：积分 规则")
    return "\n".join(lines)


def _line(entry: Entry, book: Rulebook, zone: ZoneInfo, today: date) -> str:
    day = show_day(entry.at.astimezone(zone).date(), today)
    what = f"· {day} {show_what(entry, book)}"
    if entry.state is State.WAITING:
        return what
    if entry.state is State.REFUSED:
        return f"{what} 没通过：{entry.reason}"
    return f"{what} {show_given(entry.amount)}"


def _show_cut(entries: Sequence[Entry], book: Rulebook, zone: ZoneInfo) -> list[str]:
    """Say how many points of which deed were over a cap."""
    cut = Counter[str]()
    for one in entries:
        if one.state.counts and one.given is None:
            rate = rate_on(book, one.deed, one.at.astimezone(zone).date())
            cut[one.deed] += max(0, rate.points - one.amount)
    shown = [f"{book.name_of(deed)} {points} 分" for deed, points in cut.items() if points]
    return [f"超过每周或每年上限、没计的：{'、'.join(shown)}"] if shown else []


def show_waiting(
    entry: Entry, place: int, name: str, branch: str, book: Rulebook, zone: ZoneInfo, today: date
) -> str:
    """Write a line of the list of what waits: 1 张三 11月21日 志愿服务（社区清扫3小时） 3 分."""
    day = entry.at.astimezone(zone).date()
    points = rate_on(book, entry.deed, day).points
    where = f"（{branch}）" if branch else ""
    return f"{place} {name}{where} {show_day(day, today)} {show_what(entry, book)} {points} 分"
