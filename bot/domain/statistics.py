"""How many of a roll there are of each age, schooling, length of membership, and so on: counts, no names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from bot.domain import dues
from bot.domain.checkin import Whereabouts
from bot.domain.command import Misfit
from bot.domain.field import Field
from bot.domain.member import Status
from bot.domain.record import SCHOOLINGS, WORK_KINDS

UNKNOWN = "没有登记"
_OTHER = "其他"
Record = Mapping[Field, str | None]


class Topic(StrEnum):
    """What is counted."""

    SEX = "性别"
    AGE = "年龄"
    YEARS = "党龄"
    SCHOOLING = "学历"
    WORK = "从业"
    WHEREABOUTS = "去向"
    DUES = "党费"
    STATUS = "状态"


# The classes of the party's yearly statistics (中国共产党党内统计公报), each with the most years in it.
_AGES = (
    ("30岁及以下", 30),
    ("31–35岁", 35),
    ("36–40岁", 40),
    ("41–45岁", 45),
    ("46–50岁", 50),
    ("51–55岁", 55),
    ("56–60岁", 60),
    ("61–70岁", 70),
    ("71岁及以上", 200),
)
_YEARS = (
    ("不满1年", 0),
    ("1–5年", 5),
    ("6–10年", 10),
    ("11–20年", 20),
    ("21–30年", 30),
    ("31–40年", 40),
    ("41–50年", 50),
    ("50年以上", 200),
)
_WHERE = {Whereabouts.HOME: "在本地", Whereabouts.AWAY: "在外地", Whereabouts.ABROAD: "在境外"}
_CLASSES: Mapping[Topic, tuple[str, ...]] = {
    Topic.SEX: ("男", "女"),
    Topic.AGE: tuple(name for name, _ in _AGES),
    Topic.YEARS: tuple(name for name, _ in _YEARS),
    Topic.SCHOOLING: tuple(SCHOOLINGS),
    Topic.WORK: tuple(WORK_KINDS),
    Topic.WHEREABOUTS: tuple(_WHERE.values()),
    Topic.DUES: (*dues.CLASSES, dues.EXEMPT),
    Topic.STATUS: tuple(status.chinese for status in Status),
}
EXAMPLE = "统计 年龄 学历"
_BRANCH = re.compile(r"第?[一二三四五六七八九十\d]{1,3}|.{1,20}支部")


@dataclass(frozen=True, slots=True)
class Query:
    """What 统计 is to count: which topics (none: all), of which branch (None: all one may see)."""

    topics: tuple[Topic, ...] = ()
    branch: str | None = None
    as_picture: bool = False
    as_table: bool = False


_GLUED = re.compile("|".join(topic.value for topic in Topic))


def read_query(words: str) -> Query:
    """Read 年龄 学历 第三支部 图; a branch may stand anywhere; other words are a Misfit."""
    topics: list[Topic] = []
    others: list[str] = []
    picture = table = False
    apart = _GLUED.sub(r" \g<0> ", words)  # 年龄图, 年龄学历
    for word in re.split(r"[\s，,、和]+", apart.strip()):
        picture |= word in {"图", "图片"}
        table |= word in {"表", "表格"}
        if word in set(Topic):
            topics.append(Topic(word))
        elif word and word not in {"图", "图片", "表", "表格", "全部", "全体"}:
            others.append(word)
    if len(others) > 1 or not all(map(_BRANCH.fullmatch, others)):
        raise Misfit(words)
    return Query(tuple(dict.fromkeys(topics)), others[0] if others else None, picture, table)


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of each class, in the order of the classes, `UNKNOWN` last; some are nobody's."""

    topic: Topic
    classes: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many people were counted."""
        return sum(number for _, number in self.classes)


def count(topic: Topic, records: Iterable[Record], where: Iterable[Whereabouts | None], today: date) -> Count:
    """Count the people of these records by one topic; `where` is where each of them was last said to be."""
    return arrange(topic, Counter(class_of(topic, *one, today) for one in zip(records, where, strict=True)))


def arrange(topic: Topic, named: Mapping[str, int]) -> Count:
    """Put the numbers of the classes in their order; what is of none of them is 其他."""
    known = dict.fromkeys(_CLASSES[topic], 0) | {_OTHER: 0} | {UNKNOWN: 0}
    for name, number in named.items():
        known[name if name in known else _OTHER] += number
    unknown = known.pop(UNKNOWN)
    if _OTHER not in _CLASSES[topic] and not known[_OTHER]:
        del known[_OTHER]
    return Count(topic, (*known.items(), (UNKNOWN, unknown)))


def class_of(topic: Topic, record: Record, where: Whereabouts | None, today: date) -> str:
    """Name the class one person falls into."""
    if topic is Topic.WHEREABOUTS:
        return _WHERE[where] if where else UNKNOWN
    if topic is Topic.DUES:
        return dues.class_of(record, today)
    field, name = _READ[topic]
    value = record[field]
    return UNKNOWN if value is None else name(value, today)


def _band(bands: Sequence[tuple[str, int]], since: str, today: date) -> str:
    start = date.fromisoformat(since)
    years = today.year - start.year - ((today.month, today.day) < (start.month, start.day))
    return next(name for name, most in bands if years <= most)


_READ: Mapping[Topic, tuple[Field, Callable[[str, date], str]]] = {
    Topic.SEX: (Field.SEX, lambda value, _today: value),
    Topic.AGE: (Field.BIRTHDAY, partial(_band, _AGES)),
    Topic.YEARS: (Field.JOINED_ON, partial(_band, _YEARS)),
    Topic.SCHOOLING: (Field.SCHOOLING, lambda value, _today: value),
    Topic.WORK: (Field.WORK_KIND, lambda value, _today: value),
    Topic.STATUS: (Field.STATUS, lambda value, _today: Status(value).chinese),
}


# What of a record a topic reads; 去向 is read out of check-ins and places.
FIELDS: Mapping[Topic, tuple[Field, ...]] = {
    **{topic: (field,) for topic, (field, _) in _READ.items()},
    Topic.DUES: (Field.STATUS, Field.DUES_UNTIL),
}


def show_count(one: Count) -> str:
    """Write one topic in full: a line a class with its share; classes without anybody are left out."""
    lines = [f"{name}：{number} 人（{_share(number, one.total)}）" for name, number in one.classes if number]
    return "\n".join([f"{one.topic}", *lines])


def show_in_brief(one: Count) -> str:
    """Write one topic in a line or two."""
    return f"{one.topic}：" + "，".join(f"{name} {number}" for name, number in one.classes if number)


def _share(number: int, total: int) -> str:
    return f"{100 * number / total:.0f}%" if total else "0%"


@dataclass(frozen=True, slots=True)
class Table:
    """One topic as a sheet: a row a branch, a column a class, the sum below."""

    topic: Topic
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


def lay_out(counts: Mapping[int, Count], topic: Topic, names: Mapping[int, str]) -> Table:
    """Lay out a topic's counts of branches, by their ids; people of none that is open stand together."""
    named: dict[str, Counter[str]] = {}
    for branch, one in counts.items():
        named.setdefault(names.get(branch, "没有支部"), Counter()).update(dict(one.classes))
    everybody: Counter[str] = Counter()
    for each in named.values():
        everybody.update(each)
    total = arrange(topic, everybody)
    classes = [name for name, _ in total.classes]
    rows = tuple(
        (branch, str(each.total()), *(str(each[name]) for name in classes))
        for branch, each in (*named.items(), ("合计", everybody))
    )
    return Table(topic, ("支部", "人数", *classes), rows, total.total)
