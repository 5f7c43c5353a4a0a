"""A member's record: reading a value somebody gives for a field, showing it, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.field import Field
from bot.domain.member import Status
from bot.domain.progress import show_phone
from bot.domain.roll import cells
from bot.domain.roll.cells import Cell, CellError

# What people do for a living, as the office counts them (domain.md), each with the words people use for it.
WORK_KINDS: Mapping[str, tuple[str, ...]] = {
    "未就业毕业生": ("待业", "待业毕业生", "未就业", "毕业生", "找工作", "在校", "学生"),
    "企业职工": ("上班", "职工", "员工", "公司", "企业", "打工", "非公企业", "新经济组织", "务工"),
    "个体经营": ("个体", "个体户", "自由职业", "开店", "做生意", "经商", "自己干"),
    "退役军人": ("退伍", "退伍军人", "退役", "复员", "转业"),
    "季节务工": ("工地", "建筑", "建筑工", "季节工", "农民工", "干活"),
    "退休": ("离退休", "退了", "已退休", "退休人员", "离休"),
    "出国境": ("留学", "国外工作", "出国", "境外"),
    "务农": ("农民", "种地", "在家务农"),
    "其他": ("其它",),
}
SCHOOLINGS: Mapping[str, tuple[str, ...]] = {
    "研究生": ("硕士", "博士", "硕士研究生", "博士研究生", "研究生及以上", "硕士毕业"),
    "大学本科": ("本科", "大学", "学士", "本科毕业"),
    "大学专科": ("大专", "专科", "高职"),
    "中专": ("中技", "技校", "职高", "中等专科", "职业高中"),
    "高中": ("高中毕业",),
    "初中": ("初中及以下", "初中毕业"),
    "小学": ("小学毕业",),
}
_STANDINGS = {"正式党员": "regular", "正式": "regular", "预备党员": "probationary", "预备": "probationary"}


class How(StrEnum):
    """By which way a record was changed."""

    OWN = "own"  # the member said it
    SECRETARY = "secretary"
    OFFICE = "office"
    IMPORT = "import"
    COLLECTION = "collection"
    LEDGER = "ledger"
    TRANSFER = "transfer"

    @property
    def chinese(self) -> str:
        """The word people read."""
        return {
            How.OWN: "本人",
            How.SECRETARY: "书记",
            How.OFFICE: "党办",
            How.IMPORT: "导入",
            How.COLLECTION: "收集",
            How.LEDGER: "对账",
            How.TRANSFER: "转接",
        }[self]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record, before and after, as text of the table; None is nothing known."""

    id: int
    member_id: int
    field: Field
    before: str | None
    after: str | None
    by: int | None
    how: How
    reason: str
    at: datetime
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Readers:
    """What reading a value needs from other libraries: None for what is no such number."""

    phone: Callable[[str], str | None]
    identity: Callable[[str], str | None]


def read_value(field: Field, cell: Cell, *, today: date, readers: Readers) -> str | None:
    """Read what somebody gives for a field to the text the table keeps; None for an empty cell.

    Days come as ISO text (the 1st where only the month is known), telephones as `Readers.phone` gives them.
    Raises CellError, whose text says what is wrong and how to write it.
    """
    if field in {Field.BIRTHDAY, Field.JOINED_ON, Field.REGULAR_ON}:
        day = cells.read_day(cell, field.value, today)
        if day and not day[1] and field is Field.BIRTHDAY:
            raise CellError("出生日期要写到日，例：1988-11-25")
        return day[0].isoformat() if day else None
    if field is Field.DUES_UNTIL:
        month = cells.read_month(cell, field.value)
        return f"{month:%Y-%m}" if month else None
    if field is Field.PHONE:
        found = cells.read_phone(cell, readers.phone)
        return found[0] if found else None
    if field is Field.ID_NUMBER:
        return _read_identity(cell, readers)
    if field is Field.WECHAT:
        yes = cells.read_wechat(cell)
        return None if yes is None else str(int(yes))
    read = _PLAIN.get(field, cells.read_place)
    return read(cell)


