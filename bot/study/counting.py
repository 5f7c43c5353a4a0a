"""A month of study counted anew from the store: for the office as a workbook, for secretaries as text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bot.context import Context
from bot.domain import month
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

_NO_BRANCH = "没有支部"


@dataclass(frozen=True, slots=True)
class Month:
    """What went out in a month, and what became of it."""

    month: str
    items: tuple[Item, ...]
    branches: tuple[BranchMonth, ...]
    people: tuple[PersonMonth, ...]
    words: tuple[tuple[str, ...], ...]  # branch, name, item, words
    member_ids: tuple[int, ...]


def items_of(ctx: Context, wanted: str) -> list[Item]:
    """List what went out in a month on the committee's clock."""
    return studies.opened_between(ctx.db, *month.bounds(wanted, ctx.zone))


def count(ctx: Context, wanted: str, branches: Collection[int] | None = None) -> Month:
    """Count a month, of these branches or of all."""
    found = items_of(ctx, wanted)
    names = units.branch_names(ctx.db)
    read = {item.number: reflections.reads(ctx.db, item.number) for item in found}
    wrote = {item.number: reflections.reflections(ctx.db, item.number) for item in found}
    parts = [
        _Part(
            person,
            items,
            PersonMonth(
                names.get(person.branch_id or 0, _NO_BRANCH),
                person.name,
                len(items),
                sum(person.id in read[item.number] for item in items),
                sum(person.id in wrote[item.number] for item in items),
            ),
        )
        for person, items in _asked(ctx, found, branches)
    ]
    words = [
        (part.row.branch, part.person.name, item.called, said.words or "（过了保存期）")
        for item in found
        for part in parts
        if (said := wrote[item.number].get(part.person.id))
    ]
    return Month(
        wanted,
        tuple(found),
        tuple(_add_up(list(own)) for _, own in groupby(parts, key=lambda part: part.person.branch_id)),
        tuple(part.row for part in parts),
        tuple(words),
        tuple(part.person.id for part in parts),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    person: Member
    items: list[Item]
    row: PersonMonth


def _asked(
    ctx: Context, found: Sequence[Item], branches: Collection[int] | None
) -> list[tuple[Member, list[Item]]]:
    """Give who was to read what, branch by branch."""
    asked: dict[int, tuple[Member, list[Item]]] = {}
    for item in found:
        for one in standing.people(ctx, item):
            if branches is None or one.branch_id in branches:
                asked.setdefault(one.id, (one, []))[1].append(item)
    return sorted(asked.values(), key=lambda pair: (pair[0].branch_id or 0, pair[0].id))


def _add_up(parts: Sequence[_Part]) -> BranchMonth:
    rows = [part.row for part in parts]
    return BranchMonth(
        parts[0].person.branch_id,
        rows[0].branch,
        len({item.number for part in parts for item in part.items}),
        len(parts),
        sum(row.asked for row in rows),
        sum(row.read for row in rows),
        sum(row.reflections for row in rows),
    )


def write(name_file: Callable[[str], Path], counted: Month) -> Path:
    """Write a month's workbook: branches, people, reflections; gives where."""
    path = name_file(f"{month.show(counted.month)}学习统计")
    above = [f"{item.called} {item.source}".strip() for item in counted.items]
    branches = [
        [
            row.branch,
            *map(str, (row.items, row.people, row.asked, row.read)),
            row.share,
            str(row.reflections),
        ]
        for row in counted.branches
    ]
    people = [
        [one.branch, one.name, *map(str, (one.asked, one.read, one.reflections))] for one in counted.people
    ]
    write_book(
        path,
        [
            Page(
                "各支部", ["支部", "学习条数", "人数", "应学", "已学", "比例", "心得"], branches, above=above
            ),
            Page("每个人", ["支部", "姓名", "应学", "已学", "心得"], people),
            Page("心得", ["支部", "姓名", "学习", "心得"], counted.words),
        ],
    )
    return path


# On the first of a month


def hand_out(ctx: Context, wanted: str) -> None:
    """Send a month's workbook to the office, each secretary the own branch's line; of no items nothing."""
    if not items_of(ctx, wanted):
        return
    counted = count(ctx, wanted)
    key = f"study-month:{wanted}"
    path = write(lambda name: ctx.name_file(name, key), counted)
    again = f"学习 统计 {int(wanted[5:])}月"
    body = f"{counting.show_month(wanted, counted.branches)}\n表在下面，以后要发“{again}”。"
    for conversation, member_id in _office(ctx):
        until = ctx.now + Kind.NOTICE.patience
        told = f"{key}:{conversation}"
        ctx.say(told, conversation, body, Kind.DIGEST, member_id=member_id, not_after=until)
        ctx.say(
            f"{told}:file", conversation, "", Kind.DIGEST, member_id=member_id, file=path, not_after=until
        )
    for clerk in members.holders(ctx.db, Role.CLERK):
        audit.note(ctx.db, clerk.id, "看学习统计", counted.member_ids, ctx.now)
    for row in counted.branches:
        if row.branch_id is not None:
            for secretary in members.holders(ctx.db, Role.SECRETARY, row.branch_id):
                words = f"{counting.show_month(wanted, [row])}\n谁还没学，发“名单 未学 5号”这样看。"
                words = words.replace("5号", f"{counted.items[-1].number}号")
                ctx.tell(secretary.id, f"{key}:{row.branch_id}", words, Kind.DIGEST)


def _office(ctx: Context) -> list[tuple[str, int | None]]:
    """Give where the office reads: its room, or else each clerk privately."""
    if office := rooms.of_kind(ctx.db, RoomKind.OFFICE):
        return [(office[0].room_id, None)]
    clerks = [(accounts.reachable(ctx.db, one.id), one.id) for one in members.holders(ctx.db, Role.CLERK)]
    return [(account, member_id) for account, member_id in clerks if account]
