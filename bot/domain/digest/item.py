"""What a noun adds to the weekly page: numbers with the people behind them, and what somebody has to do.

A noun gathers once, for the whole committee; a branch's page is made of the same items, with the rows of that
branch alone. So no number can be written that its list does not show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Subject(StrEnum):
    """What a number of the page is about, in the order of the page."""

    CHECKIN = "报平安"
    SILENT = "没有消息"
    MOVE = "去向变动"
    CHANGE = "资料改动"
    NOTICE = "通知"
    ROLLCALL = "正在问平安"
    COLLECTION = "收集"
    EVENT = "活动"
    MEETING = "三会一课"
    LESSON = "线上党课"
    STUDY = "学习"
    DUES = "党费"
    CASE = "建议反映求助"
    AID = "互助"
    POINTS = "积分"
    PENDING = "待改"
    BIRTHDAY = "生日"
    UNSENT = "没发出的消息"


class Behind(NamedTuple):  # a roll may have millions: a tuple is made in a third of a dataclass's time
    """Who or what stands behind a number.

    A person by `member_id`; a whole branch, where that is what was counted, by `unit_id` alone. `counts` is
    False for who was asked and is not part of the number (12 of 18: six rows do not count). `note` is a few
    words for the list ("35天", "去了外地", "7号建议"); never a place, a telephone, somebody's words.
    """

    member_id: int | None
    unit_id: int | None
    counts: bool = True
    note: str = ""


Show = Callable[[Sequence[Behind]], str]


@dataclass(frozen=True, slots=True)
class Item:
    """A number of the page: what it is about, who is behind it, and how it reads for these or some of them.

    `show` is given the rows a reader may see, one at least; it gives a line, or several, of which the first
    bears the number on the page; "" leaves the item out.
    """

    subject: Subject
    rows: Sequence[Behind]
    show: Show


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do: what, who does it, until which day, and how urgent (0 is life, 9 can wait).

    `unit_id` is the branch whose secretary does it; None: the office.
    """

    what: str
    who: str
    by: date | None
    urgency: int
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one noun adds."""

    items: Sequence[Item] = ()
    todos: Sequence[Todo] = ()
