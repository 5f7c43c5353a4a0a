"""Reports of a month or a year: figures by branch, no names."""

from bot.domain.report.asking import Form, Query
from bot.domain.report.figure import Figure, Part
from bot.domain.report.tally import Period, Report, Tally

__all__ = ["Figure", "Form", "Part", "Period", "Query", "Report", "Tally"]
