"""A notice: reading the order, when to ask again, and how it is shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.command import Misfit, UserError
from bot.domain.notice import (
    Notice,
    Order,
    Progress,
    Scope,
    branch_name,
    read_order,
    remind_at,
    show_deadline,
    show_notice,
    show_progress,
    show_wait,
)

BEIJING = ZoneInfo("Asia/Shanghai")
SENT = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
BEFORE = timedelta(hours=3)
THREE = ("第一支部", "第三支部", "第五支部")


# The order


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("全体：开会", Order(Scope.ALL, (), False, None, "开会")),
        ("全体:开会", Order(Scope.ALL, (), False, None, "开会")),
        ("全体 回执：开会", Order(Scope.ALL, (), True, None, "开会")),
        ("全体 回执 周五18:00前：开会", Order(Scope.ALL, (), True, "周五18:00前", "开会")),
        ("全体 回执 周五18：00前：开会", Order(Scope.ALL, (), True, "周五18：00前", "开会")),
        ("全体 回执 周五18:00：开会", Order(Scope.ALL, (), True, "周五18:00", "开会")),
        ("周五18:00前 回执 全体：开会", Order(Scope.ALL, (), True, "周五18:00前", "开会")),
        ("全体\n开会\n带伞", Order(Scope.ALL, (), False, None, "开会\n带伞")),
        ("书记：九点开会", Order(Scope.SECRETARIES, (), False, None, "九点开会")),
        ("境外 要回执：平安吗", Order(Scope.OVERSEAS, (), True, None, "平安吗")),
        ("全体：集合时间：8:30", Order(Scope.ALL, (), False, None, "集合时间：8:30")),
        ("支部 一,三：开会", Order(Scope.BRANCHES, ("第一支部", "第三支部"), False, None, "开会")),
        (
            "支部 一、3，第五支部：会",
            Order(Scope.BRANCHES, THREE, False, None, "会"),
        ),
        ("支部 一 回执 明天：开会", Order(Scope.BRANCHES, ("第一支部",), True, "明天", "开会")),
        ("支部：开会", Order(Scope.BRANCHES, (), False, None, "开会")),
        ("支部 回执：开会", Order(Scope.BRANCHES, (), True, None, "开会")),
    ],
)
def test_an_order_is_read(words: str, order: Order) -> None:
    assert read_order(words) == order


def test_the_deadline_may_stand_before_the_branches() -> None:
    order = read_order("回执 周五18:00前 支部 一,三：开会")
    assert (order.branches, order.deadline) == (("第一支部", "第三支部"), "周五18:00前")


def test_all_branches_may_have_a_deadline() -> None:
    order = read_order("支部 回执 周五18:00前：开会")
    assert (order.branches, order.deadline) == ((), "周五18:00前")


def test_a_notice_may_begin_with_a_number_after_a_time_of_day() -> None:
    assert read_order("全体 回执 周五18:00：9点集中").body == "9点集中"


@pytest.mark.parametrize("words", ["", "大家带伞", "大家：带伞", "全体带伞", "明天不用来了：真的", "：全体"])
def test_ordinary_words_are_no_order(words: str) -> None:
    with pytest.raises(Misfit):
        read_order(words)


@pytest.mark.parametrize(
    "words", ["全体：", "全体：  \n", "全体 周五 周六：开会", "书记 回执 明天 后天：开会"]
)
def test_an_order_with_a_wrong_part_is_answered_with_a_right_one(words: str) -> None:
    with pytest.raises(UserError, match="例：通知 全体"):
        read_order(words)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("三", "第三支部"),
        ("3", "第三支部"),
        ("３", "第三支部"),
        ("第三", "第三支部"),
        ("第三支部", "第三支部"),
        ("三党支部", "第三支部"),
        ("12", "第十二支部"),
        ("离退休支部", "离退休支部"),
    ],
)
def test_branches_are_completed(word: str, name: str) -> None:
    assert branch_name(word) == name


# Asking again


@pytest.mark.parametrize(
    ("hours", "reminded"),
    [(1, None), (1.99, None), (2, 1), (4, 2), (6, 3), (8, 5), (105, 102)],
)
def test_the_silent_are_asked_before_the_deadline_but_not_in_the_first_half(
    hours: float, reminded: float | None
) -> None:
    expected = None if reminded is None else SENT + timedelta(hours=reminded)
    assert remind_at(SENT, SENT + timedelta(hours=hours), BEFORE) == expected


def test_without_a_deadline_nobody_is_asked_again() -> None:
    assert remind_at(SENT, None, BEFORE) is None


# How it is shown


def test_a_deadline_is_shown_with_its_weekday() -> None:
    assert show_deadline(datetime(2026, 11, 29, 9, 5, tzinfo=BEIJING)) == "11月29日（周日）09:05"


def test_a_notice_asks_for_receipts_only_where_they_are_wanted() -> None:
    deadline = datetime(2026, 11, 27, 18, tzinfo=BEIJING)
    assert show_notice(Notice(3, "开会", False, None, SENT)) == "【第3号通知】\n开会"
    assert show_notice(Notice(3, "开会", True, None, SENT)).endswith("请回复“收到”。")
    asked = Notice(3, "开会", True, deadline, SENT)
    assert show_notice(asked).endswith("请在11月27日（周五）18:00前回复“收到”。")
    assert "请在北京时间11月27日" in show_notice(asked, abroad=True)


def test_progress_is_a_line_a_branch_and_a_sum() -> None:
    rows = [Progress("第一支部", 2, 0, 4), Progress("第二支部", 0, 1, 2)]
    assert show_progress(Notice(7, "开会", True, None, SENT), rows) == (
        "第7号通知进度\n第一支部 2/4\n第二支部 0/2（另有可能已回 1）\n合计 2/6"
    )


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "不到 1 分钟"), (29, "不到 1 分钟"), (31, "约 1 分钟"), (102, "约 2 分钟")]
)
def test_a_wait_is_told_about(seconds: int, shown: str) -> None:
    assert show_wait(timedelta(seconds=seconds)) == shown
