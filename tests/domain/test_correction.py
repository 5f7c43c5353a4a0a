"""What takes back or puts right what was said."""

from __future__ import annotations

import pytest

from bot.domain import correction


@pytest.mark.parametrize(
    "text", ["撤", "撤回", "撤销吧", "上条不算", "刚才那条作废", "把刚才那条撤了。", "上一条不算数"]
)
def test_a_message_that_takes_back_says_nothing_else(text: str) -> None:
    assert correction.takes_back(text)


@pytest.mark.parametrize("text", ["撤离了", "撤回的是谁", "这个不算什么", "不算贵", "部队撤了", "平安，撤"])
def test_other_words_take_nothing_back(text: str) -> None:
    assert not correction.takes_back(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("错了，是李建国", (None, "李建国")),
        ("不对，不是张三，是李建国", ("张三", "李建国")),
        ("不是张三是李建国。", ("张三", "李建国")),
        ("说错了，应该是李建国同志", (None, "李建国")),
        ("是李建国", None),
        ("不对，我在苏州", None),
        ("错了，是12号回", None),
    ],
)
def test_who_was_meant_instead(text: str, meant: tuple[str | None, str] | None) -> None:
    assert correction.other_meant(text) == meant


@pytest.mark.parametrize(
    ("text", "understood", "only"),
    [
        ("不对，我在苏州", ("在苏州",), True),
        ("不对，我现在是在苏州出差", ("在苏州",), True),
        ("说错了，我在北京西站等你", ("在北京",), False),
        ("更正：会议地点在怀柔宾馆", ("在怀柔",), False),
    ],
)
def test_a_correction_holds_nothing_but_what_is_right(
    text: str, understood: tuple[str, ...], only: bool
) -> None:
    assert correction.says_only(text, understood) is only
