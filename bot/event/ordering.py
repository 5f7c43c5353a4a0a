"""An invitation as typed, read: date and hour in words, place, title, limit, for whom, answers until when."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.context import UserError
from bot.domain.audience import Audience, take_audience
from bot.domain.days import show_whole_day
from bot.domain.event import EXAMPLE
from bot.domain.notice import show_deadline
from bot.reading import deadlines, times
from bot.reading.phrases import Kind, number
from bot.reading.times import Mention

_FAR = timedelta(days=300)  # a day without its year that would be so far off was meant of this year
_COUNT = r"(?:\d{1,7}|[一二三四五六七八九十百两]{1,4})"
_SEATS = re.compile(
    rf"(?:限额?报?名?|名额|最多|上限)[:\s]*(?P<limit>{_COUNT})\s*[个名位]?人?(?![\u4e00-\u9fff\d])"
    rf"|(?<!\S)(?P<bare>{_COUNT})\s*[个名位]?人(?!\S)"
)
_ANSWER_BY = re.compile(
    r"(?:报名)?(?:截[止至]|截止到)(?:时间|日期)?(?:到|至)?[:\s]*(?P<until>\S{1,30}(?:\s(?:上午|下午|晚上|中午)?\d{1,2}[:点]\S{0,4})?)"
    r"|(?P<before>\S{2,20}(?:\s\d{1,2}[:点]\S{0,4})?)前(?:报名|截止)"
)
_PART = r"清?早上?|早晨|清晨|上午|中午|正午|下午|傍晚|今晚|明晚|晚上?|凌晨"
_HOUR = r"(?:[0-2]?\d|[一二三四五六七八九两]|十[一二]?|二十[一二三四]?)"
_CLOCK = r"(?:点钟?|时(?![候间段])|:)(?:[0-5]\d分?|半|[一三]刻|整|[0-5]?\d分)?"
_TIMES = re.compile(
    rf"(?P<part>{_PART})?的?\s?(?<![\d.])(?P<from>{_HOUR}{_CLOCK})"
    rf"(?:\s?(?:-|~|—|–|到|至)\s?(?P<until>(?:{_PART})?{_HOUR}{_CLOCK}))?(?:开始)?"
)
_AUDIENCE = re.compile(
    r"全体\S{0,4}|全员|所有(?:人|党员)|各(?:党?支部)|(?:全体|各位|所有|各)?(?:党?支部)?书记们?|(?:境外|国外|海外)(?:的?党员)?|"
    r"驻[\u4e00-\u9fff]{1,10}|支部|总支|(?:支部)?第?[一二三四五六七八九十\d]{1,3}(?:[,、]第?[一二三四五六七八九十\d]{1,3})+(?:党?支部)?|"
    r"(?:[\u4e00-\u9fff\d]{1,10}(?:支部|总支)[,、]?){1,20}"
)
_LIST = re.compile(
    r"第?[一二三四五六七八九十\d]{1,3}(?:党?支部)?(?:[,、]第?[一二三四五六七八九十\d]{1,3}(?:党?支部)?)*"
)
_ASKED = re.compile(r"(?:邀请|对象|范围)[:\s]*(?P<who>\S{1,100})")
_LABELLED = re.compile(r"(?P<label>地点|地址|集合地点?|主题|名称|标题|内容)[:\s]+(?P<words>\S{1,60})")
_IN_ONE = re.compile(
    r"(?:在|到|去)(?P<place>\S{2,40}?)(?:开展|举行|举办|召开|组织|集合|参观|参加|开|搞|办)(?P<title>\S{2,40})"
)
_PLACE = re.compile(
    r"\S*(?:中心|[室厅馆楼场院校园站所堂店栋层区村路街]|广场|酒店|公园|基地|线上|会议|腾讯|群里|门口|\d+号)(?:[（(].{0,20}[)）])?"
)
_NO_HOUR = re.compile(r"(?:2[5-9]|[3-9]\d)(?:[:点时])|(?<!\d)\d{1,2}:(?:[6-9]\d)")


@dataclass(frozen=True, slots=True)
class Order:
    """An invitation as understood."""

    title: str
    place: str
    starts_at: datetime
    ends_at: datetime | None
    seats: int | None
    answer_by: datetime | None
    audience: tuple[Audience, ...]


def read_order(words: str, now: datetime) -> Order:
    """Read the words of a new event, in now's zone. Raises UserError: what is missing or cannot be."""
    words = unicodedata.normalize("NFKC", words)
    answer_words, words = _cut(_ANSWER_BY, words)
    seats, words = _take_seats(words)
    starts_at, ends_at, words = read_when(words, now)
    audience, words = _take_audience(words)
    place, title = _take_place(words)
    answer_by = None
    if answer_words:
        answer_by = _read_answer_by(answer_words["until"] or answer_words["before"], now, starts_at)
    return Order(title, place, starts_at, ends_at, seats, answer_by, tuple(audience))


