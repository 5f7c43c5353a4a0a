"""Who left a room, which claims wait, and weekly who is in no room or under no name: for the secretary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from bot import almanac, texts
from bot.account import outside, waiting
from bot.account.outside import Found, Misnamed
from bot.context import Tick
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.room import MEMBERS_ROOMS, RoomKind, TiedRoom
from data import account as accounts
from data import departure as departures
from data import fact as facts
from data import listing as listings
from data import member as members
from data import preference as preferences
from data import room as rooms
from data import unit as units
from data.departure import Departure

WHEN = {"minute": "*/15"}
_GRACE = timedelta(minutes=15)  # who comes into another room within it has only moved
_AT = time(10)
_WEEK = timedelta(days=7)


def run(tick: Tick) -> None:
    """Tell of departures and waiting claims; on the week's first working day of lists that have changed."""
    _tell_departures(tick)
    waiting.look_after_claims(tick)
    monday = _monday_due(tick)
    if monday is None:
        return
    picture = outside.Picture(tick)
    for secretary, branches in _secretaries(tick).items():
        _tell_list(tick, secretary, picture.look(branches.__contains__), monday)
    if monday.day <= _WEEK.days:  # once a month, at least four weeks apart
        _ask_for_names(tick, picture.misnamed, monday)


# Who left


def _tell_departures(tick: Tick) -> None:
    seated: dict[int, list[TiedRoom]] = defaultdict(list)
    waiting = departures.untold(tick.db, tick.now - _GRACE)
    for member, room in rooms.sitting_members(tick.db) if waiting else ():
        if room.kind in MEMBERS_ROOMS:
            seated[member].append(room)
    for one in waiting:
        person, left = members.find(tick.db, one.member_id), rooms.find(tick.db, one.room_id)
        if left and not person.status.has_ended and not _has_moved(person, left, seated[person.id]):
            _tell_departure(tick, one, person, left)
        departures.settle(tick.db, one.number, tick.now)


def _has_moved(person: Member, left: TiedRoom, now_in: list[TiedRoom]) -> bool:
    """Whether somebody is in the own branch's room all the same, or left another for one that is known."""
    if left.kind is RoomKind.BRANCH and left.unit_id == person.branch_id:
        return any(room.kind is RoomKind.BRANCH and room.unit_id == left.unit_id for room in now_in)
    return bool(now_in)


def _tell_departure(tick: Tick, one: Departure, person: Member, room: TiedRoom) -> None:
    """Tell the secretary, or who cannot be told, the office; whoever it is telephones."""
    body = (
        f"{person.name}退出了{room.topic}，名册上的状态没有变。"
        f"方便时请打个电话问问，要回来就再拉进群。电话：{person.phone or '名册上没有'}"
    )
    until = tick.now + timedelta(days=2)
    branch = person.branch_id
    for keepers in (
        members.holders(tick.db, Role.SECRETARY, branch) if branch else [],
        members.holders(tick.db, Role.CLERK),
    ):
        told = [
            tick.tell(keeper.id, f"departure:{one.number}", body, Kind.REMINDER, not_after=until)
            for keeper in keepers
            if keeper.id != person.id
        ]
        if any(told):
            return


# The week's list


def _monday_due(tick: Tick) -> date | None:
    """Give the Monday of the week whose list is due in this run, on its first working day."""
    today = tick.local_now.date()
    for monday in (today - timedelta(days=today.weekday()), today - timedelta(days=today.weekday()) - _WEEK):
        moment = datetime.combine(almanac.next_working_day(monday), _AT, tick.zone)
        if tick.covers(moment):
            return monday
    return None


def _secretaries(tick: Tick) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for branch in units.branches(tick.db):
        for secretary in members.holders(tick.db, Role.SECRETARY, branch.id):
            found[secretary.id].add(branch.id)
    return found


def _tell_list(tick: Tick, secretary: int, found: Found, monday: date) -> None:
    """Tell a secretary what there is to look at in the own branches, if it is not what was told before."""
    mark = sha256("\n".join(found.lines).encode()).hexdigest()[:16]
    fact = f"outside:{secretary}"
    if facts.read(tick.db, fact) == mark:
        return
    facts.write(tick.db, fact, mark)
    if not found.lines:
        return
    body = "\n".join([outside.TITLE, *found.lines, outside.how_to_go_on(found)])
    year, week, _ = monday.isocalendar()
    until = tick.now + listings.LIFE
    if tick.tell(secretary, f"outside:{year}-W{week:02}", body, Kind.REMINDER, not_after=until):
        listings.keep(tick.db, secretary, outside.SUBJECT, outside.TITLE, found.people, tick.now)


def _ask_for_names(tick: Tick, misnamed: Sequence[Misnamed], monday: date) -> None:
    """Ask members whose nickname is not the name, privately and kindly; not who wishes no questions."""
    spared = preferences.without_questions(tick.db)
    words = texts.load("welcome")["nickname"]
    for one in misnamed:
        if one.person.id not in spared and accounts.reachable(tick.db, one.person.id):
            body = words.format(name=one.person.name, room=one.room.topic, nickname=one.nickname)
            until = tick.now + listings.LIFE
            tick.tell(one.person.id, f"nickname:{monday:%Y-%m}", body, Kind.REMINDER, not_after=until)
