"""三个一 and the year's review: what a member did of month, quarter and year, and the material of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.command import Misfit, UserError, narrow
from bot.domain.days import show_day
from bot.domain.field import Field
from bot.domain.meeting.quarter import Quarter
from bot.domain.member import Member, Status
from bot.domain.year import YEAR, number_of, steps_of

LONGEST = 2000
_LONGEST_ASKED = 60
REPORT_EXAMPLE = "思想汇报 这个季度我在苏州工作，学习了……（想到什么写什么，几句话就行）"
_FOR = re.compile(r"代\s*(?P<who>[\u4e00-\u9fff·]{2,12}(?:[（(][^（()）]{1,20}[)）]|\d{2,11})?)[\s：:，,]+")
_STEPS = 100  # what is less is no year, but steps from this one


@dataclass(frozen=True, slots=True)
class Report:
    """A member's report of a quarter, as kept."""

    member_id: int
    quarter: str
    words: str
    said_by: int


@dataclass(frozen=True, slots=True)
class Written:
    """A report as typed: by whom it is, where it is not the sender's own, and the text."""

    who: str | None
    words: str


def read_report(words: str) -> Written:
    """Read a report; 代 老周：… is another's. Without words it is asked how to write one."""
    said = _FOR.match(words)
    text = words[said.end() :] if said else words
    return Written(said["who"] if said else None, text.strip()[:LONGEST])


def length_of(words: str) -> int:
    """Count the characters that say something."""
    return len(re.findall(r"\w", words))


@dataclass(frozen=True, slots=True)
class Duties:
    """What a member did: studied how often this month, reported this quarter or not, was at the review."""

    studied: int
    reported: bool
    reviewed: bool


def show_duties(duties: Duties, month: int, quarter: Quarter, least: int) -> str:
    """Write to a member what is there of 三个一."""
    study = f"记了 {duties.studied} 次" if duties.studied else "还没有记录"
    day = show_day(quarter.last)
    report = "收到了" if duties.reported else f"还没写，{day}前私信我“思想汇报 正文”，至少 {least} 字"
    review = "参加了" if duties.reviewed else "还没有记录，由支部组织，不用您报"
    return (
        f"您的“三个一”：\n每月一次学习：{month}月{study}\n"
        f"每季一次汇报：{quarter.chinese}{report}\n每年一次评议：{quarter.year}年{review}"
    )


def show_missing(duties: Duties) -> str:
    """Say what is not there yet of month and quarter; nothing where all is."""
    missing = ([] if duties.studied else ["本月没有学习记录"]) + ([] if duties.reported else ["本季没有汇报"])
    return "，".join(missing)


# The year's review


@dataclass(frozen=True, slots=True)
class YearAsked:
    """Which year's material, of which branch as typed (None: whatever the sender may see)."""

    year: int | None
    branch: str | None


def read_year(words: str) -> YearAsked:
    """Read 2026 第三支部, in any order; 去年 is -1, no year None."""
    if len(words) > _LONGEST_ASKED:
        raise Misfit(words)
    text = narrow(words).strip()
    year = None
    if said := YEAR.search(text):
        year = number_of(said) or steps_of(said)
        text = f"{text[: said.start()]}{text[said.end() :]}".strip()
    if len(text) > 30 or " " in text:
        raise Misfit(words)
    return YearAsked(year, text or None)


def year_meant(asked: int | None, this_year: int) -> int:
    """Tell the year asked for. Raises UserError for one that has not come."""
    year = this_year + (asked or 0) if asked is None or asked < _STEPS else asked
    if year > this_year:
        raise UserError(f"{year}年还没到。例：民主评议 准备 {this_year}")
    return year


@dataclass(frozen=True, slots=True)
class YearOf:
    """A member's year in figures; none of them is a verdict."""

    meetings: int = 0
    meetings_noted: int = 0
    events: int = 0
    studied: int = 0
    reports: int = 0
    points: int = 0
    months_heard: int = 0


HEADINGS = (
    *("序号", "姓名", "性别", "入党时间", "党员类别", "状态", "会议（到/记）", "活动", "学习", "思想汇报"),
    *("积分", "党费交至", "有消息的月份", "备注"),
)


def row_of(
    place: int, person: Member, record: dict[Field, str | None], year: YearOf, months: int, remark: str
) -> list[str]:
    """Lay out a member's line of the material."""
    standing = {"regular": "正式", "probationary": "预备"}.get(record[Field.STANDING] or "", "")
    return [
        str(place),
        person.name,
        person.sex or "",
        person.joined_on.isoformat() if person.joined_on else "",
        standing,
        person.status.chinese,
        f"{year.meetings}/{year.meetings_noted}",
        str(year.events),
        str(year.studied),
        f"{year.reports} 篇",
        str(year.points),
        record[Field.DUES_UNTIL] or "",
        f"{year.months_heard}/{months}",
        remark,
    ]


def remark_of(person: Member, standing: str | None, *, lost: bool) -> str:
    """Say who does not take part, or is not graded, and why; it follows from the roll alone."""
    if lost or person.status is Status.LOST:
        return "暂未联系上，不参加"
    if person.status is Status.SUSPENDED:
        return "停止党籍，不参加"
    if standing == "probationary":
        return "预备党员，参加，不定等次"
    if person.status is Status.RETAINED:
        return "保留党籍，请党办定"
    if person.status is Status.ABROAD:
        return "在境外，可以书面参加"
    return ""


OWN_FORM = (
    *("姓名", "所在支部", "学习的情况", "参加会议和活动的情况", "为大家做的事", "存在的不足", "打算怎么改"),
    *("本人签名", "日期"),
)
BALLOT_HEADINGS = ("序号", "姓名", "优秀", "合格", "基本合格", "不合格")
BALLOT_ABOVE = (
    "不记名，在纸上打“√”，每人一格，当场收回，由支部清点。",
    "票只在纸上：机器人不发票、不收票、不计票，也不存结果。",
)


def show_excused(lines: Sequence[tuple[str, str]]) -> str:
    """Write who has a remark: 不参加或另作说明：张三（预备党员，参加，不定等次）."""
    return "、".join(f"{name}（{remark}）" for name, remark in lines)
