"""What people type about transfers, and what is read."""

from __future__ import annotations

import pytest

from bot.domain import transfer
from bot.domain.audience import Called
from bot.domain.command import Misfit, UserError
from bot.domain.transfer import Wish


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("第三支部", Wish("第三支部")),
        ("三支部 搬家了", Wish("三支部", "搬家了")),
        ("３支部，因为搬家了。", Wish("3支部", "搬家了")),
        ("三", Wish("三")),
        ("到第三支部", Wish("第三支部")),
        ("我的组织关系 到三支部", Wish("三支部")),
        ("海安市驻宁党委 工作调动", Wish("海安市驻宁党委", "工作调动")),
        ("海安市驻宁党委工作调动", Wish("海安市驻宁党委", "工作调动")),
        ("上海市浦东新区陆家嘴街道党工委", Wish("上海市浦东新区陆家嘴街道党工委")),
        ("张三 第三支部 搬家", Wish("第三支部", "搬家", Called("张三"))),
        ("张三（第一支部） 第二支部", Wish("第二支部", "", Called("张三", "第一支部"))),
        ("张三8000 到二支部", Wish("二支部", "", Called("张三", None, "8000"))),
        ("2号", Wish(number=2)),
        ("Z2", Wish(number=2)),
        ("到第二支部吧", Wish("第二支部")),
    ],
)
def test_where_to_and_why_are_read_in_many_ways(typed: str, wish: Wish) -> None:
    assert transfer.read_wish(typed) == wish


@pytest.mark.parametrize("typed", ["", "火星", "上海", "手续怎么办", "电话打不通", "到客服"])
def test_what_names_no_organisation_is_no_wish(typed: str) -> None:
    with pytest.raises(Misfit):
        transfer.read_wish(typed)


def test_who_changed_the_mind_hears_how_to_take_it_back() -> None:
    with pytest.raises(UserError, match="转接 撤回"):
        transfer.read_wish("不转了")


def test_a_reason_holds_no_marks_that_are_not_seen() -> None:
    assert transfer.read_wish("第三支部 原因：搬\u202e家\n了").reason == "搬 家 了"


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("我想把组织关系转到第三支部", Wish("第三支部")),
        ("您好，我想把党组织关系转到海安市驻宁党委，工作调动了", Wish("海安市驻宁党委", "工作调动了")),
        ("想把关系转去第二支部可以吗", Wish("第二支部")),
        ("我要转到三支部", Wish("三支部")),
        ("把张三转到第二支部", Wish("第二支部", "", Called("张三"))),
        ("请把老周的组织关系转到第二支部", Wish("第二支部", "", Called("老周"))),
    ],
)
def test_a_wish_in_a_sentence_is_understood(said: str, wish: Wish) -> None:
    assert transfer.read_sentence(said) == wish


@pytest.mark.parametrize(
    "said", ["我转到上海了", "我要转到上海工作", "把通知转到第二支部群里", "平安，在上海"]
)
def test_talk_is_no_wish(said: str) -> None:
    assert transfer.read_sentence(said) is None


@pytest.mark.parametrize(
    "said", ["我想转组织关系", "怎么转组织关系？", "组织关系怎么转", "转关系", "转接到外地"]
)
def test_who_asks_how_is_told(said: str) -> None:
    assert transfer.asks_how(said)
    assert transfer.read_sentence(said) is None


@pytest.mark.parametrize(
    "said", ["我的转接到哪一步了", "转接办好了吗", "转接完成了吗", "组织关系转接办得怎么样了"]
)
def test_who_asks_how_far_it_is_is_told(said: str) -> None:
    assert transfer.asks_stand(said)
