"""The roll as a spreadsheet: a row a person, the columns of Field, every cell text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlite_utils import Database

from bot.domain.field import Field
from bot.domain.record import show_value
from bot.sheets.book import Page, write_book
from data import label as labels
from data import record as records
from data.record import FIELDS

_HEADINGS = ("编号", *(field.value for field in FIELDS), "标签")


def write(db: Database, path: Path, numbers: Sequence[int], *, masked: bool) -> None:
    """Write these people's records, in this order, for the owner of the file only; `masked` hides numbers."""
    known, worn = records.of_ids(db, numbers), labels.everything(db)
    rows = [_row(number, known[number], worn.get(number, []), masked=masked) for number in numbers]
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_book(path, [Page("花名册", _HEADINGS, rows)])


def _row(
    number: int, record: Mapping[Field, str | None], worn: Sequence[str], *, masked: bool
) -> list[str | None]:
    cells = [
        show_value(field, value, masked=masked) if (value := record[field]) is not None else None
        for field in FIELDS
    ]
    return [str(number), *cells, "、".join(worn)]
