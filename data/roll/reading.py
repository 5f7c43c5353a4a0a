"""A spreadsheet's file read as a roll, and brought into the store in one go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path

from sqlite_utils import Database

from bot.domain import record
from bot.domain.record import Readers
from bot.domain.roll import Roll, RollError, read_roll
from bot.sheets import read_sheets
from data.roll.importing import import_roll
from data.roll.result import ImportResult

ZoneOf = Callable[[str], str | None]


def load(
    path: Path, db: Database, *, committee: str, now: datetime, readers: Readers, zone_of: ZoneOf
) -> ImportResult:
    """Read the spreadsheet and import it, all or nothing; `now` is on the committee's clock.

    Raises SheetError for a file that cannot be read, RollError for one without names and branches.
    """
    roll = read_file(path, today=now.date(), readers=readers, zone_of=zone_of)
    return import_roll(db, roll, committee=committee, now=now, reason=path.name)


def read_file(path: Path, *, today: date, readers: Readers, zone_of: ZoneOf) -> Roll:
    """Read the first sheet that is a roll: the first of all is often an explanation.

    Where the table names no time zone, `zone_of` gives that of the residence (IANA, or None).
    Raises as `load` does.
    """
    roll, zone_of = _read_first(path, today, readers), cache(zone_of)
    rows = tuple(
        replace(row, timezone=row.timezone or (zone_of(row.residence) if row.residence else None))
        for row in roll.rows
    )
    return replace(roll, rows=rows)


def _read_first(path: Path, today: date, readers: Readers) -> Roll:
    sheets = read_sheets(path)
    read_more = partial(record.read_value, today=today, readers=readers)
    problems = []
    for name, lines in sheets.items():
        try:
            roll = read_roll(lines, today=today, parse_phone=readers.phone, read_more=read_more)
        except RollError as error:
            problems.append(str(error))
            continue
        notes = [*roll.notes]
        if roll.unknown:
            notes.append(f"没有用到的列：{'、'.join(roll.unknown)}")
        if others := [other for other in sheets if other != name]:
            notes.append(f"只读了工作表“{name}”，没有读：{'、'.join(others)}")
        return replace(roll, notes=tuple(notes))
    raise RollError(f"{path.name}：{problems[0]}")
