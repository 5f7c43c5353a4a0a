"""Whom of the roll a person of the ledgers is: by identity number, else by name and one thing more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from bot.domain.field import Field
from bot.domain.ledger import Person
from bot.domain.roll import branch_key
from data import record as records
from data.difference import Whose

_Record = Mapping[Field, str | None]


@dataclass(slots=True)
class Roll:
    """Everybody of the roll by identity number and name."""

    people: Mapping[int, _Record]
    _by_number: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, db: Database) -> Roll:
        """Read the store once."""
        roll = cls(records.everybody(db))
        for number, record in roll.people.items():
            roll._by_number[record[Field.ID_NUMBER] or ""].append(number)
            roll._by_name[record[Field.NAME] or ""].append(number)
        return roll

    def whose(self, person: Person) -> Whose:
        """Give the member number and branch; None where nobody or more than one fits."""
        number = self._whom(person)
        return Whose(number, None if number is None else self.people[number][Field.BRANCH])

    def _whom(self, person: Person) -> int | None:
        proven = self._by_number[person.number] if person.number else []
        if proven:
            return proven[0] if len(proven) == 1 else None
        fitting = [one for one in self._by_name[person.name] if self._fits(self.people[one], person)]
        return fitting[0] if len(fitting) == 1 else None

    def _fits(self, record: _Record, person: Person) -> bool:
        """Whether no number speaks against it, and birthday, telephone or branch for it."""
        if person.number and record[Field.ID_NUMBER] and record[Field.ID_NUMBER] != person.number:
            return False
        said = {
            name: {value.key for row in person.rows if (value := row.entry.value(name)).key}
            for name in (Field.BIRTHDAY, Field.PHONE)
        }
        if any(record[name] in keys for name, keys in said.items()):
            return True
        branch = record[Field.BRANCH]
        return bool(branch and person.branch and branch_key(branch) == branch_key(person.branch))
