"""The people on the roll and the posts they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database

from bot.domain.birthday import LunarDay
from bot.domain.member import Member, Post, Role, Status

# Where a check-in put the person's clock; a zone that somebody wrote into the roll after it counts again.
_PRESENT_ZONE = (
    "(SELECT zone FROM checkins WHERE checkins.member_id = members.id AND zone IS NOT NULL"
    " AND checkins.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM record_changes AS written"
    "  WHERE written.member_id = members.id AND written.field = 'TIMEZONE' AND written.undone_at IS NULL"
    "  AND written.how IN ('own', 'secretary', 'office') AND written.at > checkins.at)"
    " ORDER BY checkins.id DESC LIMIT 1)"
)
_LUNAR_BIRTHDAY = (
    "(SELECT lunar_month || '-' || lunar_day || '-' || leap FROM birthdays"
    " WHERE birthdays.member_id = members.id AND birthdays.withdrawn_at IS NULL"
    " ORDER BY birthdays.id DESC LIMIT 1)"
)
COLUMNS = (
    "members.id, members.name, members.sex, members.birthday, members.joined_on, members.phone,"
    " members.residence, members.timezone, members.wechat, members.branch_id, members.status,"
    f" {_PRESENT_ZONE}, {_LUNAR_BIRTHDAY}"
)


def add(db: Database, member: Member) -> int:
    """Put a person on the roll (the id given is ignored); gives the new id."""
    cursor = db.execute(
        "INSERT INTO members (name, sex, birthday, joined_on, phone, residence, timezone, wechat, branch_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            member.name,
            member.sex,
            _text(member.birthday),
            _text(member.joined_on),
            member.phone,
            member.residence,
            member.timezone,
            int(member.wechat),
            member.branch_id,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def give_post(db: Database, member_id: int, role: Role, unit_id: int) -> None:
    """Let a person hold a post for good, nobody's in particular having given it; twice changes nothing."""
    db.execute(
        "INSERT OR IGNORE INTO posts (member_id, role, unit_id) VALUES (?, ?, ?)", (member_id, role, unit_id)
    )


def find(db: Database, member_id: int) -> Member:
    """Give a person by id."""
    return _select(db, "WHERE members.id = ?", (member_id,))[0]


def named(db: Database, name: str) -> list[Member]:
    """List the people of exactly this name, in all branches."""
    return _select(db, "WHERE members.name = ?", (name,))


def of_branch(db: Database, branch_id: int) -> list[Member]:
    """List a branch's roll."""
    return _select(db, "WHERE members.branch_id = ? ORDER BY members.id", (branch_id,))


def of_ids(db: Database, ids: Iterable[int]) -> list[Member]:
    """List the people of these ids, in the order of the roll."""
    wanted = set(ids)
    return [person for person in _select(db, "ORDER BY members.id") if person.id in wanted]


def everybody(db: Database) -> list[Member]:
    """List the whole roll: everybody who belongs to a branch."""
    return _select(db, "WHERE members.branch_id IS NOT NULL ORDER BY members.branch_id, members.id")


def known(db: Database) -> list[Member]:
    """List everybody known: the roll, and behind it who belongs to no branch."""
    return _select(db, "ORDER BY members.branch_id IS NULL, members.branch_id, members.id")


def without_branch(db: Database) -> list[Member]:
    """List who is not on the roll, as no branch has them and no post explains it."""
    return _select(
        db,
        "WHERE members.branch_id IS NULL AND members.status NOT IN ('moved', 'deceased')"
        " AND NOT EXISTS (SELECT 1 FROM posts WHERE posts.member_id = members.id) ORDER BY members.id",
    )


def holders(db: Database, role: Role, unit_id: int | None = None) -> list[Member]:
    """List whom to turn to in a post, of one unit or of any: in the place of who is away, the stand-in."""
    return _holders(db, "posts.role = :role AND (:unit IS NULL OR posts.unit_id = :unit)", role, unit_id)


def secretaries(db: Database) -> list[Member]:
    """List the branch secretaries, in the place of who is away the stand-in."""
    of_branches = "posts.role = :role AND posts.unit_id IN (SELECT id FROM units WHERE kind = 'branch')"
    return _holders(db, of_branches, Role.SECRETARY, None)


def _holders(db: Database, which: str, role: Role, unit_id: int | None) -> list[Member]:
    return _select(
        db,
        f"JOIN posts ON posts.member_id = members.id WHERE {which}"  # noqa: S608 -- a text of this page
        " AND NOT EXISTS (SELECT 1 FROM posts AS instead WHERE instead.role = posts.role"
        "   AND instead.unit_id = posts.unit_id AND instead.stands_in_for = posts.member_id)"
        " GROUP BY members.id ORDER BY members.id",
        {"role": role, "unit": unit_id},
    )


def zones(db: Database, default: str) -> list[str]:
    """List the time zones people are in now, the default standing for those without one."""
    rows = db.execute(
        f"SELECT DISTINCT coalesce({_PRESENT_ZONE}, timezone, ?) FROM members",  # noqa: S608 -- a constant
        (default,),
    )
    return [row[0] for row in rows]


def posts(db: Database, member_id: int) -> frozenset[Post]:
    """Give the posts a person holds."""
    rows = db.execute("SELECT role, unit_id FROM posts WHERE member_id = ?", (member_id,))
    return frozenset(Post(Role(role), unit) for role, unit in rows)


def rights(db: Database, member_id: int) -> frozenset[Post]:
    """Give the posts that rights follow from: of a general branch those of the branches below it.

    Who heads a service station leads no branch by that.
    """
    rows = db.execute(
        "SELECT role, unit_id FROM posts JOIN units ON units.id = unit_id"
        " WHERE member_id = :member AND kind IN ('branch', 'committee')"
        " UNION SELECT role, below.id FROM posts JOIN units AS general ON general.id = unit_id"
        " JOIN units AS below ON below.parent_id = general.id"
        " WHERE member_id = :member AND general.kind = 'general' AND below.kind = 'branch'"
        " AND below.closed_at IS NULL",
        {"member": member_id},
    )
    return frozenset(Post(Role(role), unit) for role, unit in rows)


def count(db: Database) -> int:
    """Count everybody known, on the roll or not."""
    return int(db.execute("SELECT count(*) FROM members").fetchone()[0])


def _select(db: Database, rest: str, arguments: tuple[object, ...] | dict[str, object] = ()) -> list[Member]:
    rows = db.execute(f"SELECT {COLUMNS} FROM members {rest}", arguments).fetchall()  # noqa: S608
    return [member_of(row) for row in rows]


def member_of(row: tuple[object, ...]) -> Member:
    """Make a member of the values of COLUMNS."""
    number, name, sex, birthday, joined, phone, residence, zone, wechat, branch, status, present, lunar = row
    assert isinstance(number, int)
    assert isinstance(branch, int | None)
    return Member(
        number,
        str(name),
        _maybe(sex),
        date.fromisoformat(str(birthday)) if birthday else None,
        date.fromisoformat(str(joined)) if joined else None,
        _maybe(phone),
        _maybe(residence),
        _maybe(zone if present is None else present),
        bool(wechat),
        branch,
        Status(str(status)),
        _lunar(lunar),
        None if present is None else str(zone or ""),
    )


def _lunar(value: object) -> LunarDay | None:
    if value is None:
        return None
    month, day, leap = map(int, str(value).split("-"))
    return LunarDay(month, day, bool(leap))


def _maybe(value: object) -> str | None:
    return str(value) if value is not None else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
