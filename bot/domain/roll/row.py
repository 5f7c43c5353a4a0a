"""One row of the roll: the person it tells of, or the reasons why it is not taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, TypeVar

from bot.domain.field import Field
from bot.domain.member import Role, Status
from bot.domain.roll import cells
from bot.domain.roll.cells import Cell, CellError
from bot.domain.roll.person import branch_key

YOUNGEST = 14  # years; below this a birthday or a day of joining is a slip of the pen
OF_AGE = 18  # the party's charter, article 1; older papers show younger, so this is only pointed out

# What a bad cell costs the whole row; of the other fields only the cell is refused.
_DECISIVE = frozenset(
    {
        *(Field.NAME, Field.BRANCH, Field.ROLE, Field.SEX, Field.BIRTHDAY, Field.JOINED_ON, Field.PHONE),
        *(Field.RESIDENCE, Field.TIMEZONE, Field.WECHAT),
    }
)
# Reads a cell of the other fields to the text the table keeps; raises CellError.
ReadMore: TypeAlias = Callable[[Field, Cell], str | None]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not taken, or (with a `column`) a cell of one, and why, in words for the office."""

    number: int
    reason: str
    name: str | None = None
    column: str | None = None

    def __str__(self) -> str:
        cell = f"“{self.column}”" if self.column else ""
        return f"第{self.number}行{cell}：{self.reason}"


@dataclass(frozen=True, slots=True)
class RollRow:
    """A person as a row tells of them; None is an empty cell, which never erases what is known."""

    number: int  # the row's, as the user sees it
    name: str
    branch: str | None  # None for a clerk who belongs to none
    sex: str | None = None
    birthday: date | None = None
    joined_on: date | None = None
    joined_to_month: bool = False  # only year and month were written, `joined_on` is their 1st
    phone: str | None = None  # 11 digits, 0 and area code, or E.164
    residence: str | None = None
    timezone: str | None = None  # IANA
    wechat: bool | None = None
    roles: tuple[Role, ...] = ()
    more: Mapping[Field, str] = field(default_factory=dict)  # the other fields, as text of the table
    regular_to_month: bool = False  # as `joined_to_month`
    bad_cells: tuple[Refusal, ...] = ()  # not taken, while the rest of the row is

    @property
    def id_number(self) -> str | None:
        """The identity number, where the row has a right one."""
        return self.more.get(Field.ID_NUMBER)

    @property
    def branch_key(self) -> str | None:
        """What the spellings of the branch have in common."""
        return branch_key(self.branch) if self.branch else None


@dataclass(slots=True)
class RowReader:
    """Reads the cells of one row, gathering every complaint instead of stopping at the first."""

    number: int
    values: Mapping[Field, Cell]
    today: date
    parse_phone: Callable[[str], str | None]
    read_more: ReadMore
    complaints: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # what was taken otherwise than it stands

    def read(self) -> RollRow | Refusal:
        """Give the person, or the refusal with all its reasons."""
        name = self._take(Field.NAME, cells.read_name)
        if name is None and not self.complaints:
            self.complaints.append("没有写姓名")
        branch = cells.read_branch(self.values.get(Field.BRANCH))
        roles, others = cells.read_roles(self.values.get(Field.ROLE), branch)
        if others:
            self.remarks.append("职务里书记、党办以外的没有对应的权限，没有记")
        if branch is None and roles != (Role.CLERK,):
            self.complaints.append("没有写所在支部（合并的单元格另存为 CSV 或 .ods 会变空，请逐行填写）")
        birthday, joined = self._birthday(), self._day(Field.JOINED_ON)
        self._compare(birthday, joined)
        phone, sex = self._phone(), self._take(Field.SEX, cells.read_sex)
        more, bad = self._read_more(name)
        regular = self.values.get(Field.REGULAR_ON)
        self._compare_with_identity(more.get(Field.ID_NUMBER), birthday, sex)
        if not phone and not birthday and any(cell.column == Field.ID_NUMBER for cell in bad):
            self.complaints.append("身份证号不能用，又没有电话和出生日期，分不清是哪一位，请补上一样")
        row = RollRow(
            number=self.number,
            name=name or "",
            branch=branch,
            sex=sex,
            birthday=birthday,
            joined_on=joined[0] if joined else None,
            joined_to_month=joined is not None and not joined[1],
            phone=phone,
            residence=self._take(Field.RESIDENCE, cells.read_place),
            timezone=self._take(Field.TIMEZONE, cells.read_timezone),
            wechat=self._take(Field.WECHAT, cells.read_wechat),
            roles=roles,
            more=more,
            regular_to_month=Field.REGULAR_ON in more and not cells.has_day(regular),
            bad_cells=tuple(bad),
        )
        return Refusal(self.number, "；".join(self.complaints), name) if self.complaints else row

    def _take(self, column: Field, read: Callable[[Cell], T | None]) -> T | None:
        try:
            return read(self.values.get(column))
        except CellError as error:
            self.complaints.append(str(error))
            return None

    def _day(self, column: Field) -> tuple[date, bool] | None:
        return self._take(column, lambda cell: cells.read_day(cell, column.value, self.today))

    def _birthday(self) -> date | None:
        found = self._day(Field.BIRTHDAY)
        if found is None:
            return None
        if not found[1]:  # a greeting on the 1st would be wrong for 29 of 30
            self.remarks.append("出生日期只写到月，没有记生日（要写到日才能祝福）")
            return None
        if _years(found[0], self.today) < YOUNGEST:
            self.complaints.append(f"出生日期“{found[0]}”算来不满{YOUNGEST}岁，请核对")
        return found[0]

    def _compare(self, birthday: date | None, joined: tuple[date, bool] | None) -> None:
        if joined and not joined[1]:
            self.remarks.append("入党时间只写到月，按当月1日记")
        if not birthday or not joined:
            return
        day, whole = joined
        age = _years(birthday, day if whole else day.replace(day=28))
        if age < YOUNGEST:
            self.complaints.append(f"入党时间“{day}”离出生日期“{birthday}”不到{YOUNGEST}年，请核对")
        elif age < OF_AGE:
            self.remarks.append(f"入党时不满{OF_AGE}岁，已照记，请核对")

    def _read_more(self, name: str | None) -> tuple[dict[Field, str], list[Refusal]]:
        """Read the cells of the other fields: what they tell, and those not taken."""
        told: dict[Field, str] = {}
        bad = []
        for column, cell in self.values.items():
            if column in _DECISIVE:
                continue
            try:
                value = self.read_more(column, cell)
            except CellError as error:
                bad.append(Refusal(self.number, str(error), name, column.value))
                continue
            if column is Field.STATUS and value == Status.LOST:
                self.remarks.append("“失联”要一位一位地记（失联 张三 原因），表里写的没有动")
            elif value is not None:
                told[column] = value
        return told, bad

    def _compare_with_identity(self, number: str | None, birthday: date | None, sex: str | None) -> None:
        if number is None:
            return
        if birthday and f"{birthday:%Y%m%d}" != number[6:14]:
            self.remarks.append("出生日期和身份证号里的不一样，已照写的记，请核对")
        if sex and sex != ("男" if int(number[16]) % 2 else "女"):
            self.remarks.append("性别和身份证号里的不一样，已照写的记，请核对")

    def _phone(self) -> str | None:
        found = self._take(Field.PHONE, lambda cell: cells.read_phone(cell, self.parse_phone))
        if found and found[1] > 1:
            self.remarks.append("写了几个电话，只记第一个能用的")
        return found[0] if found else None


def _years(since: date, until: date) -> int:
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))
