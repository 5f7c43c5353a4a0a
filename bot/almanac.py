"""The almanac: lunar dates, solar terms, festivals and working days of China.

The only module that knows sxtwl (calendar) and holidays (days off); both are loaded at first use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

FIRST_YEAR, LAST_YEAR = 1901, 2199  # sxtwl agrees with other almanacs in these years; nobody asks for more

SOLAR_TERMS = (
    *("冬至", "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种"),
    *("夏至", "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪"),
)  # in sxtwl's order

_SOLAR_FESTIVALS = {
    "元旦": (1, 1),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "五一": (5, 1),
    "青年节": (5, 4),
    "儿童节": (6, 1),
    "七一": (7, 1),
    "八一": (8, 1),
    "教师节": (9, 10),
    "国庆": (10, 1),
    "圣诞": (12, 25),
}
_LUNAR_FESTIVALS = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中元": (7, 15),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "腊八": (12, 8),
    "小年": (12, 23),
}
FESTIVALS = (*_SOLAR_FESTIVALS, *_LUNAR_FESTIVALS, "除夕", "清明", "冬至")
PUBLIC_HOLIDAYS = ("元旦", "春节", "清明", "五一", "端午", "中秋", "国庆")  # those that bring days off


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day of the Chinese calendar; `leap` marks the second month of the same number."""

    year: int  # the lunar year, which starts at Spring Festival
    month: int  # 1–12
    day: int  # 1–30
    leap: bool = False


def lunar_of(day: date) -> LunarDate:
    """Give the lunar date of a solar day."""
    import sxtwl  # noqa: PLC0415 - a native library, loaded when first needed

    _check_year(day.year)
    found = sxtwl.fromSolar(day.year, day.month, day.day)
    month, leap = int(found.getLunarMonth()), bool(found.isLunarLeap())
    return LunarDate(int(found.getLunarYear()), month, int(found.getLunarDay()), leap)


def day_of(lunar: LunarDate) -> date:
    """Give the solar day of a lunar date.

    Raises ValueError where there is no such day: a 30th of a short month, a leap month that year has not.
    """
    import sxtwl  # noqa: PLC0415 - as above

    if not (1 <= lunar.month <= 12 and 1 <= lunar.day <= 30):
        raise ValueError(f"a lunar date has months 1-12 and days 1-30, not {lunar.month}-{lunar.day}")
    _check_year(lunar.year)
    found = sxtwl.fromLunar(lunar.year, lunar.month, lunar.day, lunar.leap)
    day = date(found.getSolarYear(), found.getSolarMonth(), found.getSolarDay())
    if lunar_of(day) != lunar:  # sxtwl runs on into the next month or drops the leap mark without a word
        raise ValueError(f"there is no such day in the Chinese calendar: {lunar}")
    return day


def anniversary(lunar: LunarDate, year: int) -> date:
    """Give the day on which a lunar date is kept in the lunar year `year`.

    A 30th is kept on the 29th of a short month; a leap month in the ordinary one of a year without it.
    """
    for leap in dict.fromkeys((lunar.leap, False)):
        for day in dict.fromkeys((lunar.day, min(lunar.day, 29))):
            try:
                return day_of(LunarDate(year, lunar.month, day, leap))
            except ValueError:
                continue
    raise ValueError(f"{lunar} cannot be kept in {year}")


@cache
def spring_festival(year: int) -> date:
    """Give the first day of the lunar year that starts in the solar year `year`."""
    return day_of(LunarDate(year, 1, 1))


@cache
def solar_term(name: str, year: int) -> date:
    """Give the day of a solar term (one of SOLAR_TERMS) in the solar year `year`."""
    import sxtwl  # noqa: PLC0415 - as above

    _check_year(year)
    wanted = SOLAR_TERMS.index(name)
    for term in [*sxtwl.getJieQiByYear(year - 1), *sxtwl.getJieQiByYear(year)]:
        moment = sxtwl.JD2DD(term.jd)
        if term.jqIndex == wanted and int(moment.Y) == year:
            return date(year, int(moment.M), int(moment.D))
    raise ValueError(f"no {name} in {year}")


@cache
def festival(name: str, year: int) -> date:
    """Give the day of a festival (one of FESTIVALS) or solar term (one of SOLAR_TERMS) in the year `year`.

    Lunar festivals are those of the lunar year `year`, except 除夕, 小年 and 腊八: these come just before
    the Spring Festival of the solar year `year`. Raises KeyError for a name it does not know.
    """
    if name in SOLAR_TERMS:
        return solar_term(name, year)
    if name == "除夕":
        return spring_festival(year) - timedelta(days=1)
    if name in _SOLAR_FESTIVALS:
        return date(year, *_SOLAR_FESTIVALS[name])
    month, day = _LUNAR_FESTIVALS[name]
    return day_of(LunarDate(year - (month == 12), month, day))


def festivals(year: int) -> dict[str, date]:
    """Give every festival of a year by name, in the order of their days."""
    days = {name: festival(name, year) for name in FESTIVALS}
    return dict(sorted(days.items(), key=lambda item: item[1]))


def working_day(day: date) -> bool:
    """Tell whether offices in China work on this day, make-up days included.

    The State Council publishes days off a year at a time; years not yet published follow the law's fixed
    days and have no make-up days.
    """
    return _days_off(day.year).is_working_day(day)


def next_working_day(day: date) -> date:
    """Give the first working day on or after `day`."""
    while not working_day(day):
        day += timedelta(days=1)
    return day


@cache
def _days_off(year: int) -> HolidayBase:
    import holidays  # noqa: PLC0415 - 0.1 s that starting need not pay

    return holidays.country_holidays("CN", years=year)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the almanac covers {FIRST_YEAR} to {LAST_YEAR}, not {year}")
