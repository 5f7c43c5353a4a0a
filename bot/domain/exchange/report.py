"""The workbook that the organisation of the place filled in: what it says of whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.exchange.sharing import ACTIVITIES, HEADINGS, NAME, NUMBER, REGISTERED, REMARK, Answer

_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Reported:
    """What the other side wrote about one member."""

    member_id: int
    name: str
    registered: Answer | None
    activities: str
    remark: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A filled workbook read: what it says of whom, and which rows were refused and why."""

    reported: tuple[Reported, ...]
    refused: tuple[str, ...]


_MET = {
    **dict.fromkeys(("是", "已报到", "报到", "已", "√", "✓", "有", "y", "Y", "yes"), Answer.YES),
    **dict.fromkeys(("否", "未报到", "没报到", "没有", "未", "×", "无", "n", "N", "no"), Answer.NO),
}


def find_heading(rows: Sequence[tuple[int, Sequence[object]]]) -> tuple[int, Mapping[str, int]] | None:
    """Find the row of headings (its number) and where each stands."""
    for number, cells in rows:
        places = {_text(cell): place for place, cell in enumerate(cells) if _text(cell) in HEADINGS}
        if {NUMBER, NAME, REGISTERED} <= places.keys():
            return number, places
    return None


def read_report(
    rows: Sequence[tuple[int, Sequence[object]]], places: Mapping[str, int], agreed: Mapping[int, str]
) -> Reading:
    """Read the rows below the headings; `agreed` are the names by member number of who is on the list.

    Number and name must both fit, so that a shifted column is not taken for somebody else.
    """
    found: dict[int, Reported] = {}
    refused = []
    for number, cells in rows:
        taken = _read_row(cells, places, agreed)
        if isinstance(taken, str):
            refused.append(f"第 {number} 行：{taken}")
        elif taken.member_id in found:
            refused.append(f"第 {number} 行：{taken.name}上面已经有了，看第一次写的")
        elif taken.registered or taken.activities or taken.remark:
            found[taken.member_id] = taken
    return Reading(tuple(found.values()), tuple(refused))


def _read_row(
    cells: Sequence[object], places: Mapping[str, int], agreed: Mapping[int, str]
) -> Reported | str:
    def cell(heading: str) -> str:
        place = places.get(heading)
        return _text(cells[place]) if place is not None and place < len(cells) else ""

    digits, name = cell(NUMBER), cell(NAME)
    if not re.fullmatch(r"\d{1,9}", digits):
        return f"党员编号“{digits}”不是数字" if digits else "没有党员编号"
    if int(digits) not in agreed:
        return f"{digits} 号{name}不在这份名单上"
    if agreed[int(digits)] != name:
        return f"{digits} 号是{agreed[int(digits)]}，表里写的是“{name}”"
    said = cell(REGISTERED)
    if said and said not in _MET:
        return f"{name}的是否报到写着“{said[:10]}”，请写 是 或 否"
    return Reported(int(digits), name, _MET.get(said), cell(ACTIVITIES)[:100], cell(REMARK)[:100])


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell).strip()


def show_reading(reading: Reading) -> str:
    """Show what a filled workbook says before it is kept."""
    met = sum(one.registered is Answer.YES for one in reading.reported)
    missed = sum(one.registered is Answer.NO for one in reading.reported)
    lines = [f"表里有 {len(reading.reported)} 人的回音：已报到 {met}，没报到 {missed}。"]
    if reading.refused:
        lines += [f"{len(reading.refused)} 行没看懂，不记：", *reading.refused[:_MOST_SHOWN]]
    if len(reading.refused) > _MOST_SHOWN:
        lines.append(f"…… 还有 {len(reading.refused) - _MOST_SHOWN} 行")
    return "\n".join(lines)
