"""What somebody has to do this week: the most urgent first, the same of many branches in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.days import show_day
from bot.domain.digest.item import Todo

SHOWN = 5
_WEEKDAYS = "一二三四五六日"
_NAMED = 2  # secretaries named, where several have the same to do


def for_office(todos: Iterable[Todo]) -> list[Todo]:
    """Put everything in order; what several secretaries have to do alike is one thing."""
    merged: dict[tuple[str, date | None, int, bool], list[Todo]] = {}
    for one in todos:
        merged.setdefault((one.what, one.by, one.urgency, one.unit_id is None), []).append(one)
    return _in_order(replace(group[0], who=_join([one.who for one in group])) for group in merged.values())


def for_branch(todos: Iterable[Todo]) -> list[Todo]:
    """Put a branch's own in order."""
    return _in_order(todos)


def _in_order(todos: Iterable[Todo]) -> list[Todo]:
    return sorted(todos, key=lambda one: (one.urgency, one.by or date.max, one.unit_id is not None))


def _join(names: Sequence[str]) -> str:
    known = list(dict.fromkeys(names))
    more = f"等 {len(names)} 位书记" if len(known) > _NAMED else ""
    return "、".join(known[:_NAMED]) + more


def show(todos: Sequence[Todo], today: date, *, office: bool, call: str) -> list[str]:
    """Write the first of them: who, what, by when; the rest are counted. Nothing gives no lines."""
    if not todos:
        return []
    lines = [f"要办（{len(todos)} 件）："]
    lines += [f"· {_show(one, today, office=office)}" for one in todos[:SHOWN]]
    if len(todos) > SHOWN:
        lines.append(f"还有 {len(todos) - SHOWN} 件，发“{call} 要办”。")
    return lines


def show_all(title: str, todos: Sequence[Todo], today: date, *, office: bool) -> str:
    """Write all of them, numbered."""
    lines = [f"{at} {_show(one, today, office=office)}" for at, one in enumerate(todos, start=1)]
    return "\n".join([f"{title}要办的 {len(todos)} 件：", *lines])


def _show(one: Todo, today: date, *, office: bool) -> str:
    """Write one; on a branch's own page its reader need not be named."""
    who = f"{one.who}：" if office and one.who else ""
    when = f"，{show_when(one.by, today)}" if one.by else ""
    return f"{who}{one.what}{when}"


def show_when(day: date, today: date) -> str:
    """Write by when: 今天, 周五前, 11月30日前."""
    if day <= today:
        return "今天"
    if day - today < timedelta(days=7):
        return f"周{_WEEKDAYS[day.weekday()]}前"
    return f"{show_day(day, today)}前"
