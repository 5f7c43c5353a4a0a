"""Meetings as they are shown: one in a line or whole, a quarter of a branch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.days import show_day
from bot.domain.meeting.due import Lack, show_lacks
from bot.domain.meeting.kind import Meeting
from bot.domain.meeting.quarter import Quarter

_CUT = 24


def show_line(one: Meeting, today: date) -> str:
    """Write a meeting in a line: 3号 11月20日 支委会 到 3 人：讨论年底走访."""
    topic = one.topic if len(one.topic) <= _CUT else f"{one.topic[:_CUT]}…"
    about = f"：{topic}" if topic else ""
    online = "线上" if one.online else ""
    missed = f"，缺 {len(one.missed)} 人" if one.missed else ""
    day = show_day(one.day, today)
    return f"{one.number}号 {day} {online}{one.kind.chinese} 到 {len(one.came)} 人{missed}{about}"


def show_whole(one: Meeting, branch: str, names: Mapping[int, str], today: date) -> str:
    """Write a meeting with everybody it names."""
    day, online = show_day(one.day, today), "线上" if one.online else ""
    lines = [f"{branch}{online}{one.kind.chinese}，{day}，到 {len(one.came)} 人：{_names(one.came, names)}"]
    if one.missed:
        missed = "、".join(
            names[each.member_id] + (f"（{each.reason}）" if each.reason else "") for each in one.missed
        )
        lines.append(f"缺 {len(one.missed)} 人：{missed}")
    if one.topic:
        lines.append(f"内容：{one.topic}")
    return "\n".join(lines)


def _names(people: Sequence[int], names: Mapping[int, str]) -> str:
    return "、".join(names[one] for one in people)


def show_quarter(
    branch: str, quarter: Quarter, held: Sequence[Meeting], lacks: Sequence[Lack], today: date
) -> str:
    """Write what a branch held in a quarter, and what is due."""
    months = quarter.months
    lines = [f"{branch} {quarter.chinese}（{months[0]}–{months[2]}月）三会一课："]
    lines += [show_line(one, today) for one in held] or ["还没有记录"]
    lines.append(f"还差：{show_lacks(lacks, quarter)}" if lacks else "该开的都有记录了")
    return "\n".join(lines)
