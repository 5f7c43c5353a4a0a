"""Check-ins: the words and what was understood of them; every one is kept, the last one counts.

One that was taken back is kept too, and counts for nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlite_utils import Database

from bot.domain.checkin import Days, Intent, Place, Report, Safety, Whereabouts
from bot.domain.delivery import Kind
from bot.domain.proxy import How
from data.db import read_stamp, stamp

_REPORT = "safety, whereabouts, place, heading_to, leaves_from, leaves_to, returns_from, returns_to, phone"


def add(
    db: Database,
    member_id: int,
    report: Report,
    *,
    intent: Intent,
    said_by: int,
    message_id: str,
    words: str,
    now: datetime,
    how: How = How.OWN,
    zone: str | None = None,
) -> int:
    """Keep what a message said about one person, and how it was had; gives the row's id.

    `zone` is where the person's clock stands from now on; None: where it stood.
    """
    cursor = db.execute(
        f"INSERT INTO checkins (member_id, said_by, message_id, at, words, intent, how, zone, {_REPORT})"  # noqa: S608
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (member_id, said_by, message_id, stamp(now), words, intent, how, zone, *_columns(report)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def latest(db: Database, member_id: int, since: datetime) -> tuple[Report, str] | None:
    """Give what was last reported of a person, and in which words, if it was after `since`.

    The subject is not kept.
    """
    row = db.execute(
        f"SELECT {_REPORT}, words FROM checkins"  # noqa: S608
        " WHERE member_id = ? AND at > ? AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 1",
        (member_id, stamp(since)),
    ).fetchone()
    return (_report(row[:-1]), row[-1]) if row else None


def last_places(db: Database, since: datetime) -> dict[int, tuple[Whereabouts | None, Place | None]]:
    """Give where each person was last said to be after a moment; who never said is left out."""
    rows = db.execute(
        "SELECT member_id, whereabouts, place FROM checkins WHERE id IN ("
        " SELECT max(id) FROM checkins WHERE at > ? AND withdrawn_at IS NULL"
        "  AND (place IS NOT NULL OR whereabouts IS NOT NULL) GROUP BY member_id)",
        (stamp(since),),
    ).fetchall()
    return {
        member: (
            Whereabouts(whereabouts) if whereabouts else None,
            Place(**json.loads(place)) if place else None,
        )
        for member, whereabouts, place in rows
    }


def moved(db: Database, since: datetime, until: datetime) -> dict[int, str | None]:
    """Give whose clock a check-in moved in a span, its ends included, or moved back; with the zone it left.

    None is the committee's zone.
    """
    rows = db.execute(
        "SELECT moved.member_id, coalesce((SELECT zone FROM checkins AS earlier"
        "  WHERE earlier.member_id = moved.member_id AND zone IS NOT NULL AND earlier.at < :since"
        "  AND (earlier.withdrawn_at IS NULL OR earlier.withdrawn_at >= :since)"
        "  ORDER BY earlier.id DESC LIMIT 1), members.timezone)"
        " FROM (SELECT DISTINCT member_id FROM checkins WHERE zone IS NOT NULL"
        "  AND (at >= :since AND at <= :until OR withdrawn_at >= :since AND withdrawn_at <= :until)) AS moved"
        " JOIN members ON members.id = moved.member_id",
        {"since": stamp(since), "until": stamp(until)},
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def strongest(db: Database, member_id: int, since: datetime) -> How | None:
    """Tell how the surest report of a person after a moment was had."""
    rows = db.execute(
        "SELECT DISTINCT how FROM checkins WHERE member_id = ? AND at > ? AND withdrawn_at IS NULL",
        (member_id, stamp(since)),
    ).fetchall()
    return min((How(row[0]) for row in rows), key=tuple(How).index, default=None)


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody's last message of check-ins: the words, when, and about whom (member ids)."""

    words: str
    at: datetime
    about: tuple[int, ...]


_LAST_TOLD = (
    "message_id = (SELECT message_id FROM checkins"
    " WHERE said_by = :by AND at >= :since AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 1)"
    " AND said_by = :by AND withdrawn_at IS NULL"
)


def told_last(db: Database, said_by: int, since: datetime) -> Told | None:
    """Give somebody's last message of check-ins from `since` on; one message may be about many."""
    rows = db.execute(
        f"SELECT words, at, member_id FROM checkins WHERE {_LAST_TOLD} ORDER BY id",  # noqa: S608
        {"by": said_by, "since": stamp(since)},
    ).fetchall()
    return Told(rows[0][0], read_stamp(rows[0][1]), tuple(row[2] for row in rows)) if rows else None


def withdraw_last(db: Database, said_by: int, since: datetime, now: datetime) -> list[tuple[int, Report]]:
    """Take back somebody's last message of check-ins from `since` on; gives (about whom, what was known)."""
    rows = db.execute(
        f"UPDATE checkins SET withdrawn_at = :now WHERE {_LAST_TOLD}"  # noqa: S608
        f" RETURNING member_id, {_REPORT}",
        {"by": said_by, "since": stamp(since), "now": stamp(now)},
    ).fetchall()
    return [(row[0], _report(row[1:])) for row in rows]