def _cut(pattern: re.Pattern[str], words: str) -> tuple[re.Match[str] | None, str]:
    found = pattern.search(words)
    return found, f"{words[: found.start()]} {words[found.end() :]}" if found else words


# When


def read_when(words: str, now: datetime) -> tuple[datetime, datetime | None, str]:
    """Read when something begins and ends; gives what is left of the words. Raises UserError."""
    words = re.sub(r"(?<=[年月])\s+(?=\d)", "", words)
    if day := deadlines.impossible_day(words):
        raise UserError(f"没有{day}，请换一天。例：{EXAMPLE}")
    if no_hour := _NO_HOUR.search(words):
        raise UserError(f"“{no_hour[0]}”没有这个钟点，请写 9:00、下午4点半这样。例：{EXAMPLE}")
    clock, rest = _cut(_TIMES, words)
    said = _find_day(rest, now)
    if said is None:
        why = "没写哪一天" if not deadlines.is_over(words) else "那一天已经过了"
        raise UserError(f"{why}，请写上日期和钟点。例：{EXAMPLE}")
    if said.named and said.named.start != said.named.end:
        raise UserError(f"“{rest[said.start : said.end]}”不止一天，请写明是哪一天。例：{EXAMPLE}")
    day_words = rest[said.start : said.end].strip()
    if clock is None:
        raise UserError(f"“{day_words}”几点开始？请写上钟点，如 9:00、下午4点半。例：{EXAMPLE}")
    starts_at = deadlines.read_deadline(f"{day_words} {clock[0].partition('-')[0]}", now)
    if starts_at is None:
        raise UserError(f"“{day_words}”没看懂是哪一天。例：{EXAMPLE}")
    _check_moment(starts_at, day_words, now)
    rest = f"{rest[: said.start]} {rest[said.end :]}"
    return starts_at, _read_end(clock, starts_at, now), rest


def _find_day(words: str, now: datetime) -> Mention | None:
    """Give the day meant: one of a calendar before one of a festival, which a title may name (国庆座谈会)."""
    days = [one for one in times.find(words, now.date()) if one.kind is Kind.DAYS and one.named]
    dated = [one for one in days if re.search(r"\d|周|星期|礼拜|天|[号日]|今|明", words[one.start : one.end])]
    return next(iter(dated or days), None)


def _check_moment(moment: datetime, words: str, now: datetime) -> None:
    if moment <= now:
        shown = show_deadline(moment, since=now)
        raise UserError(f"{shown}已经过了，请写以后的时间。例：{EXAMPLE}")
    if moment - now > _FAR and not re.search(r"\d{4}|年", words):
        year = show_whole_day(moment.date())
        raise UserError(f"今年的{words}已经过了。要是{year}，请把年份写上。例：{EXAMPLE}")


