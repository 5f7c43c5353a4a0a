"""What tells a bereavement, and what else the message says."""

from __future__ import annotations

import pytest

from bot.domain import bereavement


@pytest.mark.parametrize(
    "text",
    [
        "我爸昨天去世了",
        "平安，家里老人走了",
        "奔丧，在老家",
        "我妈今早走了",
        "老伴病逝，后事办完了",
        "姥姥没了",
    ],
)
def test_a_death_near_is_a_bereavement(text: str) -> None:
    assert bereavement.is_told(text)


@pytest.mark.parametrize(
    "text",
    [
        "平安，在上海",
        "我爸走了三站路",
        "爷爷去年去世的",
        "我爸去世三年了",
        "缅怀逝世的烈士",
        "电影里男主去世了",
        "清明扫墓，看看过世的奶奶",
    ],
)
def test_what_is_long_ago_or_of_others_is_none(text: str) -> None:
    assert not bereavement.is_told(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("平安，家里老人去世了，回老家办丧事", "平安，，"),
        ("老伴走了，我不想活了", "，我不想活了"),
        ("1. 李四 平安\n2. 张三 父亲去世，在老家", "1. 李四 平安\n2. 张三 ，在老家"),
    ],
)
def test_the_rest_is_read_without_it(text: str, rest: str) -> None:
    assert bereavement.leave_out(text) == rest


def test_in_a_list_one_line_tells_it() -> None:
    assert bereavement.line_of("1. 李四 平安\n2. 张三 父亲去世，在老家") == "2. 张三 父亲去世，在老家"
