"""转发: a notice goes to the secretaries first, and from them to their branches."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.member import Role
from bot.ports import Quote
from data import account as accounts
from data import member as members
from data import unit as units
from tests.conftest import (
    FIRST,
    OFFICE,
    OVERSEAS,
    PRIVATE,
    SECOND,
    SECRETARIES,
    Talk,
    account_id,
)
from tests.handlers.conftest import receipts

ORDER = "通知 全体 转发 回执 周五18:00前：周六上午九点集中学习"


async def send(talk: Talk, order: str = ORDER) -> None:
    await talk.play(("王主任", OFFICE, order, "回复“确认”发送"), ("王主任", OFFICE, "确认", "号通知"))
    await talk.wait(minutes=1)


@pytest.fixture
async def handed(talk: Talk) -> Talk:
    """Notice 1 waits for both secretaries."""
    await send(talk)
    return talk


def posted(talk: Talk, where: str) -> list[str]:
    return [text for text in talk.told(where) if "集中学习" in text]


# Handing over


async def test_each_secretary_gets_the_notice_privately_and_the_branches_wait(handed: Talk) -> None:
    for secretary, branch in (("李书记", "第一支部"), ("赵书记", "第二支部")):
        [words] = handed.told(secretary)
        assert words.startswith("【第1号通知】\n周六上午九点集中学习\n")
        assert f"请您把这条转到{branch}群：回“转发 1号”" in words
    assert not posted(handed, FIRST)
    assert not posted(handed, SECOND)
    assert posted(handed, OVERSEAS)


async def test_where_a_secretary_is_no_friend_the_secretaries_room_is_asked(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("赵书记"))
    await send(talk)
    assert "第1号通知等各位书记转发到本支部群，回“转发 1号”就行。" in talk.told(SECRETARIES)
    assert not talk.told("赵书记")


async def test_a_branch_without_secretary_is_told_to_the_office_at_once(talk: Talk) -> None:
    units.make(talk.db, "branch", "第三支部", 1)
    await send(talk)
    [words] = talk.told("王主任")
    assert words == (
        "第1号通知有 1 个支部没人转发：第三支部（没有书记）。要直接发到群里，请回“转发 1号 第三支部”。"
    )


async def test_the_secretary_of_two_branches_is_asked_once(talk: Talk) -> None:
    members.give_post(talk.db, members.named(talk.db, "李书记")[0].id, Role.SECRETARY, 3)
    await send(talk)
    assert len(talk.told("李书记")) == 1
    assert "转到第一支部群、第二支部群" in talk.told("李书记")[0]


# Passing on


async def test_a_secretary_passes_on_with_own_words(handed: Talk) -> None:
    await handed.play(("李书记", PRIVATE, "转发 1号 周六我开车接大家", "^已转发到第一支部群。$"))
    [words] = posted(handed, FIRST)
    assert words.startswith("【第1号通知】")
    assert words.endswith("\n李书记：周六我开车接大家")
    assert not posted(handed, SECOND)


async def test_without_a_number_the_one_that_waits_longest_is_meant(handed: Talk) -> None:
    await send(handed, "通知 全体 转发 回执 周五18:00前：周日植树")
    await handed.play(("李书记", SECRETARIES, "转发", "已转发到第一支部群"))
    assert "集中学习" in handed.told(FIRST)[-1]
    await handed.play(("李书记", SECRETARIES, "转发", "已转发到第一支部群"))
    assert "周日植树" in handed.told(FIRST)[-1]
    await handed.play(
        ("李书记", SECRETARIES, "转发", "现在没有等您转发的通知"), ("李书记", FIRST, "转发", None)
    )


async def test_a_quote_says_which_notice(handed: Talk) -> None:
    await send(handed, "通知 全体 转发 回执 周五18:00前：周日植树")
    await handed.say("李书记", PRIVATE, "转发", quote=Quote("风筝线", "【第2号通知】\n周日植树"))
    assert "周日植树" in handed.told(FIRST)[-1]


async def test_a_quote_of_something_else_is_no_notice(handed: Talk) -> None:
    before = len(handed.heard)
    await handed.say("李书记", FIRST, "转发", quote=Quote("张三", "防诈骗的文章"))
    assert handed.heard[before:] == []


async def test_in_the_own_room_the_notice_itself_is_the_answer(handed: Talk) -> None:
    before = len(handed.heard)
    await handed.say("李书记", FIRST, "转发 1号")
    [(where, words)] = handed.heard[before:]
    assert where == FIRST
    assert "集中学习" in words


async def test_a_second_time_tells_when_it_was_done(handed: Talk) -> None:
    await handed.play(("李书记", PRIVATE, "转发 1号", "已转发"))
    await handed.wait(days=1)
    await handed.play(("李书记", PRIVATE, "转发 1号", r"^第1号通知昨天 08:0\d 已经转发过了。$"))
    assert len(posted(handed, FIRST)) == 1


async def test_what_another_has_passed_on_is_told_with_the_name(handed: Talk) -> None:
    await handed.play(("王主任", OFFICE, "转发 1号 第一支部", "已转发到第一支部群"))
    await handed.play(("李书记", PRIVATE, "转发 1号", r"第1号通知今天 08:0\d 王主任已经转发过了"))


async def test_the_secretary_of_two_branches_passes_on_to_one_or_both(talk: Talk) -> None:
    members.give_post(talk.db, members.named(talk.db, "李书记")[0].id, Role.SECRETARY, 3)
    await send(talk)
    await talk.play(
        ("李书记", PRIVATE, "转发 1号 二支部", "^已转发到第二支部群。$"),
        ("李书记", PRIVATE, "转发 1号", "^已转发到第一支部群。$"),
    )


async def test_a_secretary_passes_on_to_the_own_branch_only(handed: Talk) -> None:
    await handed.play(("李书记", PRIVATE, "转发 1号 第二支部", "第二支部由那个支部的书记转发"))
    await handed.play(("李书记", PRIVATE, "转发 1号 全部", "^已转发到第一支部群。$"))
    assert not posted(handed, SECOND)


async def test_the_office_pushes_what_was_not_passed_on(handed: Talk) -> None:
    await handed.play(
        ("李书记", PRIVATE, "转发 1号", "已转发"),
        ("王主任", OFFICE, "转发 1号 全部 请各位尽快回", "^已转发到第二支部群。$"),
        ("王主任", OFFICE, "转发 1号 全部", "已经转发过了"),
    )
    assert posted(handed, SECOND)[0].endswith("\n王主任：请各位尽快回")
    assert len(posted(handed, FIRST)) == 1


async def test_the_office_is_asked_which_branch(handed: Talk) -> None:
    await handed.play(
        ("王主任", OFFICE, "转发 1号", "第一支部（李书记）、第二支部（赵书记）。要直接发到群里"),
        ("王主任", OFFICE, "转发 1号 第九支部", "没有要转发到第九支部。要转发的有：第一支部、第二支部"),
    )


@pytest.mark.parametrize("words", ["转发一下", "转发 给大家看看这个", "转发 3号楼停水的通知", "转发了吗"])
async def test_talk_about_forwarding_is_chat(handed: Talk, words: str) -> None:
    await handed.play(("李书记", FIRST, words, None), ("张三", FIRST, words, None))


async def test_a_member_may_not(handed: Talk) -> None:
    await handed.play(("张三", PRIVATE, "转发 1号", "只有支部书记可以用"))


async def test_what_need_not_be_passed_on_says_so(handed: Talk) -> None:
    await send(handed, "通知 全体 回执 周五18:00前：放假安排")
    await handed.play(
        ("李书记", PRIVATE, "转发 2号", "已经直接发到各群了"),
        ("李书记", PRIVATE, "转发 9号", "没有第9号通知"),
    )


async def test_after_the_deadline_nothing_is_passed_on(handed: Talk) -> None:
    await handed.until(handed.now.replace(hour=18) + timedelta(days=4, minutes=1))
    await handed.play(
        ("李书记", PRIVATE, "转发 1号", "已经过了截止时间"), ("李书记", PRIVATE, "转发", "没有等您")
    )


async def test_a_branch_without_room_is_told_to_telephone(talk: Talk) -> None:
    third = units.make(talk.db, "branch", "第三支部", 1)
    members.give_post(talk.db, members.named(talk.db, "赵书记")[0].id, Role.SECRETARY, third)
    await send(talk)
    await talk.play(
        ("赵书记", PRIVATE, "转发 1号", "已转发到第二支部群。\n第三支部还没有关联群，没法转发，请打电话")
    )


# Answers


async def test_an_answer_before_the_room_got_it_does_not_count(handed: Talk) -> None:
    await handed.play(("张三", FIRST, "收到", None), ("李书记", PRIVATE, "转发 1号", "已转发"))
    assert receipts(handed) == []
    await handed.play(("张三", FIRST, "收到", None))
    assert receipts(handed) == [("张三", 1, 1, "")]


async def test_a_number_answers_even_before_the_room_got_it(handed: Talk) -> None:
    await handed.play(("张三", PRIVATE, "1号收到", "第1号通知"))
    assert receipts(handed) == [("张三", 1, 1, "")]


async def test_a_private_answer_is_for_what_has_reached_the_member(talk: Talk) -> None:
    await send(talk, "通知 全体 回执 周五18:00前：放假安排")
    await send(talk)
    await talk.play(
        ("张三", PRIVATE, "收到", "第1号通知"),
        ("李书记", PRIVATE, "收到", "第2号通知"),
        ("赵海", OVERSEAS, "收到", None),
    )
    assert receipts(talk) == [("张三", 1, 1, ""), ("李书记", 2, 1, ""), ("赵海", 2, 1, "")]


async def test_who_says_it_was_passed_on_hears_that_it_still_waits(handed: Talk) -> None:
    await handed.play(
        (
            "李书记",
            PRIVATE,
            "收到，已转发",
            "我还没发到第一支部群.*回“转发 1号”，我马上就发.*已记：第1号通知收到",
        ),
        ("李书记", PRIVATE, "转发", "已转发"),
    )
    await handed.say("李书记", PRIVATE, "转了")
    assert "我还没发到" not in handed.told("李书记")[-1]


async def test_the_way_names_who_passed_it_on_in_the_secretary_s_place(handed: Talk) -> None:
    await handed.play(("王主任", OFFICE, "转发 1号 第一支部", "已转发"))
    await handed.wait(minutes=1)
    await handed.play(("王主任", OFFICE, "进度 1号", r"第一支部 李书记 08:0\d 由王主任转发到群"))


async def test_the_preview_counts_what_follows_when_it_is_passed_on(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, ORDER, "连同给书记的私信共 4 条，不到 1 分钟.*，另有 2 条随书记转发"))
