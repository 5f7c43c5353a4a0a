"""我来处理: a cry for help rings until a person takes it; 名单 求助; the all-clear of whom no roll has."""

from __future__ import annotations

import pytest

from bot.domain.member import Member, Role
from bot.ports import Account, Quote
from data import account as accounts
from data import alarm as alarms
from data import member as members
from data import room as rooms
from data import unit as units
from tests.conftest import (
    FIRST,
    OFFICE,
    OVERSEAS,
    PRIVATE,
    SECOND,
    SECRETARIES,
    START,
    Talk,
    account_id,
    room_id,
)

NEED = "我摔断腿动不了，快来人"
HELPERS = ("李书记", "王主任")


def add_with_post(talk: Talk, name: str, role: Role) -> None:
    """Let somebody of the committee come in, whom the bot can write to."""
    number = members.add(talk.db, Member(0, name))
    members.give_post(talk.db, number, role, units.committee(talk.db, "怀柔人才党委").id)
    accounts.bind(talk.db, account_id(name), number, None, START)
    accounts.befriend(talk.db, account_id(name))
    talk.stage.wechat.friend_ids.add(account_id(name))


def rings(talk: Talk, who: str) -> list[str]:
    return [text for text in talk.told(who) if text.startswith("【急】")]


# It rings


async def test_what_nobody_takes_rings_again_with_the_minutes(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, NEED, "已经告诉李书记、王主任"))
    await talk.wait(minutes=11)
    for helper in HELPERS:
        first, *again = rings(talk, helper)
        assert "分钟" not in first
        assert ["5 分钟" in again[0], "10 分钟" in again[1], len(again)] == [True, True, 2]


async def test_the_committee_is_next_in_line_and_then_the_operator(talk: Talk) -> None:
    add_with_post(talk, "周委员", Role.COMMITTEE)
    add_with_post(talk, "钱工", Role.OPERATOR)
    await talk.play(("张三", PRIVATE, NEED, "已经告诉李书记、王主任，"))
    await talk.wait(minutes=6)
    assert (len(rings(talk, "周委员")), len(rings(talk, "钱工"))) == (1, 0)
    await talk.wait(minutes=5)
    assert "已经 10 分钟没有人接" in rings(talk, "钱工")[0]


async def test_it_rings_through_the_night(talk: Talk) -> None:
    await talk.until(START.replace(hour=23, minute=50))
    await talk.play(("张三", PRIVATE, NEED, "120"))
    await talk.wait(minutes=21)
    assert len(rings(talk, "李书记")) == 5


