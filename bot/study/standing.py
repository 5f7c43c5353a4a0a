"""Which item is meant, and how far it has come: a row a branch, who has not read it."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from bot.context import Context, Turn, UserError
from bot.domain.member import Member
from bot.domain.study import answer
from bot.domain.study.item import Item, Row, State
from bot.domain.study.order import EXAMPLE
from data import member as members
from data import reflection as reflections
from data import study as studies
from data import unit as units


def find(turn: Turn, number: int | None) -> Item:
    """Give the item of this number, of a quote, or the newest. Raises UserError."""
    if number is None and turn.incoming.quote:
        number = answer.number_in(turn.incoming.quote.text)
    found = studies.find(turn.db, number) if number is not None else studies.newest(turn.db)
    if found is None:
        there = studies.newest(turn.db)
        near = f"最近的是{there.called}。" if there else f"发一条：{EXAMPLE}"
        raise UserError(f"没有学习{number}号。{near}" if number is not None else f"还没有发过学习。{near}")
    return found


def find_sent(turn: Turn, number: int | None) -> Item:
    """Give an item that has gone out and stands. Raises UserError."""
    item = find(turn, number)
    if item.state in {State.WAITING, State.WITHDRAWN}:
        raise UserError(f"{item.called}{item.state.chinese}。")
    return item


def people(ctx: Context, item: Item) -> list[Member]:
    """List whom an item is for and who is still on the roll, branch by branch."""
    found = members.of_ids(ctx.db, studies.asked(ctx.db, item.number))
    return sorted(
        (one for one in found if one.status.is_greeted), key=lambda one: (one.branch_id or 0, one.id)
    )


def rows(ctx: Context, item: Item, branches: Collection[int] | None = None) -> list[Row]:
    """Count by branch who has read and written, of these branches or of all."""
    read, wrote = reflections.reads(ctx.db, item.number), reflections.reflections(ctx.db, item.number)
    waits = {one.branch_id for one in studies.relays(ctx.db, item.number) if one.passed_on_at is None}
    names, found = units.branch_names(ctx.db), list[Row]()
    for branch_id, group in groupby(people(ctx, item), key=lambda one: one.branch_id):
        if branches is not None and branch_id not in branches:
            continue
        ids = [one.id for one in group]
        found.append(
            Row(
                names.get(branch_id or 0, "没有支部"),
                sum(one in read for one in ids),
                len(ids),
                sum(one in wrote for one in ids),
                branch_id in waits,
            )
        )
    return found


def unread(ctx: Context, item: Item) -> list[Member]:
    """List who has not read an item, branch by branch; where it was not passed on, nobody could."""
    read = reflections.reads(ctx.db, item.number)
    waits = {one.branch_id for one in studies.relays(ctx.db, item.number) if one.passed_on_at is None}
    return [one for one in people(ctx, item) if one.id not in read and one.branch_id not in waits]
