"""An order of a notice: the words of its head in any order."""

from __future__ import annotations

import pytest

from bot.domain.audience import Audience, Scope
from bot.domain.command import Misfit, UserError
from bot.domain.notice import Answer
from bot.domain.order import Order, read_order

ALL = Audience(Scope.ALL)
THREE = ("第一支部", "第三支部", "第五支部")


def branches(*names: str) -> Audience:
    return Audience(Scope.BRANCHES, names)


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("全体：开会", Order(ALL, None, None, "开会")),
        ("全体:开会", Order(ALL, None, None, "开会")),
        ("全体 回执：开会", Order(ALL, Answer.RECEIPT, None, "开会")),
        ("全体 回执 周五18:00前：开会", Order(ALL, Answer.RECEIPT, "周五18:00前", "开会")),
        ("全体 回执 周五18：00前：开会", Order(ALL, Answer.RECEIPT, "周五18：00前", "开会")),
        ("周五18:00前 回执 全体：开会", Order(ALL, Answer.RECEIPT, "周五18:00前", "开会")),
        ("全体\n开会\n带伞", Order(ALL, None, None, "开会\n带伞")),
        ("书记：九点开会", Order(Audience(Scope.SECRETARIES), None, None, "九点开会")),
        ("境外 要回执：平安吗", Order(Audience(Scope.OVERSEAS), Answer.RECEIPT, None, "平安吗")),
        ("全体：集合时间：8:30", Order(ALL, None, None, "集合时间：8:30")),
        ("支部 一,三：开会", Order(branches("第一支部", "第三支部"), None, None, "开会")),
        ("支部 一、3，第五支部：会", Order(branches(*THREE), None, None, "会")),
        ("支部一、 三、五：会", Order(branches(*THREE), None, None, "会")),
        ("第三支部：会", Order(branches("第三支部"), None, None, "会")),
        ("支部 一 回执 明天：开会", Order(branches("第一支部"), Answer.RECEIPT, "明天", "开会")),
        ("支部：开会", Order(branches(), None, None, "开会")),
        ("支部 回执：开会", Order(branches(), Answer.RECEIPT, None, "开会")),
        ("全体，回执，两天内：开会", Order(ALL, Answer.RECEIPT, "两天内", "开会")),
        ("总支 第二总支：开会", Order(Audience(Scope.GENERAL, ("第二总支",)), None, None, "开会")),
        ("总支 二：开会", Order(Audience(Scope.GENERAL, ("第二总支",)), None, None, "开会")),
        ("第二总支：开会", Order(Audience(Scope.GENERAL, ("第二总支",)), None, None, "开会")),
        ("在上海 回执：开会", Order(Audience(Scope.PLACE, ("在上海",)), Answer.RECEIPT, None, "开会")),
        ("全体党员：开会", Order(ALL, None, None, "开会")),
        ("所有人 回执：开会", Order(ALL, Answer.RECEIPT, None, "开会")),
        ("各支部：开会", Order(branches(), None, None, "开会")),
        ("各支部书记：开会", Order(Audience(Scope.SECRETARIES), None, None, "开会")),
        ("国外党员：开会", Order(Audience(Scope.OVERSEAS), None, None, "开会")),
        ("周家乐：来", Order(Audience(Scope.PEOPLE, ("周家乐",)), None, None, "来")),
        ("李向前 周五：来", Order(Audience(Scope.PEOPLE, ("李向前",)), Answer.RECEIPT, "周五", "来")),
        ("全体 下班前：报数", Order(ALL, Answer.RECEIPT, "下班前", "报数")),
        ("全体 昨天：开会", Order(ALL, Answer.RECEIPT, "昨天", "开会")),
        ("在上海 在北京：开会", Order(Audience(Scope.PLACE, ("在上海", "在北京")), None, None, "开会")),
        ("在上海、北京：开会", Order(Audience(Scope.PLACE, ("在上海", "在北京")), None, None, "开会")),
        ("张三,李四,：会", Order(Audience(Scope.PEOPLE, ("张三", "李四")), None, None, "会")),
        ("张三、周六：会", Order(Audience(Scope.PEOPLE, ("张三", "周六")), None, None, "会")),
        (
            "张三、周六 周日：会",
            Order(Audience(Scope.PEOPLE, ("张三", "周六")), Answer.RECEIPT, "周日", "会"),
        ),
        ("张三、周五前：会", Order(Audience(Scope.PEOPLE, ("张三",)), Answer.RECEIPT, "周五前", "会")),
        ("全体、回执、周五：会", Order(ALL, Answer.RECEIPT, "周五", "会")),
        ("张三、 李四：来一趟", Order(Audience(Scope.PEOPLE, ("张三", "李四")), None, None, "来一趟")),
        (
            "张三（第一支部） 李四 8000：会",
            Order(Audience(Scope.PEOPLE, ("张三（第一支部）", "李四8000")), None, None, "会"),
        ),
    ],
)
def test_an_order_is_read(words: str, order: Order) -> None:
    assert read_order(words) == order


@pytest.mark.parametrize(
    ("head", "answer", "options"),
    [
        ("是否", Answer.YES_NO, ()),
        ("选项 去/不去/看情况", Answer.CHOICE, ("去", "不去", "看情况")),
        ("选项 去，不去", Answer.CHOICE, ("去", "不去")),
        ("选项 去 / 不去", Answer.CHOICE, ("去", "不去")),
        ("选项 上午、下午 回执", Answer.CHOICE, ("上午", "下午")),
        ("填数", Answer.NUMBER, ()),
        ("填写", Answer.WORDS, ()),
    ],
)
def test_more_than_a_receipt_may_be_asked_for(head: str, answer: Answer, options: tuple[str, ...]) -> None:
    order = read_order(f"全体 {head} 周五前：周日参观")
    assert (order.answer, order.options, order.deadline) == (answer, options, "周五前")


def test_a_deadline_alone_asks_for_receipts() -> None:
    assert read_order("全体 周五前：开会").answer is Answer.RECEIPT


def test_the_deadline_may_stand_before_the_branches() -> None:
    order = read_order("回执 周五18:00前 支部 一,三：开会")
    assert (order.audience, order.deadline) == (branches("第一支部", "第三支部"), "周五18:00前")


def test_a_notice_may_begin_with_a_number_after_a_time_of_day() -> None:
    assert read_order("全体 回执 周五18:00：9点集中").body == "9点集中"


def test_the_way_and_the_enclosure_are_words_of_the_head() -> None:
    order = read_order("转发 全体 带图：转发给大家看看")
    assert (order.relayed, order.enclosed, order.body) == (True, True, "转发给大家看看")


def test_with_an_enclosure_no_words_are_needed() -> None:
    assert read_order("全体 带图").body == ""


@pytest.mark.parametrize(
    "words",
    ["", "大家带伞", "全体带伞", "明天不用来了：真的", "：全体", "选项：一共三个", "是否：去", "全体 回执"],
)
def test_ordinary_words_are_no_order(words: str) -> None:
    with pytest.raises(Misfit):
        read_order(words)


@pytest.mark.parametrize(
    "words",
    [
        "全体 书记：开会",
        "全体 周五 周六：开会",
        "书记 回执 明天 后天：开会",
        "全体 是否 填数：开会",
        "全体 选项：开会",
        "全体 选项 去：开会",
        "全体 选项 去/去：开会",
        "全体 选项 1/2/3/4/5/6/7/8/9/10：开会",
        "总支：开会",
    ],
)
def test_an_order_with_a_wrong_part_is_answered_with_a_right_one(words: str) -> None:
    with pytest.raises(UserError, match="例：通知 "):
        read_order(words)
