"""A member of the roll, and what name a nickname may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.domain.birthday import LunarDay

ZONES_OF_CHINA = ("Asia/Shanghai", "Asia/Urumqi", "PRC")


class Role(StrEnum):
    """What somebody does for the organisation beyond being a member."""

    SECRETARY = "secretary"
    DEPUTY = "deputy"
    COMMITTEE_MEMBER = "committee_member"
    GROUP_LEADER = "group_leader"
    CLERK = "clerk"
    COMMITTEE = "committee"
    OPERATOR = "operator"

    @property
    def chinese(self) -> str:
        """The word people use for it."""
        return _TITLES[self]


_TITLES = {
    Role.SECRETARY: "书记",
    Role.DEPUTY: "副书记",
    Role.COMMITTEE_MEMBER: "委员",
    Role.GROUP_LEADER: "小组长",
    Role.CLERK: "党办",
    Role.COMMITTEE: "党委",
    Role.OPERATOR: "运行人员",
}
# Which commands (their first words) a lesser post in a branch may give, as config.yaml says under `posts`.
Shares = Mapping[str, Set[str]]
EVERYTHING = "全部"


class Status(StrEnum):
    """Where a membership stands; whether it is full or probationary is another matter (Field.STANDING)."""

    ACTIVE = "active"
    FLOATING = "floating"
    ABROAD = "abroad"
    LOST = "lost"
    SUSPENDED = "suspended"
    RETAINED = "retained"
    MOVED = "moved"
    DECEASED = "deceased"

    @property
    def chinese(self) -> str:
        """The word the office uses."""
        return _STATUSES[self]

    @property
    def has_ended(self) -> bool:
        """Whether the person is no longer on the roll."""
        return self in {Status.MOVED, Status.DECEASED}

    @property
    def is_greeted(self) -> bool:
        """Whether greetings go to the person; who has died, left or cannot be reached is left in peace."""
        return not self.has_ended and self not in {Status.LOST, Status.SUSPENDED}


_STATUSES = {
    Status.ACTIVE: "在册",
    Status.FLOATING: "流动在外",
    Status.ABROAD: "境外",
    Status.LOST: "失联",
    Status.SUSPENDED: "停止党籍",
    Status.RETAINED: "保留党籍",
    Status.MOVED: "转出",
    Status.DECEASED: "去世",
}


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the roll; a clerk who is no member has no branch.

    The id is the member number: it is never given twice, and stays through changes of branch and name.
    """

    id: int
    name: str
    sex: str | None = None
    birthday: date | None = None
    joined_on: date | None = None
    phone: str | None = None
    residence: str | None = None
    timezone: str | None = None  # IANA name, of where the person is now; None is the committee's
    wechat: bool = True  # False: reachable by telephone only
    branch_id: int | None = None
    status: Status = Status.ACTIVE
    lunar_birthday: LunarDay | None = None  # the birthday is kept on this day instead of the roll's
    zone_on_roll: str | None = None  # while a check-in moved the clock: the roll's zone, empty for none there

    def lives_abroad(self, home: str) -> bool:
        """Whether the zone on the roll is neither the committee's (`home`) nor one of China's."""
        zone = self.timezone if self.zone_on_roll is None else self.zone_on_roll
        return zone not in {None, "", home, *ZONES_OF_CHINA}

    def is_abroad(self, home: str) -> bool:
        """Whether the person's present clock is neither the committee's (`home`) nor one of China's."""
        return self.timezone not in {None, home, *ZONES_OF_CHINA}


@dataclass(frozen=True, slots=True)
class Post:
    """A role somebody holds for a unit (a secretary's branch; the committee for the others)."""

    role: Role
    unit_id: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is behind an account: the bound person, with the rights that follow from the posts held."""

    member: Member
    account_id: str
    posts: frozenset[Post] = frozenset()
    lent: frozenset[int] = frozenset()  # branches whose secretary's part a lesser post lets the person take

    @property
    def is_clerk(self) -> bool:
        """Whether the whole committee's roll is this person's work."""
        return any(post.role is Role.CLERK for post in self.posts)

    @property
    def leads(self) -> frozenset[int]:
        """The branches this person is secretary of, or may act for in what is being done."""
        return self.lent | {post.unit_id for post in self.posts if post.role is Role.SECRETARY}

    def lending(self, shares: Shares, noun: str | None) -> Actor:
        """Give the person as who gives this command, by the lesser posts held.

        None is no command in particular, EVERYTHING any that the posts share: a draft was shown only to who
        might give its command.
        """
        lent = {
            post.unit_id
            for post in self.posts
            if (share := shares.get(post.role)) and (noun == EVERYTHING or share & {EVERYTHING, noun})
        }
        return self if lent == self.lent else replace(self, lent=frozenset(lent))

    def may_see(self, branch_id: int | None) -> bool:
        """Whether people of this branch are within the person's scope."""
        return self.is_clerk or branch_id in self.leads


# Titles and branch marks people put around a name in a group nickname: 一支部-张三, 张三书记, 张三🌸.
_MARKS = re.compile(
    r"第?[一二三四五六七八九十百0-9]+(党?支部|支)|党支部|支部|书记|主任|同志|老师|阿姨|大姐|大哥|先生|女士|[哥姐]$"
)


def plain_names(nickname: str) -> tuple[str, ...]:
    """List what name a group nickname may hold: its Chinese as it stands, then without titles and marks."""
    whole, plain = (
        "".join(re.findall(r"[\u3400-\u9fff·\U00020000-\U0003ffff]", text))
        for text in (nickname, _MARKS.sub("", nickname))
    )
    return tuple(name for name in dict.fromkeys((whole, plain)) if name)
