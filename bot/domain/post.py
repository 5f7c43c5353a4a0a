"""Posts: who is to hold which, for how long, in whose place; and how an order for that is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.command import Misfit, UserError
from bot.domain.days import show_day
from bot.domain.member import Role
from bot.domain.unit import UnitKind


class TermState(StrEnum):
    """How far a term of office has come."""

    PLANNED = "planned"
    IN_FORCE = "in_force"
    ENDED = "ended"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class Term:
    """A post somebody holds, held or is to hold; both days belong to it, None is open.

    `number` is None for what is in force.
    """

    member_id: int
    role: Role
    unit_id: int
    starts_on: date | None = None
    ends_on: date | None = None
    stands_in_for: int | None = None
    given_by: int | None = None
    given_at: datetime | None = None
    state: TermState = TermState.IN_FORCE
    number: int | None = None
    ended_by: int | None = None
    ended_at: datetime | None = None

    def overlaps(self, first: date, last: date) -> bool:
        """Whether some day from `first` to `last` belongs to it."""
        return (self.starts_on or date.min) <= last and first <= (self.ends_on or date.max)


# Posts that a branch has; each person's in the order they are shown.
OF_A_BRANCH = (Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER, Role.GROUP_LEADER)
_WORDS = {
    "书记": Role.SECRETARY,
    "支书": Role.SECRETARY,
    "支部书记": Role.SECRETARY,
    "党支部书记": Role.SECRETARY,
    "总支书记": Role.SECRETARY,
    "站长": Role.SECRETARY,
    "驻站站长": Role.SECRETARY,
    "副书记": Role.DEPUTY,
    "支部副书记": Role.DEPUTY,
    "委员": Role.COMMITTEE_MEMBER,
    "支委": Role.COMMITTEE_MEMBER,
    "支部委员": Role.COMMITTEE_MEMBER,
    "组织委员": Role.COMMITTEE_MEMBER,
    "宣传委员": Role.COMMITTEE_MEMBER,
    "纪检委员": Role.COMMITTEE_MEMBER,
    "小组长": Role.GROUP_LEADER,
    "组长": Role.GROUP_LEADER,
    "党小组长": Role.GROUP_LEADER,
    "党办": Role.CLERK,
}
_UNIT = r"\S*?(?:支部|总支|站|处|点)"
_GLUED = re.compile(rf"({_UNIT})({'|'.join(sorted(_WORDS, key=len, reverse=True))})")
_OPENS = re.compile(rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?=.)")
_FILLERS = {"是", "为", "由", "给", "让", "请", "当", "任", "担任"}
_LOOKS_LIKE_UNIT = re.compile(rf"{_UNIT}|第?[一二三四五六七八九十\d]{{1,3}}")
_UNIT_AND_NAME = re.compile(rf"({_UNIT})([\u3400-\u9fff·]{{2,20}}\d*)")
_UNTIL = re.compile(r"(?:(?<=[\s，,])|(?<=代理))(?:到|至)\s*(?P<until>\S.*?)\s*(?:为止|止)?$")
_ACTING = re.compile(r"代理|临时|(?<=\s)代(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Order:
    """A post to be given or taken away: for which unit, whom, and until when, all as written."""

    role: Role
    unit: str | None
    name: str | None
    is_acting: bool = False
    until: str | None = None


def title(role: Role, kind: UnitKind) -> str:
    """Give the word for a post in a unit of this kind: a station's secretary is its 站长."""
    return "站长" if kind is UnitKind.STATION and role is Role.SECRETARY else role.chinese


_LONGEST = 200  # characters of an order; its words are cut apart one within the other


def read_order(words: str) -> Order:
    """Read 书记 第三支部 张三 [代理 到 3月1日], in any order: 第三支部书记 张三. Raises Misfit."""
    if len(words) > _LONGEST:
        raise Misfit(words)
    until = _UNTIL.search(words.strip())
    rest = words.strip()[: until.start()] if until else words
    plain = _ACTING.sub(" ", rest)
    parts = [piece for word in re.split(r"[\s，,、：:]+", plain.strip()) for piece in _cut(word) if piece]
    roles = [word for word in parts if word in _WORDS]
    names = [word for word in parts if word not in _WORDS and word not in _FILLERS]
    if len(roles) == 1 and len(names) > 2 and _LOOKS_LIKE_UNIT.fullmatch(names[0]):
        raise UserError("一次请写一位。例：设置 书记 第三支部 张三")
    if len(roles) != 1 or len(names) > 2:
        raise Misfit(words)
    role = _WORDS[roles[0]]
    unit, name = _tell_apart(names, role)
    if (unit is None) != (role is Role.CLERK):
        raise Misfit(words)
    return Order(role, unit, name, plain != rest, until["until"] if until else None)


def _cut(word: str) -> tuple[str, ...]:
    """Cut 第三支部书记, 第三支部张三 and 书记第三支部张三 into their parts."""
    if word in _WORDS:
        return (word,)
    if opening := _OPENS.match(word):
        return (opening[0], *_cut(word[opening.end() :]))
    match = _GLUED.fullmatch(word) or _UNIT_AND_NAME.fullmatch(word)
    return (match[1], match[2]) if match else (word,)


def _tell_apart(names: list[str], role: Role) -> tuple[str | None, str | None]:
    """Tell the unit's name from the person's."""
    if len(names) == 2:
        swapped = _LOOKS_LIKE_UNIT.fullmatch(names[1]) and not _LOOKS_LIKE_UNIT.fullmatch(names[0])
        return (names[1], names[0]) if swapped else (names[0], names[1])
    if role is Role.CLERK:
        return None, names[0] if names else None
    return (names[0], None) if names else (None, None)


def show_days(first: date, last: date, today: date) -> str:
    """Write from which day to which, both included."""
    if first == last:
        return f"{show_day(first, today)}一天"
    return f"{show_day(first, today)}到{show_day(last, first)}"
