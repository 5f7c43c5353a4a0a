"""Who is on the roll already, as an import looks people up: read once, then followed in memory."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlite_utils import Database

from bot.domain.field import Field
from bot.domain.member import Status
from bot.domain.roll import RollRow, branch_key, same_people
from data import record as records


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the store, as `same_people` compares."""

    id: int
    record: dict[Field, str | None]

    @property
    def name(self) -> str:
        """The name."""
        return self.record[Field.NAME] or ""

    @property
    def phone(self) -> str | None:
        """The telephone."""
        return self.record[Field.PHONE]

    @property
    def birthday(self) -> date | None:
        """The birthday."""
        day = self.record[Field.BIRTHDAY]
        return date.fromisoformat(day) if day else None

    @property
    def id_number(self) -> str | None:
        """The identity number."""
        return self.record[Field.ID_NUMBER]

    @property
    def branch(self) -> str | None:
        """The branch's name."""
        return self.record[Field.BRANCH]

    @property
    def branch_key(self) -> str | None:
        """What the spellings of the branch have in common."""
        return branch_key(self.branch) if self.branch else None

    @property
    def status(self) -> Status:
        """Where the membership stands."""
        return Status(self.record[Field.STATUS] or Status.ACTIVE)


@dataclass(slots=True)
class Register:
    """Everybody known, by number, name and identity number."""

    people: dict[int, Known] = field(default_factory=dict)
    _by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_number: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, db: Database) -> Register:
        """Read the store once: a look for each of 23,000 rows would take longer than all the rest."""
        register = cls()
        for number, record in records.everybody(db).items():
            register.note(number, record)
        return register

    def note(self, number: int, record: dict[Field, str | None]) -> None:
        """Note somebody's record, new or changed."""
        person = self.people[number] = Known(number, record)
        for index, key in ((self._by_name, person.name), (self._by_number, person.id_number)):
            if key and number not in index[key]:
                index[key].append(number)

    def named(self, name: str) -> list[Known]:
        """List who bears a name."""
        return [one for number in self._by_name.get(name, ()) if (one := self.people[number]).name == name]

    def same_as(self, row: RollRow) -> list[Known]:
        """List whom a row may tell of; more than one: unsure."""
        proven = [self.people[number] for number in self._by_number.get(row.id_number or "", ())]
        return same_people(row, proven + [one for one in self.named(row.name) if one not in proven])

    def whom_phone_says(self, row: RollRow) -> Known | None:
        """Give who bears the row's name and telephone, or birthday, under another identity number."""
        alike = (
            one
            for one in self.named(row.name)
            if one.id_number and row.id_number and one.id_number != row.id_number
        )
        return next((one for one in alike if row.phone and one.phone == row.phone), None)
