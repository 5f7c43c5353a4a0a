"""The year-end file as it is read: a text of gaps and sums, rows of people, of meetings, of branches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.domain.command import chinese_number
from bot.domain.days import show_day
from bot.domain.dues import CLASSES, EXEMPT, UNKNOWN
from bot.domain.meeting import Every, Kind
from bot.domain.yearend.gaps import Gap
from bot.domain.yearend.year import BranchYear, PersonYear, Year

DELETED = "已删"
NO_RECORD = "没有记录"
_NONE = "没有"
NUMERALS = {number: chinese_number(number) for number in (1, 2, 3, 4)}
_MOST = 9  # gaps in a text


def show_branch(one: BranchYear, gaps: Sequence[Gap]) -> str:
    """Write a branch's year: what is missing first, then what is there."""
    lines = [f"{one.name} {one.year.number}年的年终材料", *show_notes(one.year), *_show_gaps(gaps)]
    sums = sum_up(one)
    lines += ["有的：", *(f"{name}：{value}" for name, value in sums if value not in {_NONE, NO_RECORD})]
    empty = [name for name, value in sums if value == NO_RECORD]
    lines += [f"没有记录的：{'、'.join(empty)}"] if empty else []
    return "\n".join(lines)


def _show_gaps(gaps: Sequence[Gap]) -> list[str]:
    if not gaps:
        return ["都齐了，没有缺的。"]
    lines = [f"还缺 {len(gaps)} 样："]
    shown = gaps[:_MOST]
    for place, gap in enumerate(shown, start=1):
        lines.append(f"{place} {gap.what}")
        if place == len(shown) or not (gap.alike and shown[place].alike):
            lines.append(f"→ {gap.how}")
    more = len(gaps) - len(shown)
    return [*lines, *([f"另有 {more} 样在表里"] if more else [])]


def show_notes(year: Year) -> list[str]:
    """Say from when on there are records at all, and what is deleted by now."""
    notes = []
    if year.began and year.first < year.began <= year.last:
        notes.append(f"{show_day(year.began)}才启用，之前开的会可以补录，别的没有记录。")
    gone: dict[date, list[str]] = {}
    for what, before in (year.gone or {}).items():
        if year.is_gone(what, year.first):
            gone.setdefault(before, []).append(_KEPT_WORDS[what])
    for before, whats in sorted(gone.items()):
        kept = "这一年的" if before.year > year.number else f"{show_day(before)}以前的"
        notes.append(f"{'、'.join(whats)}：{kept}过了保存期，已经删了，不是没有。")
    return notes


_KEPT_WORDS = {"会": "会议记录", "活动": "活动签到", "学习": "学习记录", "汇报": "思想汇报"}


def sum_up(one: BranchYear) -> list[tuple[str, str]]:
    """Put a branch's year in lines: what, and how much of it."""
    people, year = one.people, one.year
    came, noted = sum(each.meetings for each in people), sum(each.meetings_noted for each in people)
    joined, asked = sum(each.events for each in people), sum(each.events_noted for each in people)
    read, given = sum(each.studied for each in people), sum(each.studies for each in people)
    quarters = [each for each in year.quarters if year.takes_reports(each)]
    reports = "，".join(
        f"{NUMERALS[each.number]}季度 {sum(each.number in who.reports for who in people)} 篇"
        for each in quarters
    )
    cases = (
        f"{one.cases} 件" + (f"，{one.cases_open} 件没答复" if one.cases_open else "") if one.cases else _NONE
    )
    return [
        ("人数", _show_people(one)),
        ("三会一课", DELETED if year.is_all_gone("会") else _show_held(one)),
        ("到会", DELETED if year.is_all_gone("会") else _share(came, noted, "人次")),
        ("活动签到", DELETED if year.is_all_gone("活动") else _share(joined, asked, "人次")),
        ("学习", DELETED if year.is_all_gone("学习") else _share(read, given, "条次")),
        ("心得", f"{sum(each.reflections for each in people)} 篇"),
        ("思想汇报", reports or (DELETED if year.is_all_gone("汇报") else NO_RECORD)),
        ("党费", _show_dues(people)),
        ("平安", _show_heard(one)),
        ("走访联系", f"{sum(each.visits for each in people)} 次"),
        ("工单", cases),
    ]


def _share(part: int, whole: int, unit: str) -> str:
    return f"{part}/{whole} {unit}，{100 * part // whole}%" if whole else NO_RECORD


def _show_people(one: BranchYear) -> str:
    away = Counter(each.person.status.chinese for each in one.people)
    away.pop("在册", None)
    more = "，".join(f"{word} {number}" for word, number in away.items())
    return f"{len(one.people)} 人" + (f"（{more}）" if more else "")


def _show_held(one: BranchYear) -> str:
    parts = []
    for kind in Kind:
        held, due = sum(each is kind for each, _ in one.held), due_of(one, kind)
        if held or due:
            parts.append(f"{kind.chinese} {held}" + (f"/{due}" if due else ""))
    return "，".join(parts) or NO_RECORD


def due_of(one: BranchYear, kind: Kind) -> int:
    """Count how many meetings of a kind are due by the year's end, or by today's quarter's."""
    every = one.due.get(kind)
    return 0 if every is None else len(one.year.quarters) * (1 if every is Every.QUARTER else 3)


def _show_dues(people: Sequence[PersonYear]) -> str:
    counted = Counter(each.dues_class for each in people)
    return "，".join(f"{name} {counted[name]}" for name in (*CLASSES, UNKNOWN, EXEMPT) if counted[name])


def _show_heard(one: BranchYear) -> str:
    if not one.year.months:
        return NO_RECORD
    whole = sum(each.months >= one.year.months for each in one.people)
    return f"{one.year.months} 个月里，月月有消息的 {whole} 人"


# Many branches


def show_overview(made: Sequence[tuple[BranchYear, Sequence[Gap]]]) -> str:
    """Write a line a branch: how many people, how much is missing."""
    year = made[0][0].year
    lines = [f"{year.number}年的年终材料，{len(made)} 个支部，缺得多的在前：", *show_notes(year)]
    for one, gaps in sorted(made, key=lambda each: -len(each[1])):
        lines.append(f"{one.name} {len(one.people)} 人，" + (f"缺 {len(gaps)} 样" if gaps else "都齐了"))
    return "\n".join([*lines, f"看一个支部发：年终材料 {made[0][0].name}；全部做成表发：年终材料 全部"])
