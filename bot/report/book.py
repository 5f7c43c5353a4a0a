"""A report as a workbook: the figures, the branches, and of a year the roll by classes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.case import promise
from bot.context import Context
from bot.domain.report import Report
from bot.domain.report.table import branch_rows, branches_of, columns_of, parts_of
from bot.domain.statistics import Count
from bot.report import classes
from bot.sheets.book import Page, write_book

NOTE = "只有数字，没有姓名。涉及几个支部的通知、活动、学习，合计里只算一次。"


def write(ctx: Context, path: Path, report: Report, title: str) -> None:
    """Write the workbook."""
    above = (f"{title}，{ctx.local_now:%Y-%m-%d %H:%M} 生成", NOTE)
    headings = ("类别", "项目", *(one.heading for one in columns_of(report)))
    rows = [[part.value, *row] for part, found in parts_of(report, promise.hours(ctx)) for row in found]
    pages = [Page("各月" if report.period.is_year else "汇总", headings, rows, above)]
    branches = branches_of(report)
    if branches.rows:
        figures = branches.figures
        named = ("支部", *(one.value for one in figures))
        pages.append(Page("各支部", named, branch_rows(report, branches, figures), above))
    if report.period.is_year:
        pages.append(_classes(report, classes.count(ctx, report), above))
    write_book(path, pages)


def _classes(report: Report, counted: Sequence[tuple[Count, Count | None]], above: Sequence[str]) -> Page:
    year = report.period.year or 0
    return Page("统计", ("类别", "项目", *class_headings(year, counted)), _class_rows(counted), above)


def class_headings(year: int, counted: Sequence[tuple[Count, Count | None]]) -> tuple[str, ...]:
    """Give the headings of the classes' columns."""
    known = any(before for _, before in counted)
    return (f"{year}年", *([f"{year - 1}年"] if known else []))


def class_rows(now: Count, before: Count | None) -> list[list[str]]:
    """Lay out one topic: a row a class that somebody is of."""
    then = dict(before.classes) if before else {}
    names = [name for name, number in now.classes if number or then.get(name)]
    number_of = dict(now.classes)
    return [[name, str(number_of[name]), *([str(then.get(name, 0))] if before else [])] for name in names]


def _class_rows(counted: Sequence[tuple[Count, Count | None]]) -> list[list[str]]:
    return [[now.topic.value, *row] for now, before in counted for row in class_rows(now, before)]
