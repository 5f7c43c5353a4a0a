"""Festivals, solar terms and days of the Chinese calendar, as they are said."""

from __future__ import annotations

import re
from datetime import date

from bot.domain.checkin import Days
from bot.reading import spans
from bot.reading.phrases import (
    MONTH,
    NEIGHBOUR,
    NUMERALS,
    PART,
    YEAR,
    Forms,
    Meaning,
    number,
    with_next,
    year_of,
)

FORMS = Forms()

_NAMES = {
    **dict.fromkeys(("春节", "过年", "过大年", "大年", "新春"), "春节"),
    **dict.fromkeys(("除夕", "大年三十", "年三十", "大年夜", "除夕夜", "三十晚上", "年夜饭"), "除夕"),
    **dict.fromkeys(("元宵", "正月十五"), "元宵"),
    **dict.fromkeys(("端午", "五月初五", "五月五"), "端午"),
    **dict.fromkeys(("中秋", "八月十五"), "中秋"),
    **dict.fromkeys(("重阳", "九月初九", "九月九"), "重阳"),
    **dict.fromkeys(("五一", "劳动节"), "五一"),
    **dict.fromkeys(("国庆", "十一", "十月一"), "国庆"),
    **dict.fromkeys(("元旦", "阳历年"), "元旦"),
    **dict.fromkeys(("七一", "建党节"), "七一"),
    **dict.fromkeys(("八一", "建军节"), "八一"),
    **dict.fromkeys(("六一", "儿童节"), "儿童节"),
    **dict.fromkeys(("三八", "妇女节"), "妇女节"),
    **{name: name for name in ("清明", "七夕", "冬至", "圣诞", "腊八", "小年", "教师节", "青年节", "中元")},
}
_BY_NUMBER = "五一|十一|七一|八一|六一|三八"
_BY_NAME = "|".join(name for name in sorted(_NAMES, key=len, reverse=True) if name not in _BY_NUMBER)
# 十一班, 五一路, 三八线: the number of a thing.
_MEASURES = (
    "月日号点个岁届种名位人块楼路中班级所师里公斤米条件次场站区栋幢层门单元分秒度倍万千百亿角毛连排团军局队组章课页卷集部则项线"
    "村厂街巷广红勋农渔桥院学商超粉座天周年比折级钢样共切些五一二三四六七八九十零〇"
)
_TERMS = (
    "立春|雨水|惊蛰|春分|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小寒|大寒|"
    "(?:大雪|小雪)(?=节气|那天)"
)
_LUNAR_MONTHS = {"正月": 1, "腊月": 12, "年": 12, "冬月": 11}
_LUNAR = "(?:农历|阴历|旧历|老历)"
# Who says 国庆快乐 names no day of theirs.
_GREETS = "节?+(?!快乐|愉快|安康|吉祥|好(?![像几多不]))"
# 李国庆 is a man; 也许国庆, 江苏国庆 are not.
_SURNAME = "李王张刘陈杨赵吴徐孙朱胡郭郑宋韩冯邓曹彭曾董袁潘蒋蔡杜魏吕沈姚卢姜崔谭汪廖贾"


@FORMS.say(
    "节年春夕夜宵上午五秋月阳国旦清七冬圣腊中",
    rf"{YEAR}(?<![二三四五六七八九农第{_SURNAME}])(?P<name>{_BY_NAME})(?![初路个岁月点人位块级班村桥园轻纪龄般]|直(?!接)|[强生华民军梅兰英]$){_GREETS}",
)
@FORMS.say(
    "一八",
    rf"{YEAR}(?<![\d第周期拜初月老双{NUMERALS}])(?P<name>{_BY_NUMBER})(?![{_MEASURES}]|起(?!飞)|直(?!接)|[小大](?!长假)){_GREETS}",
)
@FORMS.say("立雨惊春谷夏小芒大处白秋寒霜", rf"{YEAR}(?P<name>{_TERMS})")
def _festival(match: re.Match[str], today: date) -> Meaning:
    year = year_of(match, today)
    # 今年过年, said in autumn, means the Spring Festival to come.
    name = _NAMES.get(match["name"], match["name"])
    return spans.next_festival(today, name, None if year == today.year else year)


@FORMS.say("年节", r"(?:等?过(?:完|了|罢)|忙完)(?P<name>(?:这个|大|春)?[年节])(?:以后|之后|后)?")
def _holiday_over(match: re.Match[str], today: date) -> Meaning:
    new_year = match["name"].endswith("年") or "春" in match["name"]
    return _week_after(spans.next_festival(today, "春节") if new_year else spans.public_holiday(today))


@FORMS.say("五", r"(?:等?过(?:完|了)|出)(?:正月)?十五(?![号日天个])(?:以后|之后|后)?")
def _lantern_festival_over(_: re.Match[str], today: date) -> Meaning:
    return _week_after(spans.next_festival(today, "元宵"))


def _week_after(days: Days) -> Days:
    return Days(spans.after(days.end, 1), spans.after(days.end, 7))


@FORMS.say(
    "节",
    r"(?<![春端中元恩诞亲旦午秋阳明动庆人师护童女爱情狂乐火水灯棍术化季环细关骨章时物礼])(?:节假日|假)?节"
    r"(?=后(?!天)|前(?![后天])|过后|过完|以后|之后|以前|之前)",
)
def _holiday(_: re.Match[str], today: date) -> Meaning:
    return spans.public_holiday(today)


_LUNAR_DAY = (
    r"(?P<day>(?:初|廿|二十|三十|十)[一二三四五六七八九]|初十|三十|二十|十|[12]\d|30|[1-9])"
    rf"(?P<next>{NEIGHBOUR})?(?![个天岁多\d])[日号]?"
)


@FORMS.say(
    "月廿",
    rf"{_LUNAR}?(?P<month>正月|腊月|冬月|年(?=廿))里?(?:的?{_LUNAR_DAY}|{PART})?",
    rf"{_LUNAR}的?(?P<month>{MONTH}月)份?(?:{_LUNAR_DAY}|{PART})?",
)
def _lunar(match: re.Match[str], today: date) -> Meaning:
    said = _LUNAR_MONTHS.get(match["month"]) or number(match["month"].removesuffix("月"))
    if match["day"]:
        return with_next(spans.lunar_day(today, said, number(match["day"].removeprefix("初"))), match)
    return spans.lunar_month(today, said, match["part"] or "")


@FORMS.say(
    "月", r"(?<![第十])(?:(?P<month>[二三六])月(?P<day>(?<=二月)二|(?<=三月)三|(?<=六月)六))(?![十日号])"
)
def _double_day(match: re.Match[str], today: date) -> Meaning:
    """二月二 and its like are days of the Chinese calendar."""
    return spans.lunar_day(today, number(match["month"]), number(match["day"]))


@FORMS.say(
    "初",
    rf"(?:大年|过?年)?(?<!月)初(?P<day>[一二三四五六七八九]|十)(?P<next>{NEIGHBOUR})?(?![中级步心次年期恋稿审个多几班的]|学生|\()",
)
def _first_month_day(match: re.Match[str], today: date) -> Meaning:
    return with_next(spans.lunar_day(today, 1, number(match["day"])), match)
