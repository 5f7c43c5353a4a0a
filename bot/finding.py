"""Who and what a command names: one person within the sender's scope, one branch of the organisation."""

from __future__ import annotations

from collections.abc import Sequence

from bot.context import Turn, UserError
from bot.domain.audience import Called, branch_name, show_unknown
from bot.domain.member import Member
from bot.reading import names
from data import member as members
from data import unit as units
from data.unit import Unit

_NEAR_SHOWN = 3


def one_person(turn: Turn, called: Called, example: str) -> Member:
    """Find the one person meant, of those the sender may see.

    `example` is the command with {} where the name stands. Raises UserError: nobody of this name, with the
    nearest ones; several of it, asking which; somebody the sender may not see is not there.
    """
    return one_of(turn, called, example, _scope(turn, called.name))


def one_of(turn: Turn, called: Called, example: str, found: Sequence[Member]) -> Member:
    """Find the one person meant among people of this name; raises as `one_person` does."""
    if not found:
        raise UserError(_show_nobody(turn, called.name))
    branches = units.branch_names(turn.db)
    fitting = [
        one
        for one in found
        if (not called.tail or (one.phone or "").endswith(called.tail))
        and (not called.branch or branches.get(one.branch_id or 0) == called.branch)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise UserError(f"{called.name}有，但支部或手机尾号对不上，请核对后再发。")
    raise UserError(_ask_which(called.name, fitting, branches, example))


def _scope(turn: Turn, name: str) -> list[Member]:
    return [person for person in members.named(turn.db, name) if turn.actor.may_see(person.branch_id)]


def _show_nobody(turn: Turn, name: str) -> str:
    everybody = [one for one in members.known(turn.db) if turn.actor.may_see(one.branch_id)]
    near = names.Roll(everybody, lambda person: person.name).find(name)
    close = list(dict.fromkeys(person.name for person in near.people))[:_NEAR_SHOWN]
    guess = f"是{'、'.join(close)}吗？" if close else "请看看名字写得对不对。"
    return f"您管的名册里没有“{name}”。{guess}"


def _ask_which(name: str, people: Sequence[Member], branches: dict[int, str], example: str) -> str:
    lines = [
        f"· {branches.get(person.branch_id or 0, '没有支部')}，手机尾号 {(person.phone or '没有')[-4:]}"
        for person in people
    ]
    apart = {person.branch_id for person in people}
    first = people[0]
    mark = (
        f"{name}（{branches.get(first.branch_id or 0, '')}）"
        if len(apart) == len(people)
        else f"{name}{(first.phone or '')[-4:]}"
    )
    return "\n".join([f"有 {len(people)} 位{name}，是哪一位？", *lines, f"例：{example.format(mark)}"])


def one_branch(turn: Turn, words: str) -> Unit:
    """Find a branch as people write it (三, 三支部); raises UserError with the nearest name."""
    name = branch_name(words)
    for unit in units.branches(turn.db):
        if unit.name in {name, words}:
            return unit
    raise UserError(show_unknown(words, [unit.name for unit in units.branches(turn.db)]))
