"""A month of study counted anew from the store: for the office as a workbook, for secretaries as text."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from bot.context import Context
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.room import RoomKind
from bot.domain.study import counting
from bot.domain.study.counting import BranchMonth, PersonMonth
from bot.domain.study.item import Item
from bot.sheets.book import Page, write_book
from bot.study import standing
from data import account as accounts
from data import audit
from data import member as members
from data import reflection as reflections
from data import room as rooms
from data import study as studies
from data import unit as units


@dataclass(frozen=True, slots=True)
class Month:
    """What went out in a month, and what became of it."""

    first: date
    items: tuple[Item, ...]
    branches: tuple[BranchMonth, ...]
    people: tuple[PersonMonth, ...]
    words: tuple[tuple[str, ...], ...]  # branch, name, item, words
    member_ids: tuple[int, ...]


def items_of(ctx: Context, first: date) -> list[Item]:
    """List what went out in a month on the committee's clock."""
    start, end = (datetime.combine(day, time(), ctx.zone) for day in (first, counting.after(first)))
    return studies.opened_between(ctx.db, start, end)


def count(ctx: Context, first: date, branches: Collection[int] | None = None) -> Month:
    """Count a month, of these branches or of all."""
    found = items_of(ctx, first)
    names = units.branch_names(ctx.db)
    asked: dict[int, list[Item]] = {}
    people: dict[int, Member] = {}
    for item in found:
        for one in standing.people(ctx, item):
            if branches is None or one.branch_id in branches:
                people[one.id] = one
                asked.setdefault(one.id, []).append(item)
    read = {item.number: reflections.reads(ctx.db, item.number) for item in found}
    wrote = {item.number: reflections.reflections(ctx.db, item.number) for item in found}
    ordered = sorted(people.values(), key=lambda one: (one.branch_id or 0, one.id))
    rows = [
        PersonMonth(
            names.get(one.branch_id or 0, "没有支部"),
            one.name,
            len(asked[one.id]),
            sum(one.id in read[item.number] for item in asked[one.id]),
            sum(one.id in wrote[item.number] for item in asked[one.id]),
        )
        for one in ordered
    ]
    words = [
        (names.get(one.branch_id or 0, "没有支部"), one.name, item.called, said.words or "（过了保存期）")
        for item in found
        for one in ordered
        if (said := wrote[item.number].get(one.id))
    ]
    by_branch = [
        _row(branch_id, names, [one for one in ordered if one.branch_id == branch_id], asked, rows, ordered)
        for branch_id in dict.fromkeys(one.branch_id for one in ordered)
    ]
    return Month(
        first, tuple(found), tuple(by_branch), tuple(rows), tuple(words), tuple(one.id for one in ordered)
    )


def _row(
    branch_id: int | None,
    names: dict[int, str],
    people: list[Member],
    asked: dict[int, list[Item]],
    rows: list[PersonMonth],
    ordered: list[Member],
) -> BranchMonth:
    own = [row for row, one in zip(rows, ordered, strict=True) if one.branch_id == branch_id]
    return BranchMonth(
        branch_id,
        names.get(branch_id or 0, "没有支部"),
        len({item.number for one in people for item in asked[one.id]}),
        len(people),
        sum(row.asked for row in own),
        sum(row.read for row in own),
        sum(row.reflections for row in own),
    )


def write(name_file: Callable[[str], Path], month: Month) -> Path:
    """Write a month's workbook: branches, people, reflections; gives where."""
    path = name_file(f"{month.first.year}年{month.first.month}月学习统计")
    above = [f"{item.called} {item.source}".strip() for item in month.items]
    branches = [
        [
            row.branch,
            *map(str, (row.items, row.people, row.asked, row.read)),
            row.share,
            str(row.reflections),
        ]
        for row in month.branches
    ]
    people = [
        [one.branch, one.name, *map(str, (one.asked, one.read, one.reflections))] for one in month.people
    ]
    write_book(
        path,
        [
            Page(
                "各支部", ["支部", "学习条数", "人数", "应学", "已学", "比例", "心得"], branches, above=above
            ),
            Page("每个人", ["支部", "姓名", "应学", "已学", "心得"], people),
            Page("心得", ["支部", "姓名", "学习", "心得"], month.words),
        ],
    )
    return path


# On the first of a month


def hand_out(ctx: Context, first: date) -> None:
    """Send a month's workbook to the office, each secretary the own branch's line; of no items nothing."""
    if not items_of(ctx, first):
        return
    month = count(ctx, first)
    key = f"study-month:{first:%Y-%m}"
    path = write(lambda name: ctx.name_file(name, key), month)
    body = f"{counting.show_month(first, month.branches)}\n表在下面，以后要发“学习 统计 {first.month}月”。"
    for conversation, member_id in _office(ctx):
        until = ctx.now + Kind.NOTICE.patience
        told = f"{key}:{conversation}"
        ctx.say(told, conversation, body, Kind.DIGEST, member_id=member_id, not_after=until)
        ctx.say(
            f"{told}:file", conversation, "", Kind.DIGEST, member_id=member_id, file=path, not_after=until
        )
    for clerk in members.holders(ctx.db, Role.CLERK):
        audit.note(ctx.db, clerk.id, "看学习统计", month.member_ids, ctx.now)
    for row in month.branches:
        if row.branch_id is not None:
            for secretary in members.holders(ctx.db, Role.SECRETARY, row.branch_id):
                words = f"{counting.show_month(first, [row])}\n谁还没学，发“名单 未学 5号”这样看。"
                words = words.replace("5号", f"{month.items[-1].number}号")
                ctx.tell(secretary.id, f"{key}:{row.branch_id}", words, Kind.DIGEST)


def _office(ctx: Context) -> list[tuple[str, int | None]]:
    """Give where the office reads: its room, or else each clerk privately."""
    if office := rooms.of_kind(ctx.db, RoomKind.OFFICE):
        return [(office[0].room_id, None)]
    clerks = [(accounts.reachable(ctx.db, one.id), one.id) for one in members.holders(ctx.db, Role.CLERK)]
    return [(account, member_id) for account, member_id in clerks if account]
