"""The meetings of a quarter as a workbook: a row a branch, and a row a record."""

from __future__ import annotations

from collections.abc import Sequence

from bot.context import Turn
from bot.domain.command import Misfit
from bot.domain.days import show_day
from bot.domain.delivery import Kind as Message
from bot.domain.meeting import Every, Kind, Meeting, Quarter, show_lacks
from bot.meeting import standing
from bot.sheets.book import Page, write_book
from data import meeting as meetings
from data import member as members
from data import unit as units

_LONGEST = 20


def read_span(words: str) -> str:
    """Take the words that may name a quarter; longer ones are talk."""
    if len(words) > _LONGEST or (words and not any(char.isdigit() or char in "季本上" for char in words)):
        raise Misfit(words)
    return words


def send(turn: Turn, quarter: Quarter) -> None:
    """Send the sender alone, or the office room, the workbook of a quarter."""
    branches = {one: name for one, name in units.branch_names(turn.db).items() if turn.actor.may_see(one)}
    held = [one for one in meetings.held(turn.db, quarter.first, quarter.last) if one.branch_id in branches]
    path = turn.new_file(f"三会一课 {quarter.chinese}")
    write_book(path, [_summary(turn, branches, held, quarter), _details(turn, branches, held)])
    to = turn.reply_privately(f"{quarter.chinese}三会一课，{len(branches)} 个支部、{len(held)} 次：", "表格")
    if to:
        turn.say(f"meetings:{turn.incoming.message_id}", to, "", Message.REPLY, file=path)


def _summary(turn: Turn, branches: dict[int, str], held: Sequence[Meeting], quarter: Quarter) -> Page:
    """Lay out which day each kind was held in each month; a kind due once a quarter has one column."""
    columns = [(kind, months) for kind in Kind for months in _columns(turn, kind, quarter)]
    headings = [
        f"{kind.chinese} {months[0]}月" if len(months) == 1 else f"{kind.chinese} 本季度"
        for kind, months in columns
    ]
    rows = []
    for branch_id, name in branches.items():
        mine = [one for one in held if one.branch_id == branch_id]
        cells = [
            "、".join(show_day(one.day) for one in mine if one.kind is kind and one.day.month in months)
            for kind, months in columns
        ]
        lacks = [one for one in standing.lacks(turn, branch_id, quarter) if not one.ahead]
        rows.append([name, *cells, show_lacks(lacks, quarter)])
    return Page("汇总", ("支部", *headings, "还差"), rows)


def _columns(turn: Turn, kind: Kind, quarter: Quarter) -> list[tuple[int, ...]]:
    """Give the months of each column of a kind."""
    every = getattr(turn.settings.meetings.due, kind.value)
    return [quarter.months] if every == Every.QUARTER else [(month,) for month in quarter.months]


def _details(turn: Turn, branches: dict[int, str], held: Sequence[Meeting]) -> Page:
    names = {one.id: one.name for one in members.known(turn.db)}
    rows = [
        [
            f"{one.number}号",
            branches[one.branch_id],
            one.day.isoformat(),
            one.kind.chinese,
            "线上" if one.online else "",
            str(len(one.came)),
            str(len(one.missed)),
            one.topic,
            names.get(one.noted_by, ""),
        ]
        for one in held
    ]
    headings = ("编号", "支部", "日期", "会议", "线上", "到会人数", "缺席人数", "内容", "记录人")
    return Page("明细", headings, rows)
