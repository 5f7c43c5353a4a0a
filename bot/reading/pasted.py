"""Chat as people copy it out of WeChat: who wrote what, when.

Understood are the forms of WeChat's own copy and e-mail functions and what people make of them by hand:

    —————  2026-11-23  —————            张三:                 张三：收到
    张三  09:15                          收到                  李四 收到，周六能到
    收到                                 李四 11月23日 9:20
                                         收到
    张三
    2026-11-23 09:15
    收到

Lines before the first name are nobody's: whoever pastes them has written them. So is a solitaire list below
somebody's words: WeChat's lists are messages of their own, and only one right below a name is that person's.
What WeChat itself says between them (撤回了一条消息), and writes for a picture, is no part
of anybody's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.reading.people import SURNAMES
from bot.reading.receipts import read_receipt
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
_MOMENT = re.compile(rf"\s*(?:(?:{_DAY})\s+)?{_TIME}\s*")
_FRAME = re.compile(
    r"各位好[,，。]?|聊天记录如下[:：,，]?.*|(?:群聊|微信)?聊天记录(?:如下)?[:：]?|以下[是为].{0,12}聊天记录.*"
    r"|[\s—–\-=_*·]*以[下上][是为]?新消息[\s—–\-=_*·]*|.{0,24}撤回了(?:一条|成员.{1,24}的一条)?消息.{0,8}"
    r"|.{0,24}(?:邀请.{1,60}|通过.{1,40}|分享的二维码)?加入了?(?:群聊|本群|群组)|.{0,24}(?:退出|移出)了?群聊"
    r"|.{0,24}修改群名为.{1,40}|.{0,24}拍了拍.{1,30}|.{0,24}(?:发起了|结束了)(?:语音|视频)通话"
)
_MEDIA = re.compile(
    r"[\[［](?P<what>图片|照片|语音|视频|文件|链接|位置|名片|小程序|动画表情|表情|聊天记录|语音通话|视频通话)"
    r"(?::[^\]\n]{0,60})?[\]］](?:[ \t]*\d{1,3}[\"″”'′秒])?"
)
# 集合 9:30 and 周六 9:00 are lines of a message, not of somebody called so.
_NO_NAME = re.compile(
    r".*(?:周|星期|礼拜)[一二三四五六日天]|.*(?:时间|集合|开始|截止|出发|地点|签到|结束|到|前|后)"
)
_LIST = re.compile(r"\s*#\s*接龙")
# What opens a line of a message, and is nobody's nickname, though 收到 stands behind it.
_HEADING = re.compile(
    r".*(?:提醒|通知|注意|要求|事项|回复|回执|备注|说明|内容|主题|格式|示例?|例如?|附件?|电话|联系人|联系方式|密码|群|号码?"
    r"|大家|各位|同志们|如下|结果|情况|问|答|方式|方法|老师们|请|谢谢|已|未|没)|(?:小|老)[时组结计区]|答复?|\d+"
)
_CALLED = re.compile(rf"[小老阿][{SURNAMES}\u4e00-\u9fff]")
_ANSWERS = re.compile(
    r"(?:我?(?:平安|安好|参加|能去|去|不去|去不了|来不了|请假|准时到|一定到))(?:$|[,，。!！\s])"
)
_AFTERNOON = {"下午", "晚上"}


@dataclass(frozen=True, slots=True)
class Pasted:
    """One message: its first line's number in the paste, who wrote it (None: who pastes), when, what."""

    line: int
    name: str | None
    at: datetime | None
    text: str
    by_day: bool = False  # only the day is known, and `at` its noon

    @property
    def media(self) -> str:
        """What it is when it has no words: 图片, 语音; "" for words."""
        match = _MEDIA.fullmatch(self.text)
        return match["what"] if match else ""


@dataclass(slots=True)
class _Open:
    line: int
    name: str | None
    at: datetime | None
    lines: list[str] = field(default_factory=list)
    by_day: bool = False


def read_pasted(text: str, *, now: datetime, is_name: Callable[[str], bool]) -> list[Pasted]:
    """Read copied chat; moments are on `now`'s clock, none later than it.

    `is_name` says whether a word in front of a colon or space names somebody of the room; a line with a time
    behind the name needs no such proof.
    """
    return [one for one in _messages(text, now, is_name) if one.text]