def waiting_thanks(db: Database, room_id: str) -> int | None:
    """Give the outbox row that thanks this room and has not gone yet."""
    row = db.execute(
        "SELECT id FROM outbox WHERE conversation = ? AND kind = ? AND state = 'queued'"
        " AND dedupe_key GLOB 'thanks:*' LIMIT 1",
        (room_id, Kind.REPLY),
    ).fetchone()
    return int(row[0]) if row else None


def waiting_thanks_of(db: Database, said_by: int) -> list[int]:
    """List the lines of thanks (outbox rows) not gone yet that name whom somebody reported and took back."""
    rows = db.execute(
        "SELECT DISTINCT thanked_by FROM checkins JOIN outbox ON outbox.id = thanked_by"
        " WHERE said_by = ? AND withdrawn_at IS NOT NULL AND state = 'queued'",
        (said_by,),
    )
    return [row[0] for row in rows]


def last_thanks(db: Database, room_id: str) -> str | None:
    """Tell when this room was last thanked or is to be (as the store writes moments)."""
    row = db.execute(
        "SELECT max(coalesce(sent_at, not_before)) FROM outbox WHERE conversation = ?"
        " AND dedupe_key GLOB 'thanks:*' AND state <> 'cancelled'",
        (room_id,),
    ).fetchone()
    return str(row[0]) if row[0] else None


def thank_with(db: Database, checkin_ids: list[int], outbox_id: int) -> None:
    """Note which line of thanks names these check-ins."""
    db.conn.executemany(
        "UPDATE checkins SET thanked_by = ? WHERE id = ?", [(outbox_id, number) for number in checkin_ids]
    )


def thanked_names(db: Database, outbox_id: int) -> list[str]:
    """List whom a line of thanks names, in the order they wrote."""
    rows = db.execute(
        "SELECT name FROM checkins JOIN members ON members.id = member_id WHERE thanked_by = ?"
        " AND withdrawn_at IS NULL GROUP BY member_id ORDER BY min(checkins.id)",
        (outbox_id,),
    )
    return [row[0] for row in rows]


def count_by_branch(db: Database, start: datetime, end: datetime) -> list[tuple[str, int, int]]:
    """Count per branch who was heard of in a span: (branch, people heard of, people on the roll)."""
    rows = db.execute(
        "SELECT units.name, count(DISTINCT checkins.member_id), count(DISTINCT members.id)"
        " FROM units JOIN members ON members.branch_id = units.id"
        " LEFT JOIN checkins ON checkins.member_id = members.id AND at > ? AND at <= ?"
        "  AND withdrawn_at IS NULL"
        " GROUP BY units.id ORDER BY units.id",
        (stamp(start), stamp(end)),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def count_heard(db: Database, since: datetime) -> list[tuple[int, int]]:
    """Count per branch who was heard of after a moment: (branch id, people), silent branches left out."""
    rows = db.execute(
        "SELECT branch_id, count(DISTINCT member_id) FROM checkins JOIN members ON members.id = member_id"
        " WHERE at > ? AND withdrawn_at IS NULL AND branch_id IS NOT NULL GROUP BY branch_id",
        (stamp(since),),
    )
    return [(row[0], row[1]) for row in rows]


def told_where_at(db: Database, since: datetime) -> dict[int, datetime]:
    """Give when each person was last said to be somewhere, after a moment."""
    rows = db.execute(
        "SELECT member_id, max(at) FROM checkins WHERE at > ? AND withdrawn_at IS NULL"
        " AND (place IS NOT NULL OR whereabouts IS NOT NULL) GROUP BY member_id",
        (stamp(since),),
    ).fetchall()
    return {member: read_stamp(at) for member, at in rows}


def forget_places(db: Database, member_id: int) -> int:
    """Forget where a person ever was or went, and the words that told it; gives of how many check-ins."""
    cursor = db.execute(
        "UPDATE checkins SET words = '', whereabouts = NULL, place = NULL, heading_to = NULL, zone = NULL"
        " WHERE member_id = ? AND (place IS NOT NULL OR whereabouts IS NOT NULL OR heading_to IS NOT NULL)",
        (member_id,),
    )
    return int(cursor.rowcount)


def _columns(report: Report) -> tuple[str | None, ...]:
    leaves, returns = report.leaves_on, report.returns_on
    return (
        report.safety,
        report.whereabouts,
        _place_text(report.place),
        _place_text(report.heading_to),
        leaves.start.isoformat() if leaves else None,
        leaves.end.isoformat() if leaves else None,
        returns.start.isoformat() if returns else None,
        returns.end.isoformat() if returns else None,
        report.phone,
    )


def _report(row: tuple[str | None, ...]) -> Report:
    safety, whereabouts, place, heading, leaves_from, leaves_to, returns_from, returns_to, phone = row
    return Report(
        safety=Safety(safety) if safety else None,
        whereabouts=Whereabouts(whereabouts) if whereabouts else None,
        place=Place(**json.loads(place)) if place else None,
        heading_to=Place(**json.loads(heading)) if heading else None,
        leaves_on=_days(leaves_from, leaves_to),
        returns_on=_days(returns_from, returns_to),
        phone=phone,
    )


def _place_text(place: Place | None) -> str | None:
    return json.dumps(asdict(place), ensure_ascii=False) if place else None


def _days(start: str | None, end: str | None) -> Days | None:
    return Days(date.fromisoformat(start), date.fromisoformat(end)) if start and end else None
