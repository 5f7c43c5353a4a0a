"""A birthday by the lunar or the solar calendar, as its owner chose; the words of 生日."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot import almanac
from bot.almanac import LunarDate
from bot.domain.command import Misfit, UserError
from bot.domain.days import show_day, show_whole_day

EXAMPLE = "例：生日 农历 八月十五"
_LONGEST = 40  # a longer text is none
_MONTHS = ("正月", *(f"{number}月" for number in "二三四五六七八九十"), "冬月", "腊月")
_OTHER_MONTHS = {"一月": 1, "十一月": 11, "十二月": 12}
_TENS = {"初": 0, "十": 10, "廿": 20, "二十": 20, "卅": 30, "三十": 30}
_ONES = {number: place for place, number in enumerate("一二三四五六七八九", 1)}
# Nobody's birthday is in a leap month that no year of the roll ever had.
_BORN_FROM, _BORN_TO = 1901, 2033


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar that is kept every year."""

    month: int  # 1-12
    day: int  # 1-30
    leap: bool = False

    def in_year(self, year: int) -> date:
        """Give the day on which it is kept in the lunar year `year`."""
        return _in_year(self, year)


@cache
def _in_year(lunar: LunarDay, year: int) -> date:
    return almanac.anniversary(LunarDate(year, lunar.month, lunar.day, lunar.leap), year)


@dataclass(frozen=True, slots=True)
class Wish:
    """What stands behind 生日: whose, and how it is to be kept; with neither calendar, how it is kept now."""

    who: str = ""  # another person's name; empty: the sender's own
    is_lunar: bool = False
    is_solar: bool = False
    lunar: LunarDay | None = None  # None with `is_lunar`: the one of the day on the roll


_CALENDAR = re.compile(
    r"(?P<who>[\u4e00-\u9fff·]{2,12}?)??(?:(?:改成|改为|改|过|按|我是|是|我过|的)?\s*)"
    r"(?:(?P<lunar>农历|阴历|旧历|老历)|(?P<solar>公历|阳历|新历|国历))(?:生日|的)?\s*(?P<day>.*)"
)


def read_wish(words: str) -> Wish:
    """Read what stands behind 生日: 农历 八月十五, 公历, 张三 农历 闰六月初三, or nothing.

    Raises UserError for a day the calendar has not, Misfit for words that are no birthday.
    """
    text = unicodedata.normalize("NFKC", words).strip(" ，,：:。.过")
    if len(text) > _LONGEST:
        raise Misfit(words)
    if not text:
        return Wish()
    if found := _CALENDAR.fullmatch(text):
        who = (found["who"] or "").strip()
        if found["day"] and not _OPENS_DAY.match(found["day"]):
            raise Misfit(words)  # 生日阳历还是农历
        if found["solar"]:
            if found["day"]:
                raise UserError(
                    "公历生日以名册为准，这里只选按哪个过：生日 公历。名册上的不对，请告诉本支部书记。"
                )
            return Wish(who, is_solar=True)
        return Wish(who, is_lunar=True, lunar=read_lunar(found["day"]) if found["day"] else None)
    if _DAY.fullmatch(text):
        raise UserError(f"这是农历的日子吗？农历的请写上“农历”两个字。{EXAMPLE}")
    if _NAME.fullmatch(text) and not _TALK.search(text):
        return Wish(text)
    raise Misfit(words)


_PLAIN = re.compile(
    r"我(?:的|今年|一直|都|想|要)*(?:过)?生日(?:一直|都|想|要)*(?:是|按|过)*(?P<rest>(?:农历|阴历|旧历|老历|公历|阳历).*)"
)


def read_plain(text: str) -> Wish | None:
    """Read 我生日是农历八月十五; None for anything else. Raises UserError as `read_wish` does."""
    found = _PLAIN.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    try:
        return read_wish(found["rest"]) if found else None
    except Misfit:
        return None


_OPENS_DAY = re.compile(r"[\d闰正一二三四五六七八九十冬腊]")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,8}")
_TALK = re.compile("快乐|礼物|祝|蛋糕|聚会|派对|会|到|了|吗|呢|吧|什么|谁|哪|怎|几")
_DAY = re.compile(
    r"(?:\d{4}\s*年?\s*[-/.]?)?\s*(?P<leap>闰)?\s*"
    r"(?:(?P<numbers>\d{1,3})\s*[-/.月]\s*(?P<day>\d{1,3})|(?P<month>[正一二三四五六七八九十冬腊]{1,3}月|\d{1,3}月)\s*"
    r"(?P<name>[初一二三四五六七八九十廿卅]{1,4}|\d{1,3}))\s*[日号]?"
)


