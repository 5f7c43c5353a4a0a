"""Lessons held online: when they are, how they read, who may say to have attended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.command import Misfit, UserError, narrow
from bot.domain.member import Member
from bot.domain.names import cut_names, show_names
from bot.domain.notice import Clock, show_deadline

EXAMPLE = "线上党课 下周六 19:30 学习新党章 https://meeting.example.cn/123 全体"
RUNS_FOR = timedelta(hours=2)
MARKED_FROM = timedelta(minutes=10)  # before it begins
MARKED_UNTIL = timedelta(days=1)  # a replay counts
ENTERED_UNTIL = timedelta(days=14)  # by who looks after somebody with a telephone only
REMINDED_BEFORE = timedelta(hours=1)
LONGEST_TITLE = 60
_NAMES_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson; its moments are aware, `rooms` are those it was told in."""

    number: int
    title: str
    url: str | None
    keyword: str | None
    starts_at: datetime
    audience: str  # 全体
    rooms: tuple[str, ...]
    opened_by: int
    cancelled_at: datetime | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return f"线上党课{self.number}号"

    def is_open(self, now: datetime) -> bool:
        """Whether one may say now to have attended."""
        return self.starts_at - MARKED_FROM <= now <= self.starts_at + MARKED_UNTIL


# Reading


_NUMBERED = re.compile(
    r"(?:线上)?(?:党课)?\s*第?\s*[A-Za-z]?\s*(?P<number>\d{1,6})\s*(?:号|(?![\d号:：.点月日年]))\s*"
    r"(?:线上)?(?:党课)?[\s，,：:]*(?P<rest>.*)",
    re.DOTALL,
)
_ENDS = "。.!！~～ ，,"


def read_numbered(words: str) -> tuple[int | None, str]:
    """Read 2号 and what stands behind it; without a number the words alone."""
    text = narrow(words.strip())
    match = _NUMBERED.fullmatch(text)
    if match is None:
        return None, text
    return int(match["number"]), match["rest"].strip()


def read_attending(words: str) -> tuple[int | None, str]:
    """Read 2号 春风: of which lesson, and the word the teacher said; longer talk is none (Misfit)."""
    number, rest = read_numbered(words)
    rest = re.sub(r"^口令[\s：:]*", "", rest).strip(_ENDS)
    if len(rest) > 12 or re.search(r"\s", rest):
        raise Misfit(words)
    return number, rest


_HEARD = re.compile(
    r"(?:我|已经?|都|正)*(?:在?听(?:课|党课)?了?|在?上课了?|听(?:完|过)课?了|党课(?:(?P<number>\d{1,6})号)?(?:我)?"
    r"(?:已经?|都|正)*(?:在?听(?:了|完了|过了)?|看(?:了|完了)|到了?)|看完?(?:回放|党课)了?"
    r"|(?P<bare>我?到了))[。.!！~～\s]*"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody says in own words of having attended; `is_bare`: it may be about something else."""

    number: int | None
    is_bare: bool


def read_heard(text: str) -> Heard | None:
    """Read 听了, 我在听课, 党课听完了, 党课1号到; None for anything else."""
    match = _HEARD.fullmatch(narrow(text[:30].strip())) if len(text) <= 30 else None
    if match is None:
        return None
    return Heard(int(match["number"]) if match["number"] else None, bool(match["bare"]))


def read_one(words: str) -> int | None:
    """Read 2号, or nothing (the newest is meant)."""
    number, rest = read_numbered(words)
    if rest.strip(_ENDS):
        raise Misfit(words)
    return number


def read_one_surely(words: str) -> int:
    """Read 2号; without a number it is talk (Misfit)."""
    number = read_one(words)
    if number is None:
        raise Misfit(words)
    return number


def read_named(words: str) -> tuple[int | None, tuple[str, ...]]:
    """Read 2号 王五 李四. Raises UserError where nobody is named."""
    number, rest = read_numbered(words)
    names = cut_names(rest[:200])
    if not names:
        raise UserError("给谁代签？写上姓名。例：代签 党课2号 王五")
    return number, names


def read_cancelling(words: str) -> tuple[int, str]:
    """Read 2号 and the reason. Raises UserError where one is missing."""
    number, reason = read_numbered(words)
    if number is None or not reason:
        raise UserError("请写上哪一次和原因。例：线上党课 取消 2号 老师临时有事")
    return number, reason[:100]


def read_moving(words: str) -> tuple[int, str]:
    """Read 2号 and the new time. Raises UserError where one is missing."""
    number, when = read_numbered(words)
    if number is None or not when:
        raise UserError("请写上哪一次和新的时间。例：线上党课 改期 2号 下周日 19:30")
    return number, when[:60]


def check_keyword(lesson: Lesson, said: str) -> None:
    """Refuse a word that is not what the teacher said. Raises UserError."""
    if lesson.keyword is None or said == lesson.keyword:
        return
    wrong = f"口令“{said}”不对" if said else "这次要写老师说的口令"
    raise UserError(f"{wrong}，听课时老师会说。例：到课 {lesson.number}号 口令")


# Writing


def show_time(lesson: Lesson, now: datetime, *, abroad: bool = False, clocks: Sequence[Clock] = ()) -> str:
    """Write when it is, abroad with the clocks people there live by; `starts_at` on the committee's clock."""
    return show_deadline(lesson.starts_at, since=now, abroad=abroad, clocks=clocks)


def show_lesson(lesson: Lesson, when: str) -> str:
    """Write what rooms read of a lesson."""
    mark = f"在群里回“到课 {lesson.number}号”"
    if lesson.keyword:
        mark = f"私信我“到课 {lesson.number}号 口令”（口令老师在课上说）"
    lines = [
        f"【{lesson.name}】{lesson.title}",
        f"时间：{when}",
        f"听了课{mark}，开课前十分钟到第二天这个时候都行，看回放也算。",
    ]
    return "\n".join([*lines, f"要我提前一小时私信提醒，回“提醒我 {lesson.number}号”。"])


def show_line(lesson: Lesson, when: str, *, came: bool, now: datetime) -> str:
    """Write a lesson in a line of a list."""
    mark = "（您到课了）" if came else "（可以签到）" if lesson.is_open(now) else ""
    return f"{lesson.number}号 {when} {lesson.title}{mark}"


@dataclass(frozen=True, slots=True)
class Turnout:
    """A branch's part in a lesson."""

    branch: str
    came: tuple[Member, ...]
    missing: tuple[Member, ...]


def show_turnout(turnouts: Sequence[Turnout], guests: Sequence[Member]) -> list[str]:
    """Write who came, a block a branch."""
    lines = []
    for one in turnouts:
        lines.append(f"{one.branch} {len(one.came)}/{len(one.came) + len(one.missing)}")
        if one.came:
            lines.append(f"到课：{_names(one.came)}")
        if one.missing:
            lines.append(f"没有到课记录：{_names(one.missing)}")
    if guests:
        lines.append(f"旁听 {len(guests)} 位：{_names(guests)}")
    return lines


def _names(people: Sequence[Member]) -> str:
    return show_names([one.name for one in people], _NAMES_SHOWN)
