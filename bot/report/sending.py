"""A report as it is sent: text, picture, workbook, page to print."""

from __future__ import annotations

from pathlib import Path

from bot import pictures
from bot.case import promise
from bot.context import Context
from bot.domain.days import show_whole_day
from bot.domain.report import Form, Report
from bot.domain.report.page import show
from bot.report import book, drawing, printing


def noun_of(report: Report) -> str:
    """Tell what kind of report it is: 月报, 年报."""
    return "年报" if report.period.is_year else "月报"


def title_of(report: Report) -> str:
    """Give a report's title: 怀柔人才党委 2026年10月月报."""
    return f"{report.about} {report.period.title}{noun_of(report)}"


def show_text(ctx: Context, report: Report) -> str:
    """Write a report as text."""
    return show(report, promise.hours(ctx), ctx.settings.rollcalls.overdue_after.days, _command(ctx, report))


def _command(ctx: Context, report: Report) -> str:
    """Give the command that asks for this report anew."""
    period = report.period
    month = period.months[0]
    this_year = f"{ctx.local_now.year:04}" == month[:4]
    when = str(period.year) if period.is_year else f"{int(month[5:])}月" if this_year else month
    branch = f" {report.about}" if len(report.branches) == 1 and not report.whole else ""
    return f"{noun_of(report)} {when}{branch}"


def write(ctx: Context, report: Report, form: Form, key: str) -> Path:
    """Write a report into a file of its own; `key` is the occasion."""
    title = title_of(report)
    if form is Form.PICTURE:
        svg = drawing.draw(report, title, show_whole_day(ctx.local_now))
        path = ctx.name_file(title, key, "png")
        return pictures.keep_report(Path(ctx.settings.database).absolute().parent, path.stem, svg)
    path = ctx.name_file(title, key, "html" if form is Form.PAPER else "xlsx")
    (printing if form is Form.PAPER else book).write(ctx, path, report, title)
    return path
