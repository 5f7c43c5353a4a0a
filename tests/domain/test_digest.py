"""The office's weekly page, as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.digest.page import Birthday, BranchWeek, OpenNotice, Week, show_week, week_before

WEEK = Week(
    first=date(2026, 11, 23),
    last=date(2026, 11, 29),
    branches=[BranchWeek("第一支部", 3, 2, 5), BranchWeek("第二支部", 1, 2, 2)],
    silent=[("老周", "第一支部")],
    silent_days=30,
    watched_days=60,
    notices=[OpenNotice(1, 3, 7, "12月4日（周五）18:00"), OpenNotice(2, 0, 7, None)],
    birthdays=[Birthday(date(2026, 12, 1), "张三", "第一支部")],
    unsent=0,
)


@pytest.mark.parametrize("day", ["2026-11-30", "2026-12-03", "2026-12-06"])
def test_the_week_before_runs_from_monday_to_sunday(day: str) -> None:
    assert week_before(date.fromisoformat(day)) == (date(2026, 11, 23), date(2026, 11, 29))


def test_the_week_before_new_year_s_day_lies_in_the_old_year() -> None:
    assert week_before(date(2027, 1, 1)) == (date(2026, 12, 21), date(2026, 12, 27))


def test_the_page_is_whole() -> None:
    assert show_week(WEEK) == (
        "【周报】11月23日—11月29日\n"
        "报平安 4/7 人（前一周 4）\n"
        "第一支部 3/5（前一周 2）\n"
        "第二支部 1/2（前一周 2）\n"
        "30 天没有消息 1 人：老周（第一支部）\n"
        "第1号通知 3/7，12月4日（周五）18:00截止\n"
        "第2号通知 0/7\n"
        "本周生日：\n12月1日 张三（第一支部）"
    )


def test_a_quiet_week_says_so() -> None:
    page = show_week(replace(WEEK, silent=[], notices=[], birthdays=[]))
    assert "30 天内大家都有消息。\n没有等回执的通知。\n本周没有人过生日。" in page


def test_cries_for_help_that_nobody_took_come_first() -> None:
    page = show_week(replace(WEEK, cries=[(3, "张三", date(2026, 11, 25)), (2, "李四", date(2026, 11, 24))]))
    assert page.splitlines()[1] == (
        "还没有人接的求助 2 件：3号 张三（11月25日）、2号 李四（11月24日）。发“名单 求助”接手。"
    )


def test_nobody_is_called_silent_before_the_bot_has_listened_long_enough() -> None:
    page = show_week(replace(WEEK, watched_days=6))
    assert "启用还不满 30 天，还没报过平安 1 人。" in page
    assert "老周" not in page


def test_a_long_list_of_the_silent_is_cut_with_its_number() -> None:
    silent = [(f"党员{n}", "第一支部") for n in range(1, 13)]
    page = show_week(replace(WEEK, silent=silent))
    assert "党员10（第一支部）等 12 人" in page
    assert "党员11" not in page


def test_what_was_not_sent_is_reported() -> None:
    assert "有 2 条消息没能发出" in show_week(replace(WEEK, unsent=2))


def test_an_organisation_without_branches_has_a_page_too() -> None:
    assert "报平安 0/0 人" in show_week(replace(WEEK, branches=[]))
