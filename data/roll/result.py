"""What an import did, or would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.roll import Refusal


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; `missing` are those on the roll whom the table does not name."""

    new: int
    changed: int
    unchanged: int
    refused: tuple[Refusal, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    cells: tuple[Refusal, ...] = ()  # not taken, while the rest of their rows was
    fields: Mapping[str, int] = field(default_factory=dict)  # of the changed, how many in which field
    people: tuple[int, ...] = ()  # who is new or changed

    @property
    def problems(self) -> tuple[Refusal, ...]:
        """The rows and cells not taken, as they stand in the table."""
        return tuple(sorted((*self.refused, *self.cells), key=lambda one: one.number))
