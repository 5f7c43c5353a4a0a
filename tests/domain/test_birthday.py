"""A birthday by the lunar or the solar calendar: its words, and on which day it is kept."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.birthday import (
    LunarDay,
    Wish,
    explain_odd,
    next_day,
    read_lunar,
    read_wish,
    show_kept,
    show_lunar,
)
from bot.domain.command import Misfit, UserError

MID_AUTUMN = LunarDay(8, 15)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("八月十五", MID_AUTUMN),
        ("08-15", MID_AUTUMN),
        ("8月15", MID_AUTUMN),
        ("8月15日", MID_AUTUMN),
        ("8.15", MID_AUTUMN),
        ("1979年八月十五", MID_AUTUMN),
        ("正月初一", LunarDay(1, 1)),
        ("一月初一", LunarDay(1, 1)),
        ("腊月廿三", LunarDay(12, 23)),
        ("腊月二十三", LunarDay(12, 23)),
        ("十二月三十", LunarDay(12, 30)),
        ("冬月十一", LunarDay(11, 11)),
        ("十一月初十", LunarDay(11, 10)),
        ("十月二十", LunarDay(10, 20)),
        ("三月三", LunarDay(3, 3)),
        ("九月卅", LunarDay(9, 30)),
        ("闰六月初三", LunarDay(6, 3, leap=True)),
        ("闰6月3日", LunarDay(6, 3, leap=True)),
    ],
)
def test_a_lunar_day_is_read_as_people_write_it(words: str, day: LunarDay) -> None:
    assert read_lunar(words) == day


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("八月三十一", "没有“三十一”这一天.*最多三十天"),
        ("8-31", "没有“31”这一天"),
        ("十三月初一", "没有“十三月”"),
        ("13-1", "没有“13月”"),
        ("0-5", "没有“0月”"),
        ("八月初十五", "没有“初十五”"),
        ("闰正月初三", "没有闰正月初三"),
        ("闰腊月初三", "没有闰腊月初三"),
        ("八月中", "没看懂"),
    ],
)
def test_a_day_the_calendar_has_not_is_answered_with_a_right_example(words: str, answer: str) -> None:
    with pytest.raises(UserError, match=f"{answer}.*生日 农历"):
        read_lunar(words)


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("", Wish()),
        ("农历 八月十五", Wish(is_lunar=True, lunar=MID_AUTUMN)),
        ("农历八月十五", Wish(is_lunar=True, lunar=MID_AUTUMN)),
        ("阴历０８－１５", Wish(is_lunar=True, lunar=MID_AUTUMN)),
        ("改成农历 八月十五。", Wish(is_lunar=True, lunar=MID_AUTUMN)),
        ("农历", Wish(is_lunar=True)),
        ("过农历", Wish(is_lunar=True)),
        ("阳历", Wish(is_solar=True)),
        ("公历", Wish(is_solar=True)),
        ("张三 农历 八月十五", Wish("张三", is_lunar=True, lunar=MID_AUTUMN)),
        ("张三 公历", Wish("张三", is_solar=True)),
        ("张三", Wish("张三")),
        ("古丽娜尔·艾合买提 农历 3-3", Wish("古丽娜尔·艾合买提", is_lunar=True, lunar=LunarDay(3, 3))),
    ],
)
def test_a_wish_is_read(words: str, wish: Wish) -> None:
    assert read_wish(words) == wish


@pytest.mark.parametrize(
    "words",
    [
        "快乐",
        "快乐！",
        "礼物到了吗",
        "聚会改到周六晚上",
        "祝福收到了，谢谢大家",
        "会怎么过",
        "阳历还是农历",
        "农历的好算",
    ],
)
def test_talk_of_a_birthday_is_no_wish(words: str) -> None:
    with pytest.raises(Misfit):
        read_wish(words)


@pytest.mark.parametrize("words", ["八月十五", "8-15", "10月6日"])
def test_a_day_without_its_calendar_is_asked_about(words: str) -> None:
    with pytest.raises(UserError, match="请写上“农历”"):
        read_wish(words)


def test_a_solar_day_is_the_roll_s() -> None:
    with pytest.raises(UserError, match="以名册为准"):
        read_wish("公历 10月6日")


@pytest.mark.parametrize("text", ["农历" * 900, "闰" * 2000, "一" * 2000, "张" * 2000 + "农历"])
def test_a_long_text_is_no_wish(text: str) -> None:
    with pytest.raises(Misfit):
        read_wish(text)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (MID_AUTUMN, "八月十五"),
        (LunarDay(1, 1), "正月初一"),
        (LunarDay(10, 10), "十月初十"),
        (LunarDay(11, 20), "冬月二十"),
        (LunarDay(12, 23), "腊月廿三"),
        (LunarDay(9, 30), "九月三十"),
        (LunarDay(6, 3, leap=True), "闰六月初三"),
    ],
)
def test_a_lunar_day_is_shown_as_it_is_read(day: LunarDay, shown: str) -> None:
    assert show_lunar(day) == shown
    assert read_lunar(shown) == day


def test_the_next_day_is_in_this_lunar_year_or_the_one_after() -> None:
    assert next_day(MID_AUTUMN, date(2026, 9, 25)) == date(2026, 9, 25)
    assert next_day(MID_AUTUMN, date(2026, 9, 26)) == date(2027, 9, 15)
    assert next_day(LunarDay(12, 23), date(2027, 1, 5)) == date(2027, 1, 30)


def test_what_becomes_of_an_odd_day_is_said() -> None:
    assert explain_odd(LunarDay(6, 3, leap=True)) == "没有这个闰月的年份，在平常的那个月过。"
    assert explain_odd(LunarDay(9, 30)) == "没有三十的年份，在二十九过。"
    assert explain_odd(MID_AUTUMN) == ""


def test_how_it_is_kept_is_said_without_the_year_of_birth() -> None:
    assert show_kept(None, date(1979, 10, 5), date(2026, 11, 23)) == "按公历过，10月5日"
    assert show_kept(None, None, date(2026, 11, 23)) == "名册上还没有"
    assert show_kept(MID_AUTUMN, None, date(2026, 11, 23)) == "按农历八月十五过，下一次是2027年9月15日"
