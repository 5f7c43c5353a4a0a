"""What 月报 and 年报 are asked with, and how figures of months are put together."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.command import Misfit, UserError
from bot.domain.report import Figure, Form, Query, Tally
from bot.domain.report.asking import month_of, read_monthly, read_yearly, year_of
from bot.domain.report.tally import over_months, together

TODAY = date(2027, 1, 15)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("", Query()),
        ("10月", Query("10月")),
        ("１０月", Query("10月")),
        ("10", Query("10")),
        ("上个月 表", Query("上个月", form=Form.TABLE)),
        ("10月图", Query("10月", form=Form.PICTURE)),
        ("第三支部 10月 打印", Query("10月", "第三支部", Form.PAPER)),
        ("三", Query(branch="三")),
        ("第三支部表", Query(branch="第三支部", form=Form.TABLE)),
        ("图书馆支部", Query(branch="图书馆支部")),
        ("全部 2026-10", Query("2026-10")),
    ],
)
def test_a_month_is_asked_for(words: str, asked: Query) -> None:
    assert read_monthly(words) == asked


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("2025", Query("2025")),
        ("2025年 表", Query("2025年", form=Form.TABLE)),
        ("25年", Query("25年")),
        ("去年 第三支部", Query("去年", "第三支部")),
        ("打印", Query(form=Form.PAPER)),
    ],
)
def test_a_year_is_asked_for(words: str, asked: Query) -> None:
    assert read_yearly(words) == asked


@pytest.mark.parametrize("words", ["交了吗", "大家辛苦", "10月 11月", "表 图", "的表我改好了", "一" * 50])
def test_chat_is_no_report(words: str) -> None:
    with pytest.raises(Misfit):
        read_monthly(words)


@pytest.mark.parametrize(
    ("words", "month"),
    [("", "2026-12"), ("本月", "2027-01"), ("12月", "2026-12"), ("11", "2026-11"), ("2026-09", "2026-09")],
)
def test_the_usual_month_is_the_one_that_is_over(words: str, month: str) -> None:
    assert month_of(words, TODAY, "2026-03") == month


def test_in_the_first_month_it_is_that() -> None:
    assert month_of("", TODAY, "2027-01") == "2027-01"


@pytest.mark.parametrize(
    ("words", "said"),
    [("2月", "2026年2月还没有启用，最早是2026年3月"), ("2027年3月", "还没到"), ("13月", "没有13月")],
)
def test_a_month_that_is_not_known_is_said_kindly(words: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        month_of(words, TODAY, "2026-03")


@pytest.mark.parametrize(("words", "year"), [("", 2026), ("今年", 2027), ("去年", 2026), ("2026", 2026)])
def test_in_january_the_usual_year_is_the_last(words: str, year: int) -> None:
    assert year_of(words, TODAY, "2026-03") == year


def test_a_year_starts_with_its_first_month_and_ends_with_its_last() -> None:
    months = [Tally(), Tally()]
    months[0].counts.update({Figure.START: 5, Figure.END: 7, Figure.NEW: 2})
    months[1].counts.update({Figure.START: 7, Figure.END: 6, Figure.MOVED: 1})
    whole = over_months(months)
    assert [whole.of(one) for one in (Figure.START, Figure.END, Figure.NEW, Figure.MOVED)] == [5, 6, 2, 1]


def test_a_notice_to_two_branches_is_one() -> None:
    assert (
        together([Tally(things={Figure.NOTICES: {1, 2}}), Tally(things={Figure.NOTICES: {2}})]).of(
            Figure.NOTICES
        )
        == 2
    )
