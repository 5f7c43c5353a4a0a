"""The words of greetings, and one message made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from bot import almanac
from bot.domain.birthday import LunarDay
from bot.domain.greeting.occasion import ANNIVERSARY, BIRTHDAY, Occasion, falls_on
from bot.domain.names import show_names

_NAMES_SHOWN = 8
# Festivals of the party, whatever the file says of them.
_SHOWS_MEMBERSHIP = re.compile("七一|党")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one occasion; where a kind has none, the plain ones serve."""

    words: Sequence[str]
    overseas: Sequence[str] = ()
    low_key: Sequence[str] = ()

    def choose(self, day: date, years: int, *, abroad: bool, low_key: bool) -> str:
        """Give the text of a day: the next one the day after, and the next one in the year after."""
        fitting = (low_key and self.low_key) or (abroad and self.overseas) or self.words
        return fitting[(day.year + day.timetuple().tm_yday + years) % len(fitting)]


@dataclass(frozen=True, slots=True)
class Festival:
    """A day on which everybody is greeted; without a `day` of the office's own, the almanac has it."""

    name: str
    texts: Texts
    day: date | LunarDay | None = None

    def year_on(self, day: date) -> int | None:
        """Give the year whose festival falls on this day; None: it is another day."""
        if isinstance(self.day, date):
            return day.year if falls_on(self.day, day) else None
        if isinstance(self.day, LunarDay):
            year = almanac.lunar_of(day).year
            return year if self.day.in_year(year) == day else None
        # What comes before the Spring Festival of a year may lie in the year before it.
        years = (day.year, day.year + 1)
        return next((year for year in years if almanac.festival(self.name, year) == day), None)


@dataclass(frozen=True, slots=True)
class Wording:
    """All that an office's file of greetings says."""

    birthday: Texts
    anniversary: Texts
    rounds: Mapping[int, Texts] = field(default_factory=dict)  # by years: own words for 10, 20, 50
    festivals: Mapping[str, Festival] = field(default_factory=dict)

    def of(self, occasion: Occasion) -> Texts:
        """Give the texts of an occasion."""
        if occasion.kind == BIRTHDAY:
            return self.birthday
        if occasion.kind == ANNIVERSARY:
            return self.rounds.get(occasion.years, self.anniversary)
        return self.festivals[occasion.kind].texts


def shows_membership(occasion: Occasion) -> bool:
    """Whether a greeting tells of the membership, which who is low key (低调) does not wish."""
    return occasion.kind == ANNIVERSARY or bool(_SHOWS_MEMBERSHIP.search(occasion.kind))


def compose(
    day: date,
    greeted: Mapping[Occasion, Sequence[str]],
    everybody: Set[str],
    wording: Wording,
    *,
    abroad: bool = False,
    low_key: Set[Occasion] = frozenset(),
) -> str:
    """Write one message for a room: {occasion: names}; a festival in `everybody` greets the whole room.

    `low_key` are the occasions that name somebody who wishes neutral words.
    """
    lines = []
    for occasion, names in greeted.items():
        shown = "各位" if occasion.kind in everybody else show_names(names, _NAMES_SHOWN)
        texts = wording.of(occasion)
        text = texts.choose(day, occasion.years, abroad=abroad, low_key=occasion in low_key)
        lines.append(text.format(names=shown, years=occasion.years))
    return "\n".join(lines)
