"""An order for a lesson: when, what, the link, for whom, and the word that the teacher will say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.context import Turn, UserError
from bot.domain import lesson as rules
from bot.domain.audience import Audience, Scope, take_audience
from bot.notice.audience import Reach, find_reach
from bot.reading import deadlines
from data import unit as units

_URL = re.compile(
    r"(?:(?:链接|网址|会议)[：:]?\s*)?(?P<url>https?://[^\s\u4e00-\u9fff，。]{3,500})",
    re.ASCII | re.IGNORECASE,
)
_KEYWORD = re.compile(r"(?:^|\s)口令[\s：:]*(?P<word>[^\s，,。]{1,12})")
_CLOCK = re.compile(r"[0-2]?\d\s*[:：点时]|[一二三四五六七八九两十]{1,3}点")
_FIGURES = re.compile(r"(?P<hour>\d{1,2})\s*[:：点时](?:\s*(?P<minute>\d{1,2}))?")
_MOST_TIME_WORDS = 4
_SCOPES = {Scope.ALL, Scope.SECRETARIES, Scope.BRANCHES, Scope.GENERAL, Scope.OVERSEAS, Scope.STATION}
_NAMES_FOLLOW = {"支部", "总支", "驻站"}


@dataclass(frozen=True, slots=True)
class Order:
    """A lesson as ordered; `audience` None is whoever the sender looks after."""

    title: str
    url: str | None
    keyword: str | None
    starts_at: datetime
    audience: Audience | None


def read(turn: Turn, words: str) -> Order:
    """Read an order. Raises UserError with what is missing or cannot be."""
    text, keyword = _take_keyword(words)
    text, url = _take_link(text)
    audience, tokens = _take_audience(text.split())
    starts_at, tokens = _take_time(turn, tokens)
    title = " ".join(tokens).strip(" ，,：:《》")
    if not title:
        raise UserError(f"讲什么？请写上题目。例：{rules.EXAMPLE}")
    if len(title) > rules.LONGEST_TITLE:
        raise UserError(f"题目太长，{rules.LONGEST_TITLE} 个字以内就好。例：{rules.EXAMPLE}")
    return Order(title, url, keyword, starts_at, audience)


def _take_keyword(words: str) -> tuple[str, str | None]:
    match = _KEYWORD.search(words)
    if match is None:
        return words, None
    return words[: match.start()] + " " + words[match.end() :], match["word"]


def _take_link(words: str) -> tuple[str, str | None]:
    match = _URL.search(words)
    if match is None:
        return words, None
    return words[: match.start()] + " " + words[match.end() :], match["url"]


def _take_audience(tokens: Sequence[str]) -> tuple[Audience | None, list[str]]:
    """Take the words that say for whom: one word, or 支部 一,三."""
    for place, token in enumerate(tokens):
        found, _ = take_audience([token])
        if not found or found[0].scope not in _SCOPES:
            continue
        size = 2 if token in _NAMES_FOLLOW and place + 1 < len(tokens) else 1
        audiences, left = take_audience(tokens[place : place + size])
        if not left:
            return audiences[0], [*tokens[:place], *tokens[place + size :]]
    return None, list(tokens)


def _take_time(turn: Turn, tokens: Sequence[str]) -> tuple[datetime, list[str]]:
    """Take the words in front that say when, up to the hour."""
    for size, token in enumerate(tokens[:_MOST_TIME_WORDS], start=1):
        if _CLOCK.search(token):
            return read_time(turn, " ".join(tokens[:size])), list(tokens[size:])
    raise UserError(f"哪天几点开课？先写时间，再写题目。例：{rules.EXAMPLE}")


def read_time(turn: Turn, words: str) -> datetime:
    """Read a moment to come. Raises UserError for none, one that is over, a day no calendar has."""
    if day := deadlines.impossible_day(words):
        raise UserError(f"没有{day}这一天，请核对。例：{rules.EXAMPLE}")
    if (clock := _FIGURES.search(words)) and (int(clock["hour"]) > 23 or int(clock["minute"] or 0) > 59):
        raise UserError(f"没有{clock[0]}这个钟点，请核对。例：{rules.EXAMPLE}")
    starts_at = deadlines.read_deadline(words, turn.local_now) if _CLOCK.search(words) else None
    if starts_at is None:
        raise UserError(f"“{words}”是哪天几点我拿不准。例：下周六 19:30，或 12月5日 19:30")
    if starts_at <= turn.now:
        raise UserError(f"“{words}”已经过了，请写以后的时间。例：{rules.EXAMPLE}")
    return starts_at


def find_reach_of(turn: Turn, audience: Audience | None) -> Reach:
    """Find whom a lesson is for, within the sender's scope. Raises UserError."""
    if audience is None:
        names = tuple(_own_branches(turn))
        audience = Audience(Scope.ALL) if turn.actor.is_clerk else Audience(Scope.BRANCHES, names)
    reach = find_reach(turn, audience)
    if not turn.actor.is_clerk:
        beyond = [one.name for one in reach.branches if not turn.actor.may_see(one.id)]
        if beyond or not reach.branches or audience.scope is Scope.ALL:
            raise UserError("您可以给本支部开线上党课；给别的支部、全体开，请党办来发。")
    if not reach.rooms:
        raise UserError(f"{reach.title}还没有关联的群，发不出去。")
    return reach


def _own_branches(turn: Turn) -> list[str]:
    return [units.find(turn.db, one).name for one in sorted(turn.actor.leads)]
