"""Study groups and who is in them; who has died or moved away is in none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database

from bot.domain.group import Group
from bot.domain.member import Member
from data import member as members
from data.db import read_stamp, stamp

_THERE = "members.status NOT IN ('moved', 'deceased')"
_SIZE = (
    "(SELECT count(*) FROM group_members JOIN members ON members.id = member_id"  # noqa: S608 -- a constant
    f" WHERE group_id = study_groups.id AND {_THERE})"
)


def found(db: Database, name: str, founder_id: int, now: datetime) -> int:
    """Make a group with its founder in it; gives its number."""
    cursor = db.execute(
        "INSERT INTO study_groups (name, founded_by, founded_at) VALUES (?, ?, ?)",
        (name, founder_id, stamp(now)),
    )
    assert cursor.lastrowid is not None
    join(db, cursor.lastrowid, founder_id, now)
    return cursor.lastrowid


def find(db: Database, number: int) -> Group | None:
    """Give a group that is still there by its number."""
    return next(iter(_select(db, "AND study_groups.id = :number", {"number": number})), None)


def named(db: Database, name: str) -> Group | None:
    """Give a group that is still there by its name; letters may be large or small."""
    return next(iter(_select(db, "AND lower(name) = lower(:name)", {"name": name})), None)


def there(db: Database) -> list[Group]:
    """List the groups there are, in the order they were made."""
    return _select(db, "ORDER BY study_groups.id", {})


def of_member(db: Database, member_id: int) -> frozenset[int]:
    """Give the numbers of the groups somebody is in."""
    rows = db.execute(
        "SELECT group_id FROM group_members JOIN study_groups ON study_groups.id = group_id"
        " WHERE member_id = ? AND closed_at IS NULL",
        (member_id,),
    )
    return frozenset(row[0] for row in rows)


def people(db: Database, number: int) -> list[Member]:
    """List who is in a group, in the order they joined."""
    rows = db.execute(
        f"SELECT {members.COLUMNS} FROM group_members JOIN members ON members.id = member_id"  # noqa: S608
        f" WHERE group_id = ? AND {_THERE} ORDER BY joined_at, member_id",
        (number,),
    ).fetchall()
    return [members.member_of(row) for row in rows]


def joined_since(db: Database, number: int, since: datetime, until: datetime) -> list[Member]:
    """List who joined a group in a span and is still in it, the founder left out."""
    rows = db.execute(
        f"SELECT {members.COLUMNS} FROM group_members JOIN members ON members.id = member_id"  # noqa: S608
        " JOIN study_groups ON study_groups.id = group_id"
        f" WHERE group_id = ? AND joined_at > ? AND joined_at <= ? AND member_id <> founded_by AND {_THERE}"
        " ORDER BY joined_at, member_id",
        (number, stamp(since), stamp(until)),
    ).fetchall()
    return [members.member_of(row) for row in rows]


def join(db: Database, number: int, member_id: int, now: datetime) -> bool:
    """Put somebody into a group; False where the person is in it already."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO group_members (group_id, member_id, joined_at) VALUES (?, ?, ?)",
        (number, member_id, stamp(now)),
    )
    return cursor.rowcount > 0


def leave(db: Database, number: int, member_id: int, now: datetime) -> bool:
    """Take somebody out of a group, which closes with the last; False where the person was not in it."""
    cursor = db.execute("DELETE FROM group_members WHERE group_id = ? AND member_id = ?", (number, member_id))
    close_empty(db, now)
    return cursor.rowcount > 0


def close(db: Database, number: int, by: int | None, now: datetime) -> None:
    """Close a group and let go of who was in it."""
    db.execute("DELETE FROM group_members WHERE group_id = ?", (number,))
    db.execute("UPDATE study_groups SET closed_at = ?, closed_by = ? WHERE id = ?", (stamp(now), by, number))


def let_go_of_the_gone(db: Database) -> None:
    """Take out of all groups who has died or moved away."""
    db.execute(
        f"DELETE FROM group_members WHERE member_id IN (SELECT id FROM members WHERE NOT ({_THERE}))"  # noqa: S608
    )


def close_empty(db: Database, now: datetime) -> None:
    """Close the groups nobody is in any more."""
    db.execute(
        "UPDATE study_groups SET closed_at = ? WHERE closed_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM group_members WHERE group_id = study_groups.id)",
        (stamp(now),),
    )


def count_by_branch(db: Database) -> dict[str, int]:
    """Count a branch's people who are in a group; who is in several counts once."""
    rows = db.execute(
        "SELECT coalesce(units.name, '没有支部'), count(DISTINCT members.id) FROM group_members"  # noqa: S608
        " JOIN members ON members.id = member_id LEFT JOIN units ON units.id = members.branch_id"
        f" WHERE {_THERE} GROUP BY members.branch_id ORDER BY members.branch_id IS NULL, members.branch_id"
    ).fetchall()
    return dict(rows)


def _select(db: Database, rest: str, arguments: Mapping[str, object]) -> list[Group]:
    rows = db.execute(
        f"SELECT study_groups.id, name, founded_by, founded_at, {_SIZE} FROM study_groups"  # noqa: S608
        f" WHERE closed_at IS NULL {rest}",
        dict(arguments),
    ).fetchall()
    return [Group(number, name, by, read_stamp(at), size) for number, name, by, at, size in rows]
