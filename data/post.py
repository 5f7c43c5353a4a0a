"""Terms of office: what is in force stands in `posts`, what was and what will be in `post_terms`."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from sqlite_utils import Database

from bot.domain.member import Role
from bot.domain.post import Term, TermState
from data.db import read_stamp, stamp

_HELD = "member_id, role, unit_id, starts_on, ends_on, stands_in_for, given_by, given_at"
_COLUMNS = f"{_HELD}, state, id, ended_by, ended_at"
_PLACES = "?, ?, ?, ?, ?, ?, ?, ?"


def give(db: Database, term: Term) -> None:
    """Put a term in force; where the person holds the post already, it is held on these terms now."""
    db.execute(f"INSERT OR REPLACE INTO posts ({_HELD}) VALUES ({_PLACES})", _values(term))  # noqa: S608


def plan(db: Database, term: Term) -> None:
    """Keep a term that is yet to come."""
    db.execute(
        f"INSERT INTO post_terms ({_HELD}, state) VALUES ({_PLACES}, 'planned')",  # noqa: S608
        _values(term),
    )


def end(db: Database, term: Term, by: int | None, now: datetime) -> None:
    """Take a post that is in force away; that it was held is kept. `by` is None where its time is over."""
    db.execute(
        "DELETE FROM posts WHERE member_id = ? AND role = ? AND unit_id = ?",
        (term.member_id, term.role, term.unit_id),
    )
    db.execute(
        f"INSERT INTO post_terms ({_HELD}, state, ended_by, ended_at)"  # noqa: S608
        f" VALUES ({_PLACES}, 'ended', ?, ?)",
        (*_values(term), by, stamp(now)),
    )


def begin(db: Database, term: Term) -> None:
    """Put a planned term in force."""
    db.execute("DELETE FROM post_terms WHERE id = ? AND state = 'planned'", (term.number,))
    give(db, term)


def call_off(db: Database, term: Term, by: int | None, now: datetime) -> None:
    """Let a planned term not come."""
    db.execute(
        "UPDATE post_terms SET state = 'called_off', ended_by = ?, ended_at = ? WHERE id = ?",
        (by, stamp(now), term.number),
    )


def held(
    db: Database, *, role: Role | None = None, unit_id: int | None = None, member_id: int | None = None
) -> list[Term]:
    """List the posts in force, of a kind, a unit or a person, the longest held first."""
    rows = db.execute(
        f"SELECT {_HELD}, 'in_force', NULL, NULL, NULL FROM posts"  # noqa: S608
        " WHERE (:role IS NULL OR role = :role) AND (:unit IS NULL OR unit_id = :unit)"
        " AND (:member IS NULL OR member_id = :member) ORDER BY given_at, member_id",
        {"role": role, "unit": unit_id, "member": member_id},
    ).fetchall()
    return [_term(row) for row in rows]


def secretary_names(db: Database) -> dict[int, list[str]]:
    """Give by unit the names of its secretaries, in the place of who is away the stand-in."""
    found = defaultdict[int, list[str]](list)
    rows = db.execute(
        "SELECT unit_id, name FROM posts JOIN members ON members.id = member_id WHERE role = 'secretary'"
        # Found once for all: looked for at each post, fifteen thousand branches would take minutes.
        " AND (member_id, unit_id) NOT IN (SELECT stands_in_for, unit_id FROM posts"
        "  WHERE role = 'secretary' AND stands_in_for IS NOT NULL)"
        " ORDER BY unit_id, member_id"
    )
    for unit, name in rows:
        found[unit].append(name)
    return found


def planned(db: Database, unit_id: int | None = None) -> list[Term]:
    """List what is yet to come, of a unit or all, the soonest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM post_terms WHERE state = 'planned'"  # noqa: S608
        " AND (:unit IS NULL OR unit_id = :unit) ORDER BY starts_on, id",
        {"unit": unit_id},
    ).fetchall()
    return [_term(row) for row in rows]


def over(db: Database, today: date) -> list[Term]:
    """List what is in force though its last day has passed."""
    rows = db.execute(
        f"SELECT {_HELD}, 'in_force', NULL, NULL, NULL FROM posts WHERE ends_on < ?",  # noqa: S608
        (today.isoformat(),),
    ).fetchall()
    return [_term(row) for row in rows]


def history(db: Database, unit_id: int) -> list[Term]:
    """List what was held for a unit and is over, the last first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM post_terms WHERE state = 'ended' AND unit_id = ?"  # noqa: S608
        " ORDER BY ended_at DESC, id DESC",
        (unit_id,),
    ).fetchall()
    return [_term(row) for row in rows]


def _values(term: Term) -> tuple[object, ...]:
    return (
        term.member_id,
        term.role,
        term.unit_id,
        term.starts_on.isoformat() if term.starts_on else None,
        term.ends_on.isoformat() if term.ends_on else None,
        term.stands_in_for,
        term.given_by,
        stamp(term.given_at) if term.given_at else None,
    )


def _term(row: tuple[object, ...]) -> Term:
    member, role, unit, starts, ends, stands_in, given_by, given_at, state, number, ended_by, ended_at = row
    assert isinstance(member, int)
    assert isinstance(unit, int)
    assert isinstance(stands_in, int | None)
    assert isinstance(given_by, int | None)
    assert isinstance(number, int | None)
    assert isinstance(ended_by, int | None)
    return Term(
        member,
        Role(str(role)),
        unit,
        date.fromisoformat(str(starts)) if starts else None,
        date.fromisoformat(str(ends)) if ends else None,
        stands_in,
        given_by,
        read_stamp(str(given_at)) if given_at else None,
        TermState(str(state)),
        number,
        ended_by,
        read_stamp(str(ended_at)) if ended_at else None,
    )
