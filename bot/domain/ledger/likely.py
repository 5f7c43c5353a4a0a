"""Who may be one person, for people to decide: pairs with the reasons, the likeliest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from bot.domain.ledger.traits import ENOUGH, ENOUGH_WITHIN, Sounds, Traits, branch_tail, weigh

_MOST = 60  # persons that share a key; with more, the key tells nothing

Pair = tuple[int, int]


def find_likely(
    people: Mapping[int, Sequence[int]],
    traits: Sequence[Traits],
    owners: Sequence[int],
    sounds: Sounds,
    ledgers: int,
) -> dict[Pair, tuple[float, tuple[str, ...]]]:
    """Find the pairs of persons that are near each other, with their weight and reasons.

    Persons that no ledger holds both of are compared by name, sound, telephone, birthday and branch; those
    one ledger tells apart only where they share an identity number, or a name with birthday or telephone.
    """
    held = {person: frozenset(owners[place] for place in places) for person, places in people.items()}
    lacking = {person for person in people if len(held[person]) < ledgers}
    found = {}
    pairs = _sharing(people, traits, sounds, lacking) | _clashing(people, traits)
    for one, other in pairs:
        within = bool(held[one] & held[other])
        weighed = (weigh(traits[a], traits[b], sounds) for a in people[one] for b in people[other])
        score, reasons = max(weighed, key=lambda each: each[0])
        if score >= (ENOUGH_WITHIN if within else ENOUGH):
            found[one, other] = (score, (*reasons, "同一本账里各有一行") if within else reasons)
    return found


def _sharing(
    people: Mapping[int, Sequence[int]], traits: Sequence[Traits], sounds: Sounds, lacking: set[int]
) -> set[Pair]:
    sharing: dict[Hashable, set[int]] = defaultdict(set)
    for person in lacking:
        for place in people[person]:
            for key in _keys(traits[place], sounds):
                sharing[key].add(person)
    return set(_pairs(sharing.values()))


def _keys(traits: Traits, sounds: Sounds) -> Iterator[Hashable]:
    name, tail = traits.name, branch_tail(traits.branch)
    if name:
        yield "name", name
        yield from (("sound", sound, tail) for sound in sounds(name))
        for day in traits.birthdays:
            yield from (("sound", sound, day) for sound in sounds(name))
        if tail and len(name) > 1:
            yield from (("near", name[:at] + "*" + name[at + 1 :], tail) for at in range(len(name)))
    yield from (("phone", phone) for phone in traits.phones)
    yield from (("day", day) for day in traits.birthdays)
    if traits.number or traits.wrong_number:
        yield "number", traits.number or traits.wrong_number


def _clashing(people: Mapping[int, Sequence[int]], traits: Sequence[Traits]) -> set[Pair]:
    sharing: dict[Hashable, set[int]] = defaultdict(set)
    for person, places in people.items():
        for one in (traits[place] for place in places):
            if one.number:
                sharing["number", one.number].add(person)
            if one.name:
                for each in (*one.phones, *one.birthdays):
                    sharing[one.name, each].add(person)
    return set(_pairs(sharing.values()))


def _pairs(groups: Iterable[set[int]]) -> Iterator[Pair]:
    for persons in groups:
        if 1 < len(persons) <= _MOST:
            yield from combinations(sorted(persons), 2)
