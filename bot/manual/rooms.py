"""What stands in for WeChat where there is none: a room for each branch, an account for each person."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.config import Settings
from bot.domain.member import Member
from bot.domain.room import RoomKind
from bot.ports import Account
from data import account as accounts
from data import member as members
from data import room as rooms
from data import unit as units


def lay_out_rooms(db: Database, settings: Settings, now: datetime) -> None:
    """Stand in for WeChat's groups, once: a room for each branch and the usual others, everybody seated."""
    if rooms.everything(db):
        return
    with db.atomic():
        _make_room(db, "hand:central", "中心党委群", RoomKind.CENTRAL)
        _make_room(db, "hand:secretary", "支部书记群", RoomKind.SECRETARY)
        for branch in units.branches(db):
            _make_room(db, f"hand:branch:{branch.id}", f"{branch.name}群", RoomKind.BRANCH, branch.id)
        abroad = [person for person in members.everybody(db) if _is_abroad(person, settings)]
        if abroad:
            _make_room(db, "hand:overseas", "国外党员特别群", RoomKind.OVERSEAS)
        for person in members.everybody(db):
            if person.wechat:
                account = account_of(db, person, now)
                accounts.befriend(db, account)
                rooms.seat(db, f"hand:branch:{person.branch_id}", Account(account, person.name))
                if person in abroad:
                    rooms.seat(db, "hand:overseas", Account(account, person.name))


def _make_room(db: Database, room_id: str, topic: str, kind: RoomKind, unit_id: int | None = None) -> None:
    rooms.see(db, room_id, topic)
    rooms.tie(db, room_id, kind, unit_id)


def _is_abroad(person: Member, settings: Settings) -> bool:
    home = {settings.organisation.timezone, "Asia/Shanghai", "Asia/Urumqi"}
    return person.timezone is not None and person.timezone not in home


def account_of(db: Database, person: Member, now: datetime) -> str:
    """Give the account a person's pasted words come from; one stands in for who has none."""
    known = accounts.of_member(db, person.id)
    if known:
        return known[0]
    accounts.bind(db, f"hand:{person.id}", person.id, None, now)
    return f"hand:{person.id}"
