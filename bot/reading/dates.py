"""Days, weeks, months and years of the common calendar, as they are said."""

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
    TO,
    YEAR,
    Forms,
    Kind,
    Meaning,
    group,
    number,
    up_to,
    with_next,
    year_of,
)

FORMS = Forms()

_MONTH = rf"(?P<month>{MONTH})"
_DAY = r"(?:[0-3]?\d|[二三]?十[一二三四五六七八九]?|[廿卅]?[一二三四五六七八九]|[廿卅])"
_BARE_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
# 3号楼, 八号线, 一号位, 三日游: the number of a thing, or a length.
_NO_DAY = (
    r"(?![线楼院门床舱厅馆桌铺码柜坑井口区位员选塔仓房室棚炉窗栋座幢路街巷岗]|[店矿厂](?![里上放])|"
    r"[车机船](?!票)|病[人房区]|公[路寓馆]|[游内本志用照常光]|三餐)"
)
_WEEK = r"(?:周|星期|礼拜)"
_WHICH = r"(?P<which>下{1,4}个?|这个?|本)"
_NEXT = r"下{1,4}个?"
# 十年前, 青年, 每年底: these years are not the one that ends now.
_NO_YEAR = r"(?<![去今明后来每往当\d一二三四五六七八九十半百几过多拜新成青少中老童全周])"

_WEEKDAYS = {
    **{c: i for i, c in enumerate("一二三四五六日")},
    "天": 6,
    **{str(n): n - 1 for n in range(1, 8)},
}
_RELATIVE = {"今": 0, "明": 1, "后": 2, "大后": 3, "外后": 3, "大大后": 4}


@FORMS.say(
    "号日",
    rf"{YEAR}(?<![\d第]){_MONTH}月份?的?(?P<day>{_DAY})(?:(?P<next>{NEIGHBOUR})|[日号]?{TO}(?P<to>{_DAY}))?(?:号|日(?!本))",
)
@FORMS.say(
    "月",
    rf"{YEAR}(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?P<day>[0-3]?\d)(?:[-~—至到](?P<to>[0-3]?\d))?(?![\d.天个月多年])",
    # 八月十五 is a festival.
    rf"{YEAR}(?<![第{NUMERALS}])(?!八月十五){_MONTH}月(?P<day>二?十[一二三四五六七八九]?|三十一?)(?![天日号个月多几来年{NUMERALS}])",
)
@FORMS.say("-/.", r"(?<!\d)(?P<year>20\d\d)[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<day>[0-3]?\d)(?!\d)")
@FORMS.say(
    "./",
    rf"(?<!\d:)(?<![\d./糖压温高重率价值力本vV第共花涨跌])(?P<month>1[0-2]|0?[1-9])[./](?P<day>{_BARE_DAY})"
    rf"(?:[-~—至到](?P<to>{_BARE_DAY}))?"
    r"(?:[日号]|(?![\d./:%度元块万千百亿米斤分倍个岁小公里折克毫级版平包点寸升吨毛角美欧]))",
)
def _date(match: re.Match[str], today: date) -> Meaning:
    month = number(match["month"])
    first = spans.next_date(today, month, number(match["day"]), year_of(match, today))
    if first and (to := group(match, "to")):
        return up_to(first, spans.next_date(first.start, month, number(to)))
    return with_next(first, match)


@FORMS.say(
    "号日",
    rf"(?:(?P<of>(?:{_NEXT}|这个?|本|当)月的?)|(?<![\d.月第o])(?<!\d:))(?P<day>{_DAY})"
    rf"(?:(?P<next>{NEIGHBOUR})|[日号]?{TO}(?P<to>{_DAY}))?[日号]{_NO_DAY}",
)
@FORMS.say("月", rf"(?P<of>(?:{_NEXT}|这个?|本|当)月的?)(?P<day>[0-3]?\d)(?![\d.天个月多年])")
def _day_of_month(match: re.Match[str], today: date) -> Meaning:
    base = spans.months_on(today.replace(day=1), match["of"].count("下")) if match["of"] else today
    first = spans.next_day_of_month(base, number(match["day"]))
    if first and (to := group(match, "to")):
        return up_to(first, spans.next_day_of_month(first.start, number(to)))
    return with_next(first, match)


# Without 到 or another 周 only neighbours are meant: 周二三, but not 周五一起.
_NEIGHBOUR = rf"(?:{NEIGHBOUR}|(?<=六)[日天])"


