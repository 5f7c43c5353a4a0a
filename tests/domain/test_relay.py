"""转发: what is read of it, and what secretaries and the office are told."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.command import Misfit, UserError
from bot.domain.relay import Order, read_order, says_done, show_done, show_lost, show_moment, show_waiting

NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("", Order()),
        ("12号", Order(12)),
        ("12", Order(12)),
        ("１２", Order(12)),
        ("第12号通知", Order(12)),
        ("N12", Order(12)),
        ("12号 周六我开车接大家", Order(12, words="周六我开车接大家")),
        ("12号，周六我开车接大家", Order(12, words="周六我开车接大家")),
        ("12号\n周六 八点走", Order(12, words="周六 八点走")),
        ("12号 第三支部", Order(12, ("第三支部",))),
        ("12号 三支部、5支部 请快看", Order(12, ("第三支部", "第五支部"), words="请快看")),
        ("12号 第三支部 第五支部 请快看", Order(12, ("第三支部", "第五支部"), words="请快看")),
        ("12号 三、五支部", Order(12, ("第三支部", "第五支部"))),
        ("三支部", Order(None, ("第三支部",))),
        ("12号 本支部 都要来", Order(12, words="都要来")),
        ("12号 各支部", Order(12, everywhere=True)),
        ("12号 全部", Order(12, everywhere=True)),
        ("12号 全部：请快看", Order(12, everywhere=True, words="请快看")),
        ("12号 本支部都要来", Order(12, words="本支部都要来")),
        ("12号 全部人员都要来", Order(12, words="全部人员都要来")),
    ],
)
def test_number_branches_and_own_words_are_read(words: str, order: Order) -> None:
    assert read_order(words) == order


@pytest.mark.parametrize(
    "words",
    ["一下", "给大家看看", "周六我开车接大家", "3个视频", "3号楼停水的通知", "12号楼 停水", "2026年的文件"],
)
def test_chat_about_forwarding_does_not_fit(words: str) -> None:
    with pytest.raises(Misfit):
        read_order(words)


def test_own_words_are_kept_short() -> None:
    with pytest.raises(UserError, match="附言请短一点"):
        read_order("12号 " + "长" * 301)


def test_the_office_reads_which_branches_wait_and_for_whom() -> None:
    waiting = {"第三支部": ["赵书记"], "第五支部": []}
    assert show_waiting(12, waiting) == (
        "第12号通知还有 2 个支部没转发：第三支部（赵书记）、第五支部（没有书记）。"
        "要直接发到群里，请回“转发 12号 全部”；只发一个支部，回“转发 12号 第三支部”。"
    )


def test_of_many_branches_the_first_are_named() -> None:
    shown = show_waiting(12, {f"第{number}支部": ["某某"] for number in range(40)})
    assert "还有 40 个支部" in shown
    assert "第14支部（某某） 等 40 个支部。" in shown


def test_the_office_reads_at_once_where_nobody_can_pass_it_on() -> None:
    assert show_lost(12, {"第三支部": ["赵书记"], "第五支部": []}) == (
        "第12号通知有 2 个支部没人转发：第三支部（赵书记没加我好友）、第五支部（没有书记）。"
        "要直接发到群里，请回“转发 12号 第三支部、第五支部”。"
    )


def test_what_the_office_is_told_to_type_is_understood() -> None:
    assert read_order("12号 第三支部、第五支部") == Order(12, ("第三支部", "第五支部"))


def test_passing_on_to_many_is_told_in_a_number() -> None:
    assert show_done(["第一支部", "第三支部"]) == "已转发到第一支部群、第三支部群。"
    assert show_done([str(number) for number in range(40)]) == "开始转发，共 40 个支部。"


@pytest.mark.parametrize(("before", "shown"), [(0, "今天 10:00"), (1, "昨天 10:00"), (2, "11月22日 10:00")])
def test_a_moment_is_told_as_people_say_it(before: int, shown: str) -> None:
    assert show_moment(NOW - timedelta(days=before), NOW) == shown


@pytest.mark.parametrize("text", ["已转发", "转了", "我已经转到群里了", "好的，转了", "帮我转发到群里"])
def test_word_that_it_was_passed_on_is_known(text: str) -> None:
    assert says_done(text)


@pytest.mark.parametrize("text", ["收到", "转", "转发了吗", "转账了", "已转发的通知在哪看"])
def test_other_words_say_nothing_of_it(text: str) -> None:
    assert not says_done(text)
