"""What stands in for WeChat where there is none: a room for each branch, an account for each person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database

from bot.config import Settings
from bot.domain.account import STAND_IN, is_stand_in
from bot.domain.member import Member
from bot.domain.room import RoomKind
from bot.ports import Account
from data import account as accounts
from data import member as members
from data import room as rooms
from data import unit as units


def lay_out_rooms(db: Database, settings: Settings, now: datetime) -> None:
    """Stand in for WeChat's groups: a room for each branch and the usual others, everybody seated.

    Done again after each change of the roll: what is there already stays. Where a gateway has told of rooms,
    these are the real ones.
    """
    if any(not is_stand_in(room.room_id) for room in rooms.everything(db)):
        return
    with db.atomic():
        people = {person: account_of(db, person, now) for person in members.everybody(db) if person.wechat}
        for account in people.values():
            accounts.befriend(db, account)
        _make_room(db, "central", "中心党委群", RoomKind.CENTRAL)
        _make_room(db, "secretary", "支部书记群", RoomKind.SECRETARY)
        for branch in units.branches(db):
            mine = {person: account for person, account in people.items() if person.branch_id == branch.id}
            _make_room(db, f"branch:{branch.id}", f"{branch.name}群", RoomKind.BRANCH, branch.id, mine)
        home = settings.organisation.timezone
        abroad = {person: account for person, account in people.items() if person.lives_abroad(home)}
        if abroad:
            _make_room(db, "overseas", "国外党员特别群", RoomKind.OVERSEAS, None, abroad)


def _make_room(
    db: Database,
    name: str,
    topic: str,
    kind: RoomKind,
    unit_id: int | None = None,
    people: Mapping[Member, str] | None = None,
) -> None:
    room_id = f"{STAND_IN}{name}"
    rooms.see(db, room_id, topic)
    rooms.tie(db, room_id, kind, unit_id)
    seats = (people or {}).items()
    rooms.set_seats(db, room_id, [Account(account, person.name) for person, account in seats])


def account_of(db: Database, person: Member, now: datetime) -> str:
    """Give the account a person's pasted words come from; one stands in for who has none."""
    known = accounts.of_member(db, person.id)
    if known:
        return known[0]
    accounts.bind(db, f"{STAND_IN}{person.id}", person.id, None, now)
    return f"{STAND_IN}{person.id}"
