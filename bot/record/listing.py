"""Lists of people of the roll: who is meant, and a line for each."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from bot.context import Turn, UserError
from bot.domain.card import show_status
from bot.domain.member import Member, Status
from bot.domain.progress import show_phone
from data import label as labels
from data import member as members
from data import unit as units


def of_label(turn: Turn, label: str) -> list[Member]:
    """List who has a label, within the sender's scope. Raises UserError where nobody has."""
    worn = members.of_ids(turn.db, labels.wearers(turn.db, label))
    people = [one for one in worn if turn.actor.may_see(one.branch_id) and not one.status.has_ended]
    if people:
        return people
    everything = labels.everything(turn.db)
    mine = [one.id for one in members.of_ids(turn.db, everything) if turn.actor.may_see(one.branch_id)]
    known = {each for one in mine for each in everything[one]}
    near = difflib.get_close_matches(label, known, 1, 0.3)
    guess = f"是“{near[0]}”吗？" if near else "有哪些标签，发“标签”看。"
    raise UserError(f"您管的人里没有标签“{label}”。{guess}")


def lines(turn: Turn, people: Sequence[Member]) -> list[str]:
    """Number people with their branch and telephone; with stars in the office room."""
    names = units.branch_names(turn.db)
    return [
        f"{place} {_show(turn, person, names.get(person.branch_id or 0, '没有支部'))}"
        for place, person in enumerate(people, start=1)
    ]


def _show(turn: Turn, person: Member, branch: str) -> str:
    phone = show_phone(person.phone, whole=not turn.is_in_office) if person.phone else "没有电话"
    status = f"，{show_status(person.status)}" if person.status is not Status.ACTIVE else ""
    return f"{person.name}（{branch}，{phone}{status}）"
