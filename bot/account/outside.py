"""名单 未入群: who is in no room, who is there unknown, whose nickname is no name, who has two accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from bot.context import Context
from bot.domain.account import is_stand_in
from bot.domain.member import Member
from bot.domain.progress import show_people
from bot.domain.room import MEMBERS_ROOMS, RoomKind, TiedRoom
from bot.reading.names import Likeness, Roll
from data import account as accounts
from data import member as members
from data import room as rooms
from data import unit as units

SUBJECT, TITLE = "outside", "进群和实名，请您核对："
MOST_LISTED = 60  # of one section; a longer one is counted by branch
MaySee = Callable[[int | None], bool]


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A bound account whose nickname in a room does not hold the name of anybody behind it."""

    person: Member
    room: TiedRoom
    nickname: str


@dataclass(slots=True)
class Found:
    """The four sections as lines, and who stands at 1, 2 …"""

    lines: list[str] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    has_strangers: bool = False


class Picture:
    """Rooms, seats and roll as they are at one moment: read once, whoever's lists are then made of it."""

    def __init__(self, ctx: Context) -> None:
        self._db = ctx.db
        self._people = [one for one in members.everybody(ctx.db) if not one.status.has_ended]
        self._names = units.branch_names(ctx.db)
        self._rooms = [room for room in rooms.everything(ctx.db) if room.kind in MEMBERS_ROOMS]
        self._seats = {room: rooms.seats(ctx.db, room.room_id) for room in self._rooms}
        self._holders = dict(accounts.bound(ctx.db))
        sitting = rooms.sitting_members(ctx.db)
        self._inside = {member for member, room in sitting if room.kind in MEMBERS_ROOMS}
        self._several = {
            number
            for number in accounts.with_several(ctx.db)
            if len([one for one in accounts.own_of(ctx.db, number) if not is_stand_in(one)]) > 1
        }
        self.misnamed = list(self._find_misnamed())

    def look(self, may_see: MaySee) -> Found:
        """Look at the branches that may be seen; no lines where all is well."""
        found = Found()
        outside = [one for one in self._outside() if may_see(one.branch_id)]
        self._add(found, "还没进群，或没认出来", [(one, self._why_outside(one)) for one in outside])
        if strangers := list(self._strangers(may_see)):
            found.has_strangers = True
            found.lines += ["群里还不认得的微信：", *strangers]
        misnamed = [one for one in self.misnamed if may_see(one.person.branch_id)]
        self._add(found, "群昵称不是真名", [(one.person, f"，在群里叫“{one.nickname}”") for one in misnamed])
        several = [one for one in self._people if one.id in self._several and may_see(one.branch_id)]
        self._add(found, "有两个微信", [(one, "") for one in several])
        return found

    def _add(self, found: Found, title: str, rows: Sequence[tuple[Member, str]]) -> None:
        if rows:
            found.lines.append(f"{title} {len(rows)} 位：")
        if len(rows) > MOST_LISTED:
            branches = Counter(self._names.get(one.branch_id or 0, "") for one, _ in rows)
            found.lines.extend(show_people(branches))
            return
        for person, detail in rows:
            found.people.append(person.id)
            found.lines.append(f"{len(found.people)} {person.name}{detail}")

    def _outside(self) -> Iterator[Member]:
        """Give who has WeChat and sits in no room of members; of a branch that has no room, nobody."""
        with_room = {room.unit_id for room in self._rooms if room.kind is RoomKind.BRANCH}
        for person in self._people:
            if person.wechat and person.id not in self._inside and person.branch_id in with_room:
                yield person

    def _why_outside(self, person: Member) -> str:
        known = [one for one in accounts.of_member(self._db, person.id) if not is_stand_in(one)]
        return "，认得微信，不在群里" if known else "，还没认出微信"

    def _strangers(self, may_see: MaySee) -> Iterator[str]:
        """Give the accounts nobody knows, room by room; those of no branch only to who sees all."""
        for room in self._rooms:
            strange = [
                f"“{one.nickname}”" for one in self._seats[room] if one.account_id not in self._holders
            ]
            if strange and may_see(room.unit_id if room.kind is RoomKind.BRANCH else None):
                yield f"{room.topic}：{'、'.join(strange)}"

    def _find_misnamed(self) -> Iterator[Misnamed]:
        """Give whose nickname in a members' room is not the name, each person once."""
        people, done = {person.id: person for person in self._people}, set[int]()
        for room in self._rooms:
            for seat in self._seats[room]:
                person = people.get(self._holders.get(seat.account_id, 0))
                if person is None or person.id in done or person.name == seat.nickname:
                    continue
                behind = [person, *accounts.companions(self._db, seat.account_id)]
                if not any(_says_name(seat.nickname, one) for one in behind):
                    done.add(person.id)
                    yield Misnamed(person, room, seat.nickname)


def how_to_go_on(found: Found) -> str:
    """Say what can be done about the list."""
    lines = []
    if found.people:
        lines.append(f"打过电话的，回编号：{'1 2' if len(found.people) > 1 else '1'} 电话平安。")
    if found.has_strangers:
        lines.append("认出来的，在群里发：绑定 @昵称 姓名。昵称就是姓名的，发“绑定 名单”。")
    return "".join(lines) + "我不会请谁出群，也不在群里说。"


def _says_name(nickname: str, person: Member) -> bool:
    return Roll([person], attrgetter("name")).find(nickname).one(Likeness.DRESSED) is not None
