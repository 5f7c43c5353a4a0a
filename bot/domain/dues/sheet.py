"""A sheet of payments as offices keep them: columns in any order, months and amounts as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain import month
from bot.domain.audience import branch_name
from bot.domain.command import UserError, narrow
from bot.domain.field import WORDS, Field
from bot.domain.money import read_yuan
from bot.domain.month import take_months
from bot.domain.roll import cells
from bot.domain.roll.cells import Cell, CellError

NAME, BRANCH, PHONE, AMOUNT, MONTH = "姓名", "支部", "手机", "金额", "月份"
FIRST, LAST, PAYER, DAY = "起月", "止月", "交款人", "日期"
HEADINGS: Mapping[str, tuple[str, ...]] = {
    NAME: WORDS[Field.NAME],
    BRANCH: WORDS[Field.BRANCH],
    PHONE: (*WORDS[Field.PHONE], "手机尾号"),
    AMOUNT: (
        "金额",
        "交纳金额",
        "缴纳金额",
        "交费金额",
        "缴费金额",
        "实交",
        "实缴",
        "实交金额",
        "实缴金额",
        "党费",
        "党费金额",
    ),
    MONTH: ("月份", "交纳月份", "缴纳月份", "交费月份", "缴费月份", "所属月份", "年月", "所属期", "交费期间"),
    FIRST: ("起月", "起始月", "起始月份", "开始月份", "开始月", "起"),
    LAST: ("止月", "终止月", "终止月份", "结束月份", "截止月份", "截止月", "止", "交至", "交到"),
    PAYER: ("交款人", "缴款人", "代交人", "代缴人", "付款人"),
    DAY: (
        "日期",
        "交款日期",
        "缴款日期",
        "交费日期",
        "缴费日期",
        "交纳日期",
        "缴纳日期",
        "交款时间",
        "缴费时间",
    ),
}
_BY_WORD = {word: heading for heading, words in HEADINGS.items() for word in words}
_SUMS = re.compile(r"(?:合|总|小|累)计|总额")
EXAMPLE = "2026-10 或 2026-10至2026-12"
_DAYS_AHEAD = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A row: whose payment (with what tells two of a name apart), for which months, how much, by whom."""

    number: int
    name: str
    branch: str | None
    tail: str | None
    months: tuple[str, ...]
    cents: int
    payer: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be booked, and why."""

    number: int
    name: str
    reason: str


Rows = Sequence[tuple[int, Sequence[Cell]]]


def find_headings(rows: Rows) -> tuple[int, dict[str, int]] | None:
    """Find the row of headings (its number), and where each stands; None where there is none."""
    for number, row in rows:
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            if heading := _BY_WORD.get(_plain(cell)):
                places.setdefault(heading, place)
        if {NAME, AMOUNT} <= places.keys() and (MONTH in places or LAST in places or FIRST in places):
            return number, places
    return None


def _plain(cell: Cell) -> str:
    text = unicodedata.normalize("NFKC", cells.text_of(cell))
    return re.sub(r"\([^()]{0,10}\)|[\s*:]", "", text)


def read_lines(rows: Rows, places: Mapping[str, int], today: date) -> list[Line | Problem]:
    """Read the rows below the headings; sums and rows without a name are left out."""
    found: list[Line | Problem] = []
    for number, row in rows:
        cell = {name: row[place] if place < len(row) else None for name, place in places.items()}
        name = cells.text_of(cell[NAME], limit=64)
        empty = not cells.text_of(cell[AMOUNT])
        if _SUMS.search(name) or (
            empty and not any(cells.text_of(cell.get(x)) for x in (MONTH, FIRST, LAST))
        ):
            continue
        try:
            found.append(_read_line(number, cell, today))
        except (CellError, UserError) as error:
            found.append(Problem(number, name, str(error)))
    return found


def _read_line(number: int, cell: Mapping[str, Cell], today: date) -> Line:
    name = cells.read_name(cell[NAME])
    if name is None:
        raise CellError("没有姓名")
    amount = cells.text_of(cell[AMOUNT])
    cents = read_yuan(amount) if amount else None
    if not cents:
        raise CellError(f"金额“{amount}”看不懂，请写数字，例：20" if amount else "没有金额")
    day = cells.read_day(cell.get(DAY), DAY, date.fromordinal(today.toordinal() + _DAYS_AHEAD))
    tail = re.sub(r"\D", "", cells.text_of(cell.get(PHONE)))[-4:]
    payer = cells.text_of(cell.get(PAYER), limit=20)
    return Line(
        number,
        name,
        _read_branch(cell.get(BRANCH)),
        tail or None,
        _read_months(cell, today),
        cents,
        "" if payer == name else payer,
        day[0] if day else None,
    )


def _read_branch(cell: Cell) -> str | None:
    name = cells.read_branch(cell)
    return branch_name(name.replace("党支部", "支部")) if name else None


def _read_months(cell: Mapping[str, Cell], today: date) -> tuple[str, ...]:
    this_month = month.of_day(today)
    if cells.text_of(cell.get(MONTH)):
        spans = _spans(cell[MONTH], this_month)
        return tuple(sorted({one for first, last in spans for one in month.span(first, last)}))
    first, last = (_spans(cell.get(each), this_month) for each in (FIRST, LAST))
    if not first and not last:
        raise CellError(f"没有月份，请写 {EXAMPLE}")
    start, end = (first or last)[0][0], (last or first)[-1][1]
    if end < start:
        raise CellError(f"起月{month.show(start)}在止月{month.show(end)}后面")
    return tuple(month.span(start, end))


def _spans(cell: Cell, this_month: str) -> list[tuple[str, str]]:
    if isinstance(cell, date):
        cell = month.of_day(cell)
    text = narrow(cells.text_of(cell))
    if not text:
        return []
    if re.fullmatch(r"\d{4}\.1", text):
        raise CellError(f"月份“{text}”可能是1月也可能是10月，请写成 {text[:4]}-01 或 {text[:4]}-10")
    plain = f"{text}月" if re.fullmatch(r"\d{1,2}", text) else re.sub(r"(?<=\d{4}-\d\d)-\d\d$", "", text)
    spans, rest = take_months(plain, this_month, EXAMPLE)
    if not spans or rest.strip(" ,，、;；和"):
        raise CellError(f"月份“{text[:20]}”看不懂，请写成 {EXAMPLE}")
    return spans
