"""What is a claim to a name, and which digits count."""

from __future__ import annotations

import pytest

from bot.domain.claim import middle_four, read_claim


@pytest.mark.parametrize(
    ("text", "name", "digits"),
    [
        ("我是张三 1380", "张三", "1380"),
        ("张三 8000", "张三", "8000"),
        ("认领 张三 中间四位 0013", "张三", "0013"),
        ("我叫张三，手机中间四位是0013", "张三", "0013"),
        ("我是欧阳建国同志，０013。", "欧阳建国", "0013"),
        ("认领　张三　138 0013 8000", "张三", "0013"),
        ("阿依古丽·买买提 0013", "阿依古丽·买买提", "0013"),
    ],
)
def test_a_claim_is_read_in_many_wordings(text: str, name: str, digits: str) -> None:
    found = read_claim(text)
    assert found
    assert (found.name, found.digits) == (name, digits)


@pytest.mark.parametrize(
    "text", ["我是张三", "认领 张三", "张三 001", "通知 2026年", "张三 00133", "我在2026年"]
)
def test_other_words_are_none(text: str) -> None:
    assert read_claim(text) is None


@pytest.mark.parametrize(
    ("phone", "middle"), [("13800138000", "0013"), ("+1 416 555 1234", "6555"), ("110", ""), (None, "")]
)
def test_the_middle_four_are_those_that_lists_mask(phone: str | None, middle: str) -> None:
    assert middle_four(phone) == middle
