"""The order of a collection: what is asked, of whom, by when, in the words of a clerk in a hurry."""

from __future__ import annotations

import pytest

from bot.domain.audience import Scope
from bot.domain.command import Misfit, UserError
from bot.domain.gathering import read_order


@pytest.mark.parametrize(
    ("words", "items", "scope", "names", "deadline", "note"),
    [
        ("手机 单位 现住地", "手机 单位 现住地", Scope.ALL, "", None, ""),
        ("手机单位现住地", "手机 单位 现住地", Scope.ALL, "", None, ""),
        ("手机、单位和学历 全体", "手机 单位 学历", Scope.ALL, "", None, ""),
        ("手机 支部 一,三 截止 周五18:00", "手机", Scope.BRANCHES, "第一支部 第三支部", "周五18:00", ""),
        ("身份证号码 境外 明天", "身份证号", Scope.OVERSEAS, "", "明天", ""),
        ("全体 截止周五 18:00 工作单位：年底核对", "单位", Scope.ALL, "", "周五 18:00", "年底核对"),
        ("单位 张三、李四", "单位", Scope.PEOPLE, "张三 李四", None, ""),
        ("单位 张三（第一支部）", "单位", Scope.PEOPLE, "张三（第一支部）", None, ""),
        ("单位 “衣服尺码” 全体", "单位 衣服尺码", Scope.ALL, "", None, ""),
        ("单位 衣服尺码 第二支部", "单位 衣服尺码", Scope.BRANCHES, "第二支部", None, ""),
        ("“车牌号”", "车牌号", Scope.ALL, "", None, ""),
        ("手机 手机 电话", "手机", Scope.ALL, "", None, ""),
        ("手机 截止：11月27日 全体", "手机", Scope.ALL, "", "11月27日", ""),
        ("从业 在上海 月底前", "从业", Scope.PLACE, "在上海", "月底前", ""),
        ("手机\n请写现在用的", "手机", Scope.ALL, "", None, "请写现在用的"),
    ],
)
def test_an_order_is_read(
    words: str, items: str, scope: Scope, names: str, deadline: str | None, note: str
) -> None:
    order = read_order(words)
    assert " ".join(item.label for item in order.items) == items
    assert (order.audience.scope, " ".join(order.audience.names)) == (scope, names)
    assert (order.deadline, order.note) == (deadline, note)


@pytest.mark.parametrize("words", ["", "大家的意见", "垃圾", "一下意见：明天开会"])
def test_what_names_no_field_is_no_order(words: str) -> None:
    with pytest.raises(Misfit):
        read_order(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("姓名 手机", "“姓名”名册上由党办自己管"),
        ("手机 “支付密码”", "从不问密码"),
        ("手机 全体 境外", "只写一种范围"),
        ("手机 全体 支部 一", "只写一种范围"),
        ("手机 总支", "请写是哪个总支"),
        ("“" + "很" * 13 + "”", "最多 12 个字"),
    ],
)
def test_what_nobody_is_to_be_asked_is_told(words: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_order(words)


def test_delicate_things_are_answered_privately() -> None:
    items = {
        item.label: item.is_private
        for item in read_order("手机 单位 住址 “衣服尺码” “血型” “银行卡号”").items
    }
    assert items == {
        "手机": True,
        "单位": False,
        "住址": True,
        "衣服尺码": False,
        "血型": True,
        "银行卡号": True,
    }
