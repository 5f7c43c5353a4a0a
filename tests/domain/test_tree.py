"""The way of a notice as a tree, written for a phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.delivery import split_text
from bot.domain.notice import Answer, Notice
from bot.domain.progress import Arrival, Progress
from bot.domain.relay import Relay
from bot.domain.tree import Tree

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
    rows = [Progress(f"支部{number}", 4 if number < 20 else 1, 0, 4) for number in range(30)]
    shown = replace(straight(), rows=rows, arrivals=[]).show()
    assert "已回齐 20 个支部：支部0、支部1、" in shown
    assert len(shown.splitlines()) == 1 + 10 + 1 + 1
    assert shown.endswith("合计 90/120")


def test_of_many_branches_those_that_got_it_and_are_silent_stand_in_one_line() -> None:
    rows = [Progress(f"支部{number}", 0, 0, 4) for number in range(20)]
    arrivals = [Arrival("群", f"支部{number}", after(minutes=1)) for number in range(19)]
    shown = replace(straight(), rows=rows, arrivals=arrivals).show()
    assert "还没人回 19 个支部：支部0、" in shown
    assert "支部19 没有群 0/4" in shown


def test_an_own_branch_that_is_through_still_stands_by_itself() -> None:
    rows = [Progress(f"支部{number}", 4, 0, 4) for number in range(30)]
    shown = replace(straight(), rows=rows, arrivals=[]).show(frozenset({"支部7"}))
    assert shown.splitlines()[1] == "支部7 4/4"
    assert "已回齐 29 个支部" in shown


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


# Very many branches


def crowd(*rows: Progress, way: str = "arrived") -> Tree:
    """A tree of these branches and enough others that are through, all of which the notice has reached."""
    through = [Progress(f"第{number}支部", 4, 0, 4) for number in range(100, 141)]
    arrivals = [
        Arrival("群", row.branch, after(minutes=1) if way == "arrived" else None) for row in (*rows, *through)
    ]
    return Tree(NOTICE, [*rows, *through], arrivals, {}, {}, BEIJING, {})


def test_of_very_many_branches_the_worst_ten_are_named() -> None:
    behind = [Progress(f"第{number}支部", number, 0, 20) for number in range(1, 16)]
    lines = crowd(*behind).show().splitlines()
    assert lines[1:4] == ["56 个支部：到了 56", "最慢的 10 个支部：", "第1支部　 09:01 到 1/20"]
    assert lines[-3] == "第10支部 09:01 到 10/20"
    assert lines[-1] == "看一个支部：进度 12号 第1支部；看全部：进度 12号 图"


def test_of_very_many_branches_those_it_did_not_reach_come_first() -> None:
    tree = crowd(Progress("第1支部", 0, 0, 4), Progress("第2支部", 0, 0, 4))
    failed = [replace(tree.arrivals[1], at=None, problem="微信没收下")]
    lines = replace(tree, arrivals=[tree.arrivals[0], *failed, *tree.arrivals[2:]]).show().splitlines()
    assert lines[1] == "43 个支部：到了 42，没发到 1"
    assert lines[3] == "第2支部 没发到：微信没收下 0/4"


def test_of_very_many_branches_one_that_is_asked_for_stands_alone() -> None:
    lines = crowd(Progress("第1支部", 1, 0, 4)).show(frozenset({"第1支部"})).splitlines()
    assert lines[1:] == ["第1支部 09:01 到 1/4", "合计 165/168"]


def test_a_thousand_branches_fit_into_one_message() -> None:
    rows = [Progress(f"第一千一百{number}支部", 0, 0, 23) for number in range(1000)]
    assert len(split_text(crowd(*rows).show())) == 1


def test_what_a_pilot_keeps_back_is_no_failure() -> None:
    held = [replace(one, at=None, problem=None, held="试点中没发") for one in straight().arrivals]
    shown = replace(straight(), arrivals=held).show()
    assert "第十一支部 试点中没发 0/2" in shown
    assert "没发到" not in shown


def test_two_rooms_of_a_branch_it_came_to_in_one_minute_are_told_once() -> None:
    arrivals = [Arrival(room, "第一支部", after(minutes=1)) for room in ("第一支部群", "老三支部群")]
    assert "第一支部 09:01 到 3/5" in Tree(NOTICE, ROWS[:1], arrivals, {}, {}, BEIJING, {}).show()
