"""What members tell of themselves (积分 申报), what the office puts right (积分 更正), which day is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.audience import Called, read_person
from bot.domain.command import Misfit, UserError, narrow

CLAIM_EXAMPLE = "积分 申报 志愿服务 上周六社区清扫3小时"
FOR_EXAMPLE = "积分 代报 张三 志愿服务 上周六社区清扫3小时"
CORRECTION_EXAMPLE = "积分 更正 张三 +2 活动3号漏记"
MOST_AT_ONCE = 50  # points of one correction
_OLDEST = timedelta(days=62)
_LONGEST = 200
_NAME = r"[\u4e00-\u9fff][\u4e00-\u9fff·]{1,19}(?:[（(][^（()）]{1,20}[)）])?\d{0,11}"
_CORRECTION = re.compile(
    rf"(?P<who>{_NAME})\s*(?P<sign>加|减|扣|[+\-＋－—–])\s*(?P<points>\S{{1,8}}?)\s*分?(?:[\s，,：:]+(?P<reason>.+))?",
    re.DOTALL,
)
_ASKS = re.compile(r"(?:我?(?:的|有)?(?:是)?(?:多少|几)分?了?|查询?|我的|明细)?[?？。!！吧呢啊\s]*")
_WHOSE = re.compile(rf"(?P<who>{_NAME})(?:的|多少|几分)?[?？。\s]*")


@dataclass(frozen=True, slots=True)
class Correction:
    """Points given or taken by the office, with why."""

    who: Called
    points: int
    reason: str


def read_whose(words: str) -> Called | None:
    """Read whose points are asked for; nothing, 多少 and the like are one's own. Raises Misfit."""
    plain = words.strip()[:40]
    if _ASKS.fullmatch(plain):
        return None
    match = _WHOSE.fullmatch(plain)
    if match is None or len(words) > 40:
        raise Misfit(words)
    return read_person(narrow(match["who"]))


def read_claim(words: str) -> str:
    """Take what somebody did, in the own words. Raises UserError where nothing is told."""
    plain = narrow(words.strip())[:_LONGEST].lstrip("：:，, ")
    if not plain:
        raise UserError(f"请写上做了什么、哪一天。例：{CLAIM_EXAMPLE}")
    return plain


def read_claim_for(words: str) -> tuple[Called, str]:
    """Read 张三 志愿服务 上周六…: who did it, and what."""
    match = re.fullmatch(rf"({_NAME})\s+(\S.*)", words.strip()[:_LONGEST], re.DOTALL)
    if match is None:
        raise UserError(f"请写上名字和做了什么。例：{FOR_EXAMPLE}")
    return read_person(narrow(match[1])), narrow(match[2])


def read_correction(words: str) -> Correction:
    """Read 张三 +2 原因. Raises UserError, saying what is missing."""
    match = _CORRECTION.fullmatch(words.strip()[:_LONGEST])
    if match is None:
        raise UserError(f"请写名字、加减几分和原因。例：{CORRECTION_EXAMPLE}")
    number = narrow(match["points"])
    if not re.fullmatch(r"\d{1,6}", number) or not 0 < int(number) <= MOST_AT_ONCE:
        raise UserError(f"“{match['points']}”不是 1 到 {MOST_AT_ONCE} 的整数。例：{CORRECTION_EXAMPLE}")
    reason = (match["reason"] or "").strip()
    if not reason:
        raise UserError(
            f"请写上原因，本人看得到。例：积分 更正 {match['who']} {match['sign']}{number} 活动3号漏记"
        )
    given = int(number) if match["sign"] in {"加", "+", "＋"} else -int(number)
    return Correction(read_person(narrow(match["who"])), given, reason)


# Days


_WEEKDAYS = {**{mark: place for place, mark in enumerate("一二三四五六日")}, "天": 6, "末": 5}
_BACK = {"今": 0, "昨": 1, "前": 2, "大前": 3}
_FULL = re.compile(r"(?<!\d)(?P<year>20\d\d)[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})(?!\d)")
_MONTH_DAY = re.compile(r"(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})(?!\d)")
_DAY = re.compile(r"^(?P<day>\d{1,2})[号日](?!楼|线|院)")
_WEEKDAY = re.compile(r"(?P<which>上个?|这个?|本)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])")
_RELATIVE = re.compile(r"(?P<back>今|昨|大前|前)[天日晚早]")


def read_day(words: str, today: date) -> date:
    """Tell on which day something was done, by its words; without any it was today.

    Raises UserError for a day that does not exist, is still to come, or is more than two months ago.
    """
    day = _day(words, today)
    if day > today:
        raise UserError(f"{day.month}月{day.day}日还没到，做完了再报。例：{CLAIM_EXAMPLE}")
    if today - day > _OLDEST:
        raise UserError(f"{day.month}月{day.day}日过去两个多月了，请和党办说一声，由党办补。")
    return day


def _day(words: str, today: date) -> date:
    if match := _FULL.search(words):
        return _date(int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _MONTH_DAY.search(words):
        month, number = int(match["month"]), int(match["day"])
        day = _date(today.year, month, number)
        before = day.replace(year=day.year - 1, day=min(day.day, 28)) if day > today else day
        # In January 12月30日 was last year's; a day a little ahead is one still to come.
        return _date(today.year - 1, month, number) if day > today and today - before <= _OLDEST else day
    if match := _DAY.search(words):
        return _date(today.year, today.month, int(match["day"]))
    if match := _WEEKDAY.search(words):
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=_WEEKDAYS[match["weekday"]])
        is_last = (match["which"] or "").startswith("上") or (match["which"] is None and day > today)
        return day - timedelta(days=7) if is_last else day
    match = _RELATIVE.search(words)
    return today - timedelta(days=_BACK[match["back"]]) if match else today


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UserError(f"没有{month}月{day}日这一天，请核对。例：{CLAIM_EXAMPLE}") from None
