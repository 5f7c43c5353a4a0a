"""What a message answers, and the message while it is being read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bot.domain.field import Field
from bot.domain.filling import Part, What, Wish
from bot.reading import places
from bot.reading.fields import words
from bot.reading.gazetteer import Home


@dataclass(slots=True)
class Said:
    """What a message answers, by key; `left` are words that were not understood."""

    parts: dict[str, Part] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)  # keys whose name was written
    is_checkin: bool = False  # opens as one
    guessed: bool = False  # whether a value was taken for what was missing only because nothing else was

    @property
    def counts(self) -> bool:
        """Whether it answers anything."""
        return bool(self.parts)


class Reading:
    """One message being read: what is asked, what was found so far."""

    def __init__(self, wishes: Sequence[Wish], home: Home, own_names: Collection[str]) -> None:
        self.wishes = {wish.key: wish for wish in wishes}
        self.home = home
        self.own_names = own_names
        self.said = Said()
        self.waiting: str | None = None  # a label whose value is still to come
        self.joined: list[str] = []  # names joined to the one whose value comes
        self.is_bare = False  # whether words without a name are being read
        self.bare_only = True  # nothing but values so far, so that what is left may be the one missing

    def wants(self, one: Field) -> bool:
        """Whether a field is asked for."""
        return one.name in self.wishes

    def missing(self) -> list[str]:
        """List what was asked for and is neither known nor told."""
        return [key for key, wish in self.wishes.items() if not wish.known and key not in self.said.parts]

    def place_end(self, text: str) -> int:
        """Tell how far the place goes that a text opens with."""
        found = places.find(f"在{text}", self.home)
        ends = [mention.end - 1 for mention in found if mention.start <= 1]
        return min(max(ends, default=0), len(text))

    def put(self, key: str, part: Part) -> bool:
        """Keep what was told of an item; always True, as it was understood."""
        before = self.said.parts.get(key)
        if before and before.what is What.VALUE and (part.what is not What.VALUE or self.is_bare):
            return True  # what stands without its name never takes the place of what was said by name
        self.said.parts[key] = part
        while self.joined:  # 电话和单位没变 says it of both
            if part.what is What.SAME:
                self.said.parts[self.joined[-1]] = part
            self.joined.pop()
        return True

    def leave(self, body: str) -> None:
        """Keep words that were not understood, but for the opening of a check-in."""
        if not words.OPENS_CHECKIN.match(body):
            self.said.left.append(body)