def read_lunar(words: str) -> LunarDay:
    """Read a day of the lunar calendar: 八月十五, 08-15, 闰六月初三, 腊月廿三.

    Raises UserError where the calendar has no such day.
    """
    found = _DAY.fullmatch(words.strip())
    if found is None:
        raise UserError(f"“{words}”是农历哪一天我没看懂。{EXAMPLE}，或 生日 农历 08-15")
    month = int(found["numbers"]) if found["numbers"] else _read_month(found["month"])
    day = int(found["day"]) if found["day"] else _read_day(found["name"])
    if not 1 <= (month or 0) <= 12:
        raise UserError(f"农历没有“{found['month'] or found['numbers'] + '月'}”，一年是正月到腊月。{EXAMPLE}")
    if not 1 <= (day or 0) <= 30:
        raise UserError(f"农历没有“{found['name'] or found['day']}”这一天，一个月最多三十天。{EXAMPLE}")
    assert month is not None
    assert day is not None
    lunar = LunarDay(month, day, bool(found["leap"]))
    if lunar.leap and not _ever_was(lunar):
        plain = show_lunar(LunarDay(month, day))
        raise UserError(f"这一百多年里没有{show_lunar(lunar)}。不是闰月的，请写：生日 农历 {plain}")
    return lunar


def _read_month(words: str) -> int | None:
    if words[:-1].isdigit():
        return int(words[:-1])
    return _MONTHS.index(words) + 1 if words in _MONTHS else _OTHER_MONTHS.get(words)


def _read_day(words: str) -> int | None:
    """Read 初三, 十五, 二十, 廿三, 三十 or a number; None for what is no day."""
    if words.isdigit():
        return int(words)
    for tens, start in sorted(_TENS.items(), key=lambda item: -len(item[0])):
        if words.startswith(tens):
            rest = words.removeprefix(tens)
            if not rest:
                return start or None
            return 10 if (tens, rest) == ("初", "十") else start + _ONES[rest] if rest in _ONES else None
    return _ONES.get(words)


@cache
def _ever_was(lunar: LunarDay) -> bool:
    for year in range(_BORN_FROM, _BORN_TO + 1):
        try:
            almanac.day_of(LunarDate(year, lunar.month, lunar.day, lunar.leap))
        except ValueError:
            continue
        return True
    return False


def lunar_of(day: date) -> LunarDay:
    """Give the lunar day of a solar one. Raises ValueError for years before the almanac's."""
    found = almanac.lunar_of(day)
    return LunarDay(found.month, found.day, found.leap)


def show_lunar(lunar: LunarDay) -> str:
    """Write a lunar day as people say it: 八月十五, 闰六月初三, 腊月廿三."""
    tens, ones = divmod(lunar.day, 10)
    if ones == 0:
        name = {1: "初十", 2: "二十", 3: "三十"}[tens]
    else:
        name = ("初", "十", "廿")[tens] + "一二三四五六七八九"[ones - 1]
    return f"{'闰' if lunar.leap else ''}{_MONTHS[lunar.month - 1]}{name}"


def next_day(lunar: LunarDay, today: date) -> date:
    """Give the next day, from today on, on which a lunar birthday is kept."""
    year = almanac.lunar_of(today).year
    return next(day for ahead in range(3) if (day := lunar.in_year(year + ahead)) >= today)


def show_kept(lunar: LunarDay | None, birthday: date | None, today: date) -> str:
    """Say by which calendar a birthday is kept, and when it comes next."""
    if lunar is not None:
        return f"按农历{show_lunar(lunar)}过，下一次是{show_whole_day(next_day(lunar, today))}"
    if birthday is None:
        return "名册上还没有"
    return f"按公历过，{show_day(birthday)}"


def explain_odd(lunar: LunarDay) -> str:
    """Say what becomes of a day that not every year has; nothing of one that all have."""
    if lunar.leap:
        return "没有这个闰月的年份，在平常的那个月过。"
    return "没有三十的年份，在二十九过。" if lunar.day == 30 else ""
