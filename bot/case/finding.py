"""To whom a case may be handed: a person who holds a post, a branch's secretary, the office."""

from __future__ import annotations

import re
from difflib import get_close_matches

from bot import finding
from bot.context import Turn, UserError
from bot.domain.audience import read_person
from bot.domain.member import Member, Role
from data import member as members

EXAMPLE = "转办 8号 李书记"
_OFFICE = {"党办", "办公室", "党委办公室", "党委办"}
_TITLED = re.compile(r"(?P<name>[\u4e00-\u9fff]{1,3}?)(?P<title>书记|主任|同志)")
_NEAR = 3


def whom(turn: Turn, words: str) -> Member | None:
    """Find whom a name means among those who hold a post; None is the office. Raises UserError."""
    if words in _OFFICE:
        return None
    if words.endswith(("支部", "支部书记")):
        return _secretary_of(turn, words.removesuffix("书记"))
    called = read_person(words)
    found = [one for one in members.named(turn.db, called.name) if members.posts(turn.db, one.id)]
    if not found and (titled := _TITLED.fullmatch(words)):
        found = _titled(turn, titled["name"], titled["title"])
    if not found:
        raise UserError(_show_nobody(turn, words))
    return finding.one_of(turn, called, "转办 8号 {}", found)


def _titled(turn: Turn, name: str, title: str) -> list[Member]:
    """Find 李书记: the secretaries of this family name, or of this name."""
    people = members.secretaries(turn.db) if title == "书记" else members.holders(turn.db, Role.CLERK)
    return [one for one in people if one.name.startswith(name)]


def _secretary_of(turn: Turn, words: str) -> Member:
    unit = finding.one_branch(turn, words)
    heads = members.holders(turn.db, Role.SECRETARY, unit.id)
    if not heads:
        raise UserError(f"{unit.name}现在没有书记，请写别人。例：{EXAMPLE}")
    return heads[0]


def _show_nobody(turn: Turn, words: str) -> str:
    staff = [*members.secretaries(turn.db), *members.holders(turn.db, Role.CLERK)]
    near = get_close_matches(words, {one.name for one in staff}, _NEAR, 0.5)
    guess = f"是{'、'.join(near)}吗？" if near else "可以写书记、党办同志的名字，或者写“党办”。"
    return f"没有担任职务的“{words}”。{guess}例：{EXAMPLE}"
