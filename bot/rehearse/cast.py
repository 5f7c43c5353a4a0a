"""Puts a script's organisation into a fresh database: units, rooms, people with their accounts and seats."""

from __future__ import annotations

from sqlite_utils import Database

from bot.config import ConfigError, Settings
from bot.domain.member import Member, Role
from bot.domain.room import RoomKind
from bot.own import telling
from bot.rehearse.script import Script
from bot.simulation import SIMULATED, claim_world, make_room, seed_sample, tie_member, tie_roll
from data import account as accounts
from data import member as members
from data import room as rooms
from data import unit as units


class Cast:
    """The people and rooms of a script, on their way into a database. Raises ConfigError."""

    def __init__(self, db: Database, script: Script, settings: Settings) -> None:
        self._db = db
        self._script = script
        self._settings = settings
        self._guests: dict[str, str] = {}

    def settle(self) -> dict[str, str]:
        """Put the organisation of the script, or the sample roll, into the fresh database.

        Gives the accounts of those who are not bound, by name.
        """
        claim_world(self._db, SIMULATED)
        if self._script.units is None:
            seed_sample(self._db, self._settings, self._script.start)
            tie_roll(self._db, self._settings, self._script.start)
        with self._db.atomic():
            committee = units.committee(self._db, self._committee_name()).id
            self._make_units(committee)
            for room in self._script.rooms:
                make_room(self._db, f"{room.name}@sim", room.name, room.kind, self._unit(room.branch))
            for place in range(len(self._script.members)):
                self._make_member(place, committee)
        return self._guests

    def _committee_name(self) -> str:
        return self._script.units.committee if self._script.units else self._settings.organisation.name

    def _make_units(self, committee: int) -> None:
        wanted = self._script.units
        if wanted is None:
            return
        parents = {branch: name for name, branches in wanted.general.items() for branch in branches}
        for name in wanted.general:
            units.make(self._db, "general", name, committee)
        for branch in dict.fromkeys([*wanted.branches, *parents]):
            parent = self._unit(parents[branch]) if branch in parents else committee
            units.make(self._db, "branch", branch, parent)

    def _unit(self, name: str | None) -> int | None:
        if name is None:
            return None
        unit = units.named(self._db, name)
        if unit is None:
            raise ConfigError(f"no branch {name} stands under `units:`")
        return unit.id

    def _make_member(self, place: int, committee: int) -> None:
        person = self._script.members[place]
        branch_ids = [unit for name in person.branches if (unit := self._unit(name)) is not None]
        member = Member(
            0,
            person.name,
            birthday=person.birthday,
            joined_on=person.joined,
            phone=person.phone,
            timezone=person.timezone,
            wechat=person.wechat,
            branch_id=branch_ids[0] if branch_ids else None,
        )
        member_id = members.add(self._db, member)
        if person.role:
            for unit_id in branch_ids if person.role is Role.SECRETARY else [committee]:
                members.give_post(self._db, member_id, person.role, unit_id)
        if person.wechat:
            seats = self._seats(place, branch_ids)
            self._seat(members.find(self._db, member_id), place, seats)

    def _seats(self, place: int, branch_ids: list[int]) -> list[str]:
        """List the rooms a person of the script sits in."""
        person = self._script.members[place]
        by_role = {
            Role.SECRETARY: {RoomKind.SECRETARY},
            Role.CLERK: {RoomKind.CENTRAL, RoomKind.SECRETARY, RoomKind.OFFICE},
            Role.COMMITTEE: {RoomKind.CENTRAL},
        }
        kinds = by_role.get(person.role, set()) if person.role else set()
        seats = [room.room_id for kind in kinds for room in rooms.of_kind(self._db, kind)]
        if person.rooms is not None:
            return seats + [find_room(self._db, name) for name in person.rooms]
        branch_rooms = (rooms.of_kind(self._db, RoomKind.BRANCH, unit) for unit in branch_ids)
        return seats + [room.room_id for found in branch_rooms for room in found]

    def _seat(self, member: Member, place: int, seats: list[str]) -> None:
        person = self._script.members[place]
        account_id = tie_member(self._db, member, seats, self._script.start, person.nickname or person.name)
        if person.bound and person.friend:
            telling.note_met(self._db, member.id, self._script.start)
        if not person.friend:
            accounts.unfriend(self._db, account_id)
        if not person.bound:
            accounts.unbind(self._db, account_id)
            self._guests[person.name] = account_id


def find_room(db: Database, name: str) -> str:
    """Find a room by its topic. Raises ConfigError."""
    found = [room.room_id for room in rooms.everything(db) if room.topic == name]
    if not found:
        raise ConfigError(f"there is no room {name}")
    return found[0]
