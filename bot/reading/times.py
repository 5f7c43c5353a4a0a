"""Times in free Chinese text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from heapq import heappop, heappush

from bot.domain.checkin import Days
from bot.reading import dates, durations, festivals, spans, vague
from bot.reading.phrases import Form, Kind, Length, Meaning, number

MOST = 256  # phrases read in one text: more than any message needs

# Of two phrases that fit equally well the first is meant: 两三天 is vague before it is 23 days.
FORMS: tuple[Form, ...] = (*vague.FORMS, *dates.FORMS, *festivals.FORMS, *durations.FORMS)

_CLOCK = (
    r"(?:的?(?:大?清?早上?|早晨|清晨|一大?早|上午|中午|正午|下午|傍晚|晚上?|夜里|夜间|半夜|凌晨))?"
    r"(?:\s?(?:[0-2]?\d|[一二三四五六七八九两]|十[一二]?)(?:点钟?|时(?![候间])|:)(?:[0-5]?\d分?|半|[一三]刻|整|多)?)?"
)
_ABOUT = r"放?小?长?假(?:期(?!间))?|期间|当天|[那这]几?天|那阵子?|的?时候|左右|前后|上下|那段时间|里头?|份"
# 明天前往 and 周末后备箱 hold no 前 or 后 of theirs.
_SIDE = (
    r"(?:的?前(?P<ahead>[一两二三])天|"
    r"(?P<side>(?:之|以|过)?前(?![后天往台线妻任途])|(?:之|以|过)?后(?![天面备勤续])|一过|过完|过了))?"
)
_SUFFIX = re.compile(rf"{_CLOCK}(?:{_ABOUT}){{0,2}}+{_CLOCK}{_SIDE}")
_PREFIX = re.compile(r"(?P<over>过完|过了|(?<![外演进退])出了?|忙完|等过)?(?:(?:阳历|公历|新历)的?)?$")
# What leaves the days as they are, and is said back to who wrote it.
_ROUGHLY_BEHIND = re.compile("左右|前后|上下")
_ROUGHLY_BEFORE = re.compile(r"(?:大概|大约|估计|差不多|约(?:摸|莫)?)(?:是|在|要|得|到|就|会|也|等|能)*$")
_BETWEEN = re.compile(r"\s?(?:到|至|-|~|—|、|和|或者?)?\s?")


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


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A form found in a text, with what it means today."""

    form: Form
    match: re.Match[str]
    meaning: Days | Length | Kind


def find(text: str, today: date) -> list[Mention]:
    """Find every time said in a text, from left to right, none overlapping; of very many the first MOST."""
    mentions: list[Mention] = []
    phrases = _Phrases(text, today)
    for _ in range(MOST):
        phrase = phrases.next()
        if phrase is None:
            break
        mention = _with_suffix(text, phrase, today, phrases.at)
        phrases.at = mention.end
        if mentions and (joined := _joined(text, mentions[-1], mention, phrase, today)):
            mentions[-1] = joined
        else:
            mentions.append(mention)
    return mentions


def _forms_by_need() -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for order, form in enumerate(FORMS):
        for char in form.needs:
            found[char].append(order)
    return dict(found)


_BY_NEED = _forms_by_need()
_NEEDS = frozenset(_BY_NEED)


def _fitting(text: str) -> set[int]:
    """Give the offsets in FORMS of those whose needed characters the text has: few, for most texts."""
    return {order for char in _NEEDS.intersection(text) for order in _BY_NEED[char]}


class _Phrases:
    """The phrases of a text from the offset `at` on; a form is searched for again only once it is passed."""

    def __init__(self, text: str, today: date) -> None:
        self.text, self.today, self.at = text, today, 0
        self._waiting: list[tuple[int, int, int, re.Match[str]]] = []  # leftmost, then longest, then first
        for order in _fitting(text):
            self._search(order, 0)

    def _search(self, order: int, at: int) -> None:
        if match := FORMS[order].pattern.search(self.text, at):
            heappush(self._waiting, (match.start(), -match.end(), order, match))

    def next(self) -> _Phrase | None:
        """Give the next phrase that has a meaning; the caller moves `at` behind it."""
        while self._waiting:
            start, _, order, match = self._waiting[0]
            meaning = _meaning(FORMS[order], match, self.today) if start >= self.at else None
            if meaning is not None:
                return _Phrase(FORMS[order], match, meaning)
            heappop(self._waiting)
            self._search(order, max(start + 1, self.at))
        return None


