"""A report laid out as rows: figures beside the month before, month by month, branch by branch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import month as months
from bot.domain.report.figure import ARREARS, FIGURES, WHOLES, WITHIN, Figure, Part, figures_of
from bot.domain.report.page import GONE, NOTHING, share, show_median
from bot.domain.report.tally import Report, Tally
from bot.domain.working_time import Hours

SUM = "合计"
MEDIAN = "答复用时的中位数"
_PERIOD = {Figure.START: "年初人数", Figure.END: "年末人数"}
Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: of a month, or (None) of the whole period."""

    heading: str
    month: str | None
    tally: Tally


def columns_of(report: Report) -> list[Column]:
    """Give the columns: of a month it and the one before, of a year its months and the year."""
    if report.period.is_year:
        every = [Column(f"{int(one[5:])}月", one, report.in_month(one)) for one in report.by_month]
        return [*every, Column("全年", None, report.total)]
    only, before = report.period.months[0], report.last_month
    this = Column("本月", only, report.in_month(only))
    return [this, *([Column("上月", months.step(only, -1), before)] if before else [])]


def rows_of(report: Report, part: Part, columns: Sequence[Column], hours: Hours) -> Rows:
    """Lay out a part: a row a figure, with the share of its whole; nothing where all of it is nought."""
    rows = []
    for figure in figures_of(part):
        if _is_shown(report, figure, columns):
            rows.append([_name(report, figure), *(_cell(report, figure, one) for one in columns)])
        if figure in WHOLES and _is_shown(report, WHOLES[figure], columns):
            rows.append([f"{_plain(figure)}占比", *(_rate(report, figure, one) for one in columns)])
    if part is Part.CASES and any(one.tally.spans for one in columns):
        rows.append([MEDIAN, *(_short(show_median(one.tally.spans, hours)) for one in columns)])
    return rows


def _short(words: str) -> str:
    """Write a span of working time as narrow as a column of twelve is."""
    for long, short in ((" 个工作日", "日"), (" 小时", "时"), (" 分钟", "分")):
        words = words.replace(long, short)
    return words


def _is_shown(report: Report, figure: Figure, columns: Sequence[Column]) -> bool:
    """Whether a figure has a row: not where it has no place, or is nought in every column."""
    if report.hides(figure) or (report.whole and figure in WITHIN):
        return False
    return any(one.tally.of(figure) for one in columns) or report.is_gone(figure)


def _name(report: Report, figure: Figure) -> str:
    return _PERIOD.get(figure, figure.value) if report.period.is_year else figure.value


def _plain(figure: Figure) -> str:
    return figure.value.partition("（")[0].removesuffix("的人")


def _cell(report: Report, figure: Figure, column: Column) -> str:
    if report.is_gone(figure, column.month):
        return GONE
    # The classes of arrears are those of today: of an earlier month nobody knows them any more.
    if figure in ARREARS and column.month not in report.by_month:
        return NOTHING
    return str(column.tally.of(figure))


def _rate(report: Report, figure: Figure, column: Column) -> str:
    if report.is_gone(figure, column.month):
        return GONE
    return share(column.tally.of(figure), column.tally.of(WHOLES[figure]))


def parts_of(report: Report, hours: Hours) -> list[tuple[Part, Rows]]:
    """List the parts that have something in them."""
    columns = columns_of(report)
    laid_out = ((part, rows_of(report, part, columns, hours)) for part in Part)
    return [(part, rows) for part, rows in laid_out if rows]


# Branch by branch


@dataclass(frozen=True, slots=True)
class Branches:
    """The figures that some branch has, and a row a branch with them: (name, its figures), the sum last."""

    figures: tuple[Figure, ...]
    rows: tuple[tuple[str, Tally], ...]


def branches_of(report: Report) -> Branches:
    """Gather the branches' figures; of one branch there is no table of branches."""
    rows = [(report.branches.get(one, "没有支部"), report.of_branch(one), one) for one in report.scope]
    figures = tuple(
        figure
        for figure in FIGURES
        if not report.hides(figure)
        and figure is not Figure.CONFIDENTIAL
        and any(tally.of(figure) for _, tally, _ in rows)
    )
    shown = [
        (name, tally)
        for name, tally, branch in rows
        if branch in report.branches or any(tally.of(one) for one in figures)
    ]
    return Branches(figures, (*shown, (SUM, report.total)) if len(shown) > 1 else ())


def branch_rows(report: Report, found: Branches, figures: Sequence[Figure]) -> Rows:
    """Lay out some of these figures: a row a branch, and the sum."""
    return [
        [name, *(GONE if report.is_gone(one) else str(tally.of(one)) for one in figures)]
        for name, tally in found.rows
    ]