def _messages(text: str, now: datetime, is_name: Callable[[str], bool]) -> Iterator[Pasted]:
    day, now_open, lines = None, _Open(1, None, None), text.splitlines()
    for number, line in enumerate(lines, start=1):
        if below := _head_below(line, number, now_open, day, now, is_name):
            yield _closed(now_open)
            now_open = below
            continue
        separator = _SEPARATOR.fullmatch(line) if line.strip() else None
        if separator and not (separator["hour"] and _moment(separator, day, now) is None):
            day = _day_of(separator, now) or day
            continue
        if _FRAME.fullmatch(line.strip()):
            continue
        head = _head_of(line, number, day, now, is_name, next(filter(str.strip, lines[number:]), ""))
        if _LIST.match(line) and any(map(str.strip, now_open.lines)):
            head = _Open(number, None, now_open.at, [line], now_open.by_day)  # no earlier than what is above
        if head is None:
            now_open.lines.append(line)
            continue
        yield _closed(now_open)
        now_open = head
    yield _closed(now_open)


def _closed(message: _Open) -> Pasted:
    text = "\n".join(message.lines).strip()
    words = re.sub(r"\n{3,}", "\n\n", _MEDIA.sub("", text)).strip()
    media = _MEDIA.search(text)
    return Pasted(
        message.line, message.name, message.at, words or (media[0] if media else ""), message.by_day
    )


def _head_below(
    line: str, number: int, above: _Open, day: date | None, now: datetime, is_name: Callable[[str], bool]
) -> _Open | None:
    """Read a line that is but a moment, below a name that stands alone: both open a message."""
    moment = _MOMENT.fullmatch(line)
    if moment is None or not above.lines or not (name := above.lines[-1].strip()):
        return None
    at = _moment(moment, day, now)
    # Whom nobody knows only above a whole moment that was: 周六集中学习 above 11-28 9:00 is a notice.
    nickname = re.fullmatch(r"[^\n,，。:：!！?？]{1,20}", name) and not _NO_NAME.fullmatch(name)
    if at is None or not (
        is_name(name) or (nickname and _day_of(moment, now) and not _FRAME.fullmatch(name))
    ):
        return None
    above.lines.pop()
    return _Open(number - 1, name, at)


def _head_of(
    line: str, number: int, day: date | None, now: datetime, is_name: Callable[[str], bool], below: str
) -> _Open | None:
    """Read the line that opens a message; one with the words in it brings them along."""
    if _MOMENT.fullmatch(line):
        return None  # 11-28 9:00, which is to come
    timed = _HEAD.fullmatch(line) or _HEAD_TIME_FIRST.fullmatch(line)
    if timed and (is_name(timed["name"]) or not _NO_NAME.fullmatch(timed["name"])):
        return _Open(number, timed["name"].strip(" :："), _moment(timed, day, now))
    at = datetime.combine(day, time(12), now.tzinfo) if day else None  # the day alone is known
    if (alone := _NAME_ALONE.fullmatch(line)) and _may_write(alone["name"], below, is_name):
        return _Open(number, alone["name"], at, by_day=at is not None)
    if whole := _NAME_AND_WORDS.fullmatch(line):
        # Before a space only who is known: 李四 收到 is one, 王府井 集合 is none.
        name, words = whole["name"], whole["words"]
        writes = _may_write(name, words, is_name) if whole["colon"] else is_name(name)
        return _Open(number, name, at, [words], at is not None) if writes else None
    return None


def _may_write(word: str, words: str, is_name: Callable[[str], bool]) -> bool:
    """Whether a word before a colon is a name: of the room's, of somebody unknown (张无忌), a nickname.

    A nickname shows by what stands behind it, an answer; 小刘 and the like without that.
    """
    if is_name(word):
        return True
    if word[0] in SURNAMES and (len(word) == 3 or (len(word) == 2 and not is_word(word))):
        return True
    if _HEADING.fullmatch(word) or _NO_NAME.fullmatch(word) or _MOMENT.fullmatch(f"{word}:00"):
        return False
    if _CALLED.fullmatch(word) and not is_word(word):
        return True
    said = read_receipt(words)
    return (said is not None and not said.thing) or bool(_ANSWERS.match(words))


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
