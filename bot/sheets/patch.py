"""Cells changed and rows added in an .xlsx that keeps everything else: styles, merged cells, widths.

A workbook is a zip of XML files. Only the cells named are written anew, with the style they had; the rest of
the zip is copied as it is.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from bot.sheets.book import clean
from bot.sheets.rows import Cell

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW = re.compile(r'<row\b[^>]*?\br="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)
_CELL = re.compile(r'<c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_MERGED = re.compile(r'<mergeCell\s+ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_STYLE = re.compile(r'\bs="(\d+)"')
_FIRST_DAY = date(1899, 12, 30)


class PatchError(Exception):
    """The workbook is made in a way that cannot be changed in place."""


@dataclass(slots=True)
class Patch:
    """What changes on one sheet: cells by row number and column from 0, and rows behind a row."""

    cells: Mapping[tuple[int, int], Cell]
    behind: int
    added: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A cell that was not changed, and why."""

    sheet: str
    number: int
    column: int
    why: str

    @property
    def place(self) -> str:
        """The cell as the user sees it: B5."""
        return f"{_letters(self.column)}{self.number}"


def patch_workbook(source: Path, target: Path, patches: Mapping[str, Patch]) -> list[LeftAlone]:
    """Write a copy with the changes; gives the cells left alone (formulas, cells merged over rows).

    Raises PatchError where a sheet's XML is none this can follow.
    """
    left: list[LeftAlone] = []
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        parts = _parts(old)
        changing = {}
        for name, patch in patches.items():
            if name not in parts:
                raise PatchError(f"no sheet {name}")
            changing[parts[name]] = (name, patch)
        for part in old.infolist():
            data = old.read(part)
            if part.filename in changing:
                name, patch = changing[part.filename]
                data = _Sheet(data.decode("utf-8"), name, left).changed(patch).encode("utf-8")
            new.writestr(part, data, zipfile.ZIP_DEFLATED)
    return left


def _parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Find which part of the zip is which sheet."""
    try:
        targets = {
            node.attrib["Id"]: node.attrib["Target"]
            for node in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - expat >= 2.6
        }
        sheets = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")  # noqa: S314
        return {node.attrib["name"].strip(): _path(targets[node.attrib[_RELATION]]) for node in sheets}
    except (KeyError, ElementTree.ParseError) as error:
        raise PatchError(str(error)) from error


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


@dataclass(slots=True)
class _Sheet:
    xml: str
    name: str
    left: list[LeftAlone]

    def changed(self, patch: Patch) -> str:
        """Give the sheet's XML with the changes in it."""
        by_row: dict[int, dict[int, Cell]] = {}
        for (number, column), cell in patch.cells.items():
            by_row.setdefault(number, {})[column] = cell
        rows = {int(match[1]): match for match in _ROW.finditer(self.xml)}
        if set(by_row) - set(rows) or (patch.added and patch.behind not in rows):
            raise PatchError("rows without numbers")
        pieces, last = [], 0
        like = rows[patch.behind] if patch.added else None
        for number in sorted(by_row):
            match = rows[number]
            pieces += [self.xml[last : match.start()], self._row(match[0], number, by_row[number])]
            last = match.end()
        text = "".join(pieces) + self.xml[last:]
        return self._with_rows(text, like[0], patch) if like else text

    def _row(self, xml: str, number: int, changes: Mapping[int, Cell]) -> str:
        cells = {_column(match[1]): match[0] for match in _CELL.finditer(xml)}
        known = set(cells)
        if not cells and "<c" in xml:
            raise PatchError("cells without places")
        for column, cell in changes.items():
            old = cells.get(column, "")
            why = (
                "是公式"
                if re.search(r"<f[ />]", old)
                else "和别的行合并了"
                if self._is_merged(number, column)
                else ""
            )
            if why:
                self.left.append(LeftAlone(self.name, number, column, why))
            else:
                cells[column] = _cell(column, number, cell, _STYLE.search(old.split(">", maxsplit=1)[0]))
        opening = re.sub(r"\s*/?>$", ">", xml[: xml.index(">") + 1])
        if any(column not in known for column in cells):
            opening = re.sub(r'\s+spans="[^"]*"', "", opening)  # a hint that no longer holds
        return opening + "".join(cells[column] for column in sorted(cells)) + "</row>"

    def _is_merged(self, number: int, column: int) -> bool:
        return any(
            int(top) <= number <= int(bottom) and _column(left) <= column <= _column(right)
            for left, top, right, bottom in _MERGED.findall(self.xml)
        )

    def _with_rows(self, xml: str, like: str, patch: Patch) -> str:
        """Put the new rows behind the last person; what stands below moves down only if nothing does."""
        below = [int(match[1]) for match in _ROW.finditer(xml) if int(match[1]) > patch.behind]
        is_filled = any(self._is_filled(xml, number) for number in below)
        first = (max(below) if is_filled else patch.behind) + 1
        styles = {
            _column(match[1]): _STYLE.search(match[0].split(">", maxsplit=1)[0])
            for match in _CELL.finditer(like)
        }
        rows = []
        for number, cells in enumerate(patch.added, start=first):
            filled = [_cell(at, number, cell, styles.get(at)) for at, cell in enumerate(cells)]
            rows.append(f'<row r="{number}">{"".join(filled)}</row>')
        final = first + len(rows)
        xml = _ROW.sub(lambda match: "" if first <= int(match[1]) < final else match[0], xml)
        place = max((match.end() for match in _ROW.finditer(xml) if int(match[1]) < first), default=None)
        if place is None:
            raise PatchError("no rows")
        xml = xml[:place] + "".join(rows) + xml[place:]
        return re.sub(
            r'(<dimension ref="[A-Z]+\d+:[A-Z]+)(\d+)"', lambda m: f'{m[1]}{max(int(m[2]), final - 1)}"', xml
        )

    @staticmethod
    def _is_filled(xml: str, number: int) -> bool:
        match = re.search(rf'<row\b[^>]*?\br="{number}"[^>]*?(?:/>|>.*?</row>)', xml, re.DOTALL)
        return bool(match and re.search(r"<(?:v|t|f)[ >]", match[0]))


def _cell(column: int, number: int, cell: Cell, style: re.Match[str] | None) -> str:
    place = f'<c r="{_letters(column)}{number}"' + (f' s="{style[1]}"' if style else "")
    if cell is None or cell == "":
        return f"{place}/>"
    if isinstance(cell, date):
        return f"{place}><v>{(cell - _FIRST_DAY).days}</v></c>"
    if isinstance(cell, int | float):
        return f"{place}><v>{cell}</v></c>"
    return f'{place} t="inlineStr"><is><t xml:space="preserve">{escape(clean(cell))}</t></is></c>'


def _column(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found - 1


def _letters(column: int) -> str:
    letters, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(65 + place) + letters
    return letters
