"""The rows of one person compared field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.field import Field
from bot.domain.ledger.columns import is_comparable
from bot.domain.ledger.proposing import Proposal, Source, kinds, propose, told_by_number
from bot.domain.ledger.table import Entry, Ledger
from bot.domain.ledger.values import DAYS


class Kind(StrEnum):
    """How the ledgers do not agree."""

    DIFFERS = "不一样"
    EMPTY = "有一处空着"
    INVALID = "有一处无效"
    AGAINST_NUMBER = "和身份证号不符"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a ledger, by the ledger's place in the list."""

    ledger: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Person:
    """Rows that tell of one person; `key` stays the same from run to run."""

    key: str
    name: str
    branch: str
    number: str
    rows: tuple[Row, ...]

    @property
    def ledgers(self) -> frozenset[int]:
        """Which ledgers hold the person."""
        return frozenset(row.ledger for row in self.rows)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a person's rows do not agree."""

    person: Person
    field: str
    kind: Kind
    sources: tuple[Source, ...]
    proposal: Proposal | None

    @property
    def key(self) -> str:
        """The same from run to run, whatever the order of rows and columns."""
        return f"{self.person.key}:{self.field}"

    def said_by(self, ledger: int) -> str:
        """Give what a ledger says, several rows of it with a stroke between."""
        return " / ".join(dict.fromkeys(one.value.shown for one in self.sources if one.ledger == ledger))


@dataclass(slots=True)
class Comparison:
    """Compares persons, and counts what agrees."""

    ledgers: Sequence[Ledger]
    same: Counter[str] = field(default_factory=Counter)
    fields: list[str] = field(init=False)
    _holds: list[frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Compare what a record has in any ledger; anything else only where two ledgers have it."""
        count = Counter(name for ledger in self.ledgers for name in ledger.fields)
        known = [name for name in Field if name in count]
        shared = sorted(name for name in count if name not in known and count[name] > 1)
        self._holds = [frozenset(ledger.fields) for ledger in self.ledgers]
        self.fields = [name for name in (*known, *shared) if is_comparable(name)]

    def differences(self, person: Person) -> Iterator[Difference]:
        """Give what does not agree of one person."""
        for name in self.fields:
            rows = [row for row in person.rows if name in self._holds[row.ledger]]
            keys = {row.entry.value(name).key for row in rows}
            if len(keys) == 1 and told_by_number(name, person.number) in {None, *keys}:
                self.same[name] += None not in keys
                continue
            sources = [Source(row.ledger, row.entry, row.entry.value(name)) for row in rows]
            kind = self._kind(name, sources, person.number)
            if kind:
                proposal = propose(name, sources, person.number)
                yield Difference(person, name, kind, tuple(sources), proposal)
            elif any(source.value.key for source in sources):
                self.same[name] += 1

    def _kind(self, name: str, sources: Sequence[Source], number: str) -> Kind | None:
        told = told_by_number(name, number)
        if told and not self._agree(name, [told], sources):
            return Kind.AGAINST_NUMBER
        usable = [source for source in sources if source.value.key]
        if len(kinds(name, usable)) > 1 and not self._same_month(name, usable):
            return Kind.DIFFERS
        if not usable or len(usable) == len(sources):
            return None
        invalid = any(source.value.problem for source in sources)
        return Kind.INVALID if invalid else Kind.EMPTY

    def _agree(self, name: str, told: Sequence[str], sources: Sequence[Source]) -> bool:
        return all(
            key in told or (self._by_month(name, source) and told[0].startswith(key))
            for source in sources
            if (key := source.value.key)
        )

    def _same_month(self, name: str, sources: Sequence[Source]) -> bool:
        """Whether days differ only because a ledger's column holds months."""
        if name not in DAYS:
            return False
        days = {key for one in sources if (key := one.value.key) and not self._by_month(name, one)}
        months = {key for one in sources if (key := one.value.key) and self._by_month(name, one)}
        return len(days) < 2 and len({key[:7] for key in days | months}) == 1

    def _by_month(self, name: str, source: Source) -> bool:
        return name in self.ledgers[source.ledger].by_month
