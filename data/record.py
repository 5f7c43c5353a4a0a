"""The fields of members' records, each change with what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlite_utils import Database

from bot.domain.field import Field
from bot.domain.record import Change, How
from data import unit as units
from data.db import read_stamp, stamp

FIELDS = tuple(field for field in Field if field.column)
_CHANGE = "id, member_id, field, before, after, by, how, reason, at, undone_at"
_COLUMNS = ", ".join(f"members.{field.column}" for field in FIELDS)


def find(db: Database, member_id: int) -> dict[Field, str | None]:
    """Give a person's record as text of the table; the branch by its name."""
    return next(iter(of_ids(db, [member_id]).values()))


def of_ids(db: Database, ids: Iterable[int]) -> dict[int, dict[Field, str | None]]:
    """Give the records of these people, in the order of the roll."""
    wanted = set(ids)
    return (
        {number: record for number, record in everybody(db).items() if number in wanted}
        if (len(wanted) > 50)
        else {number: record for one in sorted(wanted) for number, record in _select(db, one).items()}
    )


def everybody(db: Database) -> dict[int, dict[Field, str | None]]:
    """Give the records of everybody known, by member number."""
    return _select(db, None)


def _select(db: Database, member_id: int | None) -> dict[int, dict[Field, str | None]]:
    rows = db.execute(
        f"SELECT members.id, units.name, {_COLUMNS} FROM members"  # noqa: S608 -- columns of our own
        " LEFT JOIN units ON units.id = members.branch_id WHERE :id IS NULL OR members.id = :id"
        " ORDER BY members.branch_id, members.id",
        {"id": member_id},
    ).fetchall()
    return {
        number: {
            field: branch if field is Field.BRANCH else None if value is None else str(value)
            for field, value in zip(FIELDS, values, strict=True)
        }
        for number, branch, *values in rows
    }


def change(
    db: Database,
    member_id: int,
    values: Mapping[Field, str | None],
    *,
    by: int | None,
    how: How,
    now: datetime,
    reason: str = "",
) -> list[Change]:
    """Give fields of a record new values, all of one reason; what stood there is kept.

    A branch is given by its name, which must be a unit's. Gives the changes made; the same value is none.
    """
    before = find(db, member_id)
    done = []
    for field, value in values.items():
        if before[field] == value:
            continue
        _write(db, member_id, field, value)
        cursor = db.execute(
            "INSERT INTO record_changes (member_id, field, before, after, by, how, reason, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (member_id, field.name, before[field], value, by, how, reason, stamp(now)),
        )
        assert cursor.lastrowid is not None
        done.append(Change(cursor.lastrowid, member_id, field, before[field], value, by, how, reason, now))
    return done


def _write(db: Database, member_id: int, field: Field, value: str | None) -> None:
    stored: str | int | None = value
    if field is Field.BRANCH and value is not None:
        unit = units.named(db, value)
        assert unit is not None, f"there is no unit {value}"
        stored = unit.id
    elif field is Field.WECHAT:
        stored = int(value or 0)
    db.execute(
        f"UPDATE members SET {field.column} = ? WHERE id = ?",  # noqa: S608 -- a column of our own
        (stored, member_id),
    )


def history(db: Database, member_id: int, field: Field | None = None) -> list[Change]:
    """List how a record changed, the newest first; of one field or all."""
    return _changes(
        db,
        "WHERE member_id = :member AND (:field IS NULL OR field = :field) ORDER BY id DESC",
        {"member": member_id, "field": field.name if field else None},
    )


def made_by(db: Database, by: int, since: datetime) -> list[Change]:
    """List what somebody changed since, the newest first, without what was undone."""
    return _changes(
        db,
        "WHERE by = :by AND at >= :since AND undone_at IS NULL ORDER BY id DESC",
        {"by": by, "since": stamp(since)},
    )


def undo(db: Database, changes: Iterable[Change], now: datetime) -> list[Change]:
    """Put back what stood there before; a field that was changed again since then is left as it is."""
    done = []
    for one in changes:
        if find(db, one.member_id)[one.field] != one.after:
            continue
        _write(db, one.member_id, one.field, one.before)
        db.execute("UPDATE record_changes SET undone_at = ? WHERE id = ?", (stamp(now), one.id))
        done.append(one)
    return done


def _changes(db: Database, rest: str, arguments: Mapping[str, object]) -> list[Change]:
    rows = db.execute(
        f"SELECT {_CHANGE} FROM record_changes {rest}",  # noqa: S608 -- a part of this page
        dict(arguments),
    ).fetchall()
    return [
        Change(
            number,
            member,
            Field[field],
            before,
            after,
            by,
            How(how),
            reason,
            read_stamp(at),
            read_stamp(undone) if undone else None,
        )
        for number, member, field, before, after, by, how, reason, at, undone in rows
    ]
