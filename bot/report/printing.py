"""A report as a page to print: its tables and the picture, in one file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from bot.case import promise
from bot.context import Context
from bot.domain.days import show_whole_day
from bot.domain.report import Figure, Report
from bot.domain.report.figure import PART_OF
from bot.domain.report.table import Branches, branch_rows, branches_of, columns_of, parts_of
from bot.paper import Section, write_paper
from bot.report import classes, drawing
from bot.report.book import NOTE, class_headings, class_rows

_WIDEST = 9  # figures beside the branch's name, on a page that stands upright
_NARROW = 3  # columns of which two tables stand beside each other


def write(ctx: Context, path: Path, report: Report, title: str) -> None:
    """Write the page."""
    sections = [*_figures(ctx, report), *_branches(report, branches_of(report))]
    if report.period.is_year:
        sections += _classes(ctx, report)
    subtitle = f"{show_whole_day(report.period.until)}止，{ctx.local_now:%Y-%m-%d %H:%M} 生成"
    write_paper(path, title, subtitle, sections)


def _figures(ctx: Context, report: Report) -> list[Section]:
    headings = ("项目", *(one.heading for one in columns_of(report)))
    svg = drawing.draw(report, "", "")
    overview = Section("一览", (), (), NOTE, svg)
    parts = parts_of(report, promise.hours(ctx))
    return [overview, *(_section(part.value, headings, rows) for part, rows in parts)]


def _section(heading: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Section:
    return Section(heading, headings, rows, is_narrow=len(headings) <= _NARROW)


def _branches(report: Report, found: Branches) -> list[Section]:
    """Lay out the branches' figures, parts of the report together as long as the page has room."""
    groups: list[list[Figure]] = []
    for _, figures in groupby(found.figures, key=PART_OF.__getitem__):
        own = list(figures)
        if groups and len(groups[-1]) + len(own) <= _WIDEST:
            groups[-1] += own
        else:
            groups.append(own)
    return [
        Section(
            f"各支部：{'、'.join(dict.fromkeys(PART_OF[one].value for one in figures))}",
            ("支部", *(one.value for one in figures)),
            branch_rows(report, found, figures),
        )
        for figures in groups
        if found.rows
    ]


def _classes(ctx: Context, report: Report) -> list[Section]:
    counted = classes.count(ctx, report)
    headings = ("", *class_headings(report.period.year or 0, counted))
    return [_section(f"名册：{now.topic}", headings, class_rows(now, before)) for now, before in counted]
