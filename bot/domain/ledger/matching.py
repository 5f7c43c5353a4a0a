"""Who of several ledgers is one person. What is certain is joined, what is likely is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations, product

from bot.domain.ledger.traits import (
    Sounds,
    Traits,
    alike,
    born_apart,
    branch_tail,
    called_apart,
    near_name,
    same_branch,
)

_Key = Callable[[Traits], Iterable[Hashable]]


class Gathering:
    """Rows gathered to persons; a row is known by its place in the list given.

    What is joined depends on what the rows say, never on their order: of each key either all rows that share
    it are joined, or none.
    """

    def __init__(self, traits: Sequence[Traits], owners: Sequence[int], sounds: Sounds) -> None:
        self._traits, self._owners, self._sounds = traits, owners, sounds
        self._person = list(range(len(traits)))
        self.people: dict[int, list[int]] = {place: [place] for place in self._person}
        self.by_branch: set[int] = set()  # rows that nothing but name and branch has joined

    def gather(self) -> list[list[int]]:
        """Join by identity number, then by name with birthday and telephone, one of them, or the branch."""
        self._by_number()
        self._by(_name_day_phone, self._may_join_surely)
        self._by(_name_phone, self._may_join)
        self._by(_name_day, self._may_join)
        before = {person: len(places) for person, places in self.people.items()}
        self._by(_name_branch, self._may_join_by_branch)
        for person, places in self.people.items():
            if len(places) != before[person]:
                self.by_branch.add(places[0])
        return list(self.people.values())

    def person(self, place: int) -> int:
        """Give which person a row was joined to."""
        return self._person[place]

    def join(self, persons: Iterable[int]) -> None:
        """Make one person of several."""
        first, *others = sorted(set(persons))
        for other in others:
            for place in self.people[other]:
                self._person[place] = first
            self.people[first] += self.people.pop(other)

    def _by_number(self) -> None:
        sharing: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, traits in enumerate(self._traits):
            if traits.number:
                sharing[traits.number][traits.name].append(place)
        for number in sorted(sharing):
            names = sharing[number]
            for places in names.values():
                self.join(places)
            if len(names) > 1 and self._all(
                self._are_one, {self._person[each[0]] for each in names.values()}
            ):
                self.join(self._person[each[0]] for each in names.values())

    def _by(self, key: _Key, may_join: Callable[[int, int], bool]) -> None:
        """Join all who share a key and may be joined two by two; of a key that is ambiguous, nobody."""
        sharing: dict[Hashable, set[int]] = defaultdict(set)
        for place, traits in enumerate(self._traits):
            if traits.name:
                for each in key(traits):
                    sharing[each].add(place)
        for _, places in sorted(
            (item for item in sharing.items() if len(item[1]) > 1), key=lambda item: str(item[0])
        ):
            persons = {self._person[place] for place in places}
            if len(persons) > 1 and self._all(may_join, persons):
                self.join(persons)

    @staticmethod
    def _all(may_join: Callable[[int, int], bool], persons: set[int]) -> bool:
        return len(persons) <= _MOST and all(may_join(a, b) for a, b in combinations(persons, 2))

    # May two persons be one?

    def _pairs(self, one: int, other: int) -> list[tuple[Traits, Traits]]:
        rows = product(self.people[one], self.people[other])
        return [(self._traits[a], self._traits[b]) for a, b in rows]

    def _overlap(self, one: int, other: int) -> bool:
        owners = {self._owners[place] for place in self.people[one]}
        return any(self._owners[place] in owners for place in self.people[other])

    def _are_one(self, one: int, other: int) -> bool:
        """Same identity number, names not the same: one person whose name was written otherwise?"""
        if self._overlap(one, other):
            return False
        for a, b in self._pairs(one, other):
            if not a.name or not b.name:
                continue
            if alike(a.name, b.name, self._sounds):
                if born_apart(a, b) and called_apart(a, b):
                    return False
            elif not near_name(a.name, b.name) or called_apart(a, b) or born_apart(a, b):
                return False
        return True

    def _numbers_agree(self, one: int, other: int) -> bool:
        numbers = {self._traits[place].number for each in (one, other) for place in self.people[each]}
        return len(numbers - {""}) < 2

    def _may_join_surely(self, one: int, other: int) -> bool:
        return self._numbers_agree(one, other)

    def _may_join(self, one: int, other: int) -> bool:
        if not self._numbers_agree(one, other) or any(born_apart(a, b) for a, b in self._pairs(one, other)):
            return False
        # Within one ledger, a name with one more thing in common may be two people; with the branch, hardly.
        return not self._overlap(one, other) or all(same_branch(a, b) for a, b in self._pairs(one, other))

    def _may_join_by_branch(self, one: int, other: int) -> bool:
        if self._overlap(one, other) or not self._numbers_agree(one, other):
            return False
        return not any(_tell_apart(a, b) for a, b in self._pairs(one, other))


_MOST = 12  # persons that share a key; more are no typing errors


def _tell_apart(one: Traits, other: Traits) -> bool:
    """Whether name and branch are not enough: something else is known of both and does not agree."""
    if born_apart(one, other) or called_apart(one, other) or not same_branch(one, other):
        return True
    a, b = one.number or one.wrong_number, other.number or other.wrong_number
    # A number that lost its digits still begins like the whole one.
    return bool(a and b) and len(a) == len(b) and a[:14] != b[:14] and a[6:] != b[6:]


def _name_day_phone(traits: Traits) -> Iterable[Hashable]:
    return ((traits.name, day, phone) for day in traits.birthdays for phone in traits.phones)


def _name_phone(traits: Traits) -> Iterable[Hashable]:
    return ((traits.name, phone) for phone in traits.phones)


def _name_day(traits: Traits) -> Iterable[Hashable]:
    return ((traits.name, day) for day in traits.birthdays)


def _name_branch(traits: Traits) -> Iterable[Hashable]:
    return ((traits.name, branch_tail(traits.branch)),) if traits.branch else ()