@FORMS.say(
    "周星礼",
    rf"(?<![每几半\d])(?<!(?<![周期拜])[{NUMERALS}]){_WHICH}?{_WEEK}(?P<day>[一二三四五六日天](?![个天年两次])|[1-7](?![\d.号日点月:天个次]))"
    rf"(?:(?P<to>{_NEIGHBOUR}|(?<=[一二三四五六1-7])(?:{TO}{_WEEK}|到|至|[-~—、])[一二三四五六日天1-7])(?![个天年点月号日时十:\d]))?",
)
def _weekday(match: re.Match[str], today: date) -> Meaning:
    ahead = match["which"].count("下") if match["which"] else None
    first = spans.weekday(today, _WEEKDAYS[match["day"]], ahead)
    return (
        up_to(first, spans.weekday(first.start, _WEEKDAYS[match["to"][-1]], None)) if match["to"] else first
    )


@FORMS.say("末", rf"(?<!每){_WHICH}?{_WEEK}末(?!愉快|快乐|好)")
def _weekend(match: re.Match[str], today: date) -> Meaning:
    return spans.weekend(today, group(match, "which").count("下"))


@FORMS.say("周星礼", rf"{_WHICH}{_WEEK}(?![末围岁边刊])")
def _week(match: re.Match[str], today: date) -> Meaning:
    ahead = match["which"].count("下")
    return spans.week(today, ahead) if ahead else Days(today, spans.week(today, 0).end)


@FORMS.say(
    "今明后",
    r"(?P<which>今|明|大大后|[大外]后|(?<![以之])后)(?:天(?!气|性)|日(?!本|头条)|儿个?(?![子女媳]))",
    r"(?P<which>今|明)(?:个儿?|(?=[早晚夜]))",
)
def _relative(match: re.Match[str], today: date) -> Meaning:
    return spans.one(spans.after(today, _RELATIVE[match["which"]]))


@FORMS.say("今明", r"(?P<first>今)?明(?P<last>后)?[两三]?天")
def _next_days(match: re.Match[str], today: date) -> Meaning:
    first, last = 0 if match["first"] else 1, 2 if match["last"] else 1
    return Days(spans.after(today, first), spans.after(today, last))


@FORMS.say("月", rf"{YEAR}(?<![\d个第{NUMERALS}]){_MONTH}月(?!亮)份?(?:的?月?{PART})?")
def _month(match: re.Match[str], today: date) -> Meaning:
    part, year, said = match["part"] or "", year_of(match, today), number(match["month"])
    return spans.month(year, said, part) if year else spans.next_month(today, said, part)


@FORMS.say("月", rf"(?P<which>{_NEXT}|这个?|本|当)月份?(?:的?月?{PART})?")
def _named_month(match: re.Match[str], today: date) -> Meaning:
    base = spans.months_on(today.replace(day=1), match["which"].count("下"))
    return spans.month(base.year, base.month, match["part"] or "")


@FORMS.say("月", rf"(?<![\d个下这本当上正腊冬每岁日{NUMERALS}])月{PART}")
@FORMS.say("旬", r"(?<![月份个的])(?P<part>中下旬|上中旬|[上中下]旬)")
def _part_of_month(match: re.Match[str], today: date) -> Meaning:
    return spans.part_of_month(today, match["part"])


@FORMS.say(
    "年",
    r"(?P<year>[今本明来后]年)的?年?(?P<part>[底末尾终初内](?!的))",
    rf"{_NO_YEAR}年(?P<part>[底末尾终初内](?!的))",
)
def _part_of_year(match: re.Match[str], today: date) -> Meaning:
    year, part = year_of(match, today) or today.year, match["part"]
    if part == "初":
        return spans.month(year, 1) if group(match, "year") else spans.next_month(today, 1)
    return Days(today, date(year, 12, 31)) if part == "内" else spans.month(year, 12)


@FORMS.say("今本明来后", r"(?P<year>[今本明来后]年)")
def _whole_year(match: re.Match[str], today: date) -> Meaning:
    year = year_of(match, today) or today.year
    return Days(date(year, 1, 1), date(year, 12, 31)) if year > today.year else Kind.VAGUE


@FORMS.say("年", rf"{_NO_YEAR}年(?:之|以)?(?P<side>前(?![后往])|后(?!天))")
def _around_new_year(match: re.Match[str], today: date) -> Meaning:
    return spans.before_new_year(today) if match["side"] == "前" else spans.after_new_year(today)
