"""Sums of dues by branch, and the form that branches hand in."""

from __future__ import annotations

from collections import defaultdict

from bot.context import Turn
from bot.domain import month
from bot.domain.delivery import Kind
from bot.domain.dues import EXEMPT
from bot.domain.dues.asking import Span
from bot.domain.dues.standard import standard_in
from bot.domain.dues.standing import Standing
from bot.domain.dues.totals import add_up, cell, months_of, show_total, yuan
from bot.dues import standing
from bot.dues.listing import choose
from bot.sheets.book import Page, write_book
from data import unit as units


def show(turn: Turn, wanted: Span) -> None:
    """Send the sums of a month or year privately, a branch a line."""
    title, months = months_of(wanted.year, wanted.number, turn.local_now.date())
    _, people = choose(turn, wanted.branch)
    every = standing.of(turn, people, turn.actor)
    branches = _by_branch(turn, every)
    lines = [show_total(name, add_up(own, months), own) for name, own in branches.items()]
    if len(branches) > 1:
        lines.append(show_total("合计", add_up(every, months), every))
    turn.reply_privately("\n".join([f"党费汇总，{title}：", *lines]), "党费汇总")


def send_form(turn: Turn, wanted: Span) -> None:
    """Send the year's form privately: a page a branch, a row a member, a column a month."""
    today = turn.local_now.date()
    year = wanted.year or today.year
    _, people = choose(turn, wanted.branch)
    every = standing.of(turn, people, turn.actor)
    there = turn.reply_privately(f"{year}年党费收缴表在这里，{len(every)} 人。", "党费表")
    if there is None:
        return
    turn.note_look([one.person.id for one in every], "党费 表")
    path = turn.new_file(f"党费收缴表{year}")
    committee = turn.settings.organisation.name
    write_book(
        path,
        [_page(committee, name, own, year) for name, own in _by_branch(turn, every).items()]
        or [Page("党费", ("姓名",), ())],
    )
    turn.say(f"dues:form:{turn.incoming.message_id}", there, "", Kind.REPLY, file=path)


def _by_branch(turn: Turn, every: list[Standing]) -> dict[str, list[Standing]]:
    names = units.branch_names(turn.db)
    found = defaultdict[str, list[Standing]](list)
    for one in every:
        found[names.get(one.person.branch_id or 0, "没有支部")].append(one)
    return found


def _page(committee: str, branch: str, people: list[Standing], year: int) -> Page:
    months = month.span(f"{year}-01", f"{year}-12")
    rows = []
    for place, one in enumerate(people, start=1):
        standard = standard_in(one.standards, months[-1]) if one.amounts else None
        cells = [cell(one, each) for each in months]
        remark = EXEMPT if one.group == EXEMPT else ""
        price = yuan(standard.cents) if standard else ""
        rows.append([str(place), one.person.name, price, *cells, _sum(cells), one.until or "", remark])
    total = [_sum([row[place] for row in rows]) for place in range(3, 16)]
    rows.append(["", "合计", "", *total, "", ""])
    headings = (
        "序号",
        "姓名",
        "每月标准",
        *(f"{number}月" for number in range(1, 13)),
        "合计",
        "交到",
        "备注",
    )
    above = (
        f"{committee}{branch} {year}年党费收缴登记表（单位：元）",
        "√：交了，金额没有登记或者不在这里显示",
    )
    return Page(branch, headings, rows, above)


def _sum(cells: list[str]) -> str:
    """Add up amounts as they are written; ticks count nothing."""
    cents = sum(int(one.replace(".", "")) for one in cells if "." in one)
    return yuan(cents) if cents else ""
