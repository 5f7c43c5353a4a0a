"""Rankings: branches by points a head, and those people who agreed to be seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.domain.command import Misfit

FEWEST = 3  # in a smaller branch the average would say what somebody has
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch's points this year, and its people: who came during the year is a part of one."""

    name: str
    points: int
    people: int
    heads: Fraction

    @property
    def tenths(self) -> int:
        """The points a head, in tenths: what is shown, and what ranks."""
        return int(Fraction(self.points * 10) / self.heads + Fraction(1, 2)) if self.heads else 0


def share_of_year(came: date | None, today: date) -> Fraction:
    """Give which part of this year, up to today, somebody was in a branch; all of it where `came` is None."""
    first = date(today.year, 1, 1)
    if came is None or came <= first:
        return Fraction(1)
    return Fraction((today - came).days + 1, (today - first).days + 1)


def read_kind(words: str) -> bool:
    """Read what is ranked: branches (False), or people (True)."""
    if re.fullmatch(r"(?:支部|各支部|按支部)?", words.strip()):
        return False
    if re.fullmatch(r"个人|党员|人员|按人|个人榜", words.strip()):
        return True
    raise Misfit(words)


def places(scores: Sequence[int]) -> list[int]:
    """Give the places of scores that fall: equal ones share a place, and the next is left out (1 2 2 4)."""
    return [next(place for place, other in enumerate(scores, 1) if other == score) for score in scores]


def show_branches(branches: Sequence[Branch], year: int) -> str:
    """Write the ranking of branches; small ones are named without a number."""
    ranked = sorted((one for one in branches if one.people >= FEWEST), key=lambda one: -one.tenths)
    small = [one.name for one in branches if 0 < one.people < FEWEST]
    if not ranked:
        return f"还排不了：{FEWEST} 个人以上的支部才排，好不让人看出谁是多少分。"
    numbers = places([one.tenths for one in ranked])
    lines = [
        f"{place} {one.name} 人均 {one.tenths // 10}.{one.tenths % 10} 分"
        for place, one in zip(numbers, ranked, strict=True)
    ]
    note = [f"不到 {FEWEST} 人的不排：{'、'.join(small)}。"] if small else []
    return "\n".join([f"{year}年积分，各支部人均：", *lines, *note])


def show_people(people: Sequence[tuple[str, int]], where: str, year: int) -> str:
    """Write the ranking of those who agreed, the most points first; who has none is left out."""
    ranked = sorted((one for one in people if one[1] > 0), key=lambda one: -one[1])[:_SHOWN]
    how = "愿意让大家看到自己积分的，发：积分 公开"
    if not ranked:
        return f"{where}还没有人公开积分。{how}"
    numbers = places([points for _, points in ranked])
    lines = [f"{place} {name} {points} 分" for place, (name, points) in zip(numbers, ranked, strict=True)]
    return "\n".join([f"{year}年{where}积分，只列本人愿意公开的：", *lines, how])
