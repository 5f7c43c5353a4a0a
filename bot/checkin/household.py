"""Several people behind one account, an old couple: whom its words are about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.context import Turn
from bot.domain.checkin import Report
from bot.domain.member import Member
from data import account as accounts

_PAIR = (
    "(?:[我咱俺]们?[俩两](?:口子|个人?|人)?|老?两口子?|俩人|两个人|我们二人"
    "|[我俺][和跟与]老[伴公婆]子?|老[伴公婆]子?[和跟与][我俺])"
)
# 一切都好 is said by one.
_ALL = re.compile(rf"{_PAIR}|^\W*(?:平安\W*)?(?:[我咱俺]们)?都(?=很?[平好安]|没事)")
_JOIN = r"[\s、,，和跟与]+"


@dataclass(frozen=True, slots=True)
class Shared:
    """Words said for people behind the sender's account: for whom, and what without the names."""

    people: tuple[Member, ...]
    words: str
    own: bool  # whether for whom the account is bound to, too


def others(turn: Turn) -> list[Member]:
    """List who stands behind the sender's account beside whom it is bound to."""
    return accounts.companions(turn.db, turn.incoming.sender) if turn.who else []


def scope(turn: Turn) -> list[Member]:
    """List whom the sender may report for, who shares the account among them."""
    people = turn.people_in_scope()
    known = {person.id for person in people}
    return people + [person for person in others(turn) if person.id not in known]


def spread(turn: Turn, text: str, reports: Sequence[Report]) -> tuple[Report, ...]:
    """Give a report that says 我俩 for each of those behind the account."""
    beside = others(turn)
    if not beside or len(reports) != 1 or reports[0].subject or not _ALL.search(text):
        return tuple(reports)
    return (reports[0], *(replace(reports[0], subject=person.name) for person in beside))


def find(turn: Turn, name: str) -> Member | None:
    """Give who of this name shares the sender's account."""
    return next((person for person in others(turn) if person.name == name), None)


def split(turn: Turn) -> Shared | None:
    """Tell for whom words are said that name somebody behind the account (李桂英收到), or all (我俩都去)."""
    beside = others(turn)
    if not beside:
        return None
    own = turn.actor.member.name
    name = "|".join(re.escape(one) for one in (own, *(person.name for person in beside)))
    named = re.fullmatch(
        rf"(?:我是)?(?P<names>(?:{name})(?:(?:{_JOIN})?(?:{name}))*)(?:同志)?[\s,，:：。]*[也都已]*(?P<rest>.+)",
        turn.text,
        re.DOTALL,
    )
    if named:
        people = tuple(person for person in beside if person.name in named["names"])
        return Shared(people, named["rest"], own in named["names"]) if people else None
    pair = re.search(rf"{_PAIR}[都也已]*", turn.text)
    if pair is None:
        return None
    rest = (turn.text[: pair.start()] + turn.text[pair.end() :]).strip(" ，,。：:")
    return Shared(tuple(beside), rest, own=True) if rest else None
