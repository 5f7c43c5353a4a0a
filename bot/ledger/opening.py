"""A file to a ledger, and several ledgers laid side by side."""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from bot.domain.ledger import CellReader, Ledger, Reconciliation, Role, read_tables, reconcile
from bot.reading.likeness import sounds
from bot.sheets import read_phone, read_sheets

_LONGEST = 20  # characters of a ledger's name; it is a heading and a choice in a list
_OURS = {"姓名", "支部", "项目", "情况", "建议", "理由", "决定", "改成", "编号", "采用建议", "不改"}


def cell_reader(today: date) -> CellReader:
    """Give a reader of cells that knows telephone numbers; a day after `today` is a mistake."""
    return CellReader(today, read_phone)


def read_ledger(path: Path, *, today: date, name: str | None = None, role: Role | None = None) -> Ledger:
    """Read a spreadsheet (.xlsx, .xls, .ods, .csv) as a ledger; its name is the file's unless one is given.

    Raises SheetError for what is no spreadsheet and LedgerError for one without a heading.
    """
    with _uncollected():
        return read_tables(name or path.stem, read_sheets(path), cell_reader(today), role)


def read_ledgers(files: Sequence[Path], names: Sequence[str], *, today: date) -> Iterator[Ledger]:
    """Read several spreadsheets one after the other, each opened while the one before is gone through.

    Raises as `read_ledger` does, at the first that cannot be read.
    """
    with _uncollected(), ThreadPoolExecutor(1) as opener:
        opening = opener.submit(read_sheets, files[0])
        for place, name in enumerate(names):
            sheets = opening.result()
            if place + 1 < len(files):
                opening = opener.submit(read_sheets, files[place + 1])
            yield read_tables(name, sheets, cell_reader(today))


def name_ledgers(files: Sequence[Path], names: Sequence[str] = ()) -> list[str]:
    """Give each file the name its columns get: the one given, else the file's; two are never the same."""
    taken: list[str] = []
    for place, file in enumerate(files):
        name = re.sub(r"[\s\[\]:*?/\\,，、]+", "", names[place] if place < len(names) else file.stem)[
            :_LONGEST
        ]
        name = name or f"第{place + 1}本"
        is_free = name not in taken and name not in _OURS
        taken.append(name if is_free else f"{name}（{place + 1}）")
    return taken


def reconcile_ledgers(ledgers: Sequence[Ledger], joined: Collection[str] = ()) -> Reconciliation:
    """Lay ledgers side by side; `joined` holds the likely pairs that people have said to be one person."""
    with _uncollected():
        return reconcile(ledgers, sounds, joined)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles still: none are made here, and it looks at a million live values."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
