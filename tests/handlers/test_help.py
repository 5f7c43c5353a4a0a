"""帮助: what the bot can do, for the person who asks."""

from __future__ import annotations

import pytest

from tests.conftest import FIRST, OFFICE, PRIVATE, Talk


async def test_everybody_sees_the_own_commands_only(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "帮助", "关联群.*通知 全体"),
        ("李书记", PRIVATE, "帮助", "名单 未回"),
        ("张三", PRIVATE, "帮助", "报平安"),
        ("路人", PRIVATE, "帮助", "自动助手"),
    )
    assert "通知 全体" not in talk.told("李书记")[0]
    assert "名单" not in talk.told("张三")[0]


async def test_one_command_is_explained_with_an_example(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "帮助 通知", "例：通知 全体 回执 周五18:00前：周六上午九点集中学习"),
        ("李书记", PRIVATE, "帮助 进度", "每个支部一行"),
        ("李书记", PRIVATE, "帮助 名单", "名单 未回.*名单 待看"),
        ("李书记", PRIVATE, "帮助 名单 待看", "^名单 待看"),
    )


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("我来处理", "^接求助：.*我来处理 3号"),
        ("处理好了", "^接求助："),
        ("撤", "^撤：回“撤”，撤掉您一小时内"),
        ("确认", "^确认：.*十分钟里回“确认”才办"),
        ("3 7 12 电话平安", "^按编号回：.*3 7 12 电话平安"),
        ("编号", "^按编号回："),
    ],
)
async def test_words_that_are_no_commands_are_explained_too(talk: Talk, asked: str, answer: str) -> None:
    await talk.play(("李书记", PRIVATE, f"帮助 {asked}", answer))


async def test_secretaries_read_how_to_take_a_cry_for_help_and_answer_a_list(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "帮助", "有人求助：我来处理.*\n名单按编号回：3 7 12 电话平安"))
    await talk.play(("张三", PRIVATE, "帮助", "自动助手"))
    assert "我来处理" not in talk.told("张三")[-1]


async def test_help_on_nothing_that_exists_explains_help(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "帮助 飞行", "例：帮助 通知"),
        ("张三", FIRST, "@风筝线 帮助 飞行", "例：帮助 通知"),
        ("张三", FIRST, "帮助 飞行", None),
    )


async def test_help_may_be_asked_for_in_a_room(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "帮助", "我是风筝线，自动助手"))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("怎么报平安", "^报平安：直接写就行"),
        ("请问怎么报平安呀？", "^报平安：直接写就行"),
        ("怎么回通知", "^回通知：在群里回“收到”"),
        ("你会什么", "^我是风筝线，自动助手"),
        ("你是谁？", "^我是风筝线，自动助手"),
        ("怎么用", "^我是风筝线，自动助手"),
        ("代报", "^替别人报：代报 张三 平安 在苏州$"),
    ],
)
async def test_who_asks_how_is_helped(talk: Talk, text: str, answer: str) -> None:
    await talk.play(("张三", PRIVATE, text, answer), ("张三", FIRST, text, None))
    await talk.play(("路人", PRIVATE, text, answer))
    assert talk.counts("drafts") == 0


# What the staff write and nobody understands


async def test_unclear_words_of_the_staff_go_to_nobody(sent: Talk) -> None:
    for who in ("李书记", "王主任"):
        await sent.play((who, PRIVATE, "天上有几颗星", "^我是自动助手，没看懂。发“帮助”看我会做什么。$"))
    assert (sent.counts("concerns"), sent.counts("drafts")) == (0, 0)


@pytest.mark.parametrize(
    ("who", "text", "near"),
    [
        ("李书记", "帮我看看未回的是哪些", "名单 未回"),
        ("李书记", "名弹 未回", "名单 未回"),
        ("王主任", "现在进度到多少了", "进度 "),
        ("王主任", "我想给大家发通知怎么写", "通知 "),
    ],
)
async def test_the_staff_are_shown_the_nearest_command(talk: Talk, who: str, text: str, near: str) -> None:
    await talk.play((who, PRIVATE, text, f"^没看懂。是想用这个吗？\n{near}"))


@pytest.mark.parametrize("text", ["导入", "导入名册", "名册怎么导入", "我要导入党员名单"])
async def test_who_wants_to_import_hears_where_it_is_done(talk: Talk, text: str) -> None:
    await talk.play(("王主任", PRIVATE, text, "在运行我的电脑上导入.*python -m bot import"))


async def test_a_member_s_unclear_words_are_offered_to_the_secretary_still(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "通知在哪里看呀", "没看懂。要转给李书记吗"))
