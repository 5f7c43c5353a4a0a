"""A cry for help: how often it rings, for whom, and in which words it is taken."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import alarm
from bot.domain.alarm import Taking
from bot.domain.member import Role

FIVE = timedelta(minutes=5)


def test_the_line_grows_with_each_ring() -> None:
    assert alarm.roles_at(1) == (Role.SECRETARY, Role.CLERK)
    assert alarm.roles_at(2) == (Role.SECRETARY, Role.CLERK, Role.COMMITTEE)
    assert alarm.roles_at(9) == (Role.SECRETARY, Role.CLERK, Role.COMMITTEE, Role.OPERATOR)


def test_after_an_hour_it_rings_less_often_but_never_more_often_than_wished() -> None:
    assert alarm.wait(timedelta(minutes=59), FIVE) == FIVE
    assert alarm.wait(timedelta(hours=1), FIVE) == timedelta(minutes=15)
    assert alarm.wait(timedelta(hours=1), timedelta(minutes=20)) == timedelta(minutes=20)


@pytest.mark.parametrize(
    ("minutes", "shown"), [(5, "5 分钟"), (60, "1 小时"), (75, "1 小时 15 分钟"), (1440, "24 小时")]
)
def test_the_time_is_told_as_people_say_it(minutes: int, shown: str) -> None:
    assert alarm.show_wait(timedelta(minutes=minutes)) == shown


@pytest.mark.parametrize(
    ("text", "taking"),
    [
        ("我来处理", Taking()),
        ("我来处理吧。", Taking()),
        ("我来处理 3号", Taking(number=3)),
        ("求助3号我来处理", Taking(number=3)),
        ("李雪梅的事我马上联系", Taking(name="李雪梅")),
        ("我去看看", Taking(plain=False)),
        ("我已经联系上了", Taking()),
        ("交给我吧", Taking()),
        ("我在处理", Taking()),
        ("我来", Taking(plain=False)),
        ("我去上海", Taking(name="上海", plain=False)),
    ],
)
def test_taking_is_read(text: str, taking: Taking) -> None:
    assert alarm.read_taking(text) == taking


@pytest.mark.parametrize(
    "text",
    ["我来处理不了", "谁来处理", "我", "我来说两句，大家听听", "我不去", "我在外地，来不了", "处理好了"],
)
def test_other_words_take_nothing(text: str) -> None:
    assert alarm.read_taking(text) is None


@pytest.mark.parametrize(
    "text", ["处理好了", "已经处理好了", "1号处理好了", "张三的事解决了", "都安顿好了。"]
)
def test_settling_is_read(text: str) -> None:
    assert alarm.read_settling(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "已经处理好了",
        "我这边处理好了",
        "事情处理好了",
        "人没事了，处理好了",
        "送到医院了，处理好了",
        "处理好了，谢谢",
    ],
)
def test_what_stands_beside_a_settling_is_nobody_s_name(text: str) -> None:
    assert alarm.read_settling(text) == Taking()


@pytest.mark.parametrize("text", ["处理得好不好", "还没处理好", "没处理好", "处理好了吗", "怎么处理", "好了"])
def test_other_words_settle_nothing(text: str) -> None:
    assert alarm.read_settling(text) is None


@pytest.mark.parametrize(
    ("text", "more"),
    [("血止不住了", True), ("好的", False), ("谢谢你", False), ("？", False), ("[微笑]", False)],
)
def test_thanks_are_no_news(text: str, more: bool) -> None:
    assert alarm.says_more(text) is more
