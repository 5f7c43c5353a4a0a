"""How far a notice has come: 进度, 名单 未回, and who may read what where."""

from __future__ import annotations

import pytest

from bot.domain.member import Member, Role
from bot.ports import Quote
from data import account as accounts
from data import listing as listings
from data import member as members
from data import notice as notices
from data import receipt as receipts
from data import room as rooms
from data import unit as units
from tests.conftest import (
    CENTRAL,
    FIRST,
    OFFICE,
    OVERSEAS,
    PRIVATE,
    SECOND,
    SECRETARIES,
    Talk,
    account_id,
    room_id,
)
from tests.handlers.test_relay import send

HEAD = r"^第1号通知 11月23日 08:00 发出，11月27日（周五）18:00截止\n"
EVERYBODY = ("李书记", "赵书记", "张三", "李四", "孙七", "赵海", "老周")


def number_of(talk: Talk, name: str) -> int:
    return members.named(talk.db, name)[0].id


# 进度


async def test_the_office_sees_the_way_and_all_of_each_branch_s_roll(sent: Talk) -> None:
    await sent.play(
        ("张三", FIRST, "收到", None),
        ("赵海", OVERSEAS, "收到", None),
        (
            "王主任",
            OFFICE,
            "进度 1号",
            HEAD + r"第一支部 08:0\d 到 2/5\n第二支部 08:0\d 到 0/2\n"
            r"境外群 08:0\d 到\n书记群 08:0\d 到\n合计 2/7$",
        ),
        ("王主任", OFFICE, "进度 9号", "没有第9号通知"),
    )


async def test_a_secretary_sees_the_own_branch_first(sent: Talk) -> None:
    await sent.play(
        ("赵书记", SECRETARIES, "进度", HEAD + r"第二支部 08:0\d 到 0/2\n第一支部 0/5\n合计 0/7$")
    )


async def test_who_passed_it_on_is_told_privately_and_in_the_office_only(talk: Talk) -> None:
    await send(talk)
    await talk.play(
        ("王主任", PRIVATE, "进度 1号", "第二支部 赵书记 未转发 0/2"),
        ("王主任", OFFICE, "进度 1号", "第二支部 赵书记 未转发 0/2"),
        ("王主任", CENTRAL, "进度 1号", "第二支部 未转发 0/2"),
        ("赵书记", SECRETARIES, "进度", "第二支部 未转发 0/2\n第一支部 0/5"),
    )


async def test_a_clerk_asks_for_one_branch_first(sent: Talk) -> None:
    await sent.play(("王主任", OFFICE, "进度 第二支部", HEAD + r"第二支部 08:0\d 到 0/2\n第一支部 0/5\n合计"))
    await sent.play(("王主任", OFFICE, "进度 第九支部", "没有“第九支部”"))


async def test_without_a_number_the_newest_open_one_is_meant(sent: Talk) -> None:
    await send(sent, "通知 全体 回执 今天8:30前：临时会议")
    await sent.play(("王主任", OFFICE, "进度", "^第2号通知"))
    await sent.wait(minutes=30)
    await sent.play(("王主任", OFFICE, "进度", "^第1号通知"))


async def test_a_withdrawn_notice_has_no_list(sent: Talk) -> None:
    notices.withdraw(sent.db, 1, sent.now)
    await sent.play(
        ("李书记", PRIVATE, "名单 未回 1号", "已经撤回，不用回了"),
        ("王主任", OFFICE, "进度 1号", "，已撤回\n"),
    )


async def test_a_late_answer_is_counted_as_late(sent: Talk) -> None:
    await sent.until(sent.now.replace(day=27, hour=18, minute=5))
    await sent.play(("孙七", SECOND, "收到", None))
    await sent.play(("王主任", OFFICE, "进度", r"1/2（晚 1）.*合计 1/7，晚回 1$"))


async def test_a_room_the_bot_was_removed_from_is_told(sent: Talk) -> None:
    rooms.untie(sent.db, room_id(SECOND))
    await sent.play(("王主任", OFFICE, "进度", r"第二支部 没有群 0/2"))


async def test_what_did_not_arrive_is_told(sent: Talk) -> None:
    sent.db.execute(
        "UPDATE outbox SET state = 'failed', sent_at = NULL WHERE conversation = ?", (room_id(SECOND),)
    )
    await sent.play(("王主任", OFFICE, "进度", r"第二支部 没发到：微信没收下 0/2"))


