"""The office's guide texts: asked for by word, changed in the chat."""

from __future__ import annotations

import pytest

from data import audit
from tests.conftest import FIRST, OFFICE, PRIVATE, Line, Talk


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("办事 转关系", "组织关系转接"),
        ("办事 怎么交党费？", "党费交纳"),
        ("办事怎么开证明", "证明开具"),
        ("办事 党员证明怎么开", "证明开具"),
        ("办事 出国要办什么手续", "境外党员"),
        ("办事 口袋党员", "失联恢复联系"),
        ("办事 社保卡丢了找谁", "户口社保"),
        ("怎么开党员证明", "证明开具"),
        ("请问退休怎么办理", "退休转出"),
    ],
)
async def test_a_matter_is_found_by_what_people_call_it(talk: Talk, said: str, title: str) -> None:
    await talk.play(("张三", PRIVATE, said, f"^【{title}】"))


async def test_the_bare_word_lists_what_there_is(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "办事", "怎么办的事 12 件.*党费交纳、流动党员活动证"))


async def test_an_unknown_matter_offers_the_nearest(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "办事 社宝", "还没有“社宝”。是户口社保吗"),
        ("张三", PRIVATE, "办事 买房", "还没有“买房”。看有哪些发“办事”"),
    )


@pytest.mark.parametrize(
    "said", ["办事 效率真低", "办事", "办事处今天不上班", "怎么开证明", "办事 去了 社保局"]
)
async def test_talk_in_a_room_is_left_alone(talk: Talk, said: str) -> None:
    await talk.play(("张三", FIRST, said, None))


async def test_a_room_reads_a_text_that_was_asked_for_by_its_name(talk: Talk) -> None:
    await talk.play(
        ("张三", FIRST, "办事 党费", "^【党费交纳】"),
        ("张三", FIRST, "@风筝线 怎么办活动证", "^【流动党员活动证】"),
    )


async def test_how_a_command_is_given_stays_the_help_of_the_command(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "怎么走访", "走访 张三 内容"),
        ("张三", PRIVATE, "怎么报平安", "报平安：直接写就行"),
    )


async def test_a_stranger_hears_how_to_be_known(talk: Talk) -> None:
    await talk.play(("新号", PRIVATE, "办事 转关系", "还不认识您"))


# What the office changes

CHANGED: tuple[Line, ...] = (
    (
        "王主任",
        OFFICE,
        "办事 改 转关系：先打电话问党办",
        "“组织关系转接”的说明将改成：\n先打电话问党办.*确认",
    ),
    ("王主任", OFFICE, "确认", "改好了.*办事 恢复 组织关系转接"),
)


async def test_the_office_changes_a_text_and_who_did_is_noted(talk: Talk) -> None:
    await talk.play(*CHANGED, ("张三", PRIVATE, "办事 转关系", "^【组织关系转接】\n先打电话问党办\n"))
    assert [one.detail for one in audit.newest(talk.db, 9) if one.action == "办事指南"] == ["组织关系转接"]


async def test_the_text_before_comes_back(talk: Talk) -> None:
    await talk.play(
        *CHANGED,
        ("王主任", OFFICE, "办事 恢复 转关系", "将换回：\n组织关系转接，跟着人走"),
        ("王主任", OFFICE, "确认", "改好了"),
        ("张三", PRIVATE, "办事 转关系", "跟着人走"),
    )


async def test_a_matter_is_added_left_out_and_found_again(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "办事 加 借会议室：提前两天告诉党办", "将加上“借会议室”"),
        ("王主任", OFFICE, "确认", "改好了.*办事 删 借会议室"),
        ("张三", PRIVATE, "办事 借会议室", "提前两天告诉党办"),
        ("王主任", OFFICE, "办事 删 借会议室", "将从办事指南里去掉"),
        ("王主任", OFFICE, "确认", "去掉了"),
        ("张三", PRIVATE, "办事 借会议室", "还没有“借会议室”"),
        ("王主任", OFFICE, "办事 恢复 借会议室", "将换回：\n提前两天"),
        ("王主任", OFFICE, "确认", "改好了"),
        ("张三", PRIVATE, "办事 借会议室", "提前两天告诉党办"),
    )


async def test_nothing_is_changed_without_confirmation(talk: Talk) -> None:
    await talk.play(
        CHANGED[0], ("王主任", OFFICE, "取消", "作罢"), ("张三", PRIVATE, "办事 转关系", "跟着人走")
    )


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("办事 改 转关系", "办事 改 转关系：正文\n.*例：办事 改"),
        ("办事 改 转关系：", "中间写冒号.*例：办事 改"),
        ("办事 改 买房：不办", "还没有“买房”.*办事 加 买房：正文"),
        ("办事 加 党费：每月交", "已经有“党费交纳”了.*办事 改 党费交纳：正文"),
        ("办事 加 长长长：" + "字" * 601, "有 601 个字，最多 600 个"),
        ("办事 恢复 党费", "没有可以换回的说明。还没有改过哪件"),
    ],
)
async def test_a_wrong_edit_shows_a_right_one(talk: Talk, said: str, answer: str) -> None:
    await talk.play(("王主任", PRIVATE, said, answer))


async def test_only_the_office_changes_texts(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "办事 改 转关系：找我", "只有党办可以用"))


async def test_texts_are_not_changed_before_everybody(talk: Talk) -> None:
    await talk.play(("王主任", "中心党委群", "办事 改 转关系：先打电话", "请在党办群或私信里"))
