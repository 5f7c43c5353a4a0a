"""What people say for a time, each form with its meaning: the grammar behind times.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import cache

from bot.domain.checkin import Days
from bot.reading import spans


class Kind(StrEnum):
    """What a mention of time is."""

    DAYS = "days"  # days to come, or today
    PAST = "past"  # 昨天, 去年: what stands beside it has happened
    VAGUE = "vague"  # 过段时间, 假期: a time, but no days
    LENGTH = "length"  # 三天, 半个月: a duration


Length = tuple[int, str]  # (3, "天"), (1, "月"); (1, "月半") is a month and a half
Meaning = Days | Length | Kind | None
Rule = Callable[[re.Match[str], date], Meaning]

RULES: list[tuple[re.Pattern[str], Rule]] = []

NUMBER = r"(?:\d{1,3}|[零〇一二两俩三四五六七八九十百廿卅]{1,4})"
_DAY = r"(?:[0-3]?\d|[一二三四五六七八九十廿卅]{1,3})"
_MONTH = r"(?:元(?=月)|1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_PART = r"(?P<part>中下旬|上中旬|上旬|中旬|下旬|初|头(?![一二三两几])|中(?![秋旬午])|底|末|尾)"
_WEEK = r"(?:周|星期|礼拜)"
_WHICH = r"(?P<which>下+个?|这个?|本)"
_YEAR = r"(?:(?P<year>今年|本年|明年|来年|后年|20\d\d年?)的?)?"
_TO = r"(?:到|至|-|~|—|、|或者?|和)"
_NO_DAY = r"(?![线楼院门床舱厅馆桌车店铺机码柜坑井矿站口区])"
_UNIT = (
    r"(?P<unit>天|日(?!本)|个?(?:星期|礼拜)(?![一二三四五六日天])|个?周(?![末岁围一二三四五六日])|个月|"
    r"(?<=[个半俩])月|个?年(?![前初底轻纪级]))"
)
_COUNT = rf"(?:(?P<half>半)|(?P<count>{NUMBER}))个?(?P<more>半)?"

_WEEKDAYS = {
    **{c: i for i, c in enumerate("一二三四五六日")},
    "天": 6,
    **{str(n): n - 1 for n in range(1, 8)},
}
_YEARS = {"今年": 0, "本年": 0, "明年": 1, "来年": 1, "后年": 2}
_RELATIVE = {"今": 0, "明": 1, "后": 2, "大后": 3}
_LUNAR_MONTHS = {"正月": 1, "腊月": 12, "冬月": 11}
_FESTIVALS = {
    **dict.fromkeys(("春节", "过年", "过大年", "大年", "新春"), "春节"),
    **dict.fromkeys(("除夕", "大年三十", "年三十", "大年夜", "三十晚上", "年夜饭"), "除夕"),
    **dict.fromkeys(("元宵", "正月十五"), "元宵"),
    **dict.fromkeys(("端午", "五月初五", "五月五"), "端午"),
    **dict.fromkeys(("中秋", "八月十五"), "中秋"),
    **dict.fromkeys(("重阳", "九月初九", "九月九"), "重阳"),
    **dict.fromkeys(("五一", "劳动节"), "五一"),
    **dict.fromkeys(("国庆", "十一"), "国庆"),
    **dict.fromkeys(("元旦", "阳历年"), "元旦"),
    **dict.fromkeys(("七一", "建党节"), "七一"),
    **dict.fromkeys(("八一", "建军节"), "八一"),
    **dict.fromkeys(("六一", "儿童节"), "儿童节"),
    **dict.fromkeys(("三八", "妇女节"), "妇女节"),
    **{name: name for name in ("清明", "七夕", "冬至", "圣诞", "腊八", "小年", "教师节", "青年节", "中元")},
}
_FESTIVAL_NAMES = "|".join(sorted(_FESTIVALS, key=len, reverse=True))
_TERMS = (
    "立春|雨水|惊蛰|春分|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小寒|大寒|"
    "(?:大雪|小雪)(?=节气|那天)"
)


def _rule(*patterns: str) -> Callable[[Rule], Rule]:
    def add(rule: Rule) -> Rule:
        RULES.extend((re.compile(pattern), rule) for pattern in patterns)
        return rule

    return add


def number(word: str) -> int:
    """Read an Arabic or Chinese numeral; ValueError where it is none."""
    return int(word) if word.isdecimal() else _chinese_number(word)


@cache
def _chinese_number(word: str) -> int:
    import cn2an  # noqa: PLC0415 - costs 0.1 s, and few messages need it

    plain = (
        word.replace("两", "二")
        .replace("俩", "二")
        .replace("廿", "二十")
        .replace("卅", "三十")
        .replace("元", "一")
    )
    return int(cn2an.cn2an(plain, "smart"))


def _group(match: re.Match[str], name: str) -> str:
    return match.groupdict().get(name) or ""


def _year_of(match: re.Match[str], today: date) -> int | None:
    said = _group(match, "year")
    if not said:
        return None
    return today.year + _YEARS[said] if said in _YEARS else int(said.removesuffix("年"))


# Before the exact ones: of two phrases of one length the first wins, and 两三天 is not 23 days.
_FEW = r"(?:一两|两三|三四|三五|四五|五六|七八|[几数]|十[几多来]|[二三四五六七八九]十[几多来]|\d+[多来])"


@_rule(
    r"(?:(?<!再)过|[这那等隔])(?:两|[几些]|一?阵子?|一?段)(?:天|日|个月|周|年|时间|时候)?(?:以后|之后|后(?!天))?",
    rf"(?:再?过|再)?{_FEW}(?:天|日|个?月|个?星期|个?礼拜|周|年)(?:之?后(?!天)|以后|左右)?",
    rf"(?:再?过)?{NUMBER}个多(?:月|星期|礼拜)(?:之?后|以后)?",
    r"每(?:个|到|逢)?(?:周|星期|礼拜|月|年|天)(?:[末一二三四五六日天底初]|内)?",
    r"改天|年根儿?(?:底下)?|年跟前|哪天|[暑寒年长休放婚产]假(?:期)?(?:里|以?后|之?后|以?前|了)?|假期[里后前]?",
    r"(?:明年|今年|来年|后年)?的?(?:[春夏秋冬](?:天|季)|开春)|入秋后|入[冬秋夏]|[上下]半年|近期|最近|有空",
)
def _vague(_: re.Match[str], __: date) -> Meaning:
    return Kind.VAGUE


@_rule(
    rf"{_YEAR}(?<!\d)(?P<month>{_MONTH})月份?的?(?P<day>{_DAY})(?:[日号]?{_TO}(?P<to>{_DAY}))?[日号]{_NO_DAY}",
    rf"{_YEAR}(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?P<day>[0-3]?\d)(?![\d.天个月多])",
    r"(?<!\d)(?P<year>20\d\d)[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<day>[0-3]?\d)(?!\d)",
    r"(?<![\d./:])(?P<month>1[0-2]|0?[1-9])[./](?P<day>3[01]|[12]\d|0?[1-9])"
    r"(?:[日号]|(?![\d./:%度元块万千亿米斤分倍个岁小公里折克毫级版平]))",
)
def _date(match: re.Match[str], today: date) -> Meaning:
    month = number(match["month"])
    found = spans.next_date(today, month, number(match["day"]), _year_of(match, today))
    return _up_to(
        found,
        spans.next_date(found.start, month, number(to)) if found and (to := _group(match, "to")) else None,
    )


def _up_to(first: Days | None, last: Days | None) -> Days | None:
    return Days(first.start, last.end) if first and last else first


@_rule(
    rf"(?:(?P<of>(?:下+个?|这个?|本|当)月的?)|(?<![\d.月第o:]))(?P<day>{_DAY})(?:[日号]?{_TO}(?P<to>{_DAY}))?[日号]{_NO_DAY}"
)
def _day_of_month(match: re.Match[str], today: date) -> Meaning:
    base = spans.months_on(today.replace(day=1), match["of"].count("下")) if match["of"] else today
    first = spans.next_day_of_month(base, number(match["day"]))
    return _up_to(
        first, spans.next_day_of_month(first.start, number(match["to"])) if first and match["to"] else None
    )


@_rule(
    rf"{_WHICH}?{_WEEK}(?P<day>[一二三四五六日天1-7])(?![个天年两])"
    rf"(?:{_TO}?{_WEEK}?(?P<to>[一二三四五六日天1-7])(?![个天年点月\d]))?"
)
def _weekday(match: re.Match[str], today: date) -> Meaning:
    ahead = match["which"].count("下") if match["which"] else None
    first = spans.weekday(today, _WEEKDAYS[match["day"]], ahead)
    if match["to"]:
        return _up_to(spans.one(first.start), spans.weekday(first.start, _WEEKDAYS[match["to"]], None))
    return first


@_rule(rf"{_WHICH}?{_WEEK}末")
def _weekend(match: re.Match[str], today: date) -> Meaning:
    return spans.weekend(today, _group(match, "which").count("下"))


@_rule(rf"{_WHICH}{_WEEK}(?![一二三四五六日天末1-7])")
def _week(match: re.Match[str], today: date) -> Meaning:
    ahead = match["which"].count("下")
    return spans.week(today, ahead) if ahead else Days(today, spans.week(today, 0).end)


@_rule(r"(?P<which>大后|今|明|后)(?:天|日(?!本)|儿个?(?!子|女)|(?=[早晚夜]))")
def _relative(match: re.Match[str], today: date) -> Meaning:
    return spans.one(spans.after(today, _RELATIVE[match["which"]]))


@_rule(r"明后两?天")
def _tomorrow_or_after(_: re.Match[str], today: date) -> Meaning:
    return Days(spans.after(today, 1), spans.after(today, 2))


@_rule(
    rf"(?:等?[再还]?(?:过|有|等|得)|再){_COUNT}{_UNIT}(?:之后|以后|后|左右)?",
    rf"{_COUNT}{_UNIT}(?:之后|以后|过后|后(?!天))",
)
def _in_a_while(match: re.Match[str], today: date) -> Meaning:
    return ending(today, _length_of(match))


@_rule(rf"{_COUNT}{_UNIT}(?:之内|以内|内)")
def _within(match: re.Match[str], today: date) -> Meaning:
    end = ending(today, _length_of(match))
    return Days(today, end.end) if end else None


@_rule(rf"{_COUNT}{_UNIT}")
def _length(match: re.Match[str], _: date) -> Meaning:
    return _length_of(match)


def _length_of(match: re.Match[str]) -> Length:
    unit = match["unit"].removeprefix("个")
    if match["half"]:
        return (6, "月") if unit == "年" else (15, "天") if unit == "月" else (4, "天")
    count = number(match["count"])
    if unit in ("周", "星期", "礼拜"):
        return 7 * count, "天"
    if unit in ("月", "年"):
        months = count if unit == "月" else 12 * count + (6 if match["more"] else 0)
        return months, "月半" if match["more"] and unit == "月" else "月"
    return count, "天"


def ending(start: date, length: Length) -> Days | None:
    """Give the day on which a length that starts on `start` ends; None beyond ten years."""
    count, unit = length
    if count > (3660 if unit == "天" else 120):
        return None
    end = spans.after(start, count) if unit == "天" else spans.months_on(start, count)
    return spans.one(spans.after(end, 15) if unit == "月半" else end)


@_rule(rf"{_YEAR}(?<![\d个])(?P<month>{_MONTH})月(?!亮)份?的?{_PART}?")
def _month(match: re.Match[str], today: date) -> Meaning:
    part, year, said = match["part"] or "", _year_of(match, today), number(match["month"])
    return spans.month(year, said, part) if year else spans.next_month(today, said, part)


@_rule(rf"(?P<which>下+个?|这个?|本|当)月份?的?{_PART}?")
def _named_month(match: re.Match[str], today: date) -> Meaning:
    base = spans.months_on(today.replace(day=1), match["which"].count("下"))
    return spans.month(base.year, base.month, match["part"] or "")


@_rule(
    rf"(?<![\d个下这本当上正腊冬一二三四五六七八九十])月{_PART}",
    r"(?<![月份个])(?P<part>中下旬|上中旬|上旬|中旬|下旬)",
)
def _part_of_month(match: re.Match[str], today: date) -> Meaning:
    return spans.part_of_month(today, match["part"])


@_rule(
    r"(?P<year>今年|本年|明年|来年|后年)的?年?(?P<part>[底末尾终初内](?!的))",
    r"(?<![去今明后来每往当\d一二三四五六七八九十半百几过多拜新成青少中老童])年(?P<part>[底末尾终初内](?!的))",
)
def _part_of_year(match: re.Match[str], today: date) -> Meaning:
    year, part = _year_of(match, today) or today.year, match["part"]
    if part == "初":
        return spans.month(year, 1) if match.groupdict().get("year") else spans.next_month(today, 1)
    return Days(today, date(year, 12, 31)) if part == "内" else spans.month(year, 12)


@_rule(r"(?P<year>明年|来年|后年|今年|本年)")
def _whole_year(match: re.Match[str], today: date) -> Meaning:
    year = _year_of(match, today) or today.year
    return Days(date(year, 1, 1), date(year, 12, 31)) if year > today.year else Kind.VAGUE


@_rule(
    r"(?<![去今明后来每往当\d一二三四五六七八九十半百几过多拜新成青少中老童])年(?:之|以)?(?P<side>前(?!后)|后(?!天))"
)
def _around_new_year(match: re.Match[str], today: date) -> Meaning:
    return spans.before_new_year(today) if match["side"] == "前" else spans.after_new_year(today)


@_rule(
    rf"{_YEAR}(?<![二三四五六七八九农第初])(?P<name>{_FESTIVAL_NAMES})(?![月日号点个岁届种名位人块楼路中])节?",
    rf"{_YEAR}(?P<name>{_TERMS})",
)
def _festival(match: re.Match[str], today: date) -> Meaning:
    year = _year_of(match, today)
    # 今年过年, said in autumn, means the Spring Festival to come.
    name = _FESTIVALS.get(match["name"], match["name"])
    return spans.next_festival(today, name, None if year == today.year else year)


@_rule(r"(?:等?过(?:完|了|罢)|忙完)(?:这个|大|春)?[年节](?:以后|之后|后)?")
def _new_year_over(match: re.Match[str], today: date) -> Meaning:
    days = (
        spans.next_festival(today, "春节")
        if "年" in match[0] or "春" in match[0]
        else spans.public_holiday(today)
    )
    return Days(spans.after(days.end, 1), spans.after(days.end, 7))


@_rule(r"(?:等?过(?:完|了)|出)(?:正月)?十五(?![号日天个])(?:以后|之后|后)?")
def _lantern_festival_over(_: re.Match[str], today: date) -> Meaning:
    end = spans.next_festival(today, "元宵").end
    return Days(spans.after(end, 1), spans.after(end, 7))


@_rule(
    r"(?<![春端中元恩诞亲旦午秋阳明动庆人师护童女爱情狂乐火水灯棍术化])(?:节假日|假)?节(?=后|前(?!后)|过后|过完|以后|之后|以前|之前)"
)
def _holiday(_: re.Match[str], today: date) -> Meaning:
    return spans.public_holiday(today)


@_rule(
    r"(?:农历|阴历|旧历)?(?P<month>正月|腊月|冬月)里?(?:的?(?P<day>(?:初|廿|二十|三十|十)[一二三四五六七八九]|"
    r"初十|三十|二十|十|[12]\d|30|[1-9])(?![个天\d])[日号]?|" + _PART + ")?",
    rf"(?:农历|阴历|旧历)的?(?P<month>{_MONTH}月)份?(?:(?P<day>初?[一二三四五六七八九十廿]{{1,3}}|[12]\d|30|[1-9])|{_PART})?",
)
def _lunar(match: re.Match[str], today: date) -> Meaning:
    said = _LUNAR_MONTHS.get(match["month"]) or number(match["month"].removesuffix("月"))
    if match["day"]:
        return spans.lunar_day(today, said, number(match["day"].removeprefix("初")))
    return spans.lunar_month(today, said, match["part"] or "")


@_rule(
    r"(?P<month>二)月(?P<day>二)(?![十日号])",
    r"(?P<month>三)月(?P<day>三)(?![十日号])",
    r"(?P<month>六)月(?P<day>六)(?![十日号])",
)
def _double_day(match: re.Match[str], today: date) -> Meaning:
    """二月二 and its like are days of the Chinese calendar."""
    return spans.lunar_day(today, number(match["month"]), number(match["day"]))


@_rule(r"(?:大年|过?年)?初(?P<day>[一二三四五六七八九]|十)(?![中级步心次年期恋稿审个多几])")
def _first_month_day(match: re.Match[str], today: date) -> Meaning:
    return spans.lunar_day(today, 1, number(match["day"]))


@_rule(
    r"(?:昨|大前|前)(?:天|日|儿个?)|[昨前][晚夜]",
    r"(?:上+|前)个?(?:周|星期|礼拜)[一二三四五六日天末1-7]?",
    r"上+个?月(?:初|中|底|末|[0-3]?\d[日号])?",
    r"(?:去|前|往)年(?![初后])",
    r"前(?:几|两|些|阵|段)(?:天|日|年|个月|子|时间)",
    r"当年|那年|那会儿|那时候?|年轻时?|小时候|早年|从前|刚才|方才|早些年|这些年",
    rf"(?:半|{NUMBER}|几|好几|十多|十来)(?:个多?月|个?多?(?:天|周|星期|礼拜|年))(?:以|之)?前(?!后)",
)
def _past(_: re.Match[str], __: date) -> Meaning:
    return Kind.PAST
