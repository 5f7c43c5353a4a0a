"""Whom an order reaches: the people of the roll it names, the rooms they read, who hears nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.context import Context, UserError
from bot.domain.audience import Audience, Called, Scope, read_person, show_unknown
from bot.domain.checkin import Place, Whereabouts
from bot.domain.member import Member, Role
from bot.domain.room import RoomKind, TiedRoom
from bot.domain.unit import UnitKind
from bot.reading import gazetteer, places
from bot.reading.names import Roll
from data import account as accounts
from data import checkin as checkins
from data import member as members
from data import post as posts
from data import room as rooms
from data import station as stations
from data import unit as units

# So long a place somebody named counts; after that the roll's residence does.
PLACE_HOLDS = timedelta(days=365)
_SECRETARIES = "支部书记"
_ROOM_KINDS = {
    Scope.ALL: (RoomKind.SECRETARY, RoomKind.BRANCH, RoomKind.OVERSEAS),
    Scope.SECRETARIES: (RoomKind.SECRETARY,),
    Scope.BRANCHES: (RoomKind.BRANCH,),
    Scope.GENERAL: (RoomKind.BRANCH,),
    Scope.OVERSEAS: (RoomKind.OVERSEAS,),
    Scope.STATION: (RoomKind.STATION,),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an order reaches, and where."""

    title: str  # 全体, 第一支部、第二支部
    people: tuple[Member, ...]
    rooms: tuple[TiedRoom, ...] = ()  # the secretaries' first
    branches: tuple[units.Unit, ...] = ()
    roomless: tuple[tuple[str, int], ...] = ()  # branches without a room, and how many there hear nothing
    unreachable: tuple[Member, ...] = ()  # who is to be written to alone and cannot be
    alone: tuple[Member, ...] = ()  # who sits in none of the rooms and is written to beside them
    without_branch: tuple[Member, ...] = ()  # whom an order to all leaves out, as no branch has them


def find_reach(ctx: Context, audience: Audience) -> Reach:
    """Find whom an audience means. Raises UserError for a branch, person or place that is not known."""
    if audience.scope.is_private:
        title, people = _by_place(ctx, audience) if audience.scope is Scope.PLACE else _by_name(ctx, audience)
        unreachable = [person for person in people if accounts.reachable(ctx.db, person.id) is None]
        return Reach(title, tuple(people), unreachable=tuple(unreachable))
    if audience.scope is Scope.STATION:
        return _reach_stations(ctx, audience)
    branches = _branches(ctx, audience)
    reached = _rooms(ctx, audience.scope, branches)
    title, people = _gather(ctx, audience, branches)
    roomless = _roomless(ctx, branches, reached)
    lost = members.without_branch(ctx.db) if audience.scope is Scope.ALL else []
    return Reach(
        title,
        tuple(people),
        tuple(reached),
        tuple(branches),
        tuple(roomless),
        alone=tuple(_not_seated(ctx, _standing_in(ctx), reached)) if title == _SECRETARIES else (),
        without_branch=tuple(lost),
    )


def _gather(ctx: Context, audience: Audience, branches: Sequence[units.Unit]) -> tuple[str, list[Member]]:
    match audience.scope:
        case Scope.ALL:
            return "全体", members.everybody(ctx.db)
        case Scope.SECRETARIES:
            return _SECRETARIES, members.secretaries(ctx.db)
        case Scope.OVERSEAS:
            sitting = {m for m, room in rooms.sitting_members(ctx.db) if room.kind is RoomKind.OVERSEAS}
            return "境外党员", members.of_ids(ctx.db, sitting)
        case _:
            is_general = audience.scope is Scope.GENERAL
            named = _general_names(ctx, audience) if is_general else [unit.name for unit in branches]
            return "、".join(named), [
                person for branch in branches for person in members.of_branch(ctx.db, branch.id)
            ]


