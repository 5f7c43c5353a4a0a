"""What secretaries are to look at (待看), with the words; settled by a later clear message."""

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
) -> None:
    """Keep something to look at; the same detail of a person, or from the same room, is kept once."""
    db.execute(
        "INSERT INTO concerns (member_id, why, detail, said_by, room_id, message_id, words, at)"
        " SELECT :member, :why, :detail, :said_by, :room, :message, :words, :at"
        " WHERE :detail = '' OR NOT EXISTS (SELECT 1 FROM concerns WHERE settled_at IS NULL"
        "   AND why = :why AND detail = :detail"
        "   AND (member_id = :member OR (why = 'name' AND room_id = :room)))",
        {
            "member": member_id,
            "why": why,
            "detail": detail,
            "said_by": said_by,
            "room": room_id,
            "message": message_id,
            "words": words,
            "at": stamp(now),
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


def unsettled(db: Database, since: datetime, zone: ZoneInfo) -> list[Concern]:
    """List what is open since a moment, the oldest first; moments are on the given clock."""
    rows = db.execute(
        "SELECT name, branch_id, why, detail, words, room_id IS NOT NULL, at"
        " FROM concerns JOIN members ON members.id = member_id"
        " WHERE settled_at IS NULL AND at > ? ORDER BY concerns.id",
        (stamp(since),),
    ).fetchall()
    return [
        Concern(name, branch, Why(why), detail, words, bool(in_room), read_stamp(at).astimezone(zone))
        for name, branch, why, detail, words, in_room, at in rows
    ]
