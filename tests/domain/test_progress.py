"""The way of a notice, written for a phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.command import Misfit
from bot.domain.notice import Answer, Notice
from bot.domain.progress import Arrival, Progress, Query, Tree, read_query, show_phone
from bot.domain.relay import Relay

BEIJING = ZoneInfo("Asia/Shanghai")
SENT = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
FRIDAY = SENT + timedelta(days=4, hours=9)
NOTICE = Notice(12, "开会", True, FRIDAY, SENT, Answer.RECEIPT)
ROWS = [Progress("第一支部", 3, 1, 5, 1), Progress("第十一支部", 0, 0, 2)]


def after(**span: float) -> datetime:
    return SENT + timedelta(**span)


def straight(notice: Notice = NOTICE) -> Tree:
    arrivals = [
        Arrival("境外群", None, after(minutes=1)),
        Arrival("第一支部群", "第一支部", after(minutes=1)),
        Arrival("第十一支部群", "第十一支部", None, "微信没收下"),
    ]
    return Tree(notice, ROWS, arrivals, {}, {"第一支部": "李书记"}, BEIJING, {})


def relayed() -> Tree:
    relays = {
        "第一支部": Relay(12, 1, "第一支部", "李书记", after(minutes=12)),
        "第十一支部": Relay(12, 2, "第十一支部"),
    }
    arrivals = [Arrival("第一支部群", "第一支部", after(minutes=13))]
    secretaries = {"第一支部": "李书记", "第十一支部": "欧阳书记"}
    return Tree(NOTICE, ROWS, arrivals, relays, secretaries, BEIJING, {})


def test_a_straight_notice_is_a_line_a_branch_with_its_arrival() -> None:
    assert straight().show() == (
        "第12号通知 11月23日 09:00 发出，11月27日（周五）18:00截止\n"
        "第一支部　 09:01 到 3/5（晚 1、可能已回 1）\n"
        "第十一支部 没发到：微信没收下 0/2\n"
        "境外群 09:01 到\n"
        "合计 3/7，晚回 1，可能已回 1"
    )


def test_through_the_secretaries_who_passed_it_on_stands_beside_it() -> None:
    assert relayed().show() == (
        "第12号通知 11月23日 09:00 发出，11月27日（周五）18:00截止\n"
        "第一支部　 李书记　 09:12 转发 09:13 到 3/5（晚 1、可能已回 1）\n"
        "第十一支部 欧阳书记 未转发 0/2\n"
        "合计 3/7，晚回 1，可能已回 1"
    )


def test_where_names_may_not_be_read_none_stands() -> None:
    assert "书记" not in replace(relayed(), secretaries={}).show()


def test_a_secretary_reads_the_own_branch_in_full_and_the_others_in_numbers() -> None:
    lines = relayed().show(frozenset({"第十一支部"})).splitlines()
    assert lines[1:3] == ["第十一支部 欧阳书记 未转发 0/2", "第一支部 3/5（晚 1、可能已回 1）"]


def test_arriving_in_the_minute_of_passing_on_is_one_moment() -> None:
    tree = replace(relayed(), arrivals=[Arrival("第一支部群", "第一支部", after(minutes=12))])
    assert "09:12 转发到群 3/5" in tree.show()


def test_another_day_is_told_with_its_date() -> None:
    tree = replace(straight(), arrivals=[Arrival("第一支部群", "第一支部", after(days=1))])
    assert "第一支部　 11月24日 09:00 到 3/5" in tree.show()


def test_a_branch_without_room_is_told() -> None:
    tree = replace(straight(), arrivals=[Arrival("第一支部群", "第一支部", after(minutes=1))])
    assert "第十一支部 没有群 0/2" in tree.show()


def test_what_is_on_its_way_is_no_failure() -> None:
    tree = replace(straight(), arrivals=[Arrival("第一支部群", "第一支部", None)])
    assert "第一支部　 正在发 3/5" in tree.show()


def test_a_private_notice_speaks_of_no_rooms() -> None:
    tree = replace(straight(), arrivals=[])
    assert "第十一支部 0/2" in tree.show()


def test_of_many_branches_those_that_are_through_stand_in_one_line() -> None:
    rows = [Progress(f"支部{number}", 4 if number < 60 else 1, 0, 4) for number in range(83)]
    shown = replace(straight(), rows=rows, arrivals=[]).show()
    assert "已回齐 60 个支部：支部0、支部1、" in shown
    assert len(shown.splitlines()) == 1 + 23 + 1 + 1
    assert shown.endswith("合计 263/332")


def test_of_many_branches_those_that_got_it_and_are_silent_stand_in_one_line() -> None:
    rows = [Progress(f"支部{number}", 0, 0, 4) for number in range(20)]
    arrivals = [Arrival("群", f"支部{number}", after(minutes=1)) for number in range(19)]
    shown = replace(straight(), rows=rows, arrivals=arrivals).show()
    assert "还没人回 19 个支部：支部0、" in shown
    assert "支部19 没有群 0/4" in shown


def test_an_own_branch_that_is_through_still_stands_by_itself() -> None:
    rows = [Progress(f"支部{number}", 4, 0, 4) for number in range(83)]
    shown = replace(straight(), rows=rows, arrivals=[]).show(frozenset({"支部7"}))
    assert shown.splitlines()[1] == "支部7 4/4"
    assert "已回齐 82 个支部" in shown


def test_a_notice_that_asks_nothing_shows_its_way_only() -> None:
    shown = straight(replace(NOTICE, receipt=False, answer=None, deadline=None)).show()
    assert shown.splitlines()[0] == "第12号通知 11月23日 09:00 发出，不要回执"
    assert "第一支部　 09:01 到\n" in shown
    assert "/" not in shown


@pytest.mark.parametrize(
    ("answer", "choices", "line"),
    [
        (Answer.CHOICE, {"不去": 1, "去": 3}, "去 3 人，不去 1 人"),
        (Answer.YES_NO, {"是": 2}, "是 2 人"),
        (Answer.NUMBER, {"3": 2, "11": 1}, "填的数合计 17，3 人填了"),
    ],
)
def test_what_was_answered_is_counted(answer: Answer, choices: dict[str, int], line: str) -> None:
    tree = replace(straight(replace(NOTICE, answer=answer, options=("去", "不去"))), choices=choices)
    assert tree.show().splitlines()[-1] == line


def test_words_that_were_answered_are_not_told() -> None:
    tree = replace(straight(replace(NOTICE, answer=Answer.WORDS)), choices={"家里有事": 1})
    assert "家里有事" not in tree.show()


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("", Query()),
        ("12号", Query(12)),
        ("12", Query(12)),
        ("第12号通知 图", Query(12, picture=True)),
        ("图", Query(picture=True)),
        ("12号 第三支部", Query(12, ("第三支部",))),
        ("三支部、5支部", Query(None, ("第三支部", "第五支部"))),
    ],
)
def test_a_query_is_read(words: str, query: Query) -> None:
    assert read_query(words) == query


@pytest.mark.parametrize("words", ["太慢了", "12号 13号", "图 图", "怎么样"])
def test_chat_about_progress_does_not_fit(words: str) -> None:
    with pytest.raises(Misfit):
        read_query(words)


@pytest.mark.parametrize(("phone", "shown"), [("13800138000", "138****8000"), ("110", ""), (None, "")])
def test_a_number_is_masked_for_who_need_not_call(phone: str | None, shown: str) -> None:
    assert show_phone(phone, whole=False) == shown
    assert show_phone(phone, whole=True) == (phone or "")
