"""Nominations: what is nominated for, how many each may name, and only counts in the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.audience import Audience, take_audience
from bot.domain.command import Misfit, UserError, narrow
from bot.domain.notice import show_deadline

OPEN_EXAMPLE = "提名 开始 优秀党员 每人2名 截止 周五18:00 支部 一,三"
EXAMPLE = "提名 张三"
MOST_PLACES = 9
_LONGEST_TITLE = 30
_NUMERALS = dict(zip("一二两三四五六七八九", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_PLACES = re.compile(
    r"(?:每人|每位|一人)?(?:最多|限|可?提)?(?P<many>\d{1,3}|[一二两三四五六七八九十])(?:名|个|位|人)"
)
_TIME = re.compile(
    r"[\d一二三四五六七八九十两周星期礼拜月日号点半时:：上下中午早晚明后大今天本这个底前之年.\-/]+"
)
_NUMBER = re.compile(r"(?:第\s*)?(?P<number>\d{1,6})\s*号[\s，,：:]*")
_GAP = re.compile(r"[\s，,、：:；;。]+")


@dataclass(frozen=True, slots=True)
class Nomination:
    """One that was opened for these branches; `voters` is known once it is closed."""

    number: int
    title: str
    places: int
    branches: tuple[int, ...]
    opened_by: int
    deadline: datetime
    closed_at: datetime | None = None
    voters: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A nomination as typed; the deadline is words still, and so may be missing."""

    title: str
    places: int
    deadline: str
    audience: Audience | None


def read_opening(words: str) -> Opening:
    """Read 优秀党员 每人2名 截止 周五 支部 一,三: the title first, the rest in any order."""
    tokens = [token for token in re.split(r"[\s，；;]+", narrow(words).replace("截止", " 截止 ")) if token]
    if not tokens or len(words) > 300:
        raise Misfit(words)
    title, places, deadline, rest = tokens[0], 1, list[str](), list[str]()
    due = False
    for token in tokens[1:]:
        if said := _PLACES.fullmatch(token):
            places = int(said["many"]) if said["many"].isdigit() else _NUMERALS.get(said["many"], 10)
            due = False
        elif token in {"截止", "截止到", "截至"}:
            due = True
        elif due and (not deadline or _TIME.fullmatch(token)):
            deadline.append(token)
        else:
            rest.append(token)
            due = False
    if not 1 <= places <= MOST_PLACES:
        raise UserError(f"每人最多能提 1 到 {MOST_PLACES} 名。例：{OPEN_EXAMPLE}")
    if len(title) > _LONGEST_TITLE:
        raise UserError(f"名称最多 {_LONGEST_TITLE} 个字。例：{OPEN_EXAMPLE}")
    return Opening(title, places, " ".join(deadline), _audience(rest))


def _audience(words: Sequence[str]) -> Audience | None:
    if not words:
        return None
    found, left = take_audience(words)
    if left or len(found) != 1:
        raise UserError(f"“{' '.join(left or words)[:30]}”没看懂。例：{OPEN_EXAMPLE}")
    return found[0]


@dataclass(frozen=True, slots=True)
class Wish:
    """A nomination as a member typed it: of which number, and the words behind it."""

    number: int | None
    words: tuple[str, ...]


def read_wish(words: str) -> Wish:
    """Read 张三, 1号 张三 李四, or nothing; what stands behind the names is why, and is not kept."""
    said = _NUMBER.match(narrow(words.strip()))
    rest = words.strip()[said.end() :] if said else words.strip()
    tokens = tuple(token for token in _GAP.split(rest[:400]) if token)
    return Wish(int(said["number"]) if said else None, tokens)


def show_call(one: Nomination, since: datetime) -> str:
    """Write what rooms and people hear: what for, how, until when, and who will know."""
    due = show_deadline(one.deadline, since=since)
    return (
        f"【提名{one.number}号】{one.title}\n"
        f"每人最多提 {one.places} 名，{due}前私信我：提名 姓名（群里不要发）。截止前可以改。\n"
        "谁提了谁，谁也看不到；截止后只留每个名字的票数，交给发起人和党办。"
    )


def show_result(one: Nomination, counts: Sequence[tuple[str, int]]) -> str:
    """Write the counts, nothing else."""
    head = f"提名{one.number}号“{one.title}”，{one.voters or 0} 人提了名："
    return "\n".join([head, *(f"{name} {votes} 票" for name, votes in counts)])
