"""勿扰, 退订, 订阅: what members wish for themselves."""

from __future__ import annotations

import re
from datetime import time, timedelta

import pytest

from bot import texts
from bot.domain.preference import Preference
from data import account as accounts
from data import member as members
from data import preference as preferences
from tests.conftest import FIRST, PRIVATE, START, MakeTalk, Talk, account_id


def zhang(talk: Talk) -> int:
    return members.named(talk.db, "张三")[0].id


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("勿扰 8:00-16:00", (time(8), time(16))),
        ("勿扰 8：00—16：00", (time(8), time(16))),
        ("勿扰 22-7", (time(22), time(7))),
        ("勿扰 晚上9点到早上7点半", (time(21), time(7, 30))),
        ("勿扰 每天下午1点到3点", (time(13), time(3))),
        ("勿扰 20:00-24:00", (time(20), time(0))),
    ],
)
async def test_own_quiet_hours_are_kept(talk: Talk, text: str, hours: tuple[time, time]) -> None:
    await talk.play(("张三", PRIVATE, text, "^好的，每天 .*（您当地的时间）不主动找您"))
    assert preferences.quiet_hours(talk.db, zhang(talk)) == hours


async def test_they_are_ended_and_the_usual_ones_hold_again(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "勿扰 8:00-16:00", "好的"),
        ("张三", PRIVATE, "勿扰 取消", "^好的，每天 22:00 到 8:00"),
    )
    assert preferences.quiet_hours(talk.db, zhang(talk)) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("勿扰 25:00-3:00", "^没有 25:00 这个时间.*例：勿扰 8:00-16:00$"),
        ("勿扰 0:00-23:00", "^一天里请留出至少 4 个小时"),
        ("勿扰 8:00-8:00", "^一天里请留出"),
        ("勿扰 一会儿", "例：勿扰 8:00-16:00"),
        ("退订 通知", "例：退订 祝福"),
    ],
)
async def test_what_cannot_be_is_answered_with_an_example(talk: Talk, text: str, answer: str) -> None:
    await talk.play(("张三", PRIVATE, text, answer))


async def test_without_words_it_shows_how_things_stand(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "退订 学习", "^好的，不再发学习内容"),
        ("张三", PRIVATE, "退订", "^勿扰：每天 22:00 到 8:00.*\n祝福：发\n学习：不发\n问平安：问\n"),
        ("张三", PRIVATE, "勿扰", "学习：不发"),
    )


async def test_who_wishes_no_greetings_gets_none_and_has_them_again(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "退订 祝福", "不再发祝福"))
    said = await talk.until(START.replace(hour=12) + timedelta(days=2))
    assert not [text for _, text in said if "生日" in text and "周报" not in text]
    await talk.play(("张三", PRIVATE, "订阅 祝福", "^好的，祝福照常发给您。$"))
    assert preferences.without_greetings(talk.db) == set()


async def test_who_wishes_nothing_is_telephoned_and_the_secretary_hears_so_once(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "退订 全部", "^好的，以后书记打电话联系您，我不再问"),
        ("张三", PRIVATE, "退订 全部", "以后书记打电话"),
    )
    (told,) = talk.told("李书记")
    assert "以后请您打电话联系，电话：13800138000" in told
    assert preferences.without_questions(talk.db) == {zhang(talk)}


async def test_where_nobody_can_be_told_of_it_it_is_on_the_list(talk: Talk) -> None:
    for keeper in ("李书记", "王主任"):
        accounts.unfriend(talk.db, account_id(keeper))
    await talk.play(
        ("张三", PRIVATE, "退订 全部", "以后书记打电话"), ("李书记", PRIVATE, "名单 待看", "张三.*退订 全部")
    )


async def test_all_is_had_again(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "退订 全部", "好的"), ("张三", PRIVATE, "订阅 全部", "^好的，都恢复了"))
    assert talk.told("李书记")[-1] == "张三又愿意收我的消息了，以后照常问平安。"
    assert preferences.without_questions(talk.db) == set()


async def test_in_a_room_it_belongs_into_a_private_chat(talk: Talk) -> None:
    await talk.play(
        ("张三", FIRST, "退订 全部", "^这类内容请私信我。$"),
        ("张三", FIRST, "@风筝线 勿扰", "^这类内容请私信我。$"),
        ("张三", FIRST, "勿扰", None),
        ("张三", FIRST, "订阅一下这个公众号", None),
        ("张三", FIRST, "退订短信", None),
    )
    assert preferences.without_questions(talk.db) == set()


@pytest.mark.parametrize("text", ["全部退订", "不想收了", "别再给我发消息了", "夜里别给我发", "别问我了"])
async def test_who_wants_no_more_in_own_words_reads_how_to_say_it(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, text, "退订 祝福.*退订 全部.*勿扰"), ("张三", FIRST, text, None))
    assert preferences.without_questions(talk.db) == set()


@pytest.mark.parametrize("text", ["别发到群里", "不用问，我自己去", "我不想收拾行李"])
async def test_words_like_these_say_something_else(talk: Talk, text: str) -> None:
    await talk.say("张三", PRIVATE, text)
    assert not [said for said in talk.told("张三") if "退订" in said]


# 低调


async def test_low_key_is_wished_and_ended(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "低调", "不发入党纪念日祝福"), ("张三", PRIVATE, "勿扰", "低调：是"))
    assert preferences.low_key(talk.db) == {zhang(talk)}
    await talk.play(("张三", PRIVATE, "低调 取消", "照常"), ("张三", FIRST, "低调", "^这类内容请私信我。$"))
    assert preferences.low_key(talk.db) == set()


async def test_other_wishes_stay_beside_it(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "低调", "好的"),
        ("张三", PRIVATE, "退订 学习", "好的"),
        ("张三", PRIVATE, "退订", "低调：是"),
    )


async def test_low_key_has_a_birthday_and_no_political_one(make_talk: MakeTalk) -> None:
    talk = make_talk(START.replace(year=2027, month=6, day=30))
    preferences.keep(talk.db, zhang(talk), Preference(low_key=True))
    said = await talk.wait(days=1, hours=6)
    assert not [text for _, text in said if "张三" in text and "入党" in text]
    said = await talk.until(START.replace(year=2027, day=25, hour=12))
    assert [text for where, text in said if where == FIRST and "张三" in text and "生日" in text]


def test_what_a_low_key_member_is_asked_says_nothing_on_a_lock_screen() -> None:
    wording = texts.load("rollcall")
    private = [
        wording[name]
        for name in (
            "ask_privately_low_key",
            "remind_privately",
            "back_today",
            "back_yesterday",
            "long_silent",
        )
    ]
    assert not [words for words in private if re.search("党|支部|组织|书记", words)]


async def test_low_key_said_to_a_friend_in_a_room_is_talk(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "低调点", None), ("张三", PRIVATE, "低调点", "好的"))
