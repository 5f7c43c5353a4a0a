"""When two entries of the roll are the same person, and when two names are the same branch."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Person(Protocol):
    """What tells one person from another of the same name; `branch` may be anything that compares."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def phone(self) -> str | None: ...  # noqa: D102
    @property
    def birthday(self) -> date | None: ...  # noqa: D102
    @property
    def id_number(self) -> str | None: ...  # noqa: D102
    @property
    def branch_key(self) -> str | None: ...  # noqa: D102


P = TypeVar("P", bound=Person)

_DIGITS = "零一二三四五六七八九"


def same_people(person: Person, others: Iterable[P]) -> list[P]:
    """List those of the others who are this person, by the strongest evidence; more than one: unsure.

    The same identity number is the same person, whatever the name; two of them are two people. Else the
    same name with the same telephone or the same birthday is. Where neither can be compared, because one
    side does not know it, the same name in the same branch is; so is a name without a branch (a clerk who
    was made known before the roll was).
    """
    others = list(others)
    if proven := [other for other in others if _alike(person.id_number, other.id_number)]:
        return proven
    named = [other for other in others if other.name == person.name and not _are_two(person, other)]
    sure = [
        other
        for other in named
        if _alike(person.phone, other.phone) or _alike(person.birthday, other.birthday)
    ]
    return sure or [other for other in named if _near(person, other) and not comparable(person, other)]


def comparable(one: Person, other: Person) -> bool:
    """Whether telephone or birthday is known of both."""
    phones = one.phone is not None and other.phone is not None
    return phones or (one.birthday is not None and other.birthday is not None)


def branch_key(name: str) -> str:
    """Give what two spellings of one branch have in common: 第1党支部, 一支部 and 第一支部 are the same."""
    word = re.sub(r"\s", "", name).replace("党支部", "支部")
    word = re.sub(r"\d{1,2}(?=支部)", lambda match: _chinese(int(match[0])), word)
    return re.sub(r"第(?=[零一二三四五六七八九十百]+支部)", "", word)


def _chinese(number: int) -> str:
    """Write a number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    return (
        (_DIGITS[tens] if tens > 1 else "")
        + ("十" if tens else "")
        + (_DIGITS[ones] if ones or not tens else "")
    )


def _near(one: Person, other: Person) -> bool:
    return one.branch_key == other.branch_key or one.branch_key is None or other.branch_key is None


def _are_two(one: Person, other: Person) -> bool:
    """Whether their identity numbers prove that they are two."""
    return None not in (one.id_number, other.id_number) and one.id_number != other.id_number


def _alike(one: object, other: object) -> bool:
    return one is not None and one == other
