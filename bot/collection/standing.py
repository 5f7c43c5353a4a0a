"""How far a collection has come: everybody's case, one row a branch, which collection a number means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from bot.context import Context, Turn, UserError
from bot.domain import notice
from bot.domain.collection import Case, Collection, Row, State
from bot.domain.command import narrow
from bot.domain.member import Member
from data import account as accounts
from data import collection as collections
from data import member as members
from data import preference as preferences
from data import record as records
from data import unit as units

_NAMED = re.compile(r"第?\s?(\d{1,6})\s?号收集|(?<![A-Za-z])[Cc]\s?(\d{1,6})(?!\d)")


def is_to_telephone(ctx: Context, person: Member) -> bool:
    """Whether a person is asked by the secretary only: no account, no friend, or 退订 全部."""
    no_questions = person.id in preferences.without_questions(ctx.db)
    return no_questions or accounts.reachable(ctx.db, person.id) is None


def show_due(ctx: Context, asked: Collection) -> str:
    """Write until when, on the committee's clock."""
    return notice.show_deadline(asked.deadline.astimezone(ctx.zone), since=ctx.now)


def number_in(text: str) -> int | None:
    """Read the number of a collection that a text or a quote names: 第3号收集, C3."""
    found = _NAMED.search(narrow(text))
    return int(found[1] or found[2]) if found else None


def find(turn: Turn, number: int | None) -> Collection:
    """Give the collection of this number, of a quote, the newest open one, or the newest of all."""
    if number is None and turn.incoming.quote:
        number = number_in(turn.incoming.quote.text)
    found = collections.find(turn.db, number)
    if found is None:
        raise UserError(
            f"没有第{number}号收集。" if number else "还没有收集过。例：收集 手机 单位 全体 截止 周五18:00"
        )
    if found.state is State.WITHDRAWN:
        raise UserError(f"{found.name}已经撤回了。")
    return found


def case_of(ctx: Context, asked: Collection, person: Member) -> Case:
    """Give one person's case."""
    given = collections.given(ctx.db, asked.number, person.id)
    return Case(person, records.find(ctx.db, person.id), given)


def cases(ctx: Context, asked: Collection) -> list[Case]:
    """Give everybody's case, branch by branch."""
    people = members.of_ids(ctx.db, collections.members_of(ctx.db, asked.number))
    people.sort(key=lambda person: (person.branch_id or 0, person.id))
    known = records.of_ids(ctx.db, [person.id for person in people])
    given = collections.answers(ctx.db, asked.number)
    return [Case(person, known[person.id], given.get(person.id, {})) for person in people]


def rows(ctx: Context, asked: Collection, found: Sequence[Case]) -> list[Row]:
    """Count the cases of each branch."""
    names = units.branch_names(ctx.db)
    counted = []
    for branch_id, group in groupby(found, key=lambda case: case.person.branch_id):
        those = list(group)
        complete = sum(case.is_complete(asked.items) for case in those)
        partly = sum(bool(case.given) for case in those) - complete
        counted.append(Row(names.get(branch_id or 0, "没有支部"), complete, partly, len(those)))
    return counted