def _meaning(form: Form, match: re.Match[str], today: date) -> Meaning:
    try:
        return form.meaning(match, today)
    except (ValueError, OverflowError):  # 九十百, the 40th, a year beyond the almanac: no time after all
        return None


def _with_suffix(text: str, phrase: _Phrase, today: date, since: int) -> Mention:
    """Add the hour, 左右, 前 or 后 behind a phrase, and 过完 or 阳历 before it, from an offset on."""
    start, end = phrase.match.span()
    meaning = phrase.meaning
    if isinstance(meaning, Kind):
        return Mention(start, end, meaning)
    if not isinstance(meaning, Days):
        return Mention(start, end, Kind.LENGTH, length=meaning)
    side, about = "", False
    if suffix := _SUFFIX.match(text, end):
        about = bool(_ROUGHLY_BEHIND.search(suffix[0]))
        end, side = suffix.end(), _side(suffix["side"])
        if suffix["ahead"]:  # 国庆前一天
            meaning = spans.one(spans.after(meaning.start, -number(suffix["ahead"])))
    if prefix := _PREFIX.search(text, max(since, start - 6), start):
        start, side = prefix.start(), side or _side(prefix["over"])
    about = about or bool(_ROUGHLY_BEFORE.search(text, max(since, start - 6), start))
    days = _clipped(_beside(meaning, side, today), today)
    return Mention(start, end, Kind.DAYS, replace(days, about=about) if days else None, None, meaning, side)


def _side(said: str | None) -> str:
    """Give 前 or 后 for 之前, 过了 …; "" for nothing said."""
    return "" if not said else "前" if said.endswith("前") else "后"


def _beside(days: Days, side: str, today: date) -> Days:
    if side == "前":
        return Days(today, spans.after(days.start, -1))
    if side == "后":
        return Days(spans.after(days.end, 1), spans.after(days.end, 7))
    return days


def _clipped(days: Days, today: date) -> Days | None:
    return Days(max(days.start, today), days.end) if days.end >= today else None


def _joined(text: str, first: Mention, second: Mention, phrase: _Phrase, today: date) -> Mention | None:
    """Make one of two mentions side by side: 去年春节, 下周三12月2号, 15号到20号, 11月底12月初."""
    between = text[first.end : second.start]
    if first.kind is not Kind.DAYS and second.kind is Kind.DAYS and between in ("", "的"):
        # 昨天, 今天 are two days; 去年, 上个月, 每年 tell which 12月 or 15号 is meant.
        tells = text[first.end - 1] in "年月周期拜" and (
            first.kind in (Kind.PAST, Kind.LONG_AGO) or text[first.start] == "每"
        )
        return Mention(first.start, second.end, first.kind) if tells else None
    if first.days is None or second.days is None or first.side:
        return None
    until = second.days
    if not second.side and until.start < first.days.start:  # 30号到5号: the 5th after that 30th
        again = _meaning(phrase.form, phrase.match, first.days.start)
        until = again if isinstance(again, Days) else until
    if between.strip(" (,") == "" and (same := _same(first.days, until, apart=bool(between))):
        return Mention(first.start, second.end, Kind.DAYS, same, None, same, second.side)
    follows = (
        until.start == spans.after(first.days.end, 1)
        if between in ("", " ")
        else until.end >= first.days.start
    )
    if second.side or not follows or not _BETWEEN.fullmatch(between):
        return None
    whole = Days(first.days.start, until.end)
    return Mention(first.start, second.end, Kind.DAYS, whole, None, whole)


def _same(first: Days, second: Days, *, apart: bool) -> Days | None:
    """Give the days meant by two that say the same, the narrower of 12月下旬28号; None where they do not."""
    narrow, wide = sorted((first, second), key=lambda days: days.end - days.start)
    inside = wide.start <= narrow.start and narrow.end <= wide.end
    return narrow if inside and (not apart or narrow == wide) else None
