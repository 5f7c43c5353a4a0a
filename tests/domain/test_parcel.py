"""Parcels: what was sent to whom, and the words for its arrival."""

from __future__ import annotations

import pytest

from bot.domain.command import Misfit
from bot.domain.parcel import Sending, read_sending, says_it_came


@pytest.mark.parametrize(
    ("words", "sending"),
    [
        ("张三", Sending(("张三",), "学习资料", "")),
        ("张三 李四 《党章》 单号 SF1234567890", Sending(("张三", "李四"), "《党章》", "SF1234567890")),
        ("张三、李四 773300001111222", Sending(("张三", "李四"), "学习资料", "773300001111222")),
        ("张三 《党章》 单号：SF1234", Sending(("张三",), "《党章》", "SF1234")),
        ("张三 《党章》 顺丰12345678", Sending(("张三",), "《党章》", "12345678")),
        ("2 《党章》等三本", Sending(("2",), "《党章》等三本", "")),
    ],
)
def test_a_sending_is_read_in_any_order(words: str, sending: Sending) -> None:
    assert read_sending(words) == sending


def test_no_name_is_no_sending() -> None:
    with pytest.raises(Misfit):
        read_sending("《党章》")


@pytest.mark.parametrize(
    "words", ["书收到了", "收到书了，谢谢书记", "我的快递已经到了！", "今天拿到书了", "书收到啦，谢谢"]
)
def test_arrival_is_heard_in_everyday_words(words: str) -> None:
    assert says_it_came(words)


@pytest.mark.parametrize("words", ["收到", "书什么时候到", "没收到书", "书收到了但是少一本"])
def test_other_words_are_no_arrival(words: str) -> None:
    assert not says_it_came(words)
