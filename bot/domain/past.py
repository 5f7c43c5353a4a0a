"""Days that are over, as people write them: 11月20日, 昨天, 上周五, 20号."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_ISO = re.compile(r"(?P<year>20\d\d)[-./年](?P<month>\d{1,2})[-./月](?P<day>\d{1,2})[日号]?")
_MONTH_DAY = re.compile(
    rf"(?:(?P<which>今年|去年))?(?P<month>{_NUMBER})月份?(?P<day>{_NUMBER})[日号]?"
    r"|(?P<m>\d{1,2})[-./](?P<d>\d{1,2})"
)
_DAY = re.compile(rf"(?P<which>上个?月|本月|这个?月)?(?P<day>{_NUMBER})[日号]")
_WEEKDAY = re.compile(r"(?P<which>上上|上|本|这|这个|上个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-7])")
_NEAR = {
    **dict.fromkeys(("今天", "今日", "今早", "今晚", "刚才"), 0),
    **dict.fromkeys(("昨天", "昨日", "昨早", "昨晚"), 1),
    **dict.fromkeys(("前天", "前日", "前晚"), 2),
    "大前天": 3,
}
_AHEAD = re.compile(r"明[天日晚]|后天|下个?(?:周|星期|礼拜|月)")
_DIGITS = {char: place for place, char in enumerate("一二三四五六七八九十", start=1)}
# The same among other words: 3.5小时, 3号楼 and 一月一次 are no days.
_AMONG = (
    re.compile(r"(?<!\d)20\d\d[-./年]\d{1,2}[-./月]\d{1,2}(?!\d)[日号]?"),
    re.compile(
        rf"(?<!\d)(?:今年|去年)?(?:\d{{1,2}}月\d{{1,2}}(?!\d|个|次|小时)[日号]?|{_NUMBER}月{_NUMBER}[日号])"
    ),
    re.compile(rf"^{_NUMBER}[日号](?!楼|线|院)"),
    re.compile(r"(?:上上|下个?|上个?|这个?|本)?(?:周|星期|礼拜)[一二三四五六日天末]"),
    re.compile("大前天|[今昨][天日早晚]|前[天日晚]"),
)
_LONGEST = 40
_PART = re.compile(r"(?:清?早上?|上午|中午|下午|晚上?)?(?:\d{1,2}(?:点半?|时|:\d\d))?$")


class DayError(ValueError):
    """No such day, or one that is not meant; the text is the reason."""


def looks_like_day(word: str) -> bool:
    """Whether a word names a day, be it a possible one or not."""
    if len(word) > _LONGEST:
        return False
    text = _plain(word)
    forms = (_ISO, _MONTH_DAY, _DAY, _WEEKDAY)
    return text in _NEAR or bool(_AHEAD.match(text)) or any(form.fullmatch(text) for form in forms)


def read_past_day(words: str, today: date) -> date:
    """Read a day that is not ahead; without a year the latest such day. Raises DayError."""
    text = _plain(words.replace(" ", ""))
    if _AHEAD.match(text):
        raise DayError(f"“{words}”还没到")
    if text in _NEAR:
        return today - timedelta(days=_NEAR[text])
    try:
        found = _read(text, today)
    except ValueError:
        raise DayError(f"没有“{words}”这一天") from None
    if found is None:
        raise DayError(f"“{words}”是哪一天我没看懂")
    if found > today:
        raise DayError(f"“{words}”还没到")
    return found


def find_past_day(words: str, today: date) -> date | None:
    """Find the day that a text names among other words (上周六社区清扫3小时); None without one.

    Raises DayError as `read_past_day` does.
    """
    said = next((found[0] for form in _AMONG if (found := form.search(words))), None)
    return read_past_day(said.replace("末", "六"), today) if said else None


def _plain(word: str) -> str:
    text = unicodedata.normalize("NFKC", word)
    if text in _NEAR or len(text) > _LONGEST:
        return text
    return _PART.sub("", text, count=1) or text


def is_hour(word: str) -> bool:
    """Whether a word is no more than a time of day, which the record does not hold: 下午3点."""
    return len(word) <= _LONGEST and _PART.fullmatch(unicodedata.normalize("NFKC", word)) is not None


def _read(text: str, today: date) -> date | None:
    if said := _ISO.fullmatch(text):
        return date(int(said["year"]), int(said["month"]), int(said["day"]))
    if said := _MONTH_DAY.fullmatch(text):
        month, day = _number(said["month"] or said["m"]), _number(said["day"] or said["d"])
        if said["which"]:
            return date(today.year - (said["which"] == "去年"), month, day)
        return _latest(month, day, today)
    if said := _DAY.fullmatch(text):
        return _of_month(said["which"] or "", _number(said["day"]), today)
    said = _WEEKDAY.fullmatch(text)
    return _weekday(said["which"] or "", said["day"], today) if said else None


def _of_month(which: str, day: int, today: date) -> date:
    before = today.replace(day=1) - timedelta(days=1)
    if which.startswith("上"):
        return before.replace(day=day)
    here = today.replace(day=day)
    return here if here <= today or which else before.replace(day=day)


def _latest(month: int, day: int, today: date) -> date:
    """Give the latest such day; one that lies less than half a year ahead is meant as ahead."""
    if (month, day) == (2, 29):
        return next(date(year, 2, 29) for year in range(today.year, today.year - 9, -1) if _leap(year))
    here = date(today.year, month, day)
    return here if here - today < timedelta(days=183) else here.replace(year=today.year - 1)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _weekday(which: str, said: str, today: date) -> date:
    number = int(said) - 1 if said.isdigit() else "一二三四五六日".find(said.replace("天", "日"))
    monday = today - timedelta(days=today.weekday())
    if which.startswith("上"):
        return monday + timedelta(days=number - (14 if which == "上上" else 7))
    here = monday + timedelta(days=number)
    return here if which or here <= today else here - timedelta(days=7)


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    tens, mark, ones = word.partition("十")
    if not mark:
        return _digit(word)
    return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)


def _digit(word: str) -> int:
    if word not in _DIGITS:  # 二三, 十十
        raise ValueError(word)
    return _DIGITS[word]