async def test_after_an_hour_it_rings_every_quarter_and_after_a_day_for_the_last_time(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"))
    await talk.wait(minutes=61)
    in_the_first_hour = len(rings(talk, "李书记"))
    await talk.wait(hours=1)
    assert (in_the_first_hour, len(rings(talk, "李书记"))) == (13, 17)
    await talk.wait(days=2)
    assert "已经 24 小时没有人接，这是最后一次提醒" in rings(talk, "李书记")[-1]
    await talk.play(("王主任", OFFICE, "名单 求助", "1号 张三（11月23日08:00）还没有人接"))


async def test_a_restart_neither_loses_a_ring_nor_repeats_one(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"))
    await talk.wait(minutes=6)
    talk.db.execute("DELETE FROM schedule_runs")
    await talk.wait(minutes=2)
    assert len(rings(talk, "李书记")) == 2
    await talk.wait(minutes=3)
    assert len(rings(talk, "李书记")) == 3


async def test_after_an_outage_the_last_ring_comes_and_not_all_that_were_missed(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"))
    talk.stage.wechat.set_gateway(up=False)
    await talk.wait(minutes=21)
    talk.stage.wechat.set_gateway(up=True)
    await talk.wait(minutes=2)
    assert [("20 分钟" in text) for text in rings(talk, "李书记")] == [False, True]


async def test_who_told_of_it_hears_only_when_nobody_else_took_it(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "老周摔断腿动不了了", "已经告诉王主任，.*您自己在处理的话，回“我来处理”")
    )
    assert rings(talk, "李书记") == []
    await talk.wait(minutes=6)
    assert "已经 5 分钟没有人接：老周" in rings(talk, "李书记")[0]


async def test_where_nobody_can_be_written_to_the_room_reads_the_name_twice_an_hour(talk: Talk) -> None:
    for helper in HELPERS:
        accounts.unfriend(talk.db, account_id(helper))
    await talk.play(("张三", PRIVATE, NEED, "已经告诉书记群"))
    await talk.wait(minutes=50)
    assert talk.told(SECRETARIES) == ["【急】请尽快联系张三。详情没有发在群里，请先加我为好友。"] * 2
    accounts.befriend(talk.db, account_id("李书记"))
    await talk.wait(minutes=6)
    assert NEED in rings(talk, "李书记")[0]


async def test_a_second_cry_rings_at_once_with_the_new_words_and_is_no_second_alarm(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"), ("张三", PRIVATE, "我流血不止，救命", "李书记、王主任"))
    assert "【急】又来消息：张三" in rings(talk, "李书记")[-1]
    assert f"我流血不止，救命\n{NEED}" in rings(talk, "李书记")[-1]
    assert talk.counts("alarms") == 1


async def test_of_two_who_tell_of_it_each_keeps_the_own_words(talk: Talk) -> None:
    await talk.play(
        ("李四", PRIVATE, "张三住院了，没人照顾", "会尽快联系张三"), ("张三", PRIVATE, NEED, "120")
    )
    assert f"张三的原话：{NEED}\n李四：张三住院了，没人照顾\n" in rings(talk, "李书记")[-1]


async def test_a_room_that_read_the_name_hears_that_it_is_over(talk: Talk) -> None:
    for helper in HELPERS:
        accounts.unfriend(talk.db, account_id(helper))
    await talk.play(("张三", PRIVATE, NEED, "书记群"), ("张三", PRIVATE, "没事了", "已记"))
    assert talk.told(SECRETARIES)[-1] == "张三没事了，大家不用再联系。"


async def test_what_is_no_cry_is_passed_on_while_somebody_waits_for_help(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("张三", PRIVATE, "我在村口第三家", "^您的话转给李书记、王主任了。$"),
        ("张三", PRIVATE, "谢谢", "您客气了"),
    )
    assert talk.told("李书记")[-1] == "【急】张三又来消息了（求助1号）：\n我在村口第三家"


async def test_where_somebody_in_need_is_goes_to_who_helps_and_is_kept(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("李书记", PRIVATE, "我来处理", "由您处理"),
        ("张三", PRIVATE, "我在苏州昆山", "您的话转给李书记了.*已记"),
    )
    assert talk.told("李书记")[-1] == "【急】张三又来消息了（求助1号）：\n我在苏州昆山"


async def test_where_somebody_not_bound_is_goes_to_who_helps(talk: Talk) -> None:
    await talk.play(
        ("马六", PRIVATE, "救命，我出车祸了", "已经告诉党办"),
        ("马六", PRIVATE, "在京承高速北京方向", "^您的话转给支部的人了。$"),
    )
    assert "在京承高速北京方向" in talk.told("王主任")[-1]


async def test_what_who_told_of_it_adds_is_passed_on(talk: Talk) -> None:
    await talk.play(
        ("李四", PRIVATE, "张三家着火了，快来人", "会尽快联系张三"),
        ("李四", PRIVATE, "他家在三号楼五层", "^您的话转给李书记、王主任了。$"),
    )
    assert talk.told("李书记")[-1] == "【急】李四又说到张三（求助1号）：\n他家在三号楼五层"


@pytest.mark.parametrize("text", ["收到，周六能到", "谢谢"])
async def test_what_who_told_of_it_says_of_other_things_is_not(talk: Talk, text: str) -> None:
    await talk.play(("李四", PRIVATE, "张三家着火了，快来人", "会尽快联系张三"), ("李四", PRIVATE, text, "."))
    assert not [words for words in talk.told("李书记") if text in words]


async def test_who_waits_for_help_and_cries_again_is_not_asked_whether_it_is_meant(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("李书记", PRIVATE, "我来处理", "由您处理"),
    )
    await talk.wait(minutes=31)
    await talk.play(("张三", PRIVATE, "救命 他还在", "^看到了，已经告诉李书记、王主任，"))
    assert alarms.open_count(talk.db) == 1


async def test_what_could_not_ring_in_time_is_replaced_and_not_lost(talk: Talk) -> None:
    talk.stage.wechat.set_gateway(up=False)
    await talk.wait(seconds=1)
    number = members.named(talk.db, "张三")[0].id
    alarms.add(
        talk.db,
        member_id=number,
        branch_id=members.find(talk.db, number).branch_id,
        name="张三",
        words=NEED,
        said_by=number,
        account_id=account_id("张三"),
        room_id=None,
        message_id="m",
        now=talk.now,
    )
    alarms.note_ring(talk.db, 1, talk.now, in_room=False)
    await talk.wait(hours=3)
    states = {row[0] for row in talk.db.execute("SELECT state FROM outbox WHERE kind = 'distress'")}
    assert states == {"queued", "cancelled"}


async def test_a_ring_that_waited_is_not_sent_once_somebody_takes_it(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"))
    talk.stage.bot.outbox.set_online(False)
    await talk.wait(minutes=6)
    await talk.say("李书记", PRIVATE, "我来处理")
    talk.stage.bot.outbox.set_online(True)
    await talk.wait(minutes=5)
    assert len(rings(talk, "王主任")) == 1


# Somebody takes it


async def test_a_stop_of_all_sending_keeps_nothing_from_who_helps(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "停发", "求助照常发"),
        ("张三", PRIVATE, NEED, "120"),
        ("李书记", PRIVATE, "收到", "还没有人接"),
        ("李书记", PRIVATE, "我来处理", "13800138000"),
        ("张三", PRIVATE, "我在村口", "您的话转给李书记了"),
        ("李书记", PRIVATE, "处理好了", "了结了"),
        ("王主任", PRIVATE, "名单 求助", "没有等着处理的求助"),
    )


async def test_who_has_taken_nothing_is_told_so(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "处理好了", "^现在没有您在处理的求助。"),
        ("张三", PRIVATE, "处理好了", "没看懂"),
    )


async def test_who_takes_it_ends_the_ringing_and_everybody_hears_so(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("李书记", PRIVATE, "我来处理", f"^张三的事由您处理.*13800138000.*{NEED}.*处理好了"),
    )
    assert talk.told("王主任")[-1] == "李书记在处理张三的事。（求助1号）"
    assert talk.told("张三")[-1] == "李书记马上联系您，请留意电话。"
    assert await talk.wait(minutes=50) == []


async def test_who_helps_reads_the_telephone_before_the_others_hear_of_it(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"))
    before = len(talk.heard)
    await talk.say("李书记", PRIVATE, "我来处理")
    assert [where for where, _ in talk.heard[before:]] == ["李书记", "张三", "王主任"]


@pytest.mark.parametrize(
    "text",
    [
        "我来",
        "我去处理",
        "我马上联系",
        "收到，我来处理",
        "我来处理 1号",
        "我来处理第1号",
        "张三的事我来处理",
        "我马上联系张三",
        "好的，我这就打电话",
        "我去看看",
        "我已经联系上了",
    ],
)
async def test_it_is_taken_in_many_words(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"), ("李书记", PRIVATE, text, "^张三的事由您处理"))


@pytest.mark.parametrize("text", ["收到", "好的", "知道了。"])
async def test_who_says_no_more_than_received_is_asked_to_take_it(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"), ("李书记", PRIVATE, text, "张三的事还没有人接。您来处理"))
    assert alarms.open_count(talk.db) == 1


async def test_one_of_many_is_named_by_number_by_name_or_by_a_quote(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("李四", PRIVATE, NEED, "120"),
        ("赵海", PRIVATE, NEED, "12308"),
        ("王主任", PRIVATE, "我来处理 1号", "^张三的事由您处理"),
        ("王主任", PRIVATE, "李四的事我来处理", "^李四的事由您处理"),
    )
    (ring,) = [text for text in rings(talk, "李书记") if "赵海" in text]
    await talk.say("李书记", PRIVATE, "我来处理", quote=Quote("风筝线", ring))
    assert talk.told("李书记")[-1].startswith("赵海的事由您处理")


async def test_without_a_number_the_newest_that_nobody_has_is_meant(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("李四", PRIVATE, NEED, "120"),
        ("王主任", PRIVATE, "我来处理", "^李四的事由您处理"),
        ("李书记", PRIVATE, "我来处理", "^张三的事由您处理"),
        ("李书记", PRIVATE, "我来处理 2号", "^李四的事，王主任已经在处理了。$"),
    )


async def test_in_the_office_room_it_can_be_taken_and_no_words_are_read_there(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"), ("王主任", OFFICE, "我来处理", "^好的，由王主任处理"))
    assert NEED in talk.told("王主任")[-1]
    assert not [text for text in talk.told(OFFICE) if "张三" in text]


async def test_in_the_branch_room_the_secretary_takes_it_without_a_word_there(talk: Talk) -> None:
    await talk.play(
        ("张三", FIRST, f"@风筝线 {NEED}", "^$"),
        ("李书记", FIRST, "我来处理", "^$"),
        ("张三", FIRST, "好", None),
    )
    assert talk.told(FIRST) == []
    assert talk.told("李书记")[-1].startswith("张三的事由您处理")


@pytest.mark.parametrize(
    ("who", "where", "text"),
    [
        ("李书记", FIRST, "我来"),
        ("李书记", FIRST, "我去拿"),
        ("李书记", FIRST, "我看看"),
        ("李四", FIRST, "我来处理"),
        ("马六", FIRST, "我来处理"),
        ("赵书记", SECOND, "我来处理"),
        ("赵书记", SECRETARIES, "我来处理"),
    ],
)
async def test_in_rooms_the_same_words_of_others_are_chat(
    talk: Talk, who: str, where: str, text: str
) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"), (who, where, text, None))
    assert alarms.open_count(talk.db) == 1


async def test_a_neighbour_who_goes_there_is_thanked_and_it_rings_on(talk: Talk) -> None:
    await talk.play(
        ("李四", PRIVATE, "老周摔断腿动不了了", "会尽快联系老周"),
        ("李四", PRIVATE, "我去看看", "^谢谢您！这件事还要书记或党办的人接"),
    )
    await talk.wait(minutes=6)
    assert len(rings(talk, "李书记")) == 2


async def test_where_nothing_is_open_who_would_take_it_is_told_so(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "我来处理", "^现在没有等着处理的求助。$"),
        ("李书记", PRIVATE, "我来处理 7号", "^没有等着处理的求助7号。发“名单 求助”"),
        ("李书记", FIRST, "我来处理", None),
        ("王主任", OFFICE, "名单 求助", "^没有等着处理的求助。$"),
    )


async def test_who_took_it_hears_alone_what_comes_soon_and_later_it_rings_for_all_again(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("李书记", PRIVATE, "我来处理", "由您处理"),
        ("张三", PRIVATE, "我流血不止，救命", "已经告诉李书记，"),
    )
    assert talk.told("李书记")[-1] == "【急】张三又来消息了（求助1号）：\n我流血不止，救命"
    await talk.wait(minutes=31)
    await talk.play(("张三", PRIVATE, "又流血了，我动不了，救命", "已经告诉李书记、王主任，"))
    assert alarms.open_count(talk.db) == 1


async def test_of_the_secretary_s_own_need_the_secretary_takes_nothing(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, NEED, "已经告诉王主任，会尽快联系您"),
        ("李书记", PRIVATE, "我来处理", "谢谢您"),
        ("王主任", PRIVATE, "我来处理", "^李书记的事由您处理"),
    )


# It is over


@pytest.mark.parametrize("text", ["没事了，是误报", "已经脱险了，谢谢", "撤"])
async def test_the_all_clear_and_a_withdrawal_end_the_ringing(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, NEED, "120"), ("张三", PRIVATE, text, "已"))
    assert await talk.wait(minutes=50) == []
    await talk.play(("王主任", PRIVATE, "名单 求助", "没有等着处理的求助"))


@pytest.mark.parametrize("text", ["没事了", "哈哈开玩笑的，没事", "发错了，不好意思"])
async def test_in_the_room_of_the_cry_the_all_clear_needs_no_mention(talk: Talk, text: str) -> None:
    await talk.play(("张三", FIRST, "@风筝线 救命！", "^$"))
    await talk.say("张三", FIRST, text)
    assert "张三说没事了" in talk.told("李书记")[-1]
    await talk.play(("王主任", PRIVATE, "名单 求助", "没有等着处理的求助"))


@pytest.mark.parametrize("text", ["不是开玩笑", "谁在开玩笑", "你们别闹着玩"])
async def test_talk_of_jests_is_no_all_clear(talk: Talk, text: str) -> None:
    await talk.play(("张三", FIRST, "@风筝线 救命！", "^$"), ("张三", FIRST, text, None))
    assert alarms.open_count(talk.db) == 1


async def test_who_told_of_it_hears_that_the_person_is_well(talk: Talk) -> None:
    await talk.play(
        ("李四", PRIVATE, "张三家着火了，快来人", "会尽快联系张三"),
        ("张三", PRIVATE, "我没事了，火灭了", "已记"),
    )
    assert talk.told("李四")[-1] == "张三没事了，谢谢您当时告诉我。"


async def test_an_all_clear_that_was_taken_back_rings_again(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("张三", PRIVATE, "没事了", "已记"),
        ("张三", PRIVATE, "撤", "已撤"),
    )
    await talk.wait(minutes=6)
    assert "没有人接：张三" in rings(talk, "李书记")[-1]


async def test_who_took_it_says_that_it_is_seen_to(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("李书记", PRIVATE, "我来处理", "由您处理"),
        ("李书记", PRIVATE, "处理好了", "^好的，张三的事了结了，辛苦您。$"),
        ("李书记", PRIVATE, "名单 求助", "^没有等着处理的求助。$"),
    )
    assert talk.told("王主任")[-1] == "李书记说张三的事处理好了。（求助1号）"


@pytest.mark.parametrize("text", ["处理好了", "已经处理好了", "张三的事处理好了", "处理好了 1号"])
async def test_who_took_it_is_thanked_though_the_member_was_first(talk: Talk, text: str) -> None:
    add_with_post(talk, "周委员", Role.COMMITTEE)
    await talk.play(("张三", PRIVATE, NEED, "120"))
    await talk.wait(minutes=6)
    await talk.play(
        ("周委员", PRIVATE, "我来处理", "由您处理"),
        ("张三", PRIVATE, "没事了，平安", "已记：平安"),
        ("周委员", PRIVATE, text, "^好的，张三的事已经了结了，辛苦您。$"),
    )


async def test_an_alarm_that_is_long_over_is_forgotten(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("李书记", PRIVATE, "我来处理", "由您处理"),
        ("李书记", PRIVATE, "处理好了", "了结了"),
    )
    await talk.wait(days=3, minutes=1)
    await talk.play(("李书记", PRIVATE, "处理好了", "^现在没有您在处理的求助。"))


async def test_what_was_taken_and_never_ended_is_off_the_list_after_three_days(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, NEED, "120"),
        ("李书记", PRIVATE, "我来处理", "由您处理"),
        ("王主任", PRIVATE, "名单 求助", "求助 1 件：\n1号 张三（11月23日08:00）李书记在处理"),
    )
    await talk.wait(days=3, minutes=5)
    await talk.play(("王主任", PRIVATE, "名单 求助", "没有等着处理的求助"))


@pytest.mark.parametrize("text", ["没事了，误报", "孙贵芳没事了，已经出院", "撤"])
async def test_who_told_of_somebody_unknown_ends_it(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, "孙贵芳住院了", "会尽快联系孙贵芳"), ("张三", PRIVATE, text, "."))
    assert "孙贵芳" in talk.told("李书记")[-1]
    assert await talk.wait(minutes=20) == []


async def test_who_is_not_bound_ends_the_own_cry(talk: Talk) -> None:
    await talk.play(
        ("马六", FIRST, "@风筝线 救命，我摔倒了", "已经告诉党办、李书记"),
        ("马六", FIRST, "没事了", "^好的，已经转告了，没事就好。$"),
    )
    assert talk.told("王主任")[-1] == "“马六”说没事了：没事了"
    assert await talk.wait(minutes=20) == []


async def test_who_is_not_bound_hears_who_comes(talk: Talk) -> None:
    rooms.seat(talk.db, room_id(FIRST), Account(account_id("马六"), "马六"))
    await talk.play(
        ("马六", PRIVATE, "我煤气中毒了，救命", "已经告诉党办"),
        ("王主任", PRIVATE, "马六的事我来处理", "^“马六”的事由您处理"),
    )
    assert talk.told("马六")[-1] == "王主任马上联系您，请留意电话。"


# Whom to call, and who may see it


async def test_abroad_the_consular_line_is_named_first(talk: Talk) -> None:
    await talk.play(
        ("赵海", OVERSEAS, "@风筝线 我被抢劫了，快来人", "^$"),
        ("张三", PRIVATE, NEED, "^看到了.*\n急病、受伤请打 120"),
    )
    assert talk.told("赵海")[0].splitlines()[1].startswith("人在国外请打外交部领事保护热线 +86-10-12308")


async def test_a_secretary_sees_the_own_branch_only(talk: Talk) -> None:
    await talk.play(
        ("孙七", PRIVATE, NEED, "已经告诉赵书记"),
        ("李书记", PRIVATE, "名单 求助", "没有等着处理的求助"),
        ("赵书记", SECRETARIES, "名单 求助", "^名单已私信您。$"),
        ("孙七", SECOND, "@风筝线 名单 求助", "只有支部书记可以用"),
    )
    assert "1号 孙七" in talk.told("赵书记")[-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张伟住院了", "张伟"),
        ("邻居老李晕倒了", "邻居老李"),
        ("老李晕倒了", "老李"),
        ("我同事小王被车撞了", "同事小王"),
        ("王婷婷落水了", "王婷婷"),
        ("隔壁王大妈摔倒了", "隔壁王大妈"),
    ],
)
async def test_need_of_somebody_off_the_roll_is_not_the_sender_s(talk: Talk, text: str, name: str) -> None:
    await talk.play(("张三", PRIVATE, text, f"会尽快联系{name}"))
    assert rings(talk, "李书记")[0].startswith(f"【急】张三说“{name}”可能需要帮助")


@pytest.mark.parametrize(
    "text", ["我妈住院了", "高烧住院了", "路滑摔断腿了", "和朋友被困了", "邻居打我了，救命", "钱全被骗光了"]
)
async def test_one_s_own_need_and_that_of_the_family_stay_the_sender_s(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, text, "会尽快联系您"))


@pytest.mark.parametrize("text", ["我妈咽气了", "我老公心梗走了", "奶奶昨晚没挺过来"])
async def test_a_death_of_illness_is_a_bereavement_and_no_alarm(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, text, "请节哀"))
    assert talk.counts("alarms") == 0
