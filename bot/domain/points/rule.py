"""The rules of points: what earns how many from which day on, up to which caps, reviewed or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from bot.domain.days import show_whole_day


@dataclass(frozen=True, slots=True)
class Rate:
    """What a deed earns from a day on (None: always did); a cap of None is no cap."""

    points: int
    week: int | None = None
    year: int | None = None
    review: bool = False
    start: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A deed's rates, the earliest first; `claimed` deeds are told by members themselves (积分 申报)."""

    key: str
    name: str
    rates: tuple[Rate, ...]
    claimed: bool = False

    def on(self, day: date) -> Rate:
        """Give the rate that holds on a day."""
        return next(rate for rate in reversed(self.rates) if rate.start is None or rate.start <= day)


@dataclass(frozen=True, slots=True)
class Extra:
    """What opens to a member who has so many points in a year."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules by deed; `extras` are empty where they are switched off. `mark` changes with the text."""

    rules: Mapping[str, Rule]
    extras: tuple[Extra, ...] = ()
    mark: str = ""

    def name_of(self, deed: str) -> str:
        """Give a deed's shown name; one that no rule knows any more keeps the word it was kept under."""
        return self.rules[deed].name if deed in self.rules else deed

    def claimable(self, day: date) -> list[Rule]:
        """List what members may tell of themselves on a day."""
        return [rule for rule in self.rules.values() if rule.claimed and rule.on(day).points]

    def near(self, word: str, day: date) -> str | None:
        """Give the claimable name nearest to a word."""
        names = [rule.name for rule in self.claimable(day)]
        return next(iter(get_close_matches(word, names, 1, 0.4)), None)


def show_rules(book: Rulebook, day: date) -> str:
    """Write the rules as members read them."""
    seen = [rule for rule in book.rules.values() if not rule.claimed and rule.on(day).points]
    told = book.claimable(day)
    lines = ["积分怎么来："]
    lines += [f"· {rule.name} {show_rate(rule.on(day))}" for rule in seen]
    if told:
        is_reviewed = any(rule.on(day).review for rule in told)
        lines.append("自己申报的，书记看过才算：" if is_reviewed else "自己申报的：")
        lines += [f"· {rule.name} {show_rate(replace(rule.on(day), review=False))}" for rule in told]
        lines.append(f"申报发：积分 申报 {told[0].name} 上周六社区清扫3小时")
    lines += [_show_change(rule, day) for rule in book.rules.values() if _next_change(rule, day)]
    if book.extras:
        lines.append("一年里：" + "；".join(f"满 {one.at} 分{one.name}" for one in book.extras))
    lines.append("平时聊天、报平安、回通知都不计分。积分不影响党费、求助、转接和办事。")
    return "\n".join(lines)


def show_rate(rate: Rate) -> str:
    """Write a rate: 每次 1 分，每周最多 5 分，每年最多 60 分，要书记看过."""
    caps = [f"每周最多 {rate.week} 分"] if rate.week else []
    caps += [f"每年最多 {rate.year} 分"] if rate.year else []
    review = ["要书记看过"] if rate.review else []
    return "，".join([f"每次 {rate.points} 分", *caps, *review])


def _next_change(rule: Rule, day: date) -> Rate | None:
    return next((rate for rate in rule.rates if rate.start and rate.start > day), None)


def _show_change(rule: Rule, day: date) -> str:
    rate = _next_change(rule, day)
    assert rate is not None
    assert rate.start is not None
    what = show_rate(rate) if rate.points else "不再计分"
    return f"{show_whole_day(rate.start)}起，{rule.name} {what}"
