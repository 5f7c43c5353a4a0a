"""An import: each row makes somebody known or brings a record up to date; all rows or none."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlite_utils import Database

from bot.domain.field import Field
from bot.domain.member import Post, Role, Status
from bot.domain.record import How
from bot.domain.roll import Refusal, Roll, RollRow, branch_key, same_people
from data import member as members
from data import record as records
from data import unit as units
from data.roll.known import Known, Register
from data.roll.result import ImportResult
from data.roll.values import values_of


def import_roll(
    db: Database, roll: Roll, *, committee: str, now: datetime, by: int | None = None, reason: str = ""
) -> ImportResult:
    """Bring the store in line with a roll, all or nothing; the same again changes nothing.

    An empty cell never erases what is known, and nobody is taken off the roll or loses a post. Rows that fit
    two people are refused. The people whom rows name that the reading refused do not count as missing.
    """
    with db.atomic():
        run = _Import(db, units.committee(db, committee), now, by, reason, refused=list(roll.refused))
        for row in roll.rows:
            run.take(row)
        run.note_rivals()
        return run.result(roll.notes)


class _Undo(Exception):  # noqa: N818 -- no error: it takes a preview back
    """Ends a preview, and with it the transaction that it was."""


def preview(
    db: Database, roll: Roll, *, committee: str, now: datetime, by: int | None = None, reason: str = ""
) -> ImportResult:
    """Tell what an import would do: it is done and taken back, so that it cannot be otherwise."""
    done: list[ImportResult] = []
    with contextlib.suppress(_Undo), db.atomic():
        done.append(import_roll(db, roll, committee=committee, now=now, by=by, reason=reason))
        raise _Undo
    return done[0]


@dataclass(slots=True)
class _Import:
    db: Database
    committee: units.Unit
    now: datetime
    by: int | None
    reason: str
    refused: list[Refusal]
    cells: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    touched: list[int] = field(default_factory=list)
    rows_of: dict[int, int] = field(default_factory=dict)  # member id → the row that told of the person
    branches: dict[str, units.Unit] = field(default_factory=dict)  # by branch_key
    made: list[str] = field(default_factory=list)  # branches that were not known before
    appointed: dict[Role, list[str]] = field(default_factory=dict)  # who gets which post by the table
    known: Register = field(default_factory=Register)

    def __post_init__(self) -> None:
        for name, unit in units.spellings(self.db).items():  # those in use come first
            if unit.kind == "branch":
                self.branches.setdefault(branch_key(name), unit)
        self.known = Register.of(self.db)

    def take(self, row: RollRow) -> None:
        """Put one row's person on the roll, or bring the person up to date, or refuse the row."""
        same = self.known.same_as(row)
        if problem := self._problem(row, same):
            self.refused.append(Refusal(row.number, problem, row.name))
            return
        branch = self._branch(row.branch) if row.branch else None
        values = values_of(row, branch.name if branch else None, same[0].record if same else None)
        if same:
            member_id, changed = same[0].id, self._update(same[0], values)
        else:
            member_id, changed = self._add(row, values), False
        posted = self._give_posts(row, member_id, branch)
        self.rows_of[member_id] = row.number
        self.cells.extend(row.bad_cells)
        kind = "new" if not same else "changed" if changed or posted else "unchanged"
        self.counts[kind] += 1
        if kind != "unchanged":
            self.touched.append(member_id)

    def _problem(self, row: RollRow, same: Sequence[Known]) -> str | None:
        """Say why a row is not taken, or None."""
        status = Status(row.more.get(Field.STATUS, Status.ACTIVE))
        if len(same) > 1:
            return f"名册中有{len(same)}位{row.name}都对得上，分不清是哪一位，请核对电话和出生日期"
        if same and (problem := self._problem_with(row, same[0], status)):
            return problem
        if not same and status.has_ended:
            return f"写的是“{status.chinese}”，名册里没有这个人，没有新增"
        if not same and (other := self.known.whom_phone_says(row)):
            return f"和名册里的{other.name}（编号 {other.id}）姓名、电话相同，身份证号不同，请核对"
        if row.branch and (taken := self._other_unit(row.branch)):
            return f"“{taken}”不是支部的名称，请写所在支部"
        return None

    def _problem_with(self, row: RollRow, person: Known, status: Status) -> str | None:
        if earlier := self.rows_of.get(person.id):
            return f"{row.name}与第{earlier}行对上了名册中的同一个人，请核对"
        if person.status.has_ended:
            ended = person.status.chinese
            if status is person.status:
                return f"名册里已经是“{ended}”，没有动"
            return f"名册里是“{ended}”，没有动。回来了请发：改 {person.name} 状态 在册 支部名称"
        if status.has_ended and self._posts(person.id):
            return f"写的是“{status.chinese}”，可还担任着职务，请先换人"
        other = [one for one in self.known.named(row.name) if one.id != person.id]
        if person.name != row.name and same_people(replace(row, more={}), other):
            return f"身份证号是名册里{person.name}的，姓名和电话却是{row.name}的，请核对"
        return None

    def _other_unit(self, name: str) -> str | None:
        """Give the name of the unit where it is one, and no branch."""
        if branch_key(name) in self.branches:
            return None
        found = units.named(self.db, name)
        return found.name if found and found.kind != "branch" else None

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

    def _add(self, row: RollRow, values: Mapping[Field, str | None]) -> int:
        for other in self.known.named(row.name):
            # Two rows of the table, or two birthdays, show that there are two; a new number alone does not.
            told = (
                other.id in self.rows_of
                or (other.birthday and row.birthday)
                or (other.id_number and row.id_number)
            )
            if other.branch and other.branch == values.get(Field.BRANCH) and not told:
                self.notes.append(
                    f"第{row.number}行：{other.branch}已有一位{row.name}，电话不同，按另一个人新增；"
                    "如是同一人，请补上出生日期再核对"
                )
        number = records.add(self.db, {field: value for field, value in values.items() if value is not None})
        empty: dict[Field, str | None] = dict.fromkeys(records.FIELDS)
        self.known.note(number, {**empty, Field.STATUS: Status.ACTIVE, Field.WECHAT: "1", **values})
        return number

    def _update(self, person: Known, values: Mapping[Field, str | None]) -> bool:
        told = {field: value for field, value in values.items() if person.record[field] != value}
        if not told:
            return False
        self._note_moves(person, told)
        records.change(self.db, person.id, told, by=self.by, how=How.IMPORT, now=self.now, reason=self.reason)
        self.fields.update(field.value for field in told)
        self.known.note(person.id, {**person.record, **told})
        return True

    def _note_moves(self, person: Known, told: Mapping[Field, str | None]) -> None:
        """Point out new names, branches and states, which nobody should learn of afterwards."""
        if (name := told.get(Field.NAME)) is not None:
            self.notes.append(f"{person.name}改名{name}（身份证号相同）")
        if (status := told.get(Field.STATUS)) is not None:
            self.notes.append(f"{person.name}：{person.status.chinese} → {Status(status).chinese}")
        if Field.BRANCH not in told:
            return
        branch = told[Field.BRANCH] or "没有支部"
        if person.branch is None:
            self.notes.append(f"{person.name}：原来没有支部，记入{branch}")
            return
        self.notes.append(f"{person.name}：{person.branch} → {branch}")
        old = units.named(self.db, person.branch)
        if old and Post(Role.SECRETARY, old.id) in self._posts(person.id):
            self.notes.append(f"{person.name}仍是{old.name}的书记，如已卸任请另行设置")

    def _posts(self, member_id: int) -> frozenset[Post]:
        return members.posts(self.db, member_id)

    def _give_posts(self, row: RollRow, member_id: int, branch: units.Unit | None) -> bool:
        wanted = {Post(Role.CLERK, self.committee.id)} if Role.CLERK in row.roles else set()
        if Role.SECRETARY in row.roles and branch:
            wanted.add(Post(Role.SECRETARY, branch.id))
        missing = wanted - self._posts(member_id) if wanted else wanted
        for post in missing:
            members.give_post(self.db, member_id, post.role, post.unit_id)
            unit = "" if post.role is Role.CLERK or branch is None else branch.name
            self.appointed.setdefault(post.role, []).append(f"{row.name}（{unit}）" if unit else row.name)
        return bool(missing)

    def note_rivals(self) -> None:
        """Point out branches with two secretaries: the table never takes a post away."""
        for branch in {unit.id: unit for unit in self.branches.values()}.values():
            names = [person.name for person in members.holders(self.db, Role.SECRETARY, branch.id)]
            if len(names) > 1:
                self.notes.append(
                    f"{branch.name}现有{len(names)}位书记：{'、'.join(names)}，如有卸任的请另行设置"
                )

    def _appointments(self) -> list[str]:
        """Say first of all who would get rights: a table may have passed through strange hands."""
        return [
            f"会担任{role.chinese}，请逐个看准：{'、'.join(names)}" for role, names in self.appointed.items()
        ]

    def result(self, notes: Sequence[str]) -> ImportResult:
        """Sum up; nobody is missing whose row was refused."""
        named = {refusal.name for refusal in self.refused}
        missing = [
            f"{person.name}（{person.branch}）"
            for person in self.known.people.values()
            if person.branch and person.id not in self.rows_of and person.name not in named
        ]
        made = [f"新建支部：{'、'.join(self.made)}"] if self.made else []
        return ImportResult(
            new=self.counts["new"],
            changed=self.counts["changed"],
            unchanged=self.counts["unchanged"],
            refused=tuple(sorted(self.refused, key=lambda refusal: refusal.number)),
            missing=tuple(missing),
            notes=(*self._appointments(), *notes, *made, *self.notes),
            cells=tuple(self.cells),
            fields=dict(self.fields.most_common()),
            people=tuple(self.touched),
        )
