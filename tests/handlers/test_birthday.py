"""生日: a member chooses by which calendar the birthday is kept; a secretary for who has no WeChat."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.birthday import LunarDay
from data import member as members
from tests.conftest import FIRST, OFFICE, PRIVATE, MakeTalk, Talk
from tests.schedules.test_greeting import at


def kept(talk: Talk, name: str) -> LunarDay | None:
    return members.named(talk.db, name)[0].lunar_birthday


async def test_a_member_chooses_the_lunar_calendar_and_back(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "生日", "您的生日：按公历过，11月25日"),
        ("张三", PRIVATE, "生日 农历 八月十五", "按农历八月十五过，下一次是2027年9月15日.*错了回“撤”"),
        ("张三", PRIVATE, "生日", "按农历八月十五过"),
        ("张三", PRIVATE, "生日 公历", "按公历过，11月25日"),
    )
    assert members.named(talk.db, "张三")[0].birthday == date(1988, 11, 25)
    assert kept(talk, "张三") is None


async def test_the_day_may_be_taken_from_the_roll(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "生日农历", "从名册上的公历换算的，按农历十月十七过，下一次是2026年11月25日")
    )


async def test_without_a_birthday_on_the_roll_the_day_is_asked_for(talk: Talk) -> None:
    await talk.play(("李四", PRIVATE, "生日 农历", "名册上没有生日.*例：生日 农历 八月十五"))
    await talk.play(("李四", PRIVATE, "生日", "名册上还没有"))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("生日 农历 八月三十一", "没有“三十一”.*例：生日 农历 八月十五"),
        ("生日 农历 十三月初一", "没有“十三月”"),
        ("生日 八月十五", "请写上“农历”"),
        ("生日 农历 闰六月初三", "没有这个闰月的年份"),
        ("生日 农历 ９月３０", "没有三十的年份，在二十九过"),
    ],
)
async def test_odd_days_are_explained(talk: Talk, words: str, answer: str) -> None:
    await talk.play(("张三", PRIVATE, words, answer))


async def test_it_can_be_taken_back(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "生日 农历 八月十五", "按农历"),
        ("张三", PRIVATE, "撤", "已撤：您的生日按公历过"),
    )
    assert kept(talk, "张三") is None


async def test_in_a_room_it_is_not_repeated(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "生日 农历 八月十五", "请私信我，方便的话先撤回"))
    assert kept(talk, "张三") is None


@pytest.mark.parametrize(
    "words",
    ["生日", "生日快乐", "生日 快乐！", "生日会几点", "生日礼物收到了，谢谢", "生日那天", "生日 张三"],
)
async def test_talk_of_birthdays_stays_talk(talk: Talk, words: str) -> None:
    await talk.play(("张三", FIRST, words, None))


async def test_a_secretary_says_it_for_who_has_only_a_telephone(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "生日 老周 农历 腊月廿三", "老周的生日按农历腊月廿三过"),
        ("李书记", PRIVATE, "生日 老周", "老周的生日：按农历腊月廿三过"),
        ("王主任", OFFICE, "生日 老周 公历", "老周的生日名册上还没有"),
    )


async def test_who_writes_himself_chooses_himself(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "生日 张三 农历 八月十五", "张三自己有微信，按哪个过请本人私信我定"))


@pytest.mark.parametrize(("who", "answer"), [("张三", "您自己的生日"), ("赵书记", "没有“老周”")])
async def test_others_may_not(talk: Talk, who: str, answer: str) -> None:
    await talk.play((who, PRIVATE, "生日 老周 农历 八月十五", answer))


async def test_the_greeting_and_the_weekly_page_follow_the_choice(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-22T20:00")
    await talk.play(("张三", PRIVATE, "生日 农历 十月十八", "2026年11月26日"))
    await talk.wait(days=3)  # through the 25th, the day of the roll
    assert not [text for text in talk.told(FIRST) if "张三" in text]
    assert any("11月26日 张三" in text for text in talk.told(OFFICE))
    await talk.wait(days=1)
    assert len([text for text in talk.told(FIRST) if "张三" in text]) == 1


async def test_a_lunar_birthday_is_told_in_a_sentence(talk: Talk) -> None:
    await talk.play(
        ("张三", FIRST, "我生日是农历八月十五", None),
        ("张三", PRIVATE, "我生日是农历八月十五", "按农历八月十五过"),
    )
