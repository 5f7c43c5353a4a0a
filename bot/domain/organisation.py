"""The organisation as a tree: each unit with its people and who leads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.unit import Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Node:
    """A unit with what stands in its line of the tree, and what stands below it."""

    unit: Unit
    people: int
    posts: str = ""  # 书记李四、副书记王五
    below: tuple[Node, ...] = ()


def show_tree(committee: Node, stations: Sequence[Node]) -> str:
    """Write the organisation, a line a unit, what stands below moved in."""
    lines = [f"{committee.unit.name}：{_count(committee)}{committee.posts and f'，{committee.posts}'}"]
    for node in committee.below:
        lines += _show_node(node, "")
    if stations:
        lines.append("驻站")
        lines += [_show_station(node) for node in stations]
    return "\n".join(lines)


def _count(committee: Node) -> str:
    branches = [node for one in committee.below for node in (one, *one.below)]
    generals = sum(node.unit.kind is UnitKind.GENERAL for node in branches)
    head = f"{generals} 个总支，" if generals else ""
    return f"{head}{len(branches) - generals} 个支部，{committee.people} 人"


def _show_node(node: Node, indent: str) -> list[str]:
    line = f"{indent}{node.unit.name} {node.people}人，{node.posts or '没有书记'}"
    return [line, *(text for one in node.below for text in _show_node(one, f"{indent}\u3000"))]


def _show_station(node: Node) -> str:
    where = "，".join(filter(None, (node.unit.place, node.unit.trade)))
    return f"{node.unit.name}（{where}）{node.people}人，{node.posts or '没有站长'}"
