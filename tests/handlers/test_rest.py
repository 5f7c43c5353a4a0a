"""静默: who is left in peace for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import FIRST, OFFICE, PRIVATE, Talk


async def test_no_greeting_comes_during_the_rest(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "静默 张三 30天 父亲过世", "到12月23日，不给张三发祝福"))
    said = await talk.wait(days=3)  # his birthday is on the 25th
    assert not [text for where, text in said if where == FIRST and "张三" in text]


async def test_greetings_come_without_one(talk: Talk) -> None:
    said = await talk.wait(days=3)
    assert [text for where, text in said if where == FIRST and "张三" in text]


async def test_it_ends_by_itself(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "静默 张三 2天", "已记"))
    await talk.until(talk.now + timedelta(days=3))
    await talk.play(("李书记", PRIVATE, "名单 静默", "现在没有静默的同志"))


async def test_it_can_be_ended(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "静默 张三 到 3月1日", "到3月1日"),
        ("李书记", PRIVATE, "名单 静默", "张三 到3月1日（李书记记的）"),
        ("李书记", PRIVATE, "静默 张三 取消", "祝福照常"),
        ("李书记", PRIVATE, "静默 张三 取消", "本来就没有静默"),
    )


@pytest.mark.parametrize("words", ["静默 张三 三年", "静默 张三 上周一"])
async def test_a_span_that_makes_no_sense_is_answered_with_an_example(talk: Talk, words: str) -> None:
    await talk.play(("李书记", PRIVATE, words, "例：静默 张三 30天"))


async def test_only_the_own_branch_s(talk: Talk) -> None:
    await talk.play(
        ("赵书记", PRIVATE, "静默 张三 30天", "没有“张三”"),
        ("李书记", FIRST, "静默 张三 30天", "请私信我"),
        ("王主任", OFFICE, "静默 孙七 30天", "不给孙七发"),
    )
