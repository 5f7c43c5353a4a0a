"""Times in free Chinese text, and the deadlines of orders."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.checkin import Days
from bot.reading import spans
from bot.reading.phrases import NUMBER, RULES, Kind, Length, number

END_OF_WORK = time(18)  # what a bare day means as a deadline

_CLOCK = (
    r"(?:的?(?:大?清?早上?|早晨|清晨|一大?早|上午|中午|正午|下午|傍晚|晚上?|夜里|夜间|半夜|凌晨))?"
    r"(?:\s?(?:[0-2]?\d|[一二三四五六七八九两]|十[一二]?)(?:点钟?|时(?![候间])|:)(?:[0-5]?\d分?|半|[一三]刻|整)?)?"
)
_ABOUT = r"(?:小?长?假期?|期间|当天|[那这]几?天|那阵子?|的?时候|左右|前后|上下|那段时间|里头?|份)?"
_SIDE = (
    r"(?:的?前(?P<ahead>[一两二三])天|"
    r"(?P<side>(?:之|以|过)?前(?![后天])|(?:之|以|过)?后(?!天)|一过|过完|过了))?"
)
_SUFFIX = re.compile(_CLOCK + _ABOUT + _SIDE)
_BROUGHT_TO_END = re.compile(r"(?:过完|过了|出了?|忙完|等过)$")
_BETWEEN = re.compile(r"\s?(?:到|至|-|~|—|、|和|或者?|,)?\s?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A time in a text, text[start:end]."""

    start: int
    end: int
    kind: Kind
    days: Days | None = None  # for DAYS: from today on; None where all of them are over
    length: Length | None = None  # for LENGTH
    named: Days | None = None  # for DAYS: what 前 or 后 was said of
    side: str = ""  # "前", "后" or neither


def find(text: str, today: date) -> list[Mention]:
    """Find every time said in a text, from left to right, none overlapping."""
    mentions: list[Mention] = []
    phrases = _Phrases(text, today)
    at = 0
    while (found := phrases.first_from(at)) is not None:
        mention = _with_suffix(text, found, today)
        at = mention.end
        if mentions and (joined := _joined(text, mentions[-1], mention, today)):
            mentions[-1] = joined
        else:
            mentions.append(mention)
    return mentions


class _Phrases:
    """The phrases of a text; each pattern is searched on only where its last match has been passed."""

    def __init__(self, text: str, today: date) -> None:
        self.text, self.today = text, today
        self.next = [pattern.search(text) for pattern, _ in RULES]

    def first_from(self, at: int) -> tuple[int, int, Days | Length | Kind] | None:
        """Give the leftmost, then longest phrase from an offset on that has a meaning."""
        for index, match in enumerate(self.next):
            if match and match.start() < at:
                self.next[index] = RULES[index][0].search(self.text, at)
        found = [(match, index) for index, match in enumerate(self.next) if match]
        for match, index in sorted(found, key=lambda item: (item[0].start(), -item[0].end())):
            meaning = _meaning(index, match, self.today)
            if meaning is not None:
                return match.start(), match.end(), meaning
        return self.first_from(min(m.start() for m, _ in found) + 1) if found else None


def _meaning(rule: int, match: re.Match[str], today: date) -> Days | Length | Kind | None:
    try:
        return RULES[rule][1](match, today)
    except (ValueError, OverflowError):  # 九十百, the 40th, a year beyond the almanac: no time after all
        return None


def _with_suffix(text: str, found: tuple[int, int, Days | Length | Kind], today: date) -> Mention:
    start, end, meaning = found
    if isinstance(meaning, Kind):
        return Mention(start, end, meaning)
    if not isinstance(meaning, Days):
        return Mention(start, end, Kind.LENGTH, length=meaning)
    suffix = _SUFFIX.match(text, end)
    said = (suffix["side"] or "") if suffix else ""
    end = suffix.end() if suffix else end
    if suffix and suffix["ahead"]:  # 国庆前一天
        meaning = spans.one(spans.after(meaning.start, -number(suffix["ahead"])))
    side = "前" if said.endswith("前") else "后" if said else ""
    if not side and (brought := _BROUGHT_TO_END.search(text, max(0, start - 3), start)):
        side, start = "后", brought.start()
    return Mention(start, end, Kind.DAYS, _clipped(_beside(meaning, side, today), today), None, meaning, side)


def _beside(days: Days, side: str, today: date) -> Days:
    if side == "前":
        return Days(today, spans.after(days.start, -1))
    if side == "后":
        return Days(spans.after(days.end, 1), spans.after(days.end, 7))
    return days


def _clipped(days: Days, today: date) -> Days | None:
    return Days(max(days.start, today), days.end) if days.end >= today else None


def _joined(text: str, first: Mention, second: Mention, today: date) -> Mention | None:
    """Make one of 15号到20号 (the whole range) and of 下周三12月2号 (the same day said twice)."""
    between = text[first.end : second.start]
    if first.days is None or second.days is None or first.side:
        return None
    if between.strip(" (,") == "":
        narrow, wide = sorted((first.days, second.days), key=lambda days: days.end - days.start)
        inside = wide.start <= narrow.start and narrow.end <= wide.end and (not between or narrow == wide)
        return (
            Mention(first.start, second.end, Kind.DAYS, narrow, None, narrow, second.side) if inside else None
        )
    if not _BETWEEN.fullmatch(between) or second.side:
        return None
    again = _Phrases(text, first.days.start).first_from(second.start)
    if again is None or not isinstance(again[2], Days) or again[2].end < first.days.start:
        return None
    whole = _clipped(Days(first.days.start, again[2].end), today)
    return Mention(first.start, second.end, Kind.DAYS, whole, None, whole)


_HOUR = re.compile(
    r"(?P<part>清?早上?|早晨|清晨|上午|中午|正午|下午|傍晚|今晚|明晚|晚上?|夜里|凌晨)?(?:的|\s)?"
    r"(?:(?P<hour>[0-2]?\d|[一二三四五六七八九两]|十[一二]?|二十[一二三四]?)(?:点钟?|时(?![候间])|:)"
    r"(?:(?P<minute>[0-5]?\d)分?|(?P<half>半)|(?P<quarter>[一三])刻)?|(?<=[早午晨晚上里]))"
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
        if clock is None and "下班前" not in words:
            return None
        due = _at(today, clock or _minutes(END_OF_WORK), now)
        return due if due > now else _at(spans.after(today, 1), clock or _minutes(END_OF_WORK), now)
    return _at(_last_day(said, words), _minutes(END_OF_WORK) if clock is None else clock, now)


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
