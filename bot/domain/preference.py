"""What a member wishes for oneself: own quiet hours, and what not to be sent."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum

from bot.domain.command import Misfit, UserError

Hours = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Preference:
    """One member's wishes; what is given here is what holds where nothing was said."""

    quiet: Hours | None = None  # None: the hours of the configuration
    greetings: bool = True
    study: bool = True
    questions: bool = True  # False: the secretary telephones, and the bot does not ask
    low_key: bool = False  # nothing that shows the membership, neither in greetings nor on a lock screen


class Topic(StrEnum):
    """What may be unsubscribed from."""

    GREETINGS = "祝福"
    STUDY = "学习"
    EVERYTHING = "全部"


_TOPICS = {
    "祝福": Topic.GREETINGS,
    "生日祝福": Topic.GREETINGS,
    "节日祝福": Topic.GREETINGS,
    "问候": Topic.GREETINGS,
    "学习": Topic.STUDY,
    "学习资料": Topic.STUDY,
    "全部": Topic.EVERYTHING,
    "所有": Topic.EVERYTHING,
}
_ENDS = {"取消", "关闭", "不用了", "恢复"}
_LEAST_AWAKE = 4 * 60  # minutes a day in which the bot may write
_EXAMPLE = "例：勿扰 8:00-16:00"
_PART = "(?:凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚|夜里)"
_TIME = rf"({_PART})?\s*(\d{{1,2}})\s*(?:[:：点时]\s*(半|\d{{1,2}})?分?钟?)?"
_LONGEST = 100  # a longer text is none, and would be tried for long
_SPAN = re.compile(rf"(?:每天)?(?:从)?\s*{_TIME}\s*(?:-|—|–|~|～|－|到|至)+\s*(?:第二天|次日)?\s*{_TIME}")


def read_topic(words: str) -> Topic | None:
    """Read 祝福, 学习, 全部; no words ask how things stand (None)."""
    if words and words not in _TOPICS:
        raise Misfit(words)
    return _TOPICS.get(words)


@dataclass(frozen=True, slots=True)
class Wish:
    """What stands behind 勿扰: hours, an end of them, or (neither) the question how things stand."""

    hours: Hours | None = None
    ends: bool = False


def read_quiet(words: str) -> Wish:
    """Read 8:00-16:00, 晚上9点到早上7点, 取消 or nothing. Raises UserError for hours that cannot be."""
    if words in _ENDS:
        return Wish(ends=True)
    match = None if len(words) > _LONGEST else _SPAN.fullmatch(words)
    if match is None:
        if words:
            raise Misfit(words)
        return Wish()
    start, end = _time(match[1], match[2], match[3]), _time(match[4], match[5], match[6])
    length = (end.hour * 60 + end.minute - start.hour * 60 - start.minute) % (24 * 60)
    if not 0 < length <= 24 * 60 - _LEAST_AWAKE:
        raise UserError(f"一天里请留出至少 4 个小时，好让我找得到您。{_EXAMPLE}")
    return Wish(hours=(start, end))


def _time(part: str | None, hours: str, minutes: str | None) -> time:
    hour, minute = int(hours), 30 if minutes == "半" else int(minutes or 0)
    if part and part[0] in "下傍晚" and hour < 12:
        hour += 12
    if part == "中午" and hour < 3:
        hour += 12
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise UserError(f"没有 {hours}:{minute:02} 这个时间。{_EXAMPLE}")
    return time(hour % 24, minute)


def read_low_key(words: str) -> bool:
    """Read whether low key is wished (no words), or no longer (取消)."""
    if words in {"", "开", "打开", "模式", "一点", "点", "一些"}:
        return True
    if words in _ENDS or words in {"关", "不用"}:
        return False
    raise Misfit(words)


_WEARY = re.compile(
    r"(?:以后|请|夜里|晚上|半夜|能不能|可不可以|可以)*(?:不想(?:再)?(?:收|看|回|被打扰)|(?:别|不要|不用)(?:再|老|总|一直)*"
    r"(?:给我)?(?:发|问|打扰|提醒)|(?:全部|都)退订|取消订阅)"
    r"(?:你们?|您)?(?:的|我|到|了|消息|信息|祝福|这些|吗|吧|啊|任何|什么|平安)*[\s，,。.!！?？]*"
)


def is_weary(text: str) -> bool:
    """Whether a message as a whole says not to want more: 别再给我发了, 全部退订."""
    return bool(_WEARY.fullmatch(text.strip()))


def subscribe(wished: Preference, topic: Topic, *, wants: bool) -> Preference:
    """Give a member's wishes after 订阅 (`wants`) or 退订."""
    match topic:
        case Topic.GREETINGS:
            return replace(wished, greetings=wants)
        case Topic.STUDY:
            return replace(wished, study=wants)
        case Topic.EVERYTHING:
            return replace(wished, greetings=wants, study=wants, questions=wants)


def show_hours(hours: Hours) -> str:
    """Write hours as people say them: 22:00 到 8:00."""
    start, end = (f"{moment.hour}:{moment.minute:02}" for moment in hours)
    return f"{start} 到 {end}"


def show_wishes(wished: Preference, usual: Hours) -> str:
    """Write how things stand, and how to change them."""
    return "\n".join(
        [
            f"勿扰：每天 {show_hours(wished.quiet or usual)}（您当地的时间）",
            f"祝福：{'发' if wished.greetings else '不发'}",
            f"学习：{'发' if wished.study else '不发'}",
            f"问平安：{'问' if wished.questions else '不问，由书记打电话'}",
            *(["低调：是，主动发的话里不提身份"] if wished.low_key else []),
            "要改，回“勿扰 8:00-16:00”，或“退订 祝福”“订阅 祝福”这样的一句。",
        ]
    )
