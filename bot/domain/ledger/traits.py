"""What tells one person from another, taken out of a row once, and how two rows agree in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.domain.field import Field
from bot.domain.ledger.identity import birthday_of
from bot.domain.ledger.table import Entry
from bot.domain.ledger.values import phones

Sounds = Callable[[str], Collection[str]]  # of a name: two that share one are heard or drawn alike

# What each agreement is worth; a pair is shown from ENOUGH on. Nothing here ever joins anybody.
ENOUGH = 3.0
ENOUGH_WITHIN = 4.5  # where one ledger holds both as two people
_SAME_NAME, _LIKE_NAME, _NEAR_NAME = 3.0, 2.0, 1.5
_TAIL = re.compile(r"[零一二三四五六七八九十百]+支部$")


@dataclass(frozen=True, slots=True)
class Traits:
    """What a row tells of a person; `wrong_number` is an identity number that is not valid."""

    name: str
    number: str
    wrong_number: str
    birthdays: frozenset[str]
    month: str
    phones: frozenset[str]
    branch: str


def traits_of(entry: Entry) -> Traits:
    """Take the traits out of a row; the identity number tells a birthday, too."""
    number = entry.value(Field.ID_NUMBER)
    birthday = entry.value(Field.BIRTHDAY).key or ""
    days = {birthday} if len(birthday) == 10 else set[str]()
    if number.key:
        days.add(birthday_of(number.key))
    return Traits(
        entry.value(Field.NAME).key or "",
        number.key or "",
        re.sub(r"\s|'", "", number.shown).upper() if number.problem else "",
        frozenset(days),
        birthday[:7],
        frozenset(phones(entry.value(Field.PHONE))),
        entry.value(Field.BRANCH).key or "",
    )


def branch_tail(branch: str) -> str:
    """Give the part that all spellings of a branch end with."""
    found = _TAIL.search(branch)
    return found[0] if found else branch


def same_branch(one: Traits, other: Traits) -> bool:
    """Whether both name one branch, with or without the committee before it."""
    a, b = one.branch, other.branch
    return bool(a and b) and (a.endswith(b) or b.endswith(a))


def born_apart(one: Traits, other: Traits) -> bool:
    """Whether both are known to be born, on different days or in different months."""
    if one.birthdays and other.birthdays:
        return one.birthdays.isdisjoint(other.birthdays)
    months = [
        {day[:7] for day in each.birthdays} or ({each.month} if each.month else set())
        for each in (one, other)
    ]
    return all(months) and months[0].isdisjoint(months[1])


def called_apart(one: Traits, other: Traits) -> bool:
    """Whether both have a telephone, and not the same."""
    return bool(one.phones and other.phones) and one.phones.isdisjoint(other.phones)


def alike(one: str, other: str, sounds: Sounds) -> bool:
    """Whether two names are one that was heard, drawn or cut otherwise."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return (len(short) > 1 and short in long) or not set(sounds(one)).isdisjoint(sounds(other))


def near_name(one: str, other: str) -> bool:
    """Whether two names differ in one character only."""
    return len(one) > 1 and _slip(one, other)


def weigh(one: Traits, other: Traits, sounds: Sounds) -> tuple[float, tuple[str, ...]]:
    """Give how likely two rows are one person, and the reasons for and against, for the office."""
    name, said = _weigh_name(one.name, other.name, sounds)
    parts = [(name, said), *_weigh_numbers(one, other), *_weigh_days(one, other), *_weigh_rest(one, other)]
    score = sum(weight for weight, _ in parts)
    if name == 0 and score < ENOUGH + 1:
        return 0.0, ()
    return score, tuple(reason for _, reason in parts if reason)


def _weigh_name(one: str, other: str, sounds: Sounds) -> tuple[float, str]:
    if not one or not other:
        return 0.0, "有一处没有姓名"
    if one == other:
        return _SAME_NAME, "姓名相同"
    if alike(one, other, sounds):
        return _LIKE_NAME, "姓名同音、形近或少写了一部分"
    if near_name(one, other):
        return _NEAR_NAME, "姓名差一个字"
    return 0.0, "姓名不同"


def _weigh_numbers(one: Traits, other: Traits) -> list[tuple[float, str]]:
    if one.number and one.number == other.number:
        return [(4.0, "身份证号相同")]
    a, b = one.number or one.wrong_number, other.number or other.wrong_number
    if not a or not b:
        return []
    if _slip(a, b):
        return [(2.0, "身份证号只差一位或两位颠倒")]
    return [(-2.0, "身份证号不同")] if one.number and other.number else []


def _weigh_days(one: Traits, other: Traits) -> list[tuple[float, str]]:
    if one.birthdays & other.birthdays:
        return [(2.0, "出生日期相同")]
    if not born_apart(one, other):
        return []
    if any(_near_day(a, b) for a in one.birthdays for b in other.birthdays):
        return [(1.0, "出生日期只差年、月、日中的一项")]
    return [(-1.0, "出生日期不同")]


def _weigh_rest(one: Traits, other: Traits) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    if one.phones & other.phones:
        found.append((2.0, "电话相同"))
    elif any(_slip(a, b) for a in one.phones for b in other.phones):
        found.append((1.0, "电话只差一位或两位颠倒"))
    elif called_apart(one, other):
        found.append((-0.5, "电话不同"))
    if same_branch(one, other):
        found.append((1.0, "支部相同"))
    return found


def _near_day(one: str, other: str) -> bool:
    a, b = one.split("-"), other.split("-")
    return sum(x == y for x, y in zip(a, b, strict=True)) == 2 or (a[0] == b[0] and a[1:] == b[:0:-1])


def _slip(one: str, other: str) -> bool:
    """Whether two texts of one length differ in one place, or in two neighbours that changed places."""
    if len(one) != len(other):
        return False
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) == 2:
        x, y = apart
        return y == x + 1 and one[x] == other[y] and one[y] == other[x]
    return len(apart) == 1
