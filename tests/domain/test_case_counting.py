"""The work on cases: what stands first, and how much there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from bot.domain.case import Case, Kind, Level, State
from bot.domain.case.counting import Tally, order, show_tallies
from bot.domain.working_time import Hours
from tests.conftest import START

HOURS = Hours(time(9), time(18))
CASE = Case(
    1, Kind.HELP, 1, 1, 1, "话", START, Level.SECRETARY, START + timedelta(hours=1), timedelta(hours=1)
)


def test_late_cases_stand_first_and_resting_ones_last() -> None:
    late = replace(CASE, number=2, due_at=START - timedelta(hours=1))
    rests = replace(late, number=3, state=State.ASKED, left=timedelta())
    assert [one.number for one in order([rests, CASE, late], START)] == [2, 1, 3]


def test_a_month_is_counted_by_kind() -> None:
    tallies = [Tally(Kind.HELP, 2, [timedelta(hours=2)], 1, 1), Tally(Kind.ERRAND, 0, [], 0, 0)]
    assert show_tallies("11月的工单", tallies, 1, HOURS) == (
        "11月的工单：\n求助 2 件，答复 1（一半在 2 小时以内），转到上一级 1，在办 1\n"
        "需保密的 1 件，内容只有专人看得到"
    )
