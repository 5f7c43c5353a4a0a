"""同意 and 不同意: who may decide what was asked for, and when the words are no decision."""

from __future__ import annotations

import pytest

from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, Talk


async def ask(talk: Talk) -> None:
    """Let 张三 ask for another name."""
    await talk.play(("张三", PRIVATE, "更正 姓名 张珊", "."))
    assert states(talk) == ["open"]


def states(talk: Talk) -> list[str]:
    return [row[0] for row in talk.db.execute("SELECT state FROM requests ORDER BY id")]


@pytest.mark.parametrize("words", ["同意 1号", "同意1号", "同意 第1号申请。", "@风筝线 同意", "同意 N1"])
async def test_the_secretary_agrees(talk: Talk, words: str) -> None:
    await ask(talk)
    await talk.say("李书记", SECRETARIES if "@" in words else PRIVATE, words)
    assert states(talk) == ["agreed"]


async def test_a_refusal_needs_a_reason(talk: Talk) -> None:
    await ask(talk)
    await talk.play(
        ("李书记", PRIVATE, "不同意 1号", "请写上原因"),
        ("李书记", PRIVATE, "不同意1号，身份证上还是张三", "."),
    )
    assert states(talk) == ["refused"]
    assert "身份证上还是张三" in talk.told("张三")[-1]


async def test_agreement_with_something_else_in_a_room_decides_nothing(talk: Talk) -> None:
    await ask(talk)
    for words in ("同意", "同意大家的意见", "不同意，周六有事", "同意 老李说的"):
        await talk.play(("李书记", SECRETARIES, words, None), ("张三", FIRST, words, None))
    assert states(talk) == ["open"]


async def test_only_the_own_secretary_and_the_office_decide(talk: Talk) -> None:
    await ask(talk)
    await talk.play(
        ("赵书记", PRIVATE, "同意 1号", "没有等您答复的 1号申请"),
        ("李四", PRIVATE, "同意 1号", "只有支部书记可以用"),
        ("王主任", OFFICE, "同意 1号", "."),
    )
    assert states(talk) == ["agreed"]


async def test_what_is_decided_is_not_decided_again(talk: Talk) -> None:
    await ask(talk)
    await talk.play(
        ("李书记", PRIVATE, "同意 1号", "."),
        ("李书记", PRIVATE, "同意 1号", "1号申请已经同意了"),
        ("李书记", PRIVATE, "不同意 7号 没有", "没有等您答复的 7号申请"),
        ("李书记", PRIVATE, "名单 申请", "现在没有等您答复的申请"),
    )


async def test_the_list_names_what_waits(talk: Talk) -> None:
    await ask(talk)
    await talk.play(("李书记", PRIVATE, "名单 申请", "等您答复的申请 1 件：\n1号 .*张三"))
