"""A corrected copy of a ledger in its own shape, beside the original, which is never touched."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.domain.ledger import Correction, Ledger
from bot.domain.ledger.values import clean
from bot.sheets import Row, read_sheets
from bot.sheets.book import Page, write_book
from bot.sheets.patch import LeftAlone, Patch, PatchError, patch_workbook
from bot.sheets.retype import retype
from bot.sheets.rows import Cell


@dataclass(frozen=True, slots=True)
class Copied:
    """The copy written, how many cells and rows are new in it, and what the office should know."""

    path: Path
    cells: int
    rows: int
    notes: tuple[str, ...]


def write_copy(source: Path, folder: Path, ledger: Ledger, correction: Correction) -> Copied:
    """Write the corrected copy of `source` into a folder, whole or not at all.

    .xlsx keeps its styles, .csv its encoding and separator; .xls and .ods become .xlsx.
    """
    patches = _patches(ledger, correction)
    notes = list(correction.notes)
    left: list[LeftAlone] = []
    target = folder / f"{ledger.name}-已改{source.suffix.lower()}"
    if target.exists() and target.samefile(source):  # an earlier copy, corrected again
        target = target.with_stem(f"{target.stem}-再改")
    kind = _kind(source)
    with _unfinished(target) as part:
        if kind == "text":
            retype(source, part, patches.get(source.stem) or next(iter(patches.values()), Patch({}, 0, ())))
        elif kind == "xlsx":
            left = _patch(source, part, patches, notes)
            notes += _below(source, patches)
        else:
            target = target.with_suffix(".xlsx")
            notes.append(f"{source.name} 是旧格式，改好的存成了 .xlsx，颜色和列宽没有留下")
            _write_plainly(source, part, patches)
        part.chmod(0o600)
        os.replace(part, target)
    notes += [f"工作表“{each.sheet}”的 {each.place} {each.why}，没有改，请您自己改" for each in left]
    return Copied(target, len(correction.changes) - len(left), len(correction.rows), tuple(notes))


@contextlib.contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    part = target.with_name(f".{target.stem}.part{target.suffix}")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _kind(source: Path) -> str:
    with source.open("rb") as file:
        start = file.read(4)
    if start == b"PK\x03\x04":
        return "ods" if source.suffix.lower() == ".ods" else "xlsx"
    return "xls" if start == b"\xd0\xcf\x11\xe0" else "text"


def _patches(ledger: Ledger, correction: Correction) -> dict[str, Patch]:
    cells: dict[str, dict[tuple[int, int], Cell]] = {}
    rows: dict[str, list[Sequence[Cell]]] = {}
    for change in correction.changes:
        cells.setdefault(change.sheet, {})[change.number, change.column] = change.after
    for row in correction.rows:
        rows.setdefault(row.sheet, []).append(row.cells)
    return {
        name: Patch(cells.get(name, {}), sheet.last, rows.get(name, ()))
        for name, sheet in ledger.sheets.items()
        if name in cells or name in rows
    }


def _patch(source: Path, part: Path, patches: Mapping[str, Patch], notes: list[str]) -> list[LeftAlone]:
    """Change the workbook in place of a copy, and look at what came of it; otherwise write it plainly."""
    try:
        left = patch_workbook(source, part, patches)
        if _is_as_meant(source, part, _without(patches, left)):
            return left
    except (PatchError, UnicodeDecodeError):
        pass
    notes.append(f"{source.name} 的内部写法少见，改好的内容齐全，颜色和列宽没有留下")
    _write_plainly(source, part, patches)
    return []


def _below(source: Path, patches: Mapping[str, Patch]) -> Iterator[str]:
    """Say where new rows stand below a sum or a remark, because what stands there is never moved."""
    for name, rows in read_sheets(source).items():
        if name in patches and patches[name].added and rows[-1].number > patches[name].behind:
            yield f"工作表“{name}”末尾有合计或说明，补的行在它下面，请挪到上面"


def _without(patches: Mapping[str, Patch], left: Sequence[LeftAlone]) -> dict[str, Patch]:
    alone = {(each.sheet, each.number, each.column) for each in left}
    return {
        name: Patch(
            {place: cell for place, cell in patch.cells.items() if (name, *place) not in alone},
            patch.behind,
            patch.added,
        )
        for name, patch in patches.items()
    }


def _is_as_meant(source: Path, part: Path, patches: Mapping[str, Patch]) -> bool:
    """Whether the copy reads as the original with the changes, and nothing else."""
    before, after = read_sheets(source), read_sheets(part)
    for name, rows in before.items():
        meant = _patched(rows, patches.get(name))
        got = [_cleaned(row.cells) for row in after.get(name, [])]
        if [_cleaned(row) for row in meant if any(row)] != got:
            return False
    return True


def _cleaned(cells: Sequence[Cell]) -> list[str]:
    words = [clean(cell.isoformat()[:10] if isinstance(cell, date) else cell) for cell in cells]
    while words and not words[-1]:
        words.pop()
    return words


def _patched(rows: Sequence[Row], patch: Patch | None) -> list[list[Cell]]:
    """Give the whole table with the changes, empty rows too."""
    table: list[list[Cell]] = [[] for _ in range(rows[-1].number)]
    for row in rows:
        table[row.number - 1] = list(row.cells)
    if not patch:
        return table
    for (number, column), cell in patch.cells.items():
        record = table[number - 1]
        record += [None] * (column + 1 - len(record))
        record[column] = cell
    at = patch.behind if len(table) == patch.behind else len(table)
    table[at:at] = [list(row) for row in patch.added]
    return table


def _write_plainly(source: Path, part: Path, patches: Mapping[str, Patch]) -> None:
    pages = []
    for name, rows in read_sheets(source).items():
        table = _patched(rows, patches.get(name))
        pages.append(Page(name, (), [[_text(cell) for cell in row] for row in table]))
    write_book(part, pages)


def _text(cell: Cell) -> str:
    return cell.isoformat()[:10] if isinstance(cell, date) else clean(cell)
