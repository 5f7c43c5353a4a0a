"""The list behind a number: who counts, then who does not yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody behind a number as a list shows them; a whole branch has no number of a member."""

    member_id: int | None
    name: str
    branch: str
    counts: bool
    note: str


def show(people: Sequence[Person], *, by_branch: bool) -> tuple[list[str], list[int]]:
    """Write the list; gives its lines, and who stands at 1, 2 … (whole branches have no place)."""
    counted = [one for one in people if one.counts]
    missing = [one for one in people if not one.counts]
    lines, places = list[str](), list[int]()
    for head, group in (("", counted), ("还没有：", missing)):
        if head and group:
            lines.append(head)
        if not by_branch or not all(one.member_id for one in group):
            lines += [_show(one, places) for one in group]
            continue
        # One branch after the other; the order within (who is silent longest) stays.
        for branch, own in groupby(sorted(group, key=lambda one: one.branch), key=lambda one: one.branch):
            lines += [branch, *(_show(one, places) for one in own)]
    return lines, places


def _show(one: Person, places: list[int]) -> str:
    note = f"（{one.note}）" if one.note else ""
    if one.member_id is None:
        return f"· {one.name}{note}"
    places.append(one.member_id)
    return f"{len(places)} {one.name}{note}"


def show_gone(gone: int) -> str:
    """Say that somebody counted is no longer the reader's to see."""
    return f"另有 {gone} 位已不在您这里。" if gone else ""
