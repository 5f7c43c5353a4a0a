"""The kinds of meetings (三会一课), and one that was held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

EXAMPLE = "三会一课 支委会 11月20日 到 张三 李四 缺 王五 出差 内容：讨论年底走访"
LONGEST = 500  # characters of what a meeting was about


class Kind(StrEnum):
    """Which of the meetings it is."""

    CONGRESS = "congress"
    COMMITTEE = "committee"
    GROUP = "group"
    LESSON = "lesson"
    DAY = "day"

    @property
    def chinese(self) -> str:
        """The word of the record."""
        return WORDS[self][0]


# What people write, the word of the record first.
WORDS = {
    Kind.CONGRESS: ("党员大会", "支部党员大会", "支部大会", "全体党员大会", "全体大会", "大会"),
    Kind.COMMITTEE: ("支委会", "支部委员会", "支委会议", "支部委员会议", "支委"),
    Kind.GROUP: ("党小组会", "小组会", "党小组会议", "小组会议", "党小组"),
    Kind.LESSON: ("党课", "上党课", "一课"),
    Kind.DAY: ("主题党日", "主题党日活动", "党日", "党日活动"),
}


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who was missed, and why."""

    member_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that was held, as the secretary told it."""

    number: int
    branch_id: int
    kind: Kind
    day: date
    online: bool
    topic: str
    noted_by: int
    came: tuple[int, ...] = ()
    missed: tuple[Absent, ...] = ()

    @property
    def people(self) -> tuple[int, ...]:
        """Everybody the record names."""
        return (*self.came, *(one.member_id for one in self.missed))