def _general_names(ctx: Context, audience: Audience) -> list[str]:
    return [unit.name for unit in _named_units(ctx, audience.names, units.generals(ctx.db))]


def _branches(ctx: Context, audience: Audience) -> list[units.Unit]:
    match audience.scope:
        case Scope.ALL:
            return units.branches(ctx.db)
        case Scope.BRANCHES:
            return _named_units(ctx, audience.names, units.branches(ctx.db))
        case Scope.GENERAL:
            wanted = _named_units(ctx, audience.names, units.generals(ctx.db))
            return [branch for general in wanted for branch in units.branches(ctx.db, general.id)]
        case _:
            return []


def _named_units(ctx: Context, names: Sequence[str], there: Sequence[units.Unit]) -> list[units.Unit]:
    """Give the units of these names, or all there are; a former name means the same unit."""
    found = []
    for name in names:
        unit = units.meant(ctx.db, name)
        if unit not in there:
            raise UserError(show_unknown(name, [one.name for one in there]))
        found += [unit] if unit and unit not in found else []
    return found or list(there)


def _reach_stations(ctx: Context, audience: Audience) -> Reach:
    """Find the people of service stations, who read it in the stations' rooms."""
    known = units.of_kind(ctx.db, UnitKind.STATION)
    wanted = [one_station(ctx, name) for name in audience.names] or known
    people = {member for station in wanted for member in stations.members_of(ctx.db, station.id)}
    if not people:
        raise UserError("驻站还没有人。例：驻站 张三 驻沪服务站")
    reached = [room for one in wanted for room in rooms.of_kind(ctx.db, RoomKind.STATION, one.id)]
    title, found = "、".join(station.name for station in wanted), members.of_ids(ctx.db, people)
    return Reach(title, tuple(found), tuple(reached), alone=tuple(_not_seated(ctx, found, reached)))


def _standing_in(ctx: Context) -> list[Member]:
    """List who stands in for a secretary, and so need not sit in the secretaries' room."""
    held = posts.held(ctx.db, role=Role.SECRETARY)
    return members.of_ids(ctx.db, [term.member_id for term in held if term.stands_in_for is not None])


def _not_seated(ctx: Context, people: Sequence[Member], reached: Sequence[TiedRoom]) -> list[Member]:
    """List who sits in none of these rooms and can be written to."""
    seated = {member for member, room in rooms.sitting_members(ctx.db) if room in reached}
    return [one for one in people if one.id not in seated and accounts.reachable(ctx.db, one.id)]


def one_station(ctx: Context, words: str) -> units.Unit:
    """Find a service station as people write it: 驻沪 is 驻沪服务站. Raises UserError."""
    known = units.of_kind(ctx.db, UnitKind.STATION)
    found = units.meant(ctx.db, words, UnitKind.STATION)
    near = [found] if found else [one for one in known if one.name.startswith(words) or one.place == words]
    if len(near) != 1:
        raise UserError(show_unknown(words, [one.name for one in known]))
    return near[0]


def _rooms(ctx: Context, scope: Scope, branches: Sequence[units.Unit]) -> list[TiedRoom]:
    wanted = {branch.id for branch in branches}
    return [
        room
        for kind in _ROOM_KINDS[scope]
        for room in rooms.of_kind(ctx.db, kind)
        if kind is not RoomKind.BRANCH or room.unit_id in wanted
    ]


def _roomless(
    ctx: Context, branches: Sequence[units.Unit], reached: Sequence[TiedRoom]
) -> list[tuple[str, int]]:
    """List the branches that have no room, with how many of theirs no other room reaches."""
    with_room = {room.unit_id for room in reached if room.kind is RoomKind.BRANCH}
    reached_ids = {room.room_id for room in reached}
    sitting = {member for member, room in rooms.sitting_members(ctx.db) if room.room_id in reached_ids}
    found = []
    for branch in branches:
        people = members.of_branch(ctx.db, branch.id) if branch.id not in with_room else []
        if left := sum(person.id not in sitting for person in people):
            found.append((branch.name, left))
    return found


