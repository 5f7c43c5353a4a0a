"""Who has read a study item, and what people wrote about it; the last words of somebody count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.domain.proxy import How
from data.db import read_stamp, stamp


@dataclass(frozen=True, slots=True)
class Read:
    """Somebody has read an item: when, and how that is known."""

    member_id: int
    how: How
    at: datetime


@dataclass(frozen=True, slots=True)
class Reflection:
    """What somebody wrote about an item; the words are "" once their time is over."""

    number: int
    member_id: int
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """What was taken back: of which item and whose."""

    number: int
    member_id: int


def note_read(
    db: Database,
    number: int,
    member_id: int,
    how: How,
    said_by: int,
    now: datetime,
    *,
    room_id: str | None = None,
) -> bool:
    """Note that somebody has read an item; False where that was known."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO study_reads (study_id, member_id, how, said_by, room_id, thanked, at)"
        " VALUES (:number, :member, :how, :by, :room, :room IS NULL, :at)",
        {
            "number": number,
            "member": member_id,
            "how": how,
            "by": said_by,
            "room": room_id,
            "at": stamp(now),
        },
    )
    return cursor.rowcount > 0


def reads(db: Database, number: int) -> dict[int, Read]:
    """Give who has read an item."""
    rows = db.execute("SELECT member_id, how, at FROM study_reads WHERE study_id = ?", (number,)).fetchall()
    return {member: Read(member, How(how), read_stamp(at)) for member, how, at in rows}


def read_by(db: Database, member_id: int) -> set[int]:
    """Give the numbers of the items somebody has read."""
    return {
        row[0] for row in db.execute("SELECT study_id FROM study_reads WHERE member_id = ?", (member_id,))
    }


def write(db: Database, number: int, member_id: int, words: str, how: How, by: int, now: datetime) -> None:
    """Keep what somebody wrote; earlier words of the same person stay behind it."""
    db.execute(
        "INSERT INTO reflections (study_id, member_id, words, how, said_by, at) VALUES (?, ?, ?, ?, ?, ?)",
        (number, member_id, words, how, by, stamp(now)),
    )


def reflections(db: Database, number: int) -> dict[int, Reflection]:
    """Give what each person's last words about an item are."""
    rows = db.execute(
        "SELECT study_id, member_id, words, at FROM reflections WHERE study_id = ? ORDER BY id", (number,)
    ).fetchall()
    return {member: Reflection(number, member, words, read_stamp(at)) for number, member, words, at in rows}


# Thanks in a room


def to_thank(db: Database) -> dict[str, list[str]]:
    """Give who said 已学 in a room and was not thanked there: {room: names}."""
    found: dict[str, list[str]] = {}
    rows = db.execute(
        "SELECT room_id, name FROM study_reads JOIN members ON members.id = member_id"
        " WHERE thanked = 0 AND room_id IS NOT NULL ORDER BY study_reads.id"
    )
    for room_id, name in rows:
        names = found.setdefault(room_id, [])
        if name not in names:
            names.append(name)
    return found


def note_thanked(db: Database, room_ids: Iterable[str]) -> None:
    """Note that these rooms were thanked, or hear enough without."""
    db.conn.executemany(
        "UPDATE study_reads SET thanked = 1 WHERE thanked = 0 AND room_id = ?", [(one,) for one in room_ids]
    )


# What is taken back


def said_last(db: Database, said_by: int, since: datetime) -> datetime | None:
    """Tell when somebody last said that an item was read, or wrote about one, from `since` on."""
    row = db.execute(
        "SELECT max(at) FROM (SELECT at FROM study_reads WHERE said_by = :by AND at >= :since"
        " UNION ALL SELECT at FROM reflections WHERE said_by = :by AND at >= :since)",
        {"by": said_by, "since": stamp(since)},
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def take_back_reads(db: Database, said_by: int, at: datetime) -> list[Deed]:
    """Forget what somebody said at a moment to be read; gives what that was."""
    rows = db.execute(
        "DELETE FROM study_reads WHERE said_by = ? AND at = ? RETURNING study_id, member_id",
        (said_by, stamp(at)),
    ).fetchall()
    return [Deed(*row) for row in rows]


def take_back_words(db: Database, said_by: int, at: datetime) -> list[Deed]:
    """Forget what somebody wrote at a moment; gives about what."""
    rows = db.execute(
        "DELETE FROM reflections WHERE said_by = ? AND at = ? RETURNING study_id, member_id",
        (said_by, stamp(at)),
    ).fetchall()
    return [Deed(*row) for row in rows]
