"""How a ledger writes things itself: its form of days, its spelling of branches, numbers or text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.field import Field
from bot.domain.ledger.table import Ledger, cell_of
from bot.domain.ledger.values import DAYS, Value, clean
from bot.domain.roll.cells import Cell

_SPELLED = frozenset({Field.BRANCH, Field.SCHOOLING, Field.ETHNICITY, Field.SEX, Field.STANDING})
_WRITTEN_DAY = re.compile(r"(\d{4})(\D?)(\d{1,2})(?:(\D?)(\d{1,2})(\D?)|(月?))$")
_COMPACT_DAY = re.compile(r"(\d{4})()(\d\d)(?:()(\d\d))?()()")


@dataclass(frozen=True, slots=True)
class _DayForm:
    """Year, sign, month, sign, day, sign; `real` for a cell that holds a date and not text."""

    real: bool = False
    signs: tuple[str, str, str] = ("-", "-", "")
    whole: bool = True
    padded: bool = True

    def write(self, key: str) -> Cell:
        if self.real and len(key) == 10:
            return date.fromisoformat(key)
        year, month, *day = key.split("-")
        if not self.padded:
            month, day = str(int(month)), [str(int(each)) for each in day]
        first, second, last = self.signs
        if self.whole and day:
            return f"{year}{first}{month}{second}{day[0]}{last}"
        return f"{year}{first}{month}{second if second == '月' else ''}"


@dataclass(slots=True)
class Writer:
    """Writes values as the ledger's own columns are written."""

    ledger: Ledger
    _forms: dict[str, _DayForm] = field(default_factory=dict)
    _spellings: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def write(self, name: str, value: Value) -> Cell:
        """Give the cell for a value of a field."""
        key = value.key or ""
        if name in DAYS:
            form = self._forms.get(name) or self._forms.setdefault(name, self._day_form(name))
            return form.write(key)
        if name == Field.ID_NUMBER:
            return key
        if name == Field.PHONE:
            return int(key) if key.isdigit() and self._in_numbers(name) and not key.startswith("0") else key
        if name in _SPELLED:
            spelling = self._spellings.get(name) or self._spellings.setdefault(name, self._spelling(name))
            return spelling.get(key, value.shown)
        return value.shown

    def _cells(self, name: str) -> list[Cell]:
        columns = {sheet.name: sheet.heading.columns.get(name, ()) for sheet in self.ledger.sheets.values()}
        cells = (cell_of(entry.cells, columns[entry.sheet])[1] for entry in self.ledger.entries[:2000])
        return [cell for cell in cells if cell is not None]

    def _in_numbers(self, name: str) -> bool:
        cells = self._cells(name)
        return sum(isinstance(cell, int | float) for cell in cells) * 2 > len(cells)

    def _spelling(self, name: str) -> Mapping[str, str]:
        count: dict[str, Counter[str]] = {}
        for entry in self.ledger.entries:
            value = entry.value(name)
            if value.key:
                count.setdefault(value.key, Counter())[value.shown] += 1
        return {key: shown.most_common(1)[0][0] for key, shown in count.items()}

    def _day_form(self, name: str) -> _DayForm:
        cells = self._cells(name)
        if not cells or sum(isinstance(cell, date) for cell in cells) * 2 > len(cells):
            return _DayForm(real=bool(cells))
        found: Counter[tuple[tuple[str, str, str], bool]] = Counter()
        padded = False
        for cell in cells:
            text = clean(cell).split(" ")[0]
            if match := _COMPACT_DAY.fullmatch(text) or _WRITTEN_DAY.fullmatch(text):
                _, first, month, second, day, last, alone = match.groups(default="")
                found[(first, second or alone, last), bool(day)] += 1
                padded = padded or month.startswith("0") or day.startswith("0")
        if not found:
            return _DayForm()
        (signs, whole), _ = found.most_common(1)[0]
        return _DayForm(False, signs, whole, padded or not signs[0])
