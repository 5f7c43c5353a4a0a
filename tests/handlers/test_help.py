"""帮助: what the bot can do, for the person who asks."""

from __future__ import annotations

import pytest

from bot.domain import guide
from bot.nouns import build_router
from tests.conftest import FIRST, OFFICE, PRIVATE, Talk


async def test_everybody_sees_the_own_commands_only(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "帮助", "发通知：通知、进度.*账号：绑定"),
        ("李书记", PRIVATE, "帮助", "走访联系：走访、联系"),
        ("张三", PRIVATE, "帮助", "报平安"),
        ("路人", PRIVATE, "帮助", "自动助手"),
    )
    assert "点名" not in talk.told("李书记")[0]
    assert "名单 未回" not in talk.told("张三")[0]


@pytest.mark.parametrize("who", ["王主任", "李书记", "张三"])
async def test_the_overview_is_one_message_of_two_screens(talk: Talk, who: str) -> None:
    await talk.say(who, PRIVATE, "帮助")
    assert len(talk.told(who)) == 1
    assert sum(len(line) // 22 + 1 for line in talk.told(who)[0].splitlines()) <= 50


async def test_a_theme_lists_how_its_commands_are_written(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "帮助 走访联系", "^走访联系：\n走访 张三 内容\n"),
        ("张三", PRIVATE, "帮助 少打扰", "勿扰 8:00-16:00"),
    )


def test_every_command_stands_under_a_theme() -> None:
    names = [command.name for command in build_router().commands]
    told = {name for theme in guide.THEMES for name in theme.commands}
    assert [name for name in names if name not in told and name != "帮助"] == []
    assert not {theme.name for theme in guide.THEMES} & {*names, *(name.split()[0] for name in names)}
    assert not told - set(names)


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
    await talk.play(("王主任", PRIVATE, text, "表格.*私信发给我.*再回“导入”"))


async def test_a_member_s_unclear_words_are_offered_to_the_secretary_still(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "通知在哪里看呀", "没看懂。要转给李书记吗"))


@pytest.mark.parametrize(
    ("who", "text", "answer"),
    [
        ("李书记", "怎么走访", "^走访 张三 内容\n"),
        ("李书记", "走访怎么写？", "^走访 张三 内容\n"),
        ("王主任", "请问统计怎么用呀", "^统计 "),
        ("张三", "怎么改手机号", "例：更正 手机"),
        ("张三", "我换手机号了", "例：更正 手机"),
        ("张三", "我不想收祝福了", "例：退订 祝福"),
        ("张三", "怎么退出小组", "例：退出 2号"),
        ("张三", "勿扰怎么取消", "例：勿扰"),
        ("张三", "怎么花名册", "没看懂"),
    ],
)
async def test_who_asks_how_a_command_is_written_reads_its_example(
    talk: Talk, who: str, text: str, answer: str
) -> None:
    await talk.play((who, PRIVATE, text, answer))


async def test_a_stranger_reads_how_to_be_known_and_no_commands(talk: Talk) -> None:
    await talk.play(("路人", PRIVATE, "帮助", "^我是风筝线，自动助手。还不认识您.*认领"))
    assert "收到" not in talk.told("路人")[0]


async def test_visits_are_shown_to_those_who_look_after_somebody(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "结对 李四 联系 张三", "已记"),
        ("李四", PRIVATE, "帮助", "走访联系：走访、联系"),
        ("张三", PRIVATE, "帮助", "自动助手"),
    )
    assert "走访" not in talk.told("张三")[-1]
    assert "发通知" not in talk.told("张三")[-1]