def _read_end(clock: re.Match[str], starts_at: datetime, now: datetime) -> datetime | None:
    if not clock["until"]:
        return None
    part = "" if re.match(_PART, clock["until"]) else clock["part"] or ""
    day = f"{starts_at.year}-{starts_at.month}-{starts_at.day}"
    ends_at = deadlines.read_deadline(f"{day} {part}{clock['until']}", now)
    if ends_at and ends_at <= starts_at:
        ends_at += timedelta(hours=12)
    return ends_at if ends_at and starts_at < ends_at <= starts_at + timedelta(hours=14) else None


def _read_answer_by(words: str, now: datetime, starts_at: datetime) -> datetime:
    if day := deadlines.impossible_day(words):
        raise UserError(f"没有{day}，请换一个报名截止的日子。例：{EXAMPLE} 报名截止 12月10日")
    due = None if deadlines.is_over(words) else deadlines.read_deadline(words, now)
    if due is None or due <= now:
        raise UserError(f"报名截止“{words}”没看懂，或者已经过了。例：{EXAMPLE} 报名截止 12月10日")
    if due > starts_at:
        if due.date() == starts_at.date():
            return starts_at
        raise UserError(f"报名截止{show_deadline(due, since=now)}在活动开始以后，请写早一点的日子。")
    return due


# How many, for whom, where, what


def _take_seats(words: str) -> tuple[int | None, str]:
    found, rest = _cut(_SEATS, words)
    return (read_seats(found["limit"] or found["bare"]), rest) if found else (None, rest)


def read_seats(words: str) -> int:
    """Read how many places there are. Raises UserError."""
    try:
        seats = number(words)
    except ValueError:
        seats = 0
    if not 1 <= seats <= 9999:
        raise UserError(f"人数“{words}”没看懂，请写数字。例：{EXAMPLE}")
    return seats


def _take_audience(words: str) -> tuple[list[Audience], str]:
    asked, words = _cut(_ASKED, words)
    found, rest, is_list = list[str](), list[str](), False
    for word in words.split():
        takes = bool(_AUDIENCE.fullmatch(word)) or (is_list and bool(_LIST.fullmatch(word)))
        is_list = word in {"支部", "总支"}
        (found if takes else rest).append(word)
    if asked:
        found.append(asked["who"])
    audience, left = take_audience(found) if found else ([], [])
    if left:
        raise UserError(
            f"“{'、'.join(left)}”没看懂是请谁。可以写：全体、支部 一,三、境外。例：{EXAMPLE} 全体"
        )
    return audience, " ".join(rest)


def _take_place(words: str) -> tuple[str, str]:
    """Tell place and title apart: by their labels, by 在…, by what places end in; else the place is first."""
    said = dict[str, str]()
    while found := _LABELLED.search(words):
        said["place" if found["label"][0] in "地集" else "title"] = found["words"]
        words = f"{words[: found.start()]} {words[found.end() :]}"
    parts = [part for part in re.split(r"[\s,,，。;；]+", words) if part]
    if len(parts) == 1 and not said and (one := _IN_ONE.fullmatch(parts[0])):
        return one["place"], one["title"]
    place = said.get("place") or _pick_place(parts, has_title="title" in said)
    title = said.get("title") or " ".join(parts)
    if not place or not title:
        missing = "在哪里" if not place else "是什么活动"
        raise UserError(f"还差{missing}：请写上地点和名称，中间空一格。例：{EXAMPLE}")
    return place[:60], title[:60]


def _pick_place(parts: list[str], *, has_title: bool) -> str:
    """Take the place out of the words that are left."""
    if not parts or (len(parts) == 1 and not has_title and not _PLACE.fullmatch(parts[0])):
        return ""
    at = [part for part in parts if re.match(r"在\S{2}", part)] or [
        one for one in parts if _PLACE.fullmatch(one)
    ]
    place = (at or parts)[0]
    parts.remove(place)
    return place.removeprefix("在")