async def test_a_notice_without_receipts_shows_where_it_arrived(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "进度", "还没有发过要回执的通知"))
    await send(talk, "通知 全体：放假")
    await talk.play(
        ("王主任", OFFICE, "进度", "还没有发过要回执的通知"),
        ("王主任", OFFICE, "进度 1号", "不要回执\n第一支部 08:0. 到\n第二支部 08:0. 到\n境外群"),
        ("王主任", OFFICE, "名单 未回 1号", "第1号通知没有要回执"),
        ("王主任", OFFICE, "进度 1号 图", "第1号通知没有要回执"),
    )


async def test_choices_are_counted(talk: Talk) -> None:
    await send(talk, "通知 全体 选项 去/不去 周五18:00前：周六植树")
    await talk.play(("张三", FIRST, "1", None), ("孙七", SECOND, "不去", None), ("李四", FIRST, "去", None))
    await talk.play(("王主任", OFFICE, "进度", "合计 3/7\n去 2 人，不去 1 人$"))


async def test_the_list_shows_an_answer_that_fits(talk: Talk) -> None:
    await send(talk, "通知 全体 选项 去/不去 周五18:00前：周六植树")
    await talk.play(
        ("赵书记", PRIVATE, "名单 未回", "打过电话的，回编号就行：1 2 电话：去$"),
        ("赵书记", PRIVATE, "1 2 电话：去", "1赵书记 2孙七"),
        ("赵书记", PRIVATE, "名单 未回", "都回了"),
    )


async def test_numbers_are_added_up(talk: Talk) -> None:
    await send(talk, "通知 全体 填数 周五18:00前：家里来几个人")
    await talk.play(("张三", PRIVATE, "3", "已记"), ("孙七", PRIVATE, "2个人", "已记"))
    await talk.play(("王主任", OFFICE, "进度", "合计 2/7\n填的数合计 5，2 人填了$"))


async def test_a_quote_says_which_notice_is_asked_for(sent: Talk) -> None:
    await send(sent, "通知 全体 回执 周五18:00前：周日植树")
    await sent.say("李书记", PRIVATE, "进度", quote=Quote("风筝线", "【第1号通知】\n周六"))
    assert sent.told("李书记")[-1].startswith("第1号通知 ")


async def test_the_picture_comes_where_it_was_asked_for(sent: Talk) -> None:
    await sent.play(("王主任", OFFICE, "进度 1号 图", "图片|文件"))
    row = sent.db.execute("SELECT conversation, state FROM outbox WHERE file LIKE '%.png'").fetchone()
    assert row == (room_id(OFFICE), "sent")


async def test_a_notice_that_is_an_enclosure_only_has_a_picture_too(sent: Talk) -> None:
    sent.db.execute("UPDATE notices SET body = '' WHERE id = 1")
    await sent.play(("王主任", OFFICE, "进度 1号 图", "图片|文件"))


# 名单 未回


async def test_a_secretary_gets_the_own_silent_privately_with_the_numbers_to_call(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "收到", None), ("李书记", FIRST, "名单 未回", "^名单已私信您。$"))
    assert sent.told("李书记") == [
        "第1号通知还没回的 4 人：\n第一支部\n1 李书记\n2 李四\n3 赵海\n4 老周（只有电话 13900139000）\n"
        "打过电话的，回编号就行：1 2 电话平安"
    ]


async def test_the_numbers_of_a_list_stay_what_they_were(sent: Talk) -> None:
    await sent.play(("李书记", PRIVATE, "名单 未回", "1 李书记\n2 张三"), ("张三", FIRST, "收到", None))
    kept = listings.latest(sent.db, number_of(sent, "李书记"), sent.now)
    assert kept
    assert kept.subject == "notice:1"
    assert kept.items[1] == number_of(sent, "张三")


async def test_the_office_sees_the_silent_of_all_in_its_own_room_with_masked_numbers(sent: Talk) -> None:
    await sent.play(
        (
            "王主任",
            OFFICE,
            "名单 未回 1号",
            r"\n1 李书记.*5 老周（只有电话 139\*\*\*\*9000）\n第二支部\n6 赵书记\n7 孙七",
        )
    )


async def test_a_clerk_asks_for_one_branch(sent: Talk) -> None:
    await sent.play(
        ("王主任", OFFICE, "名单 未回 1号 二支部", "^第1号通知还没回的 2 人：\n第二支部\n1 赵书记\n2 孙七\n"),
        ("王主任", OFFICE, "名单 未回 第九支部", "没有“第九支部”"),
    )


async def test_a_secretary_asks_for_the_own_branch_only(sent: Talk) -> None:
    await sent.play(
        ("李书记", PRIVATE, "名单 未回 第一支部", "还没回的 5 人"),
        ("李书记", PRIVATE, "名单 未回 第二支部", "由那个支部的书记看"),
    )


