"""A report as a picture, for the chat and for the page to print."""

from __future__ import annotations

from bot import pictures
from bot.domain.report import Figure, Report
from bot.domain.report.figure import WHOLES
from bot.pictures import MonthColumn, Rate

_RATES = {
    Figure.HEARD: "报平安",
    Figure.ANSWERED: "通知回复",
    Figure.READ: "学习",
    Figure.MET: "三会一课到会",
    Figure.CAME: "活动到场",
    Figure.ONLINE_CAME: "线上党课到课",
    Figure.DUES_PAID: "交了当月党费",
    Figure.IN_TIME: "工单按时答复",
}
_PLAIN = {
    Figure.END: "人数",
    Figure.CHANGES: "资料更新",
    Figure.VISITS: "走访",
    Figure.CALLS: "通话",
    Figure.OPENED: "新工单",
    Figure.GREETINGS: "祝福",
}


def draw(report: Report, title: str, footer: str) -> str:
    """Draw what has a share; gives an SVG."""
    now, before = report.total, report.last_month
    rates = [
        Rate(
            name,
            now.of(figure),
            now.of(WHOLES[figure]),
            None
            if before is None or not before.of(WHOLES[figure])
            else before.of(figure) / before.of(WHOLES[figure]),
        )
        for figure, name in _RATES.items()
        if now.of(WHOLES[figure]) and not report.is_gone(figure)
    ]
    plain = [
        (name, str(now.of(figure)))
        for figure, name in _PLAIN.items()
        if (now.of(figure) or figure is Figure.END) and not report.is_gone(figure)
    ]
    return pictures.draw_report(title, plain, rates, _columns(report), footer)


def _columns(report: Report) -> list[MonthColumn]:
    """Give the twelve months of a year's report; a month's has none."""
    if report.period.year is None:
        return []
    found = []
    for number in range(1, 13):
        month = f"{report.period.year:04}-{number:02}"
        tally = report.in_month(month) if month in report.by_month else None
        whole = tally.of(Figure.GREETED) if tally else 0
        found.append(MonthColumn(f"{number}月", tally.of(Figure.HEARD) / whole if tally and whole else None))
    return found