def _read_identity(cell: Cell, readers: Readers) -> str | None:
    text = cells.text_of(cell).replace(" ", "").lstrip("'").upper()
    if not text:
        return None
    if isinstance(cell, int | float) or "E+" in text:
        raise CellError("身份证号被表格当成了数字，后几位已经丢了，请把这一列设为文本，照原件再填一遍")
    if number := readers.identity(text):
        return number
    raise CellError(f"身份证号“{_starred(text)}”不对（18位，最后一位可以是X），请照身份证再写一遍")


def _starred(text: str) -> str:
    """Write a wrong number so that its writer knows it again, and nobody else learns it."""
    return f"{text[:6]}…{text[-4:]}" if len(text) > 12 else text


def _choice(
    label: str, words: Mapping[str, tuple[str, ...]], *, strict: bool
) -> Callable[[Cell], str | None]:
    known = {spelling: name for name, spellings in words.items() for spelling in (name, *spellings)}

    def read(cell: Cell) -> str | None:
        text = cells.read_place(cell)
        if text is None or text in known:
            return known.get(text or "")
        near = next((name for word, name in known.items() if word in text), None)
        if near is None and strict:
            raise CellError(f"{label}“{text}”看不懂，请写：{'、'.join(words)}")
        return near or text

    return read


def _read_standing(cell: Cell) -> str | None:
    text = cells.text_of(cell)
    if not text:
        return None
    if text not in _STANDINGS:
        raise CellError(f"党员类别“{text}”看不懂，请写 正式党员 或 预备党员")
    return _STANDINGS[text]


# What people and other programs write for a status.
_STATUS_WORDS: Mapping[str, Status] = {
    **dict.fromkeys(("正常", "在籍", "恢复", "回来", "转回"), Status.ACTIVE),
    **dict.fromkeys(("流动", "外出流动", "流出", "在外"), Status.FLOATING),
    **dict.fromkeys(("国外", "出国", "出国境", "出国出境"), Status.ABROAD),
    **dict.fromkeys(("失去联系", "失联党员", "暂未联系上"), Status.LOST),
    **dict.fromkeys(("停止", "停止党籍党员", "停籍"), Status.SUSPENDED),
    **dict.fromkeys(("保留", "保籍"), Status.RETAINED),
    **dict.fromkeys(("转走", "调出", "迁出", "已转出"), Status.MOVED),
    **dict.fromkeys(("死亡", "逝世", "病故", "已故", "过世", "已去世"), Status.DECEASED),
    **{status.chinese: status for status in Status},
}


def read_status(cell: Cell) -> str | None:
    """Read 流动在外, 转出 … to the text of the table."""
    text = cells.text_of(cell)
    if not text:
        return None
    found = _STATUS_WORDS.get(text)
    if found is None:
        raise CellError(f"状态“{text}”看不懂，请写：{'、'.join(status.chinese for status in Status)}")
    return found.value


_PLAIN: Mapping[Field, Callable[[Cell], str | None]] = {
    Field.NAME: cells.read_name,
    Field.SEX: cells.read_sex,
    Field.BRANCH: cells.read_branch,
    Field.TIMEZONE: cells.read_timezone,
    Field.WORK_KIND: _choice("从业类别", WORK_KINDS, strict=True),
    Field.SCHOOLING: _choice("学历", SCHOOLINGS, strict=True),
    Field.STANDING: _read_standing,
    Field.STATUS: read_status,
}


def show_value(field: Field, value: str | None, *, masked: bool = False) -> str:
    """Write a field's value as people read it; masked: numbers with stars, of an address its beginning."""
    if value is None:
        return "（空）"
    if field in _SHOWN:
        return _SHOWN[field](value)
    return _MASKED[field](value) if masked and field in _MASKED else value


_SHOWN: Mapping[Field, Callable[[str], str]] = {
    Field.WECHAT: lambda value: "有" if value == "1" else "没有",
    Field.STANDING: lambda value: "正式党员" if value == "regular" else "预备党员",
    Field.STATUS: lambda value: Status(value).chinese,
}
_MASKED: Mapping[Field, Callable[[str], str]] = {
    Field.PHONE: lambda value: show_phone(value, whole=False),
    Field.ID_NUMBER: lambda value: f"{value[:6]}********{value[-4:]}",
    Field.ADDRESS: lambda value: f"{value[:6]}…",
}
