"""The yearly sheet, evidence for the review: everybody's points by deed, and every entry with its source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from bot.context import Turn
from bot.domain.member import Member
from bot.domain.points.counting import Entry, State
from bot.domain.points.deed import CORRECTION
from bot.domain.points.showing import show_given, show_what
from bot.points import settling
from bot.sheets.book import Page, write_book
from data import member as members
from data import points
from data import unit as units

_ENTRIES = (
    "编号",
    "姓名",
    "支部",
    "日期",
    "哪一类",
    "哪一件",
    "计分",
    "状态",
    "谁记的",
    "谁看的",
    "没通过的原因",
)


def entries_of(turn: Turn, year: int, people: Sequence[Member]) -> dict[int, list[Entry]]:
    """Give these people's entries of a year."""
    wanted, mine = {one.id for one in people}, defaultdict[int, list[Entry]](list)
    span = settling.year_start(turn, year), settling.year_start(turn, year + 1)
    for one in points.since(turn.db, *span):
        if one.member_id in wanted:
            mine[one.member_id].append(one)
    return mine


def write(turn: Turn, path: Path, year: int, people: Sequence[Member]) -> int:
    """Write the sheet for these people; gives how many have points."""
    mine, branches = entries_of(turn, year, people), units.branch_names(turn.db)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    above = [f"{year}年积分，{turn.local_now:%Y-%m-%d %H:%M} 生成；合计由明细逐条算出。积分只作评议参考。"]
    pages = [
        _sums(turn, people, mine, branches, above),
        Page("明细", _ENTRIES, _lines(turn, people, mine, branches)),
    ]
    write_book(path, pages)
    return sum(any(one.amount for one in each) for each in mine.values())


def _sums(
    turn: Turn,
    people: Sequence[Member],
    mine: dict[int, list[Entry]],
    branches: dict[int, str],
    above: Sequence[str],
) -> Page:
    book = settling.rules(turn)
    met = {one.deed for each in mine.values() for one in each}
    deeds = [*(key for key in book.rules if key in met), *sorted(met - book.rules.keys() - {CORRECTION})]
    headings = ["编号", "姓名", "支部", *map(book.name_of, deeds), "更正", "合计", "等着看的"]
    rows = []
    for person in people:
        entries, by_deed = mine.get(person.id, []), Counter[str]()
        for one in entries:
            by_deed[one.deed] += one.amount
        sums = [str(by_deed[key]) for key in (*deeds, CORRECTION)]
        waiting = sum(one.state is State.WAITING for one in entries)
        head = [str(person.id), person.name, branches.get(person.branch_id or 0, "")]
        rows.append([*head, *sums, str(by_deed.total()), f"{waiting} 项" if waiting else ""])
    return Page("合计", headings, rows, above=above)


def _lines(
    turn: Turn, people: Sequence[Member], mine: dict[int, list[Entry]], branches: dict[int, str]
) -> list[list[str]]:
    book, names = settling.rules(turn), {one.id: one.name for one in members.known(turn.db)}
    return [
        [
            str(person.id),
            person.name,
            branches.get(person.branch_id or 0, ""),
            one.at.astimezone(turn.zone).date().isoformat(),
            "更正" if one.deed == CORRECTION else book.name_of(one.deed),
            show_what(one, book),
            show_given(one.amount),
            one.state.chinese,
            names.get(one.said_by or 0, ""),
            names.get(one.decided_by or 0, ""),
            one.reason,
        ]
        for person in people
        for one in mine.get(person.id, [])
    ]
