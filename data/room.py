"""The rooms the bot sits in, their place in the organisation, and who sits there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from bot.domain.room import RoomKind, TiedRoom
from bot.ports import Account
from data.db import read_stamp, stamp

_COLUMNS = "room_id, topic, kind, unit_id"


def see(db: Database, room_id: str, topic: str) -> bool:
    """Note a room and its present topic; True if it was not known before."""
    known = find(db, room_id)
    db.execute(
        "INSERT INTO rooms (room_id, topic) VALUES (?, ?)"
        " ON CONFLICT (room_id) DO UPDATE SET topic = excluded.topic",
        (room_id, topic),
    )
    return known is None


def tie(db: Database, room_id: str, kind: RoomKind, unit_id: int | None) -> None:
    """Give a room its place in the organisation."""
    db.execute("UPDATE rooms SET kind = ?, unit_id = ? WHERE room_id = ?", (kind, unit_id, room_id))


def untie(db: Database, room_id: str) -> None:
    """Take a room's place and its seats away: the bot no longer sits in it."""
    db.execute("UPDATE rooms SET kind = NULL, unit_id = NULL WHERE room_id = ?", (room_id,))
    db.execute("DELETE FROM sittings WHERE room_id = ?", (room_id,))


def find(db: Database, room_id: str) -> TiedRoom | None:
    """Give a room by its id."""
    row = db.execute(f"SELECT {_COLUMNS} FROM rooms WHERE room_id = ?", (room_id,)).fetchone()  # noqa: S608
    return _room(row) if row else None


def of_kind(db: Database, kind: RoomKind, unit_id: int | None = None) -> list[TiedRoom]:
    """List the rooms of a kind, of one unit or of any."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM rooms WHERE kind = :kind AND (:unit IS NULL OR unit_id = :unit)"  # noqa: S608
        " ORDER BY unit_id, room_id",
        {"kind": kind, "unit": unit_id},
    ).fetchall()
    return [_room(row) for row in rows]


def everything(db: Database) -> list[TiedRoom]:
    """List all rooms."""
    return [_room(row) for row in db.execute(f"SELECT {_COLUMNS} FROM rooms").fetchall()]  # noqa: S608


def seat(db: Database, room_id: str, account: Account) -> None:
    """Note that an account sits in a room, under the nickname shown there."""
    db.execute(
        "INSERT INTO sittings (room_id, account_id, nickname) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET nickname = excluded.nickname",
        (room_id, account.account_id, account.nickname),
    )


def unseat(db: Database, room_id: str, account_id: str) -> None:
    """Note that an account left a room."""
    db.execute("DELETE FROM sittings WHERE room_id = ? AND account_id = ?", (room_id, account_id))


def set_seats(db: Database, room_id: str, accounts: Iterable[Account]) -> None:
    """Replace the list of who sits in a room."""
    db.execute("DELETE FROM sittings WHERE room_id = ?", (room_id,))
    for account in accounts:
        seat(db, room_id, account)


def seats(db: Database, room_id: str) -> list[Account]:
    """List who sits in a room."""
    rows = db.execute(
        "SELECT account_id, nickname FROM sittings WHERE room_id = ? ORDER BY account_id", (room_id,)
    )
    return [Account(*row) for row in rows]


def shared_with(db: Database, account_id: str) -> list[tuple[TiedRoom, str]]:
    """List the rooms an account sits in, each with the nickname there."""
    rows = db.execute(
        "SELECT rooms.room_id, topic, kind, unit_id, nickname FROM sittings JOIN rooms USING (room_id)"
        " WHERE account_id = ? ORDER BY rooms.room_id",
        (account_id,),
    ).fetchall()
    return [(_room(row[:4]), row[4]) for row in rows]


def sitting_members(db: Database) -> list[tuple[int, TiedRoom]]:
    """List (member id, room) for every bound person in every tied room, all who share an account."""
    rows = db.execute(
        "SELECT ties.member_id, rooms.room_id, topic, kind, rooms.unit_id FROM sittings JOIN ("
        "  SELECT account_id, member_id FROM accounts UNION ALL SELECT account_id, member_id FROM companions"
        ") AS ties USING (account_id) JOIN rooms USING (room_id) WHERE kind IS NOT NULL"
        " AND ties.member_id NOT IN (SELECT id FROM members WHERE status IN ('moved', 'deceased'))"
    ).fetchall()
    return [(row[0], _room(row[1:])) for row in rows]


def homes(db: Database) -> dict[int, TiedRoom]:
    """Give each bound person one room: the overseas one for who sits there, else the branch's."""
    home: dict[int, TiedRoom] = {}
    for member_id, room in sitting_members(db):
        if room.kind is RoomKind.OVERSEAS or (room.kind is RoomKind.BRANCH and member_id not in home):
            home[member_id] = room
    return home


def note_answers_asked(db: Database, room_id: str, now: datetime) -> None:
    """A person asked for answers in this room: a bare 收到 is no longer surely meant for the bot."""
    db.execute("UPDATE rooms SET answers_asked_at = ? WHERE room_id = ?", (stamp(now), room_id))


def answers_asked_at(db: Database, room_id: str) -> datetime | None:
    """Tell when a person last asked for answers in this room."""
    row = db.execute("SELECT answers_asked_at FROM rooms WHERE room_id = ?", (room_id,)).fetchone()
    return read_stamp(row[0]) if row and row[0] else None


def _room(row: tuple[str, str, str | None, int | None]) -> TiedRoom:
    room_id, topic, kind, unit_id = row
    return TiedRoom(room_id, topic, RoomKind(kind) if kind else None, unit_id)
