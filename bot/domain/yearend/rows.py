"""The year-end file in rows: of people, of meetings, of branches."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.meeting import Every, Kind, Quarter
from bot.domain.month import show as show_month
from bot.domain.yearend.gaps import Gap
from bot.domain.yearend.shown import DELETED, NUMERALS, due_of, sum_up
from bot.domain.yearend.year import BranchYear, PersonYear, Year

NOTHING = "–"


def meeting_rows(one: BranchYear) -> tuple[tuple[str, ...], list[list[str]]]:
    """Lay out how many meetings were held of what is due, kinds by quarters; gives headings and rows."""
    quarters = tuple(Quarter(one.year.number, number) for number in (1, 2, 3, 4))
    headings = ("会议", *(f"{NUMERALS[each.number]}季度" for each in quarters), "全年")
    rows = []
    for kind in Kind:
        held, due = sum(each is kind for each, _ in one.held), due_of(one, kind)
        if held or due:
            cells = [_cell(one, kind, each) for each in quarters]
            rows.append([kind.chinese, *cells, f"{held}/{due}" if due else str(held)])
    return headings, rows


def _cell(one: BranchYear, kind: Kind, quarter: Quarter) -> str:
    if one.year.is_gone("会", quarter.last):
        return DELETED
    if quarter not in one.year.quarters:
        return NOTHING
    every = one.due.get(kind)
    held = str(one.count_held(kind, quarter))
    return f"{held}/{1 if every is Every.QUARTER else 3}" if every else held


def person_headings(one: BranchYear) -> tuple[str, ...]:
    """Give the headings over the rows of people."""
    points = ("积分",) if one.shows_points else ()
    return (
        "序号",
        "姓名",
        "参会",
        "活动",
        "学习",
        "心得",
        "汇报季度",
        "党费交到",
        "党费",
        "平安",
        *points,
        "备注",
    )


def person_rows(one: BranchYear) -> list[list[str]]:
    """Lay out a row a member, in the order of the roll."""
    return [_row(one, place, each) for place, each in enumerate(one.people, start=1)]


def _row(one: BranchYear, place: int, each: PersonYear) -> list[str]:
    year = one.year
    return [
        str(place),
        each.person.name,
        DELETED if year.is_all_gone("会") else _of(each.meetings, each.meetings_noted),
        DELETED if year.is_all_gone("活动") else _of(each.events, each.events_noted),
        DELETED if year.is_all_gone("学习") else _of(each.studied, each.studies),
        DELETED if year.is_all_gone("学习") else str(each.reflections),
        _reports(year, each),
        show_month(each.dues_until) if each.dues_until else "",
        each.dues_class,
        _of(each.months, max(year.months, each.months)),
        *([str(each.points)] if one.shows_points else []),
        each.remark,
    ]


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole}" if whole else NOTHING


def _reports(year: Year, each: PersonYear) -> str:
    written = "、".join(NUMERALS[number] for number in sorted(each.reports))
    if written:
        return written
    could = any(year.takes_reports(quarter) for quarter in year.quarters)
    return "没有" if could else DELETED if year.is_all_gone("汇报") else NOTHING


FOOT = (
    "参会、活动、学习、平安：到的/该到的。活动只算记过签到的；学习只算发给本人的；平安是有消息的月数。"
    "汇报季度写的是交了哪几个季度的。只供参考，不代替评议。"
)


def for_paper(one: BranchYear) -> tuple[tuple[str, ...], list[list[str]]]:
    """Lay out the rows of people for a page that stands upright: no numbers, dues in one column."""
    headings, until = list(person_headings(one)[1:]), person_headings(one).index("党费交到") - 1
    del headings[until]
    found = []
    for row in person_rows(one):
        paid = f"到{row[until + 1]}，" if row[until + 1] else ""
        found.append([*row[1 : until + 1], f"{paid}{row[until + 2]}", *row[until + 3 :]])
    return tuple(headings), found


def summary_rows(made: Sequence[tuple[BranchYear, Sequence[Gap]]]) -> tuple[tuple[str, ...], list[list[str]]]:
    """Lay out a row a branch; gives headings and rows."""
    names = [name for name, _ in sum_up(made[0][0])]
    rows = [
        [one.name, *(value for _, value in sum_up(one)), str(len(gaps)), "；".join(gap.what for gap in gaps)]
        for one, gaps in made
    ]
    return ("支部", *names, "缺几样", "缺什么"), rows
