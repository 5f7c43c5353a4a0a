"""The fields of members' records, each change with what stood there before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlite_utils import Database

from bot.domain.field import Field
from bot.domain.record import Change, How
from data import unit as units
from data.db import read_stamp, stamp

FIELDS = tuple(field for field in Field if field.column)
_FEW = 50  # people looked up one by one; of more the whole roll is read
_CHANGE = "id, member_id, field, before, after, by, how, reason, at, undone_at"
_COLUMNS = ", ".join(f"members.{field.column}" for field in FIELDS)


def find(db: Database, member_id: int) -> dict[Field, str | None]:
    """Give a person's record as text of the table; the branch by its name."""
    return next(iter(of_ids(db, [member_id]).values()))


def of_ids(db: Database, ids: Iterable[int]) -> dict[int, dict[Field, str | None]]:
    """Give the records of these people, in the order of the roll."""
    wanted = set(ids)
    if len(wanted) > _FEW:
        return {number: record for number, record in everybody(db).items() if number in wanted}
    return {
        number: record
        for one in sorted(wanted)
        for number, record in _select(db, "WHERE members.id = ?", (one,)).items()
    }


def everybody(db: Database) -> dict[int, dict[Field, str | None]]:
    """Give the records of everybody known, by member number."""
    return _select(db, "ORDER BY members.branch_id, members.id")


def _select(db: Database, rest: str, values: Collection[object] = ()) -> dict[int, dict[Field, str | None]]:
    # "? IS NULL OR id = ?" would be shorter, and look through the whole table for one person.
    rows = db.execute(
        f"SELECT members.id, units.name, {_COLUMNS} FROM members"  # noqa: S608 -- columns of our own
        f" LEFT JOIN units ON units.id = members.branch_id {rest}",
        tuple(values),
    ).fetchall()
    return {
        number: {
            field: branch if field is Field.BRANCH else None if value is None else str(value)
            for field, value in zip(FIELDS, values, strict=True)
        }
        for number, branch, *values in rows
    }


def with_tail(db: Database, tail: str) -> list[int]:
    """List whose telephone or identity number ends so."""
    rows = db.execute(
        "SELECT id FROM members WHERE phone LIKE '%' || :tail OR id_number LIKE '%' || :tail ORDER BY id",
        {"tail": tail},
    )
    return [row[0] for row in rows]


def formerly_named(db: Database, name: str) -> list[int]:
    """List who bore a name before it was changed."""
    rows = db.execute(
        "SELECT DISTINCT member_id FROM record_changes"
        " WHERE field = 'NAME' AND before = ? AND undone_at IS NULL ORDER BY member_id",
        (name,),
    )
    return [row[0] for row in rows]


def add(db: Database, values: Mapping[Field, str]) -> int:
    """Put a person on the roll with these values; gives the member number."""
    columns = ", ".join(str(field.column) for field in values)
    cursor = db.execute(
        f"INSERT INTO members ({columns}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608 -- as above
        [_stored(db, field, value) for field, value in values.items()],
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


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
    db.execute(
        f"UPDATE members SET {field.column} = ? WHERE id = ?",  # noqa: S608 -- a column of our own
        (_stored(db, field, value), member_id),
    )


def _stored(db: Database, field: Field, value: str | None) -> str | int | None:
    """Give a value as its column holds it."""
    if field is Field.WECHAT:
        return int(value or 0)
    if field is not Field.BRANCH or value is None:
        return value
    unit = units.named(db, value)
    assert unit is not None, f"there is no unit {value}"
    return unit.id


def history(db: Database, member_id: int, field: Field | None = None) -> list[Change]:
    """List how a record changed, the newest first; of one field or all."""
    return _changes(
        db,
        "WHERE member_id = :member AND (:field IS NULL OR field = :field) ORDER BY id DESC",
        {"member": member_id, "field": field.name if field else None},
    )


def status_since(db: Database, member_id: int) -> Change | None:
    """Give the change that gave somebody the present status; None where it was so from the start."""
    changes = [one for one in history(db, member_id, Field.STATUS) if one.undone_at is None]
    return next(iter(changes), None)


def made_by(db: Database, by: int, since: datetime, hows: Iterable[How] = How) -> list[Change]:
    """List what somebody changed since, in these ways, the newest first, without what was undone."""
    changes = _changes(
        db,
        "WHERE by = :by AND at >= :since AND undone_at IS NULL ORDER BY id DESC",
        {"by": by, "since": stamp(since)},
    )
    return [one for one in changes if one.how in set(hows)]


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