async def test_of_very_many_the_office_reads_the_counts_first(talk: Talk) -> None:
    third = units.make(talk.db, "branch", "第三支部", 1)
    for number in range(60):
        members.add(talk.db, Member(0, f"群众{number}", branch_id=third))
    await send(talk, "通知 全体 回执 周五18:00前：开会")
    await talk.play(
        (
            "王主任",
            OFFICE,
            "名单 未回",
            "^第1号通知还没回的 67 人，各支部：\n第一支部 5 人\n第二支部 2 人\n第三支部 60 人\n"
            "发“名单 未回 1号 第三支部”看一个支部的名单。$",
        ),
        ("王主任", OFFICE, "名单 未回 1号 第三支部", "60 群众59"),
    )


async def test_a_branch_that_waits_for_its_secretary_is_marked(talk: Talk) -> None:
    await send(talk)
    await talk.play(
        ("赵书记", PRIVATE, "名单 未回", "第二支部（还没转发到群）\n1 赵书记\n2 孙七\n先回“转发 1号”"),
        ("赵书记", PRIVATE, "转发", "已转发"),
        ("赵书记", PRIVATE, "名单 未回", "第二支部\n1 赵书记\n2 孙七\n打过电话的"),
    )


async def test_a_list_never_stands_in_a_room_even_for_a_clerk(sent: Talk) -> None:
    await sent.play(("王主任", CENTRAL, "名单 未回", "^名单已私信您。$"))
    assert "孙七" in sent.told("王主任")[0]


async def test_who_has_not_added_the_bot_is_asked_to(sent: Talk) -> None:
    accounts.unfriend(sent.db, account_id("李书记"))
    await sent.play(("李书记", FIRST, "名单 未回", "^请先加我为好友，名单发给您。$"))
    assert sent.told("李书记") == []


async def test_when_all_have_answered_the_list_says_so(sent: Talk) -> None:
    for name in ("赵书记", "孙七"):
        await sent.play((name, SECOND, "收到", None))
    await sent.play(("赵书记", PRIVATE, "名单 未回", "第1号通知都回了"))


async def test_no_room_ever_reads_a_name_of_the_silent(talk: Talk) -> None:
    members.give_post(talk.db, number_of(talk, "李书记"), Role.SECRETARY, 3)
    await send(talk)
    everywhere = (FIRST, SECOND, SECRETARIES, CENTRAL, OVERSEAS)
    for where in everywhere:
        for words in ("进度", "进度 1号", "名单 未回", "@风筝线 还差谁", "@风筝线 到哪了", "转发 1号"):
            await talk.say("王主任", where, words)
            await talk.say("李书记", where, words)
    await talk.until(talk.now.replace(day=24, hour=12))
    said = "\n".join(text for where in everywhere for text in talk.told(where))
    assert "名单已私信您" in said
    assert not [name for name in EVERYBODY if name in said]


# Plain questions


@pytest.mark.parametrize(
    "words", ["还差谁", "还差谁？", "差谁没回呢", "1号还有谁没回", "谁还没回", "还有几个人没回啊"]
)
async def test_who_is_missing_may_be_asked_in_plain_words(sent: Talk, words: str) -> None:
    await sent.play(("李书记", FIRST, f"@风筝线 {words}", "^名单已私信您。$"))


@pytest.mark.parametrize(
    "words", ["到哪了", "到哪儿了？", "进度怎么样了", "回了多少人了", "1号通知几个人回了", "1号进度"]
)
async def test_how_far_it_is_may_be_asked_in_plain_words(sent: Talk, words: str) -> None:
    await sent.play(("李书记", PRIVATE, words, "合计 0/7"))


async def test_a_plain_question_may_name_the_notice(sent: Talk) -> None:
    await send(sent, "通知 全体 回执 周五18:00前：周日植树")
    await sent.play(
        ("李书记", PRIVATE, "1号还有谁没回", "^第1号通知还没回"), ("李书记", PRIVATE, "1号进度", "^第1号")
    )


@pytest.mark.parametrize("words", ["还差谁", "到哪了", "进度太慢了", "名单 未回的再催催"])
async def test_people_asking_each_other_is_chat(sent: Talk, words: str) -> None:
    await sent.play(("李书记", FIRST, words, None), ("张三", FIRST, words, None))


async def test_a_member_may_not_read_lists(sent: Talk) -> None:
    await sent.play(("张三", PRIVATE, "名单 未回", "只有支部书记可以用"))


async def test_receipts_taken_back_are_missing_again(sent: Talk) -> None:
    await sent.play(("孙七", SECOND, "收到", None))
    message = sent.db.execute("SELECT message_id FROM receipts").fetchone()[0]
    receipts.withdraw(sent.db, message, number_of(sent, "孙七"), sent.now)
    await sent.play(("赵书记", PRIVATE, "名单 未回", "2 孙七"))
