"""Which files a reconciliation is of: those the clerk sent, under names, kept while it is open."""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.context import Turn, UserError
from bot.domain.enclosure import SHEETS, USABLE_FOR, Enclosure
from bot.domain.field import Field
from bot.domain.ledger import Ledger, LedgerError, Role, role_of
from bot.domain.record import show_value
from bot.ledger import name_ledgers, read_ledger
from bot.sheets import SheetError
from data import enclosure as enclosures
from data import ledger as ledgers
from data import member as members
from data import record as records
from data.ledger import Kept, Reconciled, Task
from data.record import FIELDS

ROLL = "名册"
BOOK = "对账 {}号"  # our own workbook's name: no ledger
_SEND = (
    "请先把要对的表格（.xlsx、.xls、.ods、.csv）一个一个私信发给我，或者发在党办群，再回“对账”。"
    "和名册对，发一个表，回“对账 名册”。"
)
_SHORT = {Role.OWN: "自有表", Role.DEPARTMENT: "组工库", Role.PAPER: "纸质台账"}
_MOST = 5


def start(turn: Turn, words: Sequence[str]) -> tuple[int, list[str]]:
    """Keep copies of what is to be compared and the work of it; gives the number and the names.

    `words` names the files in the order they were sent; 名册 among them takes the roll as one side.
    """
    names = [word for word in words if word != ROLL]
    files = _find_files(turn, with_roll=ROLL in words)
    if len(names) > len(files):
        raise UserError(f"只有 {len(files)} 个表格，写了 {len(names)} 个名字。按先后写，例：对账 组工库 纸质")
    called = _name([Path(one.name) for one in files], names)
    number = ledgers.next_number(turn.db)
    folder = folder_of(turn, number)
    shutil.rmtree(folder, ignore_errors=True)  # of a database that was made anew
    kept = [Kept(name, _copy(folder, one), is_roll=False) for one, name in zip(files, called, strict=True)]
    if ROLL in words:
        kept.insert(0, Kept(ROLL, _write_roll(turn, folder), is_roll=True))
    ledgers.start(turn.db, kept, by=turn.actor.member.id, task=task(turn, "compare"), now=turn.now)
    return number, [one.name for one in kept]


def task(turn: Turn, what: str, file: Path | None = None) -> Task:
    """Make work to be done beside the messages, its result said here."""
    incoming = turn.incoming
    return Task(what, file, incoming.message_id, incoming.sender, incoming.conversation)


def folder_of(turn: Turn, number: int) -> Path:
    """Give where the files of a reconciliation lie."""
    return Path(turn.settings.database).absolute().parent / "ledgers" / str(number)


def _find_files(turn: Turn, *, with_roll: bool) -> list[Enclosure]:
    least = 1 if with_roll else 2
    sent = enclosures.sent_by(turn.db, turn.incoming.sender, turn.now - USABLE_FOR)
    sheets = {one.name: one for one in sent if _is_ledger(one)}  # sent twice: the later one
    before = ledgers.find(turn.db, None)
    new = [one for one in sheets.values() if before is None or one.id > _newest_in(before)]
    files = new if len(new) >= least else list(sheets.values())
    for one in files:
        if one.problem or one.path is None:
            raise UserError(one.problem or _SEND)
    if len(files) < least:
        got = f"现在只有“{files[0].name}”一个。" if files else ""
        raise UserError(got + _SEND)
    if len(files) > _MOST:
        raise UserError(f"半小时里发来了 {len(files)} 个表格，一次最多对 {_MOST} 个。请过半小时只发要对的。")
    return files


def _is_ledger(one: Enclosure) -> bool:
    return (
        one.url is None
        and Path(one.name).suffix.lower() in SHEETS
        and not re.match(r"对账\s?\d+号", one.name)
    )


def _newest_in(before: Reconciled) -> int:
    """Give the id of the last file that an earlier one took: our copies are named by it."""
    ids = [int(one.path.parent.name) for one in before.ledgers if not one.is_roll]
    return max(ids, default=0)


def _copy(folder: Path, one: Enclosure) -> Path:
    assert one.path is not None
    folder = folder / str(one.id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / Path(one.name).name
    try:
        shutil.copyfile(one.path, target)
    except OSError as error:
        raise UserError(f"“{one.name}”已经不在了，请再发一次。") from error
    target.chmod(0o600)
    return target


def keep_decided(turn: Turn, number: int, one: Enclosure) -> Path:
    """Keep the workbook that came back with decisions."""
    return _copy(folder_of(turn, number), one)


def _name(files: Sequence[Path], names: Sequence[str]) -> list[str]:
    """Name the ledgers: as the clerk says, else by the kind its file's name tells, else by that name."""
    short = [_SHORT.get(role_of(file.stem), file.stem) for file in files]
    once = [word if short.count(word) == 1 else file.stem for word, file in zip(short, files, strict=True)]
    return name_ledgers(files, [*names, *once[len(names) :]])


def _write_roll(turn: Turn, folder: Path) -> Path:
    """Write the roll as a ledger among ledgers; who has left for good is not on it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{ROLL}.csv"
    known = records.everybody(turn.db)
    people = [one.id for one in members.everybody(turn.db) if not one.status.has_ended]
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow([field.value for field in FIELDS])
        writer.writerows(_row(known[number]) for number in people)
    return path


def _row(record: Mapping[Field, str | None]) -> list[str]:
    return [show_value(field, value) if (value := record[field]) else "" for field in FIELDS]


@lru_cache(maxsize=8)
def _described(path: Path, _changed: int) -> str:
    try:
        read: Ledger = read_ledger(path, today=date.max)
    except (SheetError, LedgerError):
        return ""
    return f"{len(read.fields)}列 {len(read.entries)}人"


def describe(path: Path) -> str:
    """Say how many columns and people a file holds; "" for what is no ledger.

    The same file again costs nothing.
    """
    try:
        return _described(path, path.stat().st_mtime_ns)
    except OSError:
        return ""
