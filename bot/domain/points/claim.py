"""What members tell of themselves (积分 申报), what the office puts right (积分 更正), which day is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.audience import Called, read_person
from bot.domain.command import Misfit, UserError, narrow
from bot.domain.names import CALLED
from bot.domain.past import DayError, find_past_day

CLAIM_EXAMPLE = "积分 申报 志愿服务 上周六社区清扫3小时"
FOR_EXAMPLE = "积分 代报 张三 志愿服务 上周六社区清扫3小时"
CORRECTION_EXAMPLE = "积分 更正 张三 +2 活动3号漏记"
MOST_AT_ONCE = 50  # points of one correction
_OLDEST = timedelta(days=62)
_LONGEST = 200
_CORRECTION = re.compile(
    rf"(?P<who>{CALLED})\s*(?P<sign>加|减|扣|[+\-＋－—–])\s*(?P<points>\S{{1,8}}?)\s*分?(?:[\s，,：:]+(?P<reason>.+))?",
    re.DOTALL,
)
_ASKS = re.compile(r"(?:我?(?:的|有)?(?:是)?(?:多少|几)分?了?|查询?|我的|明细)?[?？。!！吧呢啊\s]*")
_WHOSE = re.compile(rf"(?P<who>{CALLED})(?:的|多少|几分)?[?？。\s]*")


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
    match = re.fullmatch(rf"({CALLED})\s+(\S.*)", words.strip()[:_LONGEST], re.DOTALL)
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


def read_day(words: str, today: date) -> date:
    """Tell on which day something was done, by its words; without any it was today.

    Raises UserError for a day that does not exist, is still to come, or is more than two months ago.
    """
    try:
        day = find_past_day(words, today) or today
    except DayError as error:
        raise UserError(f"{error}，请写做这件事的那一天。例：{CLAIM_EXAMPLE}") from None
    if today - day > _OLDEST:
        raise UserError(f"{day.month}月{day.day}日过去两个多月了，请和党办说一声，由党办补。")
    return day
