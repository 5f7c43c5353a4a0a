"""Until when an order wants its answers."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from bot.reading import spans
from bot.reading.phrases import NUMBER, Kind, number
from bot.reading.times import Mention, find

END_OF_WORK = time(18)  # what a bare day means as a deadline

_HOUR = re.compile(
    r"(?P<part>清?早上?|早晨|清晨|上午|中午|正午|下午|傍晚|今晚|明晚|晚上?|夜里|凌晨)?(?:的|\s)?"
    r"(?:(?P<hour>[0-2]?\d|[一二三四五六七八九两]|十[一二]?|二十[一二三四]?)(?:点钟?|时(?![候间])|:)"
    r"(?:(?P<minute>[0-5]?\d)分?|(?P<half>半)|(?P<quarter>[一三])刻)?|(?<=[早午晨晚上里]))"
)
_OVER = re.compile("昨[天晚日夜]|前天|(?<![早晚])上个?(?:周|星期|礼拜|月)")
_DATE = re.compile(
    rf"(?:(?P<year>[0-9]{{4}})年)?(?<![0-9])(?P<month>{NUMBER})月份?(?P<day>{NUMBER})(?:[日号]|(?![0-9天点:]))"
)
_SOON = re.compile(rf"(?P<half>半)个?(?:小时|钟头)|(?P<count>{NUMBER})个?(?P<unit>小时|钟头|分钟)")
_PARTS_END = {
    "早": 12,
    "清": 12,
    "上": 12,
    "中": 12,
    "正": 12,
    "下": 18,
    "傍": 19,
    "晚": 22,
    "今": 22,
    "明": 22,
}


def read_deadline(words: str, now: datetime) -> datetime | None:
    """Read until when an order wants its answers, in now's zone; None where no time is said.

    A bare day means 18:00 on it, also in 周五前; 下班前 is 18:00. 月底前 is the month's last day, 国庆前 the
    day before the holiday. A clock time without a day is the next such; 1–6 o'clock without 上午 or 凌晨 is
    in the afternoon. A day or hour that has passed is returned as said: refusing it is the caller's.
    """
    words = unicodedata.normalize("NFKC", words)
    today = now.date()
    if (minutes := _minutes_from_now(words)) is not None:
        return (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    said = next((m for m in find(words, today) if m.kind is Kind.DAYS and m.named), None)
    clock = _clock(words)
    if said is None:
        if is_over(words):
            return None  # 昨天18:00 is not today's
        if clock is None and "下班前" not in words:
            return None
        due = _at(today, clock or _minutes(END_OF_WORK), now)
        return due if due > now else _at(spans.after(today, 1), clock or _minutes(END_OF_WORK), now)
    return _at(_last_day(said, words), _minutes(END_OF_WORK) if clock is None else clock, now)


def is_over(words: str) -> bool:
    """Whether words name a day before today: 昨天18:00, 上周五."""
    return bool(_OVER.search(words))


def impossible_day(words: str) -> str | None:
    """Give the date in some words that no calendar has (2月30日), as it was typed; None for no such."""
    said = _DATE.search(unicodedata.normalize("NFKC", words))
    if said is None:
        return None
    try:
        month, day = number(said["month"]), number(said["day"])
    except ValueError:
        return None
    leap = 2028
    there = 1 <= month <= 12 and 1 <= day <= monthrange(int(said["year"] or leap), month)[1]
    return None if there else said[0]


def _minutes_from_now(words: str) -> int | None:
    """Read 半小时内, 两小时后, 30分钟内; None where no such length is said."""
    soon = _SOON.search(words)
    if soon is None:
        return None
    if soon["half"]:
        return 30
    try:
        return number(soon["count"]) * (1 if soon["unit"] == "分钟" else 60)
    except ValueError:  # 七八九十小时
        return None


def _last_day(said: Mention, words: str) -> date:
    named = said.named
    if named is None:
        raise ValueError("a mention of days names days")
    many_days = named.start != named.end
    if said.side == "前" and many_days and not re.search("[底末尾内旬初中]", words[said.start : said.end]):
        return spans.after(named.start, -1)
    return named.end


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _at(day: date, minutes: int, now: datetime) -> datetime:
    start = datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
    return start + timedelta(minutes=minutes)


def _clock(words: str) -> int | None:
    """Give the minutes since midnight of the first clock time or part of a day in some words."""
    match = next((m for m in _HOUR.finditer(words) if m["part"] or m["hour"]), None)
    if match is None:
        return None
    part = match["part"] or ""
    if not match["hour"]:
        return _PARTS_END.get(part[:1], 18) * 60
    hour = number(match["hour"])
    minute = (
        30
        if match["half"]
        else 15 * number(match["quarter"])
        if match["quarter"]
        else int(match["minute"] or 0)
    )
    if part[:1] in ("下", "傍", "晚", "今", "明", "夜") or (not part and 1 <= hour <= 6):
        hour += 12 if hour < 12 else 0
    elif part[:1] in ("中", "正") and hour < 3:
        hour += 12
    return min(hour, 24) * 60 + minute if hour <= 24 else None
