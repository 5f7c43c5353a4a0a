"""The roll from a spreadsheet into the store: who is new, who has changed, who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from bot.domain.member import Member, Post, Role
from bot.domain.roll import Refusal, Roll, RollError, RollRow, branch_key, read_roll, same_people
from bot.sheets import read_phone, read_sheets
from data import member as members
from data import unit as units


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; `missing` are those on the roll whom the table does not name."""

    new: int
    changed: int
    unchanged: int
    refused: tuple[Refusal, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def load(
    path: Path,
    db: Database,
    *,
    committee: str,
    today: date,
    zone_of: Callable[[str], str | None] = lambda _residence: None,
) -> ImportResult:
    """Read the spreadsheet and import it, all or nothing.

    Where the table names no time zone, `zone_of` gives that of the residence (IANA, or None).
    Raises SheetError for a file that cannot be read, RollError for one without names and branches.
    """
    roll = _read(path, today)
    zone_of = cache(zone_of)
    rows = [
        replace(row, timezone=row.timezone or (zone_of(row.residence) if row.residence else None))
        for row in roll.rows
    ]
    result = import_roll(db, rows, committee=committee, refused=roll.refused)
    return replace(result, notes=(*roll.notes, *result.notes))


def _read(path: Path, today: date) -> Roll:
    """Read the first sheet that is a roll: the first of all is often an explanation."""
    sheets = read_sheets(path)
    problems = []
    for name, lines in sheets.items():
        try:
            roll = read_roll(lines, today=today, parse_phone=read_phone)
        except RollError as error:
            problems.append(str(error))
            continue
        notes = [*roll.notes]
        if roll.unknown:
            notes.append(f"没有用到的列：{'、'.join(roll.unknown)}")
        if others := [other for other in sheets if other != name]:
            notes.append(f"只读了工作表“{name}”，没有读：{'、'.join(others)}")
        return replace(roll, notes=tuple(notes))
    raise RollError(f"{path.name}：{problems[0]}")


def import_roll(
    db: Database, rows: Sequence[RollRow], *, committee: str, refused: Sequence[Refusal] = ()
) -> ImportResult:
    """Bring the roll in line with the rows, all or nothing; the same rows again change nothing.

    An empty cell never erases what is known, and nobody is taken off the roll or loses a post. Rows that fit
    two people are refused. `refused` are rows the reading did not take: they join those of the result,
    and the people they name do not count as missing.
    """
    with db.atomic():
        run = _Import(db, units.committee(db, committee), refused=list(refused))
        for row in rows:
            run.take(row)
        run.note_rivals()
        return run.result()


@dataclass(frozen=True, slots=True)
class _Known:
    """A member of the store, as `same_people` compares."""

    member: Member
    branch_key: str | None

    @property
    def name(self) -> str:
        return self.member.name

    @property
    def phone(self) -> str | None:
        return self.member.phone

    @property
    def birthday(self) -> date | None:
        return self.member.birthday


@dataclass(slots=True)
class _Import:
    db: Database
    committee: units.Unit
    refused: list[Refusal]
    notes: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    rows_of: dict[int, int] = field(default_factory=dict)  # member id → the row that told of the person
    branches: dict[str, units.Unit] = field(default_factory=dict)  # by branch_key
    made: list[str] = field(default_factory=list)  # branches that were not known before

    def __post_init__(self) -> None:
        self.branches = {branch_key(unit.name): unit for unit in units.branches(self.db)}

    def take(self, row: RollRow) -> None:
        """Put one row's person on the roll, or bring the person up to date, or refuse the row."""
        same = same_people(row, self._namesakes(row.name))
        if len(same) > 1:
            reason = f"名册中有{len(same)}位{row.name}都对得上，分不清是哪一位，请核对电话和出生日期"
            return self._refuse(row, reason)
        if same and (earlier := self.rows_of.get(same[0].member.id)):
            return self._refuse(row, f"{row.name}与第{earlier}行对上了名册中的同一个人，请核对")
        if (taken := units.named(self.db, row.branch or "")) and taken.kind != "branch":
            return self._refuse(row, f"“{taken.name}”不是支部的名称，请写所在支部")
        branch = self._branch(row.branch) if row.branch else None
        if same:
            changed = self._update(same[0].member, row, branch)
            member_id = same[0].member.id
        else:
            member_id, changed = self._add(row, branch), False
        posted = self._give_posts(row, member_id, branch)
        self.rows_of[member_id] = row.number
        self.counts["new" if not same else "changed" if changed or posted else "unchanged"] += 1
        return None

    def _refuse(self, row: RollRow, reason: str) -> None:
        self.refused.append(Refusal(row.number, reason, row.name))

    def _namesakes(self, name: str) -> list[_Known]:
        keys = {unit.id: key for key, unit in self.branches.items()}
        people = members.named(self.db, name)
        return [_Known(person, keys.get(person.branch_id or 0)) for person in people]

    def _branch(self, name: str) -> units.Unit:
        key = branch_key(name)
        if key not in self.branches:
            made = units.make(self.db, "branch", name, self.committee.id)
            self.branches[key] = units.find(self.db, made)
            self.made.append(name)
        elif self.branches[key].name != name:
            note = f"“{name}”按“{self.branches[key].name}”记"
            self.notes.extend([note] if note not in self.notes else [])
        return self.branches[key]

    def _add(self, row: RollRow, branch: units.Unit | None) -> int:
        for other in members.named(self.db, row.name):
            # Two rows of the table, or two birthdays, show that there are two; a new number alone does not.
            told = other.id in self.rows_of or (other.birthday and row.birthday)
            if branch and other.branch_id == branch.id and not told:
                self.notes.append(
                    f"第{row.number}行：{branch.name}已有一位{row.name}，电话不同，按另一个人新增；"
                    "如是同一人，请补上出生日期再核对"
                )
        return members.add(self.db, _merge(Member(0, row.name), row, branch))

    def _update(self, known: Member, row: RollRow, branch: units.Unit | None) -> bool:
        merged = _merge(known, row, branch)
        if merged == known:
            return False
        if branch and known.branch_id != branch.id:
            self._note_move(known, branch)
        _write(self.db, merged)
        return True

    def _note_move(self, known: Member, branch: units.Unit) -> None:
        if known.branch_id is None:
            self.notes.append(f"{known.name}：原来没有支部，记入{branch.name}")
            return
        old = units.find(self.db, known.branch_id)
        self.notes.append(f"{known.name}：{old.name} → {branch.name}")
        if Post(Role.SECRETARY, old.id) in members.posts(self.db, known.id):
            self.notes.append(f"{known.name}仍是{old.name}的书记，如已卸任请另行设置")

    def _give_posts(self, row: RollRow, member_id: int, branch: units.Unit | None) -> bool:
        held = members.posts(self.db, member_id)
        wanted = {Post(Role.CLERK, self.committee.id)} if Role.CLERK in row.roles else set()
        if Role.SECRETARY in row.roles and branch:
            wanted.add(Post(Role.SECRETARY, branch.id))
        for post in wanted - held:
            members.give_post(self.db, member_id, post.role, post.unit_id)
        return bool(wanted - held)

    def note_rivals(self) -> None:
        """Point out branches with two secretaries: the table never takes a post away."""
        for branch in self.branches.values():
            names = [person.name for person in members.holders(self.db, Role.SECRETARY, branch.id)]
            if len(names) > 1:
                self.notes.append(
                    f"{branch.name}现有{len(names)}位书记：{'、'.join(names)}，如有卸任的请另行设置"
                )

    def result(self) -> ImportResult:
        """Sum up; nobody is missing whose row was refused."""
        named = {refusal.name for refusal in self.refused}
        names = {unit.id: unit.name for unit in self.branches.values()}
        missing = tuple(
            f"{person.name}（{names.get(person.branch_id or 0, '')}）"
            for person in members.everybody(self.db)
            if person.id not in self.rows_of and person.name not in named
        )
        refused = tuple(sorted(self.refused, key=lambda refusal: refusal.number))
        new, changed, unchanged = (self.counts[kind] for kind in ("new", "changed", "unchanged"))
        notes = [f"新建支部：{'、'.join(self.made)}"] if self.made else []
        return ImportResult(new, changed, unchanged, refused, missing, (*notes, *self.notes))


def _merge(known: Member, row: RollRow, branch: units.Unit | None) -> Member:
    """Lay what the row tells over what is known."""
    joined = row.joined_on or known.joined_on
    if row.joined_to_month and row.joined_on and known.joined_on:
        same_month = (row.joined_on.year, row.joined_on.month) == (
            known.joined_on.year,
            known.joined_on.month,
        )
        joined = known.joined_on if same_month else row.joined_on  # the day is known already: keep it
    return replace(
        known,
        sex=row.sex or known.sex,
        birthday=row.birthday or known.birthday,
        joined_on=joined,
        phone=row.phone or known.phone,
        residence=row.residence or known.residence,
        timezone=row.timezone or known.timezone,
        wechat=known.wechat if row.wechat is None else row.wechat,
        branch_id=branch.id if branch else known.branch_id,
    )


def _write(db: Database, person: Member) -> None:
    db.execute(
        "UPDATE members SET sex = ?, birthday = ?, joined_on = ?, phone = ?, residence = ?, timezone = ?,"
        " wechat = ?, branch_id = ? WHERE id = ?",
        (
            person.sex,
            person.birthday.isoformat() if person.birthday else None,
            person.joined_on.isoformat() if person.joined_on else None,
            person.phone,
            person.residence,
            person.timezone,
            int(person.wechat),
            person.branch_id,
            person.id,
        ),
    )
