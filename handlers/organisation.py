"""组织: the committee, its general branches, branches and stations at a glance."""

from __future__ import annotations

from bot.context import Turn
from bot.domain import organisation
from bot.domain.command import nothing
from bot.domain.member import Role
from bot.domain.organisation import Node
from bot.domain.post import OF_A_BRANCH, title
from bot.domain.unit import Unit, UnitKind
from bot.organisation import appointing
from bot.router import Right, Router
from data import member as members
from data import post as posts
from data import station as stations
from data import unit as units

router = Router()


@router.command(
    "组织",
    may=Right.CLERK,
    takes=nothing,
    usage="组织",
    does="党委、总支、支部、驻站一眼看全：各有多少人，由谁负责。",
    example="组织",
)
def show_tree(turn: Turn, _words: None) -> None:
    """Show the whole organisation."""
    committee, generals = units.committee(turn.db, turn.settings.organisation.name), units.generals(turn.db)
    below = {general.id: units.branches(turn.db, general.id) for general in generals}
    inside = {branch.id for found in below.values() for branch in found}
    nodes = [_grow(turn, general, below[general.id]) for general in generals]
    nodes += [_grow(turn, branch) for branch in units.branches(turn.db) if branch.id not in inside]
    root = Node(committee, len(members.everybody(turn.db)), _posts(turn, committee), tuple(nodes))
    there = [_grow(turn, station) for station in units.of_kind(turn.db, UnitKind.STATION)]
    turn.reply_privately(organisation.show_tree(root, there), "组织")


def _grow(turn: Turn, unit: Unit, below: list[Unit] | None = None) -> Node:
    nodes = tuple(_grow(turn, branch) for branch in below or ())
    if unit.kind is UnitKind.STATION:
        people = len(stations.members_of(turn.db, unit.id))
    else:
        people = sum(node.people for node in nodes) + len(members.of_branch(turn.db, unit.id))
    return Node(unit, people, _posts(turn, unit), nodes)


def _posts(turn: Turn, unit: Unit) -> str:
    """Name who holds the posts of a unit, each stand-in marked."""
    held = sorted(posts.held(turn.db, unit_id=unit.id), key=lambda term: _rank(term.role))
    return "、".join(
        f"{'代理' if term.stands_in_for or term.ends_on else ''}{title(term.role, unit.kind)}"
        f"{appointing.name_of(turn, term.member_id)}"
        for term in held
    )


def _rank(role: Role) -> int:
    return next((place for place, one in enumerate(OF_A_BRANCH) if one is role), len(OF_A_BRANCH))
