"""What secretaries are to look at (待看), with the words; settled by a look, or by a clear message."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.domain.concern import Concern, Why
from data.db import read_stamp, stamp


def add(
    db: Database,
    member_id: int,
    why: Why,
    *,
    detail: str,
    said_by: int,
    room_id: str | None,
    message_id: str,
    words: str,
    now: datetime,
    seen_since: datetime | None = None,
) -> None:
    """Keep something to look at; the same detail of a person is kept once, an unknown name once a branch.

    In a room, where people of several branches may sit, the name is kept once, too. What was told after
    `seen_since` and looked at is not kept again: a list goes round, and each line is in it many times.
    """
    db.execute(
        "INSERT INTO concerns (member_id, why, detail, said_by, room_id, message_id, words, at)"
        " SELECT :member, :why, :detail, :said_by, :room, :message, :words, :at"
        " WHERE :detail = '' OR NOT EXISTS (SELECT 1 FROM concerns"
        "   WHERE (settled_at IS NULL OR at >= :seen_since) AND why = :why AND detail = :detail"
        "   AND (member_id = :member OR (why = 'name' AND (room_id = :room"
        "     OR (SELECT branch_id FROM members WHERE id = member_id)"
        "     IS (SELECT branch_id FROM members WHERE id = :member)))))",
        {
            "member": member_id,
            "why": why,
            "detail": detail,
            "said_by": said_by,
            "room": room_id,
            "message": message_id,
            "words": words,
            "at": stamp(now),
            "seen_since": stamp(seen_since) if seen_since else None,
        },
    )


def settle(
    db: Database, member_id: int, whys: Collection[Why], now: datetime, *, detail: str | None = None
) -> None:
    """Take a person's open ones off the list, of these kinds (and this detail, where one is given)."""
    for why in whys:
        db.execute(
            "UPDATE concerns SET settled_at = :now WHERE member_id = :member AND settled_at IS NULL"
            " AND why = :why AND (:detail IS NULL OR detail = :detail)",
            {"now": stamp(now), "member": member_id, "why": why, "detail": detail},
        )


def settle_these(db: Database, numbers: Collection[int], now: datetime) -> None:
    """Take those that somebody has looked at off the list."""
    db.conn.executemany(
        "UPDATE concerns SET settled_at = ? WHERE id = ? AND settled_at IS NULL",
        [(stamp(now), number) for number in numbers],
    )


def names_asked(db: Database, member_id: int) -> list[str]:
    """List the names this person's branch reported for and nobody knows."""
    rows = db.execute(
        "SELECT DISTINCT detail FROM concerns JOIN members ON members.id = member_id"
        " WHERE settled_at IS NULL AND why = 'name'"
        " AND branch_id IS (SELECT branch_id FROM members WHERE id = ?)",
        (member_id,),
    )
    return [row[0] for row in rows]


def settle_name(db: Database, member_id: int, name: str, now: datetime) -> None:
    """Take an unknown name off the list of this person's branch: it is known by now who was meant."""
    db.execute(
        "UPDATE concerns SET settled_at = :now WHERE settled_at IS NULL AND why = 'name' AND detail = :name"
        " AND (SELECT branch_id FROM members WHERE id = member_id)"
        "   IS (SELECT branch_id FROM members WHERE id = :member)",
        {"now": stamp(now), "name": name, "member": member_id},
    )


def unsettled(db: Database, since: datetime, zone: ZoneInfo) -> list[Concern]:
    """List what is open since a moment, the oldest first; moments are on the given clock."""
    rows = db.execute(
        "SELECT concerns.id, name, branch_id, why, detail, words, room_id IS NOT NULL, at,"
        " member_id"
        " FROM concerns JOIN members ON members.id = member_id"
        " WHERE settled_at IS NULL AND at > ? ORDER BY concerns.id",
        (stamp(since),),
    ).fetchall()
    return [
        Concern(
            number,
            name,
            branch,
            Why(why),
            detail,
            words,
            bool(in_room),
            read_stamp(at).astimezone(zone),
            member,
        )
        for number, name, branch, why, detail, words, in_room, at, member in rows
    ]
