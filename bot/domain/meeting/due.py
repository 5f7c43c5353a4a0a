"""Which meetings a branch still owes: by the rule of config.yaml, within a quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.meeting.kind import Kind
from bot.domain.meeting.quarter import Quarter


class Every(StrEnum):
    """How often a kind of meeting is to be held."""

    MONTH = "month"
    QUARTER = "quarter"


Rule = Mapping[Kind, Every]


@dataclass(frozen=True, slots=True)
class Lack:
    """A meeting without a record: of a month, or (None) of the quarter; `over` is its time."""

    kind: Kind
    month: int | None
    over: bool
    ahead: bool = False  # its month has not begun


def rule_for(rule: Rule, *, has_committee: bool, has_groups: bool) -> Rule:
    """Give the rule as it is for one branch: without a committee or groups their meetings are not due."""
    without = set() if has_committee else {Kind.COMMITTEE}
    without |= set() if has_groups else {Kind.GROUP}
    return {kind: every for kind, every in rule.items() if kind not in without}


def find_lacks(held: Iterable[tuple[Kind, date]], rule: Rule, quarter: Quarter, today: date) -> list[Lack]:
    """List what is due in a quarter and not on record; of the present one also what is yet to come."""
    there = {(kind, day.month) for kind, day in held if quarter.first <= day <= quarter.last}
    lacks = []
    for kind in Kind:
        every = rule.get(kind)
        if every is Every.QUARTER and not any(one is kind for one, _ in there):
            lacks.append(Lack(kind, None, quarter.last < today))
        if every is Every.MONTH:
            lacks += [
                Lack(
                    kind,
                    month,
                    (quarter.year, month) < (today.year, today.month),
                    (quarter.year, month) > (today.year, today.month),
                )
                for month in quarter.months
                if (kind, month) not in there
            ]
    return lacks


def show_lacks(lacks: Iterable[Lack], quarter: Quarter) -> str:
    """Write what is due: 党员大会（12月底前）、支委会（10月没有记录，11月、12月）."""
    by_kind: dict[Kind, list[Lack]] = {}
    for one in lacks:
        by_kind.setdefault(one.kind, []).append(one)
    return "、".join(f"{kind.chinese}（{_show_when(some, quarter)}）" for kind, some in by_kind.items())


def _show_when(lacks: list[Lack], quarter: Quarter) -> str:
    if lacks[0].month is None:
        return "没有记录" if lacks[0].over else f"{quarter.months[2]}月底前"
    over = [f"{one.month}月" for one in lacks if one.over]
    open_months = [f"{one.month}月" for one in lacks if not one.over]
    parts = [f"{'、'.join(over)}没有记录"] if over else []
    return "，".join([*parts, *(["、".join(open_months)] if open_months else [])])
