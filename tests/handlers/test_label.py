"""标签: what the office calls people by, who has it, and taking it back."""

from __future__ import annotations

import pytest

from bot.domain.member import Member
from data import label as labels
from data import member as members
from tests.conftest import FIRST, OFFICE, PRIVATE, Talk


def worn(talk: Talk) -> dict[str, list[str]]:
    return {members.find(talk.db, number).name: mine for number, mine in labels.everything(talk.db).items()}


async def test_the_office_gives_a_label_to_several(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "标签 张三 孙七 模范商户", "^张三、孙七已加标签“模范商户”。错了回“撤”")
    )
    assert worn(talk) == {"张三": ["模范商户"], "孙七": ["模范商户"]}


@pytest.mark.parametrize("said", ["标签 张三、李四 先锋岗", "标签 张三，李四，“先锋岗”"])
async def test_names_are_parted_by_any_sign(talk: Talk, said: str) -> None:
    await talk.play(("王主任", PRIVATE, said, "张三、李四已加标签“先锋岗”"))


async def test_who_has_it_already_is_named(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "标签 张三 先锋岗", "已加"),
        ("王主任", PRIVATE, "标签 张三 李四 先锋岗", "李四已加标签.*张三本来就有这个标签"),
    )


async def test_an_unknown_name_gives_nobody_a_label(talk: Talk) -> None:
    await talk.play(("王主任", PRIVATE, "标签 李四 章三 先锋岗", "没有“章三”。是张三吗"))
    assert worn(talk) == {}


async def test_a_secretary_sees_labels_of_the_own_branch_and_gives_none(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "标签 张三 孙七 先锋岗", "已加"),
        ("李书记", PRIVATE, "标签", "先锋岗 1 人"),
        ("李书记", PRIVATE, "名单 标签 先锋岗", "1 人：\n1 张三（第一支部，13800138000）"),
        ("李书记", PRIVATE, "标签 李四 先锋岗", "标签由党办加和去"),
        ("李书记", PRIVATE, "去标签 张三 先锋岗", "只有党办可以用"),
    )


async def test_a_label_is_looked_for_in_three_ways(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "标签 张三 先锋岗", "已加"),
        ("王主任", PRIVATE, "名单 标签 先锋岗", "1 张三"),
        ("王主任", PRIVATE, "标签 先锋岗", "1 张三"),
        ("王主任", PRIVATE, "查 标签 先锋岗", "1 张三.*编号"),
        ("王主任", OFFICE, "名单 标签 先锋岗", r"138\*{4}8000"),
        ("王主任", PRIVATE, "名单 标签 先锋", "是“先锋岗”吗"),
    )


async def test_a_label_taken_stays_to_be_seen(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "标签 张三 先锋岗", "已加"),
        ("王主任", PRIVATE, "去标签 张三 先锋岗", "张三已去掉标签“先锋岗”"),
        ("王主任", PRIVATE, "去标签 张三 先锋岗", "本来就没有这个标签"),
    )
    assert worn(talk) == {}
    (row,) = talk.db.execute("SELECT given_by, taken_by FROM labels").fetchall()
    clerk = members.named(talk.db, "王主任")[0].id
    assert row == (clerk, clerk)


async def test_a_label_given_and_one_taken_are_undone(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "标签 张三 先锋岗", "已加"),
        ("王主任", PRIVATE, "撤", "去掉张三的标签“先锋岗”"),
        ("王主任", PRIVATE, "标签 张三 先锋岗", "已加"),
        ("王主任", PRIVATE, "去标签 张三 先锋岗", "已去掉"),
        ("王主任", PRIVATE, "撤", "恢复张三的标签“先锋岗”"),
    )
    assert worn(talk) == {"张三": ["先锋岗"]}


async def test_a_label_stands_in_the_record(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "标签 张三 先锋岗", "已加"), ("李书记", PRIVATE, "查 张三", "标签：先锋岗")
    )


async def test_talk_about_labels_is_chat(talk: Talk) -> None:
    await talk.play(("李书记", FIRST, "标签我贴好了", None))


async def test_of_two_of_a_name_the_office_is_asked_which(talk: Talk) -> None:
    branch = members.named(talk.db, "孙七")[0].branch_id
    members.add(talk.db, Member(0, "张三", branch_id=branch))
    await talk.play(
        ("王主任", PRIVATE, "标签 张三 先锋岗", "有 2 位张三.*例：标签 张三（第一支部） 先锋岗"),
        ("王主任", PRIVATE, "标签 张三（第二支部） 先锋岗", "已加"),
    )


async def test_the_label_may_stand_first_and_a_name_alone_shows_its_labels(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "标签 先锋岗 张三", "张三已加标签“先锋岗”"),
        ("王主任", PRIVATE, "标签 张三", "^张三的标签：先锋岗$"),
        ("王主任", PRIVATE, "去标签 先锋岗 张三", "张三已去掉标签“先锋岗”"),
    )
