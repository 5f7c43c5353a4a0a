"""A committee of any size in the simulated WeChat: numbered branches, each with its room and its people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.config import Settings
from bot.domain.member import Member, Role
from bot.domain.room import RoomKind
from bot.own import telling
from bot.ports import Account
from data import account as accounts
from data import member as members
from data import room as rooms
from data import unit as units

CLERK = "clerk"


def room_of(branch: int) -> str:
    """Give the room of a branch, counted from 0."""
    return f"branch-{branch}@sim"


def account_of(branch: int, person: int) -> str:
    """Give the account of somebody in a branch, both counted from 0."""
    return f"wx-{branch}-{person}"


def seat_crowd(db: Database, branches: int, people: int, now: datetime) -> None:
    """Fill an empty database: a clerk, and so many branches of so many people, all bound and befriended."""
    with db.atomic():
        committee = units.committee(db, "怀柔人才党委").id
        _bind(db, Member(0, "王主任"), CLERK, now)
        members.give_post(db, 1, Role.CLERK, committee)
        for branch in range(branches):
            unit = units.make(db, "branch", f"第{branch + 1}支部", committee)
            rooms.see(db, room_of(branch), f"第{branch + 1}支部群")
            rooms.tie(db, room_of(branch), RoomKind.BRANCH, unit)
            for person in range(people):
                account = account_of(branch, person)
                _bind(db, Member(0, f"党员{branch}之{person}", branch_id=unit), account, now)
                rooms.seat(db, room_of(branch), Account(account, f"党员{branch}之{person}"))


def _bind(db: Database, member: Member, account: str, now: datetime) -> None:
    number = members.add(db, member)
    accounts.bind(db, account, number, None, now)
    accounts.befriend(db, account)
    telling.note_met(db, number, now)


def without_pauses(settings: Settings) -> Settings:
    """Give settings whose account may speak as fast as it likes."""
    never = timedelta(0)
    fast: dict[str, Any] = {"room_gap": never, "jitter_from": never, "jitter_to": never}
    fast |= {"per_minute": 10**6, "per_day": 10**9}
    return settings.model_copy(update={"delivery": settings.delivery.model_copy(update=fast)})


def resident() -> int:
    """Tell how many bytes of memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


def in_order(db: Database) -> Iterator[tuple[str, str, str]]:
    """Give (conversation, key, kind) of what was sent, in the order it was sent in the simulated WeChat."""
    query = "SELECT conversation, dedupe_key, kind, echo_id FROM outbox WHERE state = 'sent'"
    rows = db.execute(query).fetchall()
    for conversation, key, kind, _ in sorted(rows, key=lambda row: int(row[3].rpartition("-")[2])):
        yield conversation, key, kind
