"""本支部: what a secretary sees of the own branch."""

from __future__ import annotations

from tests.conftest import FIRST, PRIVATE, SECRETARIES, Talk


async def test_a_secretary_sees_the_own_branch_privately(talk: Talk) -> None:
    await talk.play(("李书记", SECRETARIES, "本支部", "^已私信您"))
    assert talk.told("李书记") == ["第一支部，5 人\n近一周有消息 0 人\n只有电话 1 人：老周"]


async def test_who_wrote_this_week_is_counted(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，在上海", "已记"),
        ("李书记", PRIVATE, "本支部", "近一周有消息 1 人"),
    )


async def test_a_member_may_not(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "本支部", "只有支部书记可以用"))


async def test_talk_about_the_branch_is_chat(talk: Talk) -> None:
    await talk.play(("李书记", FIRST, "本支部的同志辛苦了", None))
