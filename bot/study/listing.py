"""Whom a list of study shows, and whom a name or a number of it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import finding
from bot.context import Turn, UserError
from bot.domain.audience import read_person
from bot.domain.member import Member
from bot.domain.progress import Query
from bot.domain.study.item import Item
from data import member as members


def within(turn: Turn, wanted: Query, people: Sequence[Member]) -> list[Member]:
    """Give those of some people whom the sender may see, in the branches wanted. Raises UserError."""
    branches = {finding.one_branch(turn, name).id for name in wanted.branches}
    if not all(map(turn.actor.may_see, branches)):
        raise UserError("别的支部的名单由那个支部的书记看，您不写支部就是本支部的。")
    return [
        one
        for one in people
        if turn.actor.may_see(one.branch_id) and (not branches or one.branch_id in branches)
    ]


def writers(turn: Turn, member_ids: Iterable[int]) -> list[Member]:
    """Give these people, branch by branch."""
    return sorted(members.of_ids(turn.db, member_ids), key=lambda one: (one.branch_id or 0, one.id))


def person(turn: Turn, item: Item, who: str) -> Member:
    """Find whom a name, or a number of the sender's list of an item, means. Raises UserError."""
    if not who.isdigit():
        return finding.one_person(turn, read_person(who), f"代学 {item.number}号 {{}}")
    return finding.in_list(turn, f"study:{item.number}", int(who), f"名单 未学 {item.number}号")
