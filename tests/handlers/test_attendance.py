"""参加, 请假, 代报名, 签到: who comes to an event, who waits, who came."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.ports import Quote
from tests.conftest import BEIJING, FIRST, OFFICE, PRIVATE, SECOND, MakeTalk, Talk

ORDER = "活动 12月15日 16:30 社区活动中心 座谈会"
EVE = datetime(2026, 12, 14, 8, tzinfo=BEIJING)
BEGUN = datetime(2026, 12, 15, 16, 20, tzinfo=BEIJING)


async def invite(talk: Talk, words: str = "限1人") -> None:
    await talk.play(
        ("李书记", PRIVATE, f"{ORDER} {words}", "将请第一支部"), ("李书记", PRIVATE, "确认", "活动1号")
    )
    await talk.wait(minutes=1)
    talk.heard.clear()


@pytest.fixture
async def eve(make_talk: MakeTalk) -> Talk:
    """The cast on the day before."""
    talk = make_talk(EVE)
    await talk.stage.settle()
    return talk


@pytest.fixture
async def invited(eve: Talk) -> Talk:
    """Event 1 has gone to the first branch; one place."""
    talk = eve
    await invite(talk)
    return talk


def said(talk: Talk) -> list[tuple[str, str, str]]:
    """List (name, choice, reason) of what counts, in the order it was said."""
    rows = talk.db.execute(
        "SELECT name, choice, reason FROM event_answers JOIN members ON members.id = member_id"
        " WHERE event_answers.id IN (SELECT max(id) FROM event_answers WHERE withdrawn_at IS NULL"
        "   GROUP BY event_id, member_id) ORDER BY event_answers.id"
    )
    return [(row[0], row[1], row[2]) for row in rows]


def came(talk: Talk) -> list[str]:
    """List who came."""
    rows = talk.db.execute(
        "SELECT name FROM event_attendances JOIN members ON members.id = member_id"
        " WHERE withdrawn_at IS NULL ORDER BY event_attendances.id"
    )
    return [row[0] for row in rows]


# Answering


@pytest.mark.parametrize(
    "words", ["参加", "我参加", "报名", "我去", "算我一个", "我能参加", "1号参加", "参加 A1", "活动1号 参加"]
)
async def test_who_says_to_come_comes(invited: Talk, words: str) -> None:
    await invited.play(("张三", PRIVATE, words, "活动1号 参加（第1位）"))


@pytest.mark.parametrize(
    ("words", "choice", "reason"),
    [
        ("不参加", "declines", ""),
        ("不去了", "declines", ""),
        ("去不了", "declines", ""),
        ("请假 孩子发烧", "leave", "孩子发烧"),
        ("请假 1号 加班", "leave", "加班"),
        ("我请个假，出差", "leave", "出差"),
        ("请假 老人住院", "leave", "老人住院"),
    ],
)
async def test_who_does_not_come_says_why_or_not(invited: Talk, words: str, choice: str, reason: str) -> None:
    await invited.play(("张三", PRIVATE, words, "已记：活动1号"))
    assert said(invited) == [("张三", choice, reason)]


@pytest.mark.parametrize(
    "words",
    [
        "谁参加？",
        "我去！这么早",
        "你去吗",
        "大家都参加吧",
        "参加什么",
        "能不能请假",
        "收到",
        "平安，在上海",
        "活动真不错",
    ],
)
async def test_ordinary_talk_is_no_answer(invited: Talk, words: str) -> None:
    await invited.say("张三", FIRST, words)
    assert said(invited) == []


async def test_a_room_hears_names_gathered_into_one_line(invited: Talk) -> None:
    await invited.say("张三", FIRST, "参加")
    await invited.say("李四", FIRST, "请假 家里有事")
    await invited.wait(minutes=2)
    assert invited.told(FIRST) == ["活动1号，收到张三、李四的回复。"]


async def test_an_answer_can_be_changed_until_it_begins(invited: Talk) -> None:
    await invited.play(("张三", PRIVATE, "参加", "第1位"), ("张三", PRIVATE, "不去了", "不参加"))
    await invited.play(("张三", PRIVATE, "参加", "第1位"))
    await invited.until(BEGUN.replace(hour=16, minute=31))
    await invited.play(("张三", PRIVATE, "不参加 1号", "已经开始"))
    assert said(invited) == [("张三", "comes", "")]


async def test_the_same_answer_twice_is_kept_once(invited: Talk) -> None:
    await invited.play(("张三", PRIVATE, "参加", "第1位"), ("张三", PRIVATE, "参加", "第1位"))
    assert invited.counts("event_answers") == 1


async def test_a_quote_names_the_event(invited: Talk) -> None:
    await invited.play(
        ("李书记", PRIVATE, "活动 12月20日 9点 公园 健步走", "将请"), ("李书记", PRIVATE, "确认", "活动2号")
    )
    quote = Quote("机器人", "【活动1号】座谈会\n时间：12月15日")
    await invited.say("张三", FIRST, "参加", quote=quote)
    assert invited.db.execute("SELECT event_id FROM event_answers").fetchone()[0] == 1


async def test_of_two_the_newest_unanswered_is_meant(invited: Talk) -> None:
    await invited.play(
        ("李书记", PRIVATE, "活动 12月20日 9点 公园 健步走", "将请"), ("李书记", PRIVATE, "确认", "活动2号")
    )
    await invited.play(("张三", PRIVATE, "参加", "活动2号"), ("张三", PRIVATE, "参加", "活动1号"))
    await invited.play(("张三", PRIVATE, "不去了 2号", "活动2号 不参加"))


async def test_a_notice_that_came_later_keeps_what_it_asks(invited: Talk) -> None:
    await invited.play(
        ("王主任", OFFICE, "通知 支部 一 是否：周日去植树，参加吗", "将发给"),
        ("王主任", OFFICE, "确认", "第1号"),
    )
    await invited.wait(minutes=1)
    await invited.say("张三", FIRST, "参加")
    assert said(invited) == []
    assert invited.counts("receipts") == 1


async def test_an_invitation_that_came_later_takes_the_answer(eve: Talk) -> None:
    talk = eve
    await talk.play(
        ("王主任", OFFICE, "通知 支部 一 是否：周日去植树，参加吗", "将发给"),
        ("王主任", OFFICE, "确认", "第1号"),
    )
    await invite(talk)
    await talk.say("张三", FIRST, "参加")
    assert said(talk) == [("张三", "comes", "")]
    assert talk.counts("receipts") == 0


async def test_the_number_decides_between_notice_and_event(invited: Talk) -> None:
    await invited.play(
        ("王主任", OFFICE, "通知 支部 一 是否：周日去植树，参加吗", "将发给"),
        ("王主任", OFFICE, "确认", "第1号"),
    )
    await invited.wait(minutes=1)
    await invited.play(("张三", PRIVATE, "活动1号 参加", "活动1号 参加"))
    assert invited.counts("receipts") == 0


async def test_a_cry_for_help_in_an_excuse_is_heard(invited: Talk) -> None:
    await invited.say("张三", PRIVATE, "请假，我住院了，快来人救命")
    assert invited.counts("alarms") == 1
    assert said(invited)[0][1] == "leave"


async def test_who_is_not_invited_hears_it_kindly(invited: Talk) -> None:
    await invited.play(("孙七", PRIVATE, "参加 1号", "请的是第一支部，这次名单里没有您.*请问一下李书记"))
    await invited.play(("孙七", SECOND, "参加", None))


async def test_after_the_deadline_nobody_signs_up_and_anybody_may_withdraw(eve: Talk) -> None:
    talk = eve
    await invite(talk, "报名截止 今天12:00")
    await talk.play(("李四", PRIVATE, "参加", "第1位"))
    await talk.until(EVE.replace(hour=13))
    await talk.play(
        ("张三", PRIVATE, "参加", "报名12月14日（周一）12:00截止了.*请问一下李书记"),
        ("李四", PRIVATE, "请假 出差", "请假"),
    )


# The waiting list


async def test_who_withdraws_gives_the_place_to_who_waits_longest(invited: Talk) -> None:
    await invited.play(
        ("张三", PRIVATE, "参加", "第1位"),
        ("李四", PRIVATE, "参加", "候补第1位"),
        ("赵海", PRIVATE, "参加", "候补第2位"),
        ("张三", PRIVATE, "请假 有事", "请假"),
    )
    assert any("您从候补补上了" in text for text in invited.told("李四"))
    assert not any("您从候补补上了" in text for text in invited.told("赵海"))


async def test_of_who_cannot_be_told_the_secretary_hears(invited: Talk) -> None:
    await invited.play(
        ("张三", PRIVATE, "参加", "第1位"),
        ("李书记", PRIVATE, "代报名 1号 老周", "老周候补第1位"),
        ("张三", PRIVATE, "不参加", "不参加"),
    )
    assert any("老周从候补补上了活动1号" in text for text in invited.told("李书记"))


async def test_who_takes_a_withdrawal_back_waits_where_the_place_is_gone(invited: Talk) -> None:
    await invited.play(
        ("张三", PRIVATE, "参加", "第1位"),
        ("李四", PRIVATE, "参加", "候补第1位"),
        ("张三", PRIVATE, "不参加", "不参加"),
        ("张三", PRIVATE, "撤", "已撤：活动1号不参加。现在记的是候补"),
    )


async def test_who_takes_an_answer_back_frees_the_place(invited: Talk) -> None:
    await invited.play(
        ("张三", PRIVATE, "参加", "第1位"),
        ("李四", PRIVATE, "参加", "候补第1位"),
        ("张三", PRIVATE, "撤", "现在算还没回"),
    )
    assert ("李四", "comes", "") in said(invited)


async def test_a_room_never_hears_who_waits(invited: Talk) -> None:
    await invited.play(("张三", PRIVATE, "参加", "第1位"))
    await invited.say("李四", FIRST, "参加")
    await invited.wait(minutes=15)
    assert any("候补第1位" in text for text in invited.told("李四"))
    assert not any("候补" in text for text in invited.told(FIRST))


# For others


async def test_a_secretary_answers_for_who_has_only_a_telephone(invited: Talk) -> None:
    await invited.play(
        ("李书记", PRIVATE, "报名 1号 老周", "老周参加"), ("李书记", PRIVATE, "撤", "已撤：老周活动1号参加")
    )
    assert said(invited) == []


async def test_the_own_word_stays_against_the_secretarys(invited: Talk) -> None:
    await invited.play(
        ("张三", PRIVATE, "不参加", "不参加"),
        ("李书记", PRIVATE, "代报名 1号 张三", "张三本人回的是不参加，没有改"),
    )


async def test_names_nobody_knows_keep_nothing(invited: Talk) -> None:
    await invited.play(("李书记", PRIVATE, "代报名 1号 李四 张散", "没有“张散”.*都没有记"))
    assert said(invited) == []


async def test_a_member_signs_nobody_else_up(invited: Talk) -> None:
    await invited.play(("张三", PRIVATE, "报名 1号 李四", "由支部书记来办"))
    assert said(invited) == []


async def test_another_branchs_people_cannot_be_named(invited: Talk) -> None:
    await invited.play(
        ("赵书记", PRIVATE, "代报名 1号 张三", "没有“张三”"),
        ("赵书记", PRIVATE, "代报名 1号 孙七", "没有请孙七"),
    )


# Who came


async def test_members_sign_in_while_it_takes_place(invited: Talk) -> None:
    await invited.play(("张三", PRIVATE, "签到 1号", "还?.*到了再签到"), ("张三", FIRST, "签到", None))
    await invited.until(BEGUN)
    await invited.play(
        ("张三", PRIVATE, "签到", "已签到：活动1号"), ("张三", PRIVATE, "签到 1号", "先前签到了")
    )
    await invited.until(BEGUN.replace(hour=20))
    await invited.play(("李四", PRIVATE, "签到 1号", "签到时间过了.*李书记"))
    assert came(invited) == ["张三"]


async def test_attendance_earns_points_and_undoing_it_takes_them_back(invited: Talk) -> None:
    await invited.until(BEGUN)
    await invited.play(("李书记", PRIVATE, "签到 1号 张三 老周", "签到 2 位：张三、老周"))
    counted = "SELECT count(*) FROM points WHERE source = 'event:1'"
    assert invited.db.execute(counted).fetchone()[0] == 2
    await invited.play(("李书记", PRIVATE, "撤", "已撤：活动1号的签到（张三、老周）"))
    assert came(invited) == []
    assert invited.db.execute(counted).fetchone()[0] == 0


async def test_all_but_one_came(eve: Talk) -> None:
    talk = eve
    await invite(talk, "限9人")
    for name in ("张三", "李四", "赵海"):
        await talk.play((name, PRIVATE, "参加 1号", "参加"))
    await talk.until(BEGUN)
    await talk.play(("李书记", PRIVATE, "签到 1号 全到 除 李四", "签到 2 位：张三、赵海"))
    await talk.play(("李书记", PRIVATE, "签到 1号 没来 赵海", "去掉签到：赵海"))
    assert came(talk) == ["张三"]


async def test_promise_stands_beside_attendance(invited: Talk) -> None:
    await invited.play(("张三", PRIVATE, "参加", "第1位"))
    await invited.until(BEGUN)
    await invited.play(("李书记", PRIVATE, "签到 1号 李四", "签到 1 位"))
    await invited.until(BEGUN.replace(hour=17))
    await invited.play(
        ("李书记", PRIVATE, "名单 活动 1号", "没报名也来了 1 位\n1 李四\n报了名没来 1 位\n2 张三")
    )
    await invited.play(("李书记", PRIVATE, "签到 1号 2", "签到 1 位：张三"))


async def test_nobody_signs_in_for_others_but_who_leads(invited: Talk) -> None:
    await invited.until(BEGUN)
    await invited.play(
        ("张三", PRIVATE, "签到 1号 李四", "由支部书记来记"),
        ("赵书记", PRIVATE, "签到 1号 李四", "没有“李四”"),
    )
    assert came(invited) == []


async def test_talk_of_signing_in_is_chat(invited: Talk) -> None:
    await invited.play(
        ("张三", FIRST, "签到领鸡蛋", None), ("张三", FIRST, "签到", None), ("李四", FIRST, "签到 打卡", None)
    )


async def test_a_number_nobody_gave_means_no_event(invited: Talk) -> None:
    await invited.play(("张三", PRIVATE, "参加 9号", "没有活动9号"), ("张三", FIRST, "参加 9号", None))
    assert said(invited) == []


async def test_a_name_nobody_knows_is_not_ones_own_answer(invited: Talk) -> None:
    await invited.play(("李书记", PRIVATE, "报名 1号 王五五", "没有“王五五”"))
    assert said(invited) == []


async def test_a_check_in_beside_an_answer_is_kept_and_shown_on_no_list(invited: Talk) -> None:
    await invited.play(("张三", PRIVATE, "参加，平安，在上海", "活动1号 参加.*平安，上海"))
    assert said(invited) == [("张三", "comes", "")]
    assert invited.counts("checkins") == 1


async def test_a_reason_once_given_stays_when_leave_is_said_again(invited: Talk) -> None:
    await invited.play(("张三", PRIVATE, "请假 孩子发烧", "请假"), ("张三", FIRST, "请假", None))
    await invited.play(("李书记", PRIVATE, "名单 活动 1号", "张三（孩子发烧）"))


@pytest.mark.parametrize("said", ["候补吗", "我排第几", "排到我了吗", "还有名额吗？"])
async def test_who_waits_may_ask_for_the_place(invited: Talk, said: str) -> None:
    await invited.play(("张三", PRIVATE, "参加", "."))
    await invited.play(("赵海", PRIVATE, "参加", "候补"), ("赵海", PRIVATE, said, "候补第 1 位"))


@pytest.mark.parametrize("said", ["带老伴", "我想带孩子一起去", "能不能带家属？"])
async def test_a_companion_is_a_question_for_who_invites(invited: Talk, said: str) -> None:
    await invited.play(("张三", PRIVATE, "参加", "."), ("张三", PRIVATE, said, "只记您本人.*已转告李书记"))
    assert f"还说：{said}" in invited.told("李书记")[-1]


async def test_a_companion_of_who_does_not_come_is_none(invited: Talk) -> None:
    await invited.play(("张三", PRIVATE, "带老伴", "没看懂"))
