"""How an order about posts and an announced leave are read."""

from __future__ import annotations

import pytest

from bot.domain import leave, post
from bot.domain.command import Misfit
from bot.domain.leave import Leave
from bot.domain.member import Role
from bot.domain.post import Order


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("书记 第三支部 张三", Order(Role.SECRETARY, "第三支部", "张三")),
        ("第三支部书记 张三", Order(Role.SECRETARY, "第三支部", "张三")),
        ("张三 第三支部 书记", Order(Role.SECRETARY, "第三支部", "张三")),
        ("书记第三支部 张三", Order(Role.SECRETARY, "第三支部", "张三")),
        ("书记第三支部张三", Order(Role.SECRETARY, "第三支部", "张三")),
        ("支部书记 三支部 张三", Order(Role.SECRETARY, "三支部", "张三")),
        ("张三 为 第三支部书记", Order(Role.SECRETARY, "第三支部", "张三")),
        ("书记 第三支部张三", Order(Role.SECRETARY, "第三支部", "张三")),
        ("书记 三 张三8000", Order(Role.SECRETARY, "三", "张三8000")),
        ("副书记，第三支部，张三", Order(Role.DEPUTY, "第三支部", "张三")),
        ("小组长 三支部 张三", Order(Role.GROUP_LEADER, "三支部", "张三")),
        ("组织委员 三支部 张三", Order(Role.COMMITTEE_MEMBER, "三支部", "张三")),
        ("书记 第三支部 张三 代理 到 3月1日", Order(Role.SECRETARY, "第三支部", "张三", True, "3月1日")),
        ("书记 第三支部 张三 代理到3月1日为止", Order(Role.SECRETARY, "第三支部", "张三", True, "3月1日")),
        ("代理书记 第三支部 张三 至 下月底", Order(Role.SECRETARY, "第三支部", "张三", True, "下月底")),
        ("站长 驻沪服务站 张三", Order(Role.SECRETARY, "驻沪服务站", "张三")),
        ("党办 张三", Order(Role.CLERK, None, "张三")),
        ("书记 第三支部", Order(Role.SECRETARY, "第三支部", None)),
    ],
)
def test_an_order_is_read_in_any_order_of_its_words(words: str, read: Order) -> None:
    assert post.read_order(words) == read


@pytest.mark.parametrize("words", ["", "一下手机", "书记", "书记 副书记 第三支部 张三", "党办 第三支部 张三"])
def test_other_words_are_no_order(words: str) -> None:
    with pytest.raises(Misfit):
        post.read_order(words)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("12月1日-10日 王姐代", Leave("12月1日-10日", "王姐")),
        ("12月1日-10日 张三 代", Leave("12月1日-10日", "张三")),
        ("12月1号到10号，请张三来代班", Leave("12月1号到10号", "张三")),
        ("12月1日-10日张三代", Leave("12月1日-10日", "张三")),
        ("明天王明代", Leave("明天", "王明")),
        ("明天 王明月代", Leave("明天", "王明月")),
        ("明天 张三代一下", Leave("明天", "张三")),
        ("取消", Leave(None, None)),
        ("销假", Leave(None, None)),
    ],
)
def test_a_leave_names_its_days_and_who_stands_in(words: str, read: Leave) -> None:
    assert leave.read_leave(words) == read


@pytest.mark.parametrize("words", ["", "12月1日-10日", "真好", "几天了"])
def test_talk_of_holidays_is_no_leave(words: str) -> None:
    with pytest.raises(Misfit):
        leave.read_leave(words)
