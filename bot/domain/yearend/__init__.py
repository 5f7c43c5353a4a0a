"""The year-end file of a branch (年终材料): how it is asked for, a year in figures, what it lacks."""

from bot.domain.yearend.asking import EXAMPLE, Asked, Form, read, year_meant
from bot.domain.yearend.gaps import Gap, find_gaps
from bot.domain.yearend.year import BranchYear, PersonYear, Year

__all__ = [
    "EXAMPLE",
    "Asked",
    "BranchYear",
    "Form",
    "Gap",
    "PersonYear",
    "Year",
    "find_gaps",
    "read",
    "year_meant",
]
