"""Chat as people copy it out of WeChat: who wrote what, when.

Understood are the forms of WeChat's own copy and e-mail functions and what people make of them by hand:

    —————  2026-11-23  —————            张三:                 张三：收到
    张三  09:15                          收到                  李四 收到，周六能到
    收到                                 李四 11月23日 9:20

Lines before the first name are nobody's: whoever pastes them has written them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.reading.people import SURNAMES
from bot.reading.segments import is_word

_DAY = (
    r"(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?(?:\s*(?:周|星期)[一二三四五六日天])?"
    r"|(?P<named>今天|昨天|前天)"
)
_TIME = (
    r"(?P<part>凌晨|早上|上午|中午|下午|晚上)?\s?"
    r"(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?:[:：](?P<second>\d{2}))?"
)
_RULE = r"[\s—–\-=_*·]*"
_SEPARATOR = re.compile(rf"{_RULE}(?:{_DAY})(?:\s+{_TIME})?{_RULE}")
_HEAD = re.compile(rf"\s*(?P<name>\S.{{0,40}}?)[:：]?\s+(?:(?:{_DAY})\s*)?{_TIME}\s*")
_HEAD_TIME_FIRST = re.compile(rf"\s*(?:(?:{_DAY})\s*)?{_TIME}\s+(?P<name>\S.{{0,40}}?)[:：]?\s*")
_NAME_ALONE = re.compile(r"\s*(?P<name>[^\s:：,，。]{1,20})[:：]\s*")
_NAME_AND_WORDS = re.compile(r"\s*(?P<name>[^\s:：,，。]{1,20})(?:(?P<colon>[:：])\s*|\s+)(?P<words>\S.*)")
_FRAME = re.compile(
    r"各位好[,，。]?|聊天记录如下[:：,，]?.*|(?:群聊|微信)?聊天记录(?:如下)?[:：]?|以下是.{0,12}聊天记录.*"
)
# 集合 9:30 and 周六 9:00 are lines of a message, not of somebody called so.
_NO_NAME = re.compile(
    r".*(?:周|星期|礼拜)[一二三四五六日天]|.*(?:时间|集合|开始|截止|出发|地点|签到|结束|到|前|后)"
)
_AFTERNOON = {"下午", "晚上"}


@dataclass(frozen=True, slots=True)
class Pasted:
    """One message: its first line's number in the paste, who wrote it (None: who pastes), when, what."""

    line: int
    name: str | None
    at: datetime | None
    text: str


@dataclass(slots=True)
class _Open:
    line: int
    name: str | None
    at: datetime | None
    lines: list[str] = field(default_factory=list)


def read_pasted(text: str, *, now: datetime, is_name: Callable[[str], bool]) -> list[Pasted]:
    """Read copied chat; moments are on `now`'s clock, none later than it.

    `is_name` says whether a word in front of a colon or space names somebody of the room; a line with a time
    behind the name needs no such proof.
    """
    return [one for one in _messages(text, now, is_name) if one.text]


def _messages(text: str, now: datetime, is_name: Callable[[str], bool]) -> Iterator[Pasted]:
    day, now_open = None, _Open(1, None, None)
    for number, line in enumerate(text.splitlines(), start=1):
        if (separator := _SEPARATOR.fullmatch(line)) and line.strip():
            day = _day_of(separator, now) or day
            continue
        if _FRAME.fullmatch(line.strip()):
            continue
        head = _head_of(line, number, day, now, is_name)
        if head is None:
            now_open.lines.append(line)
            continue
        yield _closed(now_open)
        now_open = head
    yield _closed(now_open)


def _closed(message: _Open) -> Pasted:
    return Pasted(message.line, message.name, message.at, "\n".join(message.lines).strip())


def _head_of(
    line: str, number: int, day: date | None, now: datetime, is_name: Callable[[str], bool]
) -> _Open | None:
    """Read the line that opens a message; one with the words in it brings them along."""
    timed = _HEAD.fullmatch(line) or _HEAD_TIME_FIRST.fullmatch(line)
    if timed and (is_name(timed["name"]) or not _NO_NAME.fullmatch(timed["name"])):
        return _Open(number, timed["name"].strip(" :："), _moment(timed, day, now))
    at = datetime.combine(day, time(12), now.tzinfo) if day else None  # the day alone is known
    if (alone := _NAME_ALONE.fullmatch(line)) and _may_write(alone["name"], is_name):
        return _Open(number, alone["name"], at)
    if whole := _NAME_AND_WORDS.fullmatch(line):
        # Before a space only who is known: 李四 收到 is one, 王府井 集合 is none.
        writes = _may_write(whole["name"], is_name) if whole["colon"] else is_name(whole["name"])
        return _Open(number, whole["name"], at, [whole["words"]]) if writes else None
    return None


def _may_write(word: str, is_name: Callable[[str], bool]) -> bool:
    """Whether a word before a colon is a name, of the room's or of somebody unknown (张无忌：收到)."""
    if is_name(word):
        return True
    return word[0] in SURNAMES and (len(word) == 3 or (len(word) == 2 and not is_word(word)))


def _moment(match: re.Match[str], day: date | None, now: datetime) -> datetime | None:
    """Put day and time together; without a day it is the last time that clock stood so."""
    hour = int(match["hour"])
    if match["part"] in _AFTERNOON and hour < 12:
        hour += 12
    try:
        clock = time(hour, int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return None
    known = _day_of(match, now) or day
    moment = datetime.combine(known or now.date(), clock, now.tzinfo)
    if moment <= now:
        return moment
    return None if known else moment - timedelta(days=1)


def _day_of(match: re.Match[str], now: datetime) -> date | None:
    """Read the day a line names; without a year it is the last one of that name."""
    if match["named"]:
        return now.date() - timedelta(days={"今天": 0, "昨天": 1, "前天": 2}[match["named"]])
    if not match["month"]:
        return None
    try:
        day = date(int(match["year"] or now.year), int(match["month"]), int(match["day"]))
        return day.replace(year=day.year - 1) if day > now.date() and not match["year"] else day
    except ValueError:
        return None
