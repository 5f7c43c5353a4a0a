"""Visits and calls: whom they were to, whether the person was reached, and how they are listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.command import Misfit, UserError
from bot.domain.days import show_day
from bot.domain.names import CALLED

VISIT_EXAMPLE = "走访 张三 老人身体挺好，儿子在家照顾"
CALL_EXAMPLE = "联系 张三 电话 无人接"
LONGEST = 500

_WHO = re.compile(
    rf"(?P<who>\d{{1,3}}(?!\d)|{CALLED})"
    r"(?:[\s，,：:]+(?P<words>.+))?",
    re.DOTALL,
)
_MISSED = re.compile(
    r"[没无未]人?[接应]|[没未](?:打通|接|见[到着]?|找[到着]|回(?:复|话|消息)?|联系[上到])|不(?:接|在家|通|在服务区)"
    r"|打不通|联系不上|找不到|关机|停机|空号|占线|忙音|拒接|锁着门|搬走了?|[没不]见着?人"
)
_REACHED = re.compile(
    r"(?<![没未不])(?:打通|接通|接了|通了话?|回了?(?:电话|消息|微信|复)|联系上|见[到着]了?|聊了|说了)"
)


class Kind(StrEnum):
    """How somebody was to be reached."""

    VISIT = "visit"
    CALL = "call"

    @property
    def chinese(self) -> str:
        """The word of the log."""
        return "走访" if self is Kind.VISIT else "联系"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit or call; `reached` False is an attempt."""

    member_id: int
    said_by: int
    kind: Kind
    reached: bool
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """A visit as typed: whom (a name, or the number of a list), and what was found."""

    who: str
    words: str


def read_visit(words: str) -> Told:
    """Read 张三 老人身体挺好, or 3 老人身体挺好."""
    return _read(words, VISIT_EXAMPLE)


def read_call(words: str) -> Told:
    """Read 张三 电话 无人接."""
    return _read(words, CALL_EXAMPLE)


def _read(words: str, example: str) -> Told:
    match = _WHO.fullmatch(words.strip())
    if match is None:
        raise Misfit(words)
    if match["words"] is None:
        raise UserError(f"请在名字后面写一句怎么样。例：{example}")
    return Told(match["who"], match["words"].strip()[:LONGEST])


def was_reached(words: str) -> bool:
    """Whether the person was met or spoken to: of several tries the last one counts."""
    missed = [match.end() for match in _MISSED.finditer(words)]
    reached = [match.end() for match in _REACHED.finditer(words)]
    return not missed or (bool(reached) and max(reached) > max(missed))


def show_visit(visit: Visit, name: str, by: str, zone: ZoneInfo, today: date) -> str:
    """Write a line of the log: 11月20日 张三 联系，没联系上：无人接（高云山）."""
    day = visit.at.astimezone(zone).date()
    when = show_day(day, today)
    missed = "" if visit.reached else "，没见到" if visit.kind is Kind.VISIT else "，没联系上"
    return f"{when} {name} {visit.kind.chinese}{missed}：{visit.words or '（过了保存期）'}（{by}）"


@dataclass(frozen=True, slots=True)
class Tally:
    """A branch's visits and calls: how often people were met, spoken to, missed; who was not for long."""

    branch: str
    visits: int
    calls: int
    attempts: int
    unreached: int


def show_tallies(tallies: Sequence[Tally], months: int) -> str:
    """Write a line a branch."""
    lines = [
        f"{one.branch} 走访 {one.visits}，联系 {one.calls}，没联系上 {one.attempts}；"
        f"没走访联系过的 {one.unreached} 位"
        for one in tallies
    ]
    return "\n".join([f"近 {months} 个月的走访和联系：", *lines])
