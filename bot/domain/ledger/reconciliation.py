"""Ledgers laid side by side: who is who, what differs, who is missing where, what stands twice."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.field import Field
from bot.domain.ledger.comparing import Comparison, Difference, Person, Row
from bot.domain.ledger.likely import find_likely
from bot.domain.ledger.matching import Gathering
from bot.domain.ledger.table import Entry, Ledger
from bot.domain.ledger.traits import Sounds, Traits, traits_of
from bot.domain.ledger.values import Value


@dataclass(frozen=True, slots=True)
class Likely:
    """Two persons who may be one, with the reasons; `joined` where people have said that they are."""

    key: str
    one: Person
    other: Person
    reasons: tuple[str, ...]
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A cell that cannot be used, or was used and is written oddly."""

    ledger: int
    entry: Entry
    field: str
    value: Value


@dataclass(frozen=True)
class Reconciliation:
    """What came out. All of it can be made again from the same ledgers and the same pairs joined."""

    ledgers: tuple[Ledger, ...]
    people: tuple[Person, ...]  # each row of each ledger is in exactly one of them
    differences: tuple[Difference, ...]
    likely: tuple[Likely, ...]
    findings: tuple[Finding, ...]
    same: Mapping[str, int]  # how many persons agree, by field
    merged: Mapping[str, str]  # key of a person before pairs were joined → the key now
    by_branch: frozenset[str]  # keys of persons put together by name and branch alone

    @cached_property
    def partial(self) -> tuple[Person, ...]:
        """Who is not in every ledger."""
        return tuple(person for person in self.people if len(person.ledgers) < len(self.ledgers))

    @cached_property
    def doubles(self) -> tuple[Person, ...]:
        """Who stands in one ledger more than once."""
        return tuple(person for person in self.people if len(person.rows) > len(person.ledgers))

    def in_doubt(self, apart: Collection[str]) -> frozenset[str]:
        """Give the keys of the persons who may stand under another row, unless people said they do not."""
        open_ = [pair for pair in self.likely if not pair.joined and pair.key not in apart]
        return frozenset(person.key for pair in open_ for person in (pair.one, pair.other))

    @cached_property
    def by_key(self) -> Mapping[str, Difference]:
        """The differences by their key."""
        return {difference.key: difference for difference in self.differences}


def reconcile(ledgers: Sequence[Ledger], sounds: Sounds, joined: Collection[str] = ()) -> Reconciliation:
    """Lay ledgers side by side.

    `sounds` gives how a name sounds and looks; `joined` holds the keys of the likely pairs that people have
    said to be one person.
    """
    rows = [Row(at, entry) for at, ledger in enumerate(ledgers) for entry in ledger.entries]
    traits = [traits_of(row.entry) for row in rows]
    owners = [row.ledger for row in rows]
    gathering = Gathering(traits, owners, sounds)
    gathering.gather()
    keys = _keys(gathering.people, traits, rows)
    by_branch = {gathering.person(place) for place in gathering.by_branch}
    likely = find_likely(gathering.people, traits, owners, sounds, len(ledgers))
    before = {person: _person(keys[person], places, rows) for person, places in gathering.people.items()}
    pairs = [
        (pair, score, Likely(key, before[pair[0]], before[pair[1]], reasons, key in joined))
        for pair, (score, reasons) in likely.items()
        if (key := _digest("+".join(sorted(keys[person] for person in pair))))
    ]
    for pair, _, each in pairs:
        if each.joined:
            gathering.join(gathering.person(place) for place in pair)
    people = [
        before[person] if len(places) == len(before[person].rows) else _merged(places, rows, before)
        for person, places in gathering.people.items()
    ]
    people.sort(key=lambda person: (person.branch, person.name, person.key))
    comparison = Comparison(ledgers)
    return Reconciliation(
        tuple(ledgers),
        tuple(people),
        tuple(each for person in people for each in comparison.differences(person)),
        tuple(each for _, _, each in sorted(pairs, key=lambda one: (-one[1], one[2].key))),
        tuple(_findings(rows)),
        comparison.same,
        _moved(before, people),
        frozenset(keys[place] for place in by_branch),
    )


def _keys(
    people: Mapping[int, Sequence[int]], traits: Sequence[Traits], rows: Sequence[Row]
) -> dict[int, str]:
    """Give each person a key out of what the rows say; where that is the same, by what else they say."""
    saying: dict[str, list[int]] = defaultdict(list)
    for person, places in people.items():
        saying[min(_saying(traits[place]) for place in places)].append(person)
    keys = {}
    for said, persons in saying.items():
        ranked = persons
        if len(persons) > 1:
            ranked = sorted(persons, key=lambda one: sorted(_content(rows[at]) for at in people[one]))
        for rank, person in enumerate(ranked):
            keys[person] = _digest(f"{said}#{rank}")
    return keys


def _saying(traits: Traits) -> str:
    return f" {traits.number}" if traits.number else f"{traits.name}|{traits.branch}"


def _content(row: Row) -> tuple[int, str, tuple[str, ...]]:
    shown = sorted(f"{field}={row.entry.values[at].shown}" for field, at in row.entry.places.items())
    return row.ledger, row.entry.sheet, tuple(shown)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _person(key: str, places: Sequence[int], rows: Sequence[Row]) -> Person:
    own = sorted(
        (rows[place] for place in places), key=lambda row: (row.ledger, row.entry.sheet, row.entry.number)
    )
    return Person(key, _most(own, Field.NAME), _most(own, Field.BRANCH), _number(own), tuple(own))


def _merged(places: Sequence[int], rows: Sequence[Row], before: Mapping[int, Person]) -> Person:
    """Make the person of several that people joined; the key is that of the one with an identity number."""
    parts = [before[place] for place in places if place in before]
    first = min(parts, key=lambda part: (not part.number, part.key))
    return _person(first.key, places, rows)


def _moved(before: Mapping[int, Person], people: Sequence[Person]) -> dict[str, str]:
    now = {
        (row.ledger, row.entry.sheet, row.entry.number): person.key
        for person in people
        for row in person.rows
    }
    moved = {}
    for person in before.values():
        row = person.rows[0]
        key = now[row.ledger, row.entry.sheet, row.entry.number]
        if key != person.key:
            moved[person.key] = key
    return moved


def _most(rows: Sequence[Row], field: str) -> str:
    """Give what most rows say, as the first of them writes it."""
    values = [value for row in rows if (value := row.entry.value(field)).shown]
    count = Counter(value.key or value.shown for value in values)
    if not count:
        return ""
    best = max(count, key=lambda key: (count[key], key))
    return next(value.shown for value in values if (value.key or value.shown) == best)


def _number(rows: Sequence[Row]) -> str:
    """Give the valid identity number of a person; nothing where the rows hold two."""
    found = {key for row in rows if (key := row.entry.value(Field.ID_NUMBER).key)}
    return found.pop() if len(found) == 1 else ""


def _findings(rows: Sequence[Row]) -> list[Finding]:
    return [
        Finding(row.ledger, row.entry, field, value)
        for row in rows
        for field, at in row.entry.places.items()
        if (value := row.entry.values[at]).problem or value.remark
    ]
