"""Visits and calls as typed: whom they were to, and whether the person was reached."""

from __future__ import annotations

import pytest

from bot.domain.command import Misfit, UserError
from bot.domain.visit import Told, read_call, read_visit, was_reached


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("张三 老人身体挺好", Told("张三", "老人身体挺好")),
        ("张三（第二支部），在家，一切好", Told("张三（第二支部）", "在家，一切好")),
        ("张三8000：搬新家了", Told("张三8000", "搬新家了")),
        ("3 不在家", Told("3", "不在家")),
        ("阿依古丽·买买提 见到了", Told("阿依古丽·买买提", "见到了")),
    ],
)
def test_a_visit_names_somebody_and_what_was_found(words: str, told: Told) -> None:
    assert read_visit(words) == told


def test_a_name_alone_asks_for_a_line() -> None:
    with pytest.raises(UserError, match="怎么样。例：联系"):
        read_call("张三")


@pytest.mark.parametrize("words", ["", "方式发我一下", "13800138000 无人接"])
def test_other_words_are_no_visit(words: str) -> None:
    with pytest.raises((Misfit, UserError)):
        read_call(words)


@pytest.mark.parametrize(
    "words",
    [
        "电话 无人接",
        "打不通",
        "关机",
        "没人接",
        "不在家，锁着门",
        "微信没回",
        "上午接通了一会又断，后来打不通",
    ],
)
def test_a_try_is_no_success(words: str) -> None:
    assert not was_reached(words)


@pytest.mark.parametrize(
    "words",
    [
        "电话 挺好的",
        "上门看了，身体硬朗",
        "昨天没打通，今天接通了，在苏州",
        "没接，过会儿自己回了电话",
        "孩子没考上，有点愁",
    ],
)
def test_who_was_spoken_to_was_reached(words: str) -> None:
    assert was_reached(words)
