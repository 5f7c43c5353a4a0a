"""A collection of data: what is asked of whom by when, who has answered it all, and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.field import Field
from bot.domain.filling import Filling, Part, What, Wish
from bot.domain.member import Member
from bot.domain.record import show_value

# What people are asked for; the rest of a record is the office's own to keep.
LABELS: Mapping[Field, str] = {
    Field.PHONE: "手机",
    Field.EMPLOYER: "单位",
    Field.RESIDENCE: "现住地",
    Field.ADDRESS: "住址",
    Field.SCHOOLING: "学历",
    Field.WORK_KIND: "从业",
    Field.ETHNICITY: "民族",
    Field.ID_NUMBER: "身份证号",
    Field.BIRTHDAY: "出生日期",
    Field.JOINED_ON: "入党时间",
    Field.REGULAR_ON: "转正时间",
    Field.SEX: "性别",
}
_EXAMPLES: Mapping[Field, str] = {
    Field.PHONE: "13800001111",
    Field.EMPLOYER: "美团（没有就写“无”）",
    Field.RESIDENCE: "北京市朝阳区",
    Field.ADDRESS: "怀柔区青春路8号",
    Field.SCHOOLING: "本科",
    Field.WORK_KIND: "企业职工",
    Field.ETHNICITY: "汉族",
    Field.ID_NUMBER: "18位号码",
    Field.BIRTHDAY: "1988-11-25",
    Field.JOINED_ON: "2010-07-01",
    Field.REGULAR_ON: "2011-07-01",
    Field.SEX: "女",
}
# What an office asks in words of its own and nobody should answer where others read along.
_DELICATE = (
    "证",
    "号",
    "卡",
    "账",
    "电话",
    "手机",
    "住",
    "地址",
    "病",
    "血",
    "健康",
    "药",
    "残",
    "工资",
    "收入",
    "宗教",
    "信仰",
    "婚",
    "孕",
    "家庭",
    "亲属",
    "党费",
)


class State(StrEnum):
    """How far a collection has come."""

    OPEN = "open"
    CLOSED = "closed"
    ENTERED = "entered"  # the roll has what was answered
    WITHDRAWN = "withdrawn"

    @property
    def chinese(self) -> str:
        """The word people read."""
        return {
            State.OPEN: "正在收",
            State.CLOSED: "收完了",
            State.ENTERED: "已入册",
            State.WITHDRAWN: "撤回了",
        }[self]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked: a field of the record, or (None) something in the office's own words."""

    label: str
    field: Field | None = None

    @property
    def key(self) -> str:
        """How it is kept: a field by its name."""
        return self.field.name if self.field else self.label

    @property
    def is_private(self) -> bool:
        """Whether it may be answered to the bot alone only."""
        if self.field:
            return self.field.is_sensitive
        return any(word in self.label for word in _DELICATE)

    @property
    def example(self) -> str:
        """How it is answered, as a line to type."""
        return f"{self.label} {_EXAMPLES[self.field] if self.field else '…'}"

    def show(self, value: str | None) -> str:
        """Write a value as people read it, numbers masked."""
        return show_value(self.field, value, masked=True) if self.field else value or ""

    @classmethod
    def of(cls, key: str) -> Item:
        """Give the item that is kept under a key."""
        one = Field[key] if key in Field.__members__ else None
        return cls(LABELS[one], one) if one else cls(key)


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection as it was sent."""

    number: int
    items: tuple[Item, ...]
    title: str  # 全体, 第一支部
    note: str
    deadline: datetime
    opened_at: datetime
    opened_by: int
    state: State = State.OPEN
    entered_by: int | None = None
    entered_at: datetime | None = None

    @property
    def name(self) -> str:
        """What it is called in every line about it; a quote of one names it so."""
        return f"第{self.number}号收集"

    @property
    def shown_items(self) -> str:
        """What is asked, in a row."""
        return "、".join(item.label for item in self.items)


@dataclass(frozen=True, slots=True)
class Case:
    """How far one person has come: what the record holds, what was answered."""

    person: Member
    record: Mapping[Field, str | None]
    given: Mapping[str, Filling]

    def on_record(self, item: Item) -> str | None:
        """Give what the roll holds of an item."""
        return self.record.get(item.field) if item.field else None

    def is_known(self, item: Item) -> bool:
        """Whether an item was answered, or stands on the roll already."""
        return item.key in self.given or self.on_record(item) is not None

    def missing(self, items: Sequence[Item]) -> list[Item]:
        """List what nobody knows yet."""
        return [item for item in items if not self.is_known(item)]

    def is_complete(self, items: Sequence[Item]) -> bool:
        """Whether the person was heard of and nothing is missing."""
        return bool(self.given) and not self.missing(items)

    def wishes(self, items: Sequence[Item]) -> list[Wish]:
        """Say what is asked as the reader of answers needs it."""
        return [Wish(item.key, _names_of(item), self.is_known(item)) for item in items]

    def value(self, item: Item) -> str | None:
        """Give the value that counts now: what was answered, or else what the roll holds."""
        given = self.given.get(item.key)
        if given is None or given.what is What.SAME:
            return self.on_record(item)
        return given.value if given.what is What.VALUE else None

    def changes(self, item: Item) -> bool:
        """Whether the answer is something else than the roll holds."""
        given = self.given.get(item.key)
        if item.field is None or given is None or given.what not in {What.VALUE, What.NONE}:
            return False
        return self.value(item) != self.on_record(item)


def _names_of(item: Item) -> tuple[str, ...]:
    if item.field:
        return (item.label, *item.field.words)
    short = item.label[-2:] if len(item.label) >= 4 else ""
    return tuple(filter(None, (item.label, short)))


def show_known(case: Case, items: Sequence[Item]) -> str:
    """Write what the roll holds of what is asked: 手机138****8000、现住地北京市朝阳区."""
    known = [(item, value) for item in items if (value := case.on_record(item)) is not None]
    return "、".join(f"{item.label}{item.show(value)}" for item, value in known)


def show_question(asked: Collection, case: Case, due: str, *, again: bool = False) -> str:
    """Write what one person is asked privately: only what is missing, and whether the rest still holds."""
    missing, known = case.missing(asked.items), show_known(case, asked.items)
    opening = f"【{asked.name}】{'还等您回一声。' if again else ''}{asked.note}"
    lines = [opening]
    if missing:
        lines.append(f"请回这几项：{'、'.join(item.label for item in missing)}。例：{missing[0].example}")
    if known:
        rest = "没变不用写，变了写新的。" if missing else "没变就回“没变”，变了写新的。"
        lines.append(f"已登记：{known}。{rest}")
    lines.append(f"{due}前都行，不方便说就写“不方便”。只由支部和党办使用。")
    return "\n".join(lines)


def show_in_room(asked: Collection, due: str) -> str:
    """Write the line of a room: what is private is answered to the bot alone."""
    open_items = [item for item in asked.items if not item.is_private]
    lines = [f"【{asked.name}】{asked.note}"]
    where = "请私信我回，我已私信各位" if len(open_items) < len(asked.items) else "请私信我回"
    lines.append(f"收集{asked.shown_items}，{due}前{where}，没加我好友的请告诉书记。")
    if open_items:
        names = "、".join(item.label for item in open_items)
        lines.append(f"{names}也可以引用这条在群里回，例：{asked.name} {open_items[0].example}")
    return "\n".join(lines)


def show_part(item: Item, part: Part, value: str | None) -> str:
    """Write what was understood of one item: 手机138****1111, 单位没变."""
    return f"{item.label}{item.show(value) if part.what is What.VALUE else part.what.chinese}"


def show_case(case: Case, items: Sequence[Item]) -> str:
    """Write what of a person is missing, for a list."""
    if missing := case.missing(items):
        return "缺" + "、".join(item.label for item in missing)
    return "还没核对"


@dataclass(frozen=True, slots=True)
class Row:
    """How far one branch has come."""

    branch: str
    complete: int
    partly: int
    asked: int

    @property
    def shown(self) -> str:
        """One line of the progress."""
        return f"{self.branch} {self.complete}/{self.asked}" + (
            f"（{self.partly} 位填了一部分）" if self.partly else ""
        )


def show_progress(asked: Collection, rows: Sequence[Row], due: str) -> str:
    """Write how far a collection has come, one line a branch."""
    complete, everybody = sum(row.complete for row in rows), sum(row.asked for row in rows)
    partly = sum(row.partly for row in rows)
    more = f"，{partly} 人填了一部分" if partly else ""
    what = f"{asked.name}（{asked.shown_items}）{asked.state.chinese}"
    head = f"{what}：填齐 {complete}/{everybody}{more}，截止{due}"
    return "\n".join([head, *(row.shown for row in rows)])
