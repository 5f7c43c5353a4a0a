"""What is typed of events, taken apart: an invitation, an answer, an attendance; dates are read elsewhere."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.command import Misfit, narrow, read_number
from bot.domain.event import Choice
from bot.domain.names import SHORTLY_CALLED, cut_names
from bot.domain.turnout import ALL, BUT, MISSED

LONGEST = 300

NUMBER = r"(?:活动\s*+)?(?:第\s*+)?(?:[Aa]\s*+)?(?P<number>\d{1,6})\s*号?(?:活动)?"
_TIME = re.compile(
    r"\d{1,2}\s?月|\d{4}[-/.年]|(?:周|星期|礼拜)[一二三四五六日天末1-7]|[今明后]天|[一二三四五六七八九十两]月|"
    r"\d{1,2}\s?[:：点]|[上下]午|今晚|明晚|\d{1,2}[号日]|[一二三四五六七八九十两]点"
)
# 活动 周六几点, 活动 改到周六了: people talking, or another command.
_TALK = re.compile(
    r"[?？\n]|[吗呢吧么了]\W*$|几点|哪[里儿个天]|怎么|为什么|什么时候|取消|改期|推迟|提前|谁|延期|请问|知道"
)
_ROOM_TALK = re.compile(
    "请|大家|我们|各位|同志|记得|别忘|准时|欢迎|可以|一起|不要|注意|定在|安排|[:：](?!\\d)"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What stands behind 活动: one of them, or (words) a new one; neither is all of them."""

    number: int | None = None
    words: str = ""
    is_answer: bool = False  # 活动 3号 参加 answers an invitation

    @property
    def is_talk(self) -> bool:
        """Whether the words of a new one are rather said to people, where nothing says whom they are for."""
        return bool(_ROOM_TALK.search(self.words))


def read_wanted(words: str) -> Wanted:
    """Read nothing, 3号, or the words of a new event. Raises Misfit."""
    words = unicodedata.normalize("NFKC", words.strip()).strip("。!！~ ")
    if not words:
        return Wanted()
    if re.fullmatch(NUMBER, words):
        return Wanted(read_event(words))
    if re.match(rf"{NUMBER}[\s,，]*(?:我|能|不)?(?:参加|报名|请假|[来去])", words):
        return Wanted(is_answer=True)
    if len(words) > LONGEST or _TALK.search(words) or not _TIME.search(words):
        raise Misfit(words)
    return Wanted(words=words)


def read_event(words: str) -> int | None:
    """Read 3号, A3, 活动3号 or 3; nothing gives None. Raises Misfit."""
    plain = narrow(words).strip()
    found = re.fullmatch(NUMBER, plain)
    return int(found["number"]) if found else read_number(plain)


def read_with_rest(words: str) -> tuple[int, str]:
    """Read an event's number and what stands behind it (3号 下雨). Raises Misfit."""
    found = re.fullmatch(rf"\s*{NUMBER}(?P<rest>[\s，,：:].{{0,{LONGEST}}}|)", narrow(words), re.DOTALL)
    if found is None:
        raise Misfit(words)
    return int(found["number"]), found["rest"].strip("，,：: \n\t")


# 报名, 请假

_REFUSES = re.compile(r"(?P<names>.*?)[\s，,]+(?P<word>不参加|不来|不去|来不了|去不了|请假)(?P<reason>.*)")
_NAME = re.compile(SHORTLY_CALLED)


@dataclass(frozen=True, slots=True)
class ForOthers:
    """What a secretary says for people: of which event, whom, what."""

    number: int | None
    names: tuple[str, ...]
    choice: Choice
    reason: str = ""


def read_for_others(words: str) -> ForOthers:
    """Read 3号 王五 李四, 3号 老周 不参加, 老周 请假 住院. Raises Misfit."""
    found = re.fullmatch(
        rf"\s*(?:{NUMBER}(?=[\s，,：:]))?[\s，,：:]*(?P<rest>.{{2,200}})", narrow(words[:220])
    )
    if found is None:
        raise Misfit(words)
    rest, choice, reason = found["rest"].strip(), Choice.COMES, ""
    if refuses := _REFUSES.fullmatch(rest):
        choice = Choice.LEAVE if refuses["word"] == "请假" else Choice.DECLINES
        rest, reason = refuses["names"], refuses["reason"].strip("，,：: ")
    names = _named(re.sub(r"\s+参加$", "", rest))
    if not names or (found["number"] is None and all(map(str.isdecimal, names))):
        raise Misfit(words)  # 代报名 3号 names an event and nobody
    return ForOthers(int(found["number"]) if found["number"] else None, names, choice, reason[:100])


def _named(words: str) -> tuple[str, ...]:
    """Give the names, or places in a list (3 7), that words are. Raises Misfit for what is neither."""
    parts = cut_names(words)
    if not all(_NAME.fullmatch(part) or re.fullmatch(r"\d{1,3}号?", part) for part in parts):
        raise Misfit(words)
    return tuple(dict.fromkeys(part.rstrip("号") for part in parts))


# 签到


@dataclass(frozen=True, slots=True)
class SignIn:
    """签到 as typed: of which event; nobody named means oneself."""

    number: int | None = None
    names: tuple[str, ...] = ()
    everybody: bool = False  # who said to come, but for those named
    absent: bool = False  # who is named did not come after all


_SIGN_IN = re.compile(
    rf"\s*(?:{NUMBER}(?=[\s，,：:全都没未缺到请]|$))?[\s，,：:]*"
    rf"(?:(?P<all>(?:{'|'.join(ALL)})齐?了?)[\s，,]*(?:{'|'.join(BUT)})?[\s，,]*(?P<but>.{{0,200}})"
    rf"|(?P<absent>{'|'.join(MISSED)})[\s，,：:]*(?P<gone>.{{1,200}})|(?P<names>.{{0,200}}))"
)


def read_sign_in(words: str) -> SignIn:
    """Read nothing, 3号, 3号 张三 李四, 3号 全到 除 王五, 3号 没来 王五. Raises Misfit."""
    found = _SIGN_IN.fullmatch(narrow(words[:240]))
    if found is None:
        raise Misfit(words)
    number = int(found["number"]) if found["number"] else None
    if found["all"]:
        return SignIn(number, _named(found["but"] or ""), everybody=True)
    if found["absent"]:
        return SignIn(number, _named(found["gone"]), absent=True)
    return SignIn(number, _named(found["names"] or ""))
