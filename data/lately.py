"""What was heard of everybody lately, for the weekly page: the whole roll in a query, by branch."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from bot.domain.checkin import Whereabouts
from bot.domain.field import Field
from bot.domain.member import Member
from data.db import read_stamp, stamp
from data.member import COLUMNS, member_of

_ON_ROLL = "branch_id IS NOT NULL AND status NOT IN ('moved', 'deceased')"


class OnRoll(NamedTuple):
    """Somebody on the roll, with the branch and whether only a telephone reaches the person."""

    id: int
    branch_id: int
    wechat: bool


def on_roll(db: Database) -> list[OnRoll]:
    """List who is on the roll, branch by branch."""
    rows = db.execute(
        f"SELECT id, branch_id, wechat FROM members WHERE {_ON_ROLL} ORDER BY branch_id, id"  # noqa: S608
    )
    return [OnRoll(number, branch, bool(wechat)) for number, branch, wechat in rows]


def heard(db: Database, start: datetime, end: datetime) -> set[int]:
    """Give who was heard of by a check-in from one moment up to another."""
    rows = db.execute(
        "SELECT DISTINCT member_id FROM checkins WHERE at >= ? AND at < ? AND withdrawn_at IS NULL",
        (stamp(start), stamp(end)),
    )
    return {row[0] for row in rows}


def silent(db: Database, since: datetime) -> list[tuple[int, int, datetime | None]]:
    """List who on the roll was not heard of after a moment: (member, branch, when last, None: never)."""
    # Receipts and absences are not indexed by member: each is gone through once, never once a person.
    rows = db.execute(
        "SELECT id, branch_id, nullif(max(coalesce(answered, ''), coalesce(away, ''), coalesce("  # noqa: S608
        "  (SELECT max(at) FROM checkins WHERE member_id = members.id AND withdrawn_at IS NULL), '')), '')"
        " FROM members LEFT JOIN (SELECT member_id, max(at) AS answered FROM receipts"
        "   WHERE withdrawn_at IS NULL AND how = 'own' GROUP BY member_id) AS receipts"
        "  ON receipts.member_id = id"
        " LEFT JOIN (SELECT member_id, max(at) AS away FROM absences WHERE said_by = member_id"
        "   GROUP BY member_id) AS absences ON absences.member_id = id"
        f" WHERE {_ON_ROLL} AND id NOT IN (SELECT member_id FROM checkins WHERE at > :since"
        "  AND withdrawn_at IS NULL) AND coalesce(answered, '') <= :since AND coalesce(away, '') <= :since"
        " ORDER BY branch_id, id",
        {"since": stamp(since)},
    ).fetchall()
    return [(member, branch, read_stamp(at) if at else None) for member, branch, at in rows]


def moves(
    db: Database, start: datetime, end: datetime
) -> list[tuple[int, int | None, Whereabouts, Whereabouts]]:
    """List who said in a span to be elsewhere than said before it: (member, branch, from, to)."""
    rows = db.execute(
        "SELECT member_id, branch_id, before, after FROM (SELECT said.member_id, said.whereabouts AS after,"
        "  (SELECT whereabouts FROM checkins AS earlier WHERE earlier.member_id = said.member_id"
        "   AND earlier.at < :start AND withdrawn_at IS NULL AND whereabouts IS NOT NULL"
        "   ORDER BY at DESC, id DESC LIMIT 1) AS before"
        "  FROM checkins AS said WHERE said.id IN (SELECT max(id) FROM checkins WHERE at >= :start"
        "   AND at < :end AND withdrawn_at IS NULL AND whereabouts IS NOT NULL GROUP BY member_id))"
        " JOIN members ON members.id = member_id"
        " WHERE before <> after AND status NOT IN ('moved', 'deceased') ORDER BY branch_id, member_id",
        {"start": stamp(start), "end": stamp(end)},
    ).fetchall()
    return [(member, branch, Whereabouts(old), Whereabouts(new)) for member, branch, old, new in rows]


def changes(db: Database, start: datetime, end: datetime) -> list[tuple[int, int | None, Field]]:
    """List which fields members and secretaries changed in a span, each once: (member, branch, field)."""
    rows = db.execute(
        "SELECT DISTINCT member_id, branch_id, field FROM record_changes"
        " JOIN members ON members.id = member_id WHERE at >= ? AND at < ? AND undone_at IS NULL"
        " AND how IN ('own', 'secretary') AND status NOT IN ('moved', 'deceased')"
        " ORDER BY branch_id, member_id, field",
        (stamp(start), stamp(end)),
    ).fetchall()
    return [(member, branch, Field[field]) for member, branch, field in rows]


class Asked(NamedTuple):
    """Somebody who was asked something."""

    member_id: int
    branch_id: int | None
    answered: bool
    note: str  # what else is known: why left in peace, whether there is a doubtful answer


def asked_by_notice(db: Database, number: int) -> list[Asked]:
    """List whom a notice asked; who has left the roll and did not answer is left out."""
    rows = db.execute(
        "SELECT asked.member_id, branch_id, coalesce(certain, 0), maybe FROM notice_members AS asked"
        " JOIN members ON members.id = asked.member_id LEFT JOIN (SELECT member_id,"
        "   max(certain) AS certain, max(certain = 0 AND choice IS NOT '') AS maybe FROM receipts"
        "   WHERE notice_id = :number AND withdrawn_at IS NULL GROUP BY member_id) AS given"
        "  ON given.member_id = asked.member_id"
        " WHERE asked.notice_id = :number AND (certain = 1 OR status NOT IN ('moved', 'deceased'))"
        " ORDER BY branch_id, asked.member_id",
        {"number": number},
    )
    return [
        Asked(member, branch, bool(certain), "可能已回" if maybe and not certain else "")
        for member, branch, certain, maybe in rows
    ]


def asked_by_rollcall(db: Database, number: int) -> list[tuple[int, int | None, bool, str | None]]:
    """List whom a round asked or left in peace: (member, branch, heard of, why left in peace)."""
    rows = db.execute(
        "SELECT asked.member_id, branch_id, given.member_id IS NOT NULL OR coalesce(excused = 'heard', 0),"
        " excused FROM rollcall_members AS asked JOIN members ON members.id = asked.member_id"
        " LEFT JOIN (SELECT DISTINCT member_id FROM checkins WHERE withdrawn_at IS NULL"
        "   AND at >= (SELECT opened_at FROM rollcalls WHERE id = :number)) AS given"
        "  ON given.member_id = asked.member_id"
        " WHERE rollcall_id = :number AND status NOT IN ('moved', 'deceased')"
        " ORDER BY branch_id, asked.member_id",
        {"number": number},
    )
    return [(member, branch, bool(heard), excused) for member, branch, heard, excused in rows]


def may_have_birthday(db: Database, days: Iterable[str]) -> list[Member]:
    """List who on the roll was born on one of these days (11-25), or keeps a lunar birthday."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM members WHERE {_ON_ROLL}"  # noqa: S608 -- constants
        " AND (substr(birthday, 6) IN (SELECT value FROM json_each(:days))"
        "  OR members.id IN (SELECT member_id FROM birthdays WHERE withdrawn_at IS NULL))"
        " ORDER BY branch_id, members.id",
        {"days": json.dumps(list(days))},
    ).fetchall()
    return [member_of(row) for row in rows]


def names(db: Database, member_ids: Iterable[int]) -> dict[int, tuple[str, int | None]]:
    """Give the names of these people and the branches they belong to now."""
    rows = db.execute(
        "SELECT id, name, branch_id FROM members WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(member_ids)),),
    )
    return {member: (name, branch) for member, name, branch in rows}


def secretaries(db: Database) -> dict[int, list[int]]:
    """Give who is secretary of which branches, in the place of who is away the stand-in."""
    found = defaultdict[int, list[int]](list)
    rows = db.execute(
        "SELECT member_id, unit_id FROM posts JOIN units ON units.id = unit_id"
        " JOIN members ON members.id = member_id WHERE role = 'secretary' AND units.kind = 'branch'"
        " AND closed_at IS NULL AND status NOT IN ('moved', 'deceased')"
        # Found once for all: looked for at each post, fifteen thousand branches would take minutes.
        " AND (member_id, unit_id) NOT IN (SELECT stands_in_for, unit_id FROM posts"
        "  WHERE role = 'secretary' AND stands_in_for IS NOT NULL)"
        " ORDER BY member_id, unit_id"
    )
    for member, unit in rows:
        found[member].append(unit)
    return found
