"""Who may be meant by names that nobody bears: what is asked of one paste, or one page, is laid out once."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter

from sqlite_utils import Database

from bot.domain.member import Member
from bot.domain.room import TiedRoom
from bot.manual.hearing import Hearing
from bot.reading.names import Roll
from data import member as members

_NEAR = 6  # people offered for an unknown name


class Likely:
    """Remembers what it laid out and found, for as long as one request: the roll may change after it."""

    def __init__(self, db: Database, hearing: Hearing) -> None:
        self._db = db
        self._hearing = hearing
        self._here: dict[str | None, tuple[list[Member], Roll[Member]]] = {}  # by room
        self._found: dict[tuple[str, str | None], list[Member]] = {}  # by word and room

    def near(self, word: str | None, room: TiedRoom | None) -> list[Member]:
        """List who may be meant by a name that nobody bears, the likeliest first."""
        if not word:
            return []
        asked = word, room.room_id if room else None
        if asked not in self._found:
            self._found[asked] = self._look(word, room)
        return self._found[asked]

    def _look(self, word: str, room: TiedRoom | None) -> list[Member]:
        here, roll = self._roll_of(room)
        found = [*roll.find(word).people]
        found += [person for person in here if _shares(person.name, word)]
        found += self._everybody.find(word).people
        return list(dict.fromkeys(found))[:_NEAR]

    def _roll_of(self, room: TiedRoom | None) -> tuple[list[Member], Roll[Member]]:
        place = room.room_id if room else None
        if place not in self._here:
            people = self._hearing.scope(room)
            self._here[place] = people, Roll(people, attrgetter("name"))
        return self._here[place]

    @cached_property
    def _everybody(self) -> Roll[Member]:
        return Roll(members.everybody(self._db), attrgetter("name"))


def _shares(name: str, word: str) -> bool:
    """Whether two names have the surname and one more character, or the given name, in common."""
    near = name[:1] == word[:1] and bool(set(name[1:]) & set(word[1:]))
    return len(name) > 1 and (near or name[1:] in word)
