"""A notice: whom it is for, what is asked back by when, and how it is shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.command import Misfit, UserError, chinese_number


class Scope(StrEnum):
    """Whom a notice is for."""

    ALL = "all"
    SECRETARIES = "secretaries"
    BRANCHES = "branches"
    OVERSEAS = "overseas"


@dataclass(frozen=True, slots=True)
class Order:
    """A notice as a clerk typed it; `deadline` and `branches` are still words."""

    scope: Scope
    branches: tuple[str, ...]
    receipt: bool
    deadline: str | None
    body: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that was sent."""

    number: int
    body: str
    receipt: bool
    deadline: datetime | None
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a branch have answered."""

    branch: str
    answered: int
    maybe: int
    asked: int


_SCOPES = {"全体": Scope.ALL, "书记": Scope.SECRETARIES, "支部": Scope.BRANCHES, "境外": Scope.OVERSEAS}
_RECEIPT = {"回执", "要回执", "需回执"}
EXAMPLE = "通知 全体 回执 周五18:00前：周六上午九点集中学习"


def read_order(words: str) -> Order:
    """Read what stands behind 通知: audience, 回执 and deadline in any order, a colon, the notice itself.

    Raises Misfit for words that are no order, UserError for an order with a part that cannot be read.
    """
    end = _head_end(words)
    if end is None:
        raise Misfit(words)
    head, body = words[:end].split(), words[end + 1 :].strip()
    scopes = list(dict.fromkeys(_SCOPES[token] for token in head if token in _SCOPES))
    if not scopes:
        raise Misfit(words)
    if not body:
        raise UserError(f"通知的正文是空的。例：{EXAMPLE}")
    if len(scopes) > 1:
        raise UserError(f"一条通知只写一种范围：全体、书记、支部或境外。例：{EXAMPLE}")
    rest = [token for token in head if token not in _SCOPES and token not in _RECEIPT]
    deadline = " ".join(token for token in rest if _DEADLINE.search(token)) or None
    if deadline and " " in deadline and not _TWO_WORDS.search(deadline):
        raise UserError(f"“{deadline}”没看懂。例：{EXAMPLE}")
    rest = [token for token in rest if not _DEADLINE.search(token)]
    branches: tuple[str, ...] = ()
    if scopes[0] is Scope.BRANCHES:
        named = [branch_name(word) for token in rest for word in re.split(r"[,，、]", token) if word]
        branches, rest = tuple(dict.fromkeys(named)), []
    if rest:
        raise UserError(f"“{' '.join(rest)}”没看懂。例：{EXAMPLE}")
    receipt = any(token in _RECEIPT for token in head)
    return Order(scopes[0], branches, receipt, deadline, body)


# What says until when: 周五18:00前, 截止周五, 明天, 11月27日, 月底前.
_DEADLINE = re.compile(
    r"前$|^截止|^(?:今|明|后|大后)[天日早晚]|^[本这下]*(?:周|星期|礼拜)|^[0-9０-９一二三四五六七八九十]+[月日号点.:：/]"
)


# 周五 18:00前 and 截止 周五 are one deadline in two words.
_TWO_WORDS = re.compile(
    r"^截止 \S+$|^\S+ (?:[上下中]午|晚上?)?[0-9０-９一二三四五六七八九十]{1,2}[点:：]\S*$"
)


def _head_end(words: str) -> int | None:
    """Find the colon or line break that ends the head; the colon of a time of day (18:00) does not."""
    for match in re.finditer(r"[：:\n]", words):
        before, after = words[: match.start()], words[match.end() :]
        in_time = re.search(r"(?<![：:0-9０-９])[0-9０-９]{1,2}$", before) and re.match(
            r"[0-9０-９]{2}(?![0-9０-９])", after
        )
        if match[0] == "\n" or not in_time:
            return match.start()
    return None


def branch_name(word: str) -> str:
    """Complete a branch as people shorten it: 三, 3 and 第三 give 第三支部; other names stay."""
    plain = unicodedata.normalize("NFKC", word)
    match = re.fullmatch(r"第?([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:党?支部)?", plain)
    if not match:
        return word
    return f"第{chinese_number(int(match[1])) if match[1].isdigit() else match[1]}支部"


def remind_at(sent_at: datetime, deadline: datetime | None, before: timedelta) -> datetime | None:
    """Tell when the silent are asked once more; None where there is too little time for asking twice."""
    if deadline is None or deadline - sent_at < timedelta(hours=2):
        return None
    # With less time than that before the deadline, half of it is left to answer by themselves.
    return max(deadline - before, sent_at + (deadline - sent_at) / 2)


_WEEKDAYS = "一二三四五六日"


def show_deadline(deadline: datetime, *, abroad: bool = False) -> str:
    """Write a deadline as members read it: 11月27日（周五）18:00; abroad, whose clock that is, too."""
    clock = "北京时间" if abroad else ""
    return f"{clock}{deadline.month}月{deadline.day}日（周{_WEEKDAYS[deadline.weekday()]}）{deadline:%H:%M}"


def show_notice(notice: Notice, *, abroad: bool = False) -> str:
    """Write a notice as a room reads it; the deadline is given on the committee's clock."""
    lines = [f"【第{notice.number}号通知】", notice.body]
    if notice.receipt:
        by = ""
        if notice.deadline:
            by = f"在{show_deadline(notice.deadline, abroad=abroad)}前"
        lines.append(f"请{by}回复“收到”。")
    return "\n".join(lines)


def show_progress(notice: Notice, rows: Sequence[Progress]) -> str:
    """Write the progress of a notice, a line a branch."""
    asked, answered = sum(row.asked for row in rows), sum(row.answered for row in rows)
    lines = [f"第{notice.number}号通知进度"]
    lines += [
        f"{row.branch} {row.answered}/{row.asked}" + (f"（另有可能已回 {row.maybe}）" if row.maybe else "")
        for row in rows
    ]
    return "\n".join([*lines, f"合计 {answered}/{asked}"])


def show_wait(wait: timedelta) -> str:
    """Write about how long sending takes."""
    minutes = round(wait.total_seconds() / 60)
    return f"约 {minutes} 分钟" if minutes else "不到 1 分钟"
