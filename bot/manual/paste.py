"""Pasted chat before it is taken: read without the store, so that it may be read beside everything else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from operator import attrgetter

from bot.domain.member import Member
from bot.reading.names import Likeness, Roll
from bot.reading.pasted import Pasted, read_pasted

# A name in front of pasted words may be written a little otherwise, but never only resemble.
_SURE_ENOUGH = Likeness.SOUND


class Paste:
    """What somebody pasted, with the people whose names may stand in it."""

    def __init__(self, text: str, people: Iterable[Member], now: datetime) -> None:
        self.text = text
        self._now = now
        self._roll = Roll(people, attrgetter("name"))
        self._known: dict[str, Member | None] = {}

    @cached_property
    def messages(self) -> list[Pasted]:
        """Its messages, in the order they were said; of thousands of lines this takes a while."""
        found = read_pasted(self.text, now=self._now, is_name=lambda word: self.find(word) is not None)
        return sorted(found, key=lambda one: (one.at or self._now, one.line))

    def find(self, word: str) -> Member | None:
        """Give whose name a word is."""
        if word not in self._known:
            self._known[word] = self._roll.find(word).one(_SURE_ENOUGH)
        return self._known[word]