# Who is where.


def _by_place(ctx: Context, audience: Audience) -> tuple[str, list[Member]]:
    """List who is in one of some places, as last said within a year, or else as the roll says."""
    home = gazetteer.home_of(ctx.settings.organisation.home)
    wanted = [place for word in audience.names for place in _read_places(word, home)]
    title = f"在{'、'.join(word.removeprefix('在') for word in audience.names)}"
    said = checkins.last_places(ctx.db, ctx.now - PLACE_HOLDS)

    def place_of(person: Member) -> Place | None:
        if person.id not in said:
            return _read_place(person.residence or "", home)
        whereabouts, place = said[person.id]
        return place or (home.place if whereabouts is Whereabouts.HOME else None)

    people = [
        person
        for person in members.everybody(ctx.db)
        if (place := place_of(person)) and any(places.lies_in(place, one) for one in wanted)
    ]
    if not people:
        raise UserError(f"按报平安和名册，现在没有人{title}。")
    return f"{title}的党员", people


def _read_places(word: str, home: gazetteer.Home) -> list[Place]:
    """Read 在上海, or 在海淀和朝阳 (but 在呼和浩特). Raises UserError for what is no place."""
    both = [_read_place(f"在{part}", home) for part in re.split("[和与]", word.removeprefix("在"))]
    found = [place for place in both if place] if all(both) else [_read_place(word, home)]
    known = [place for place in found if place]
    if not known:
        raise UserError(f"没认出“{word}”是什么地方，请写省、市、县或国家的名字。例：通知 在上海：正文")
    return known


def _read_place(words: str, home: gazetteer.Home) -> Place | None:
    found = places.find(words, home)
    return found[0].place if found else None


# Who is meant by name.

_NO_BRANCH = "无支部"


def _by_name(ctx: Context, audience: Audience) -> tuple[str, list[Member]]:
    """Find the people of these names. Raises UserError with who may be meant by those not found."""
    roll = [person for person in members.known(ctx.db) if not person.status.has_ended]
    branches = units.branch_names(ctx.db) | {0: _NO_BRANCH}
    found, problems = [], []
    for word in audience.names:
        called = read_person(word)
        fitting = [person for person in roll if is_called(person, called, branches)]
        if len(fitting) == 1:
            found += [person for person in fitting if person not in found]
        else:
            problems.append(_ask_who(called, fitting, roll, branches))
    if problems:
        raise UserError("\n".join(problems))
    return "、".join(person.name for person in found), found


def is_called(person: Member, called: Called, branches: dict[int, str]) -> bool:
    """Whether a person bears a name as typed, with the branch or telephone where one is written."""
    return (
        person.name == called.name
        and (called.branch is None or branches.get(person.branch_id or 0) == called.branch)
        and (called.tail is None or (person.phone or "").endswith(called.tail))
    )


def _ask_who(
    called: Called, fitting: Sequence[Member], roll: Sequence[Member], branches: dict[int, str]
) -> str:
    shown = [f"{person.name}（{branches.get(person.branch_id or 0, '')}）" for person in fitting]
    if len(set(shown)) > 1:
        return f"有 {len(fitting)} 位{called.name}，请写明是哪位：{'、'.join(shown)}"
    if fitting:
        tails = "、".join(f"{person.name}{(person.phone or '')[-4:]}" for person in fitting)
        return f"{shown[0]}有 {len(fitting)} 位，请在名字后面写手机尾号：{tails}"
    near = Roll(roll, lambda person: person.name).find(called.name).people
    near = near or tuple(person for person in roll if person.name == called.name)
    maybe = "、".join(f"{person.name}（{branches.get(person.branch_id or 0, '')}）" for person in near[:5])
    return f"名册里没有“{called.name}”" + (f"，是{maybe}吗？" if maybe else "，请看看名字写得对不对。")
