"""A message with each person, place, time and number replaced by one character: rules stay short.

The character's code tells the kind and which mention it is: in "在P,T回" P and T are such characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.reading import phones as _phones
from bot.reading import places as _places
from bot.reading import times as _times
from bot.reading.gazetteer import Home
from bot.reading.phrases import Kind

PHONE, NAME, DAYS, PAST, VAGUE, LENGTH, PLACE = (
    *("[\ue000-\ue0ff]", "[\ue100-\ue1ff]", "[\ue200-\ue2ff]", "[\ue300-\ue3ff]", "[\ue400-\ue4ff]"),
    *("[\ue500-\ue5ff]", "[\ue600-\ue6ff]"),
)
MARK = "[\ue000-\ue6ff]"
PLAIN = "[^\ue000-\ue6ff]"
TIME = "[\ue200-\ue5ff]"

_FIRST = 0xE000
_SIZE = 0x100  # mentions of one kind that are marked; more than any message needs
_KINDS = {Kind.DAYS: 2, Kind.PAST: 3, Kind.VAGUE: 4, Kind.LENGTH: 5}
_CLAUSE = re.compile(r"([^,。.!?;\n\s:…~、]*)([,。.!?;\n\s:…~、]*)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two marks of punctuation."""

    text: str
    sentence: int  # clauses up to a full stop have the same number
    asks: bool  # a question mark follows


@dataclass(slots=True)
class Marked:
    """A text in marks, with what each mark stands for."""

    text: str = ""
    phones: list[_phones.Mention] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    times: list[list[_times.Mention]] = field(default_factory=lambda: [[] for _ in range(4)])
    places: list[_places.Mention] = field(default_factory=list)

    def time(self, mark: str) -> _times.Mention:
        """Give the time a mark stands for."""
        kind, index = divmod(ord(mark) - _FIRST, _SIZE)
        return self.times[kind - 2][index]

    def place(self, mark: str) -> _places.Mention:
        """Give the place a mark stands for."""
        return self.places[(ord(mark) - _FIRST) % _SIZE]

    def phone(self, mark: str) -> _phones.Mention:
        """Give the telephone number a mark stands for."""
        return self.phones[(ord(mark) - _FIRST) % _SIZE]

    def name(self, mark: str) -> str:
        """Give the person a mark stands for."""
        return self.names[(ord(mark) - _FIRST) % _SIZE]

    def clauses(self) -> list[Clause]:
        """Split at punctuation."""
        found, sentence = [], 0
        for match in _CLAUSE.finditer(self.text):
            text, stop = match.groups()
            if text:
                found.append(Clause(text, sentence, "?" in stop))
            sentence += any(c in "。.!?;\n" for c in stop)
        return found


def mark(text: str, today: date, home: Home, names: Sequence[tuple[int, int, str]]) -> Marked:
    """Replace every mention; `names` are (start, end, name) of the people in the text."""
    marked = Marked()
    found: list[tuple[int, int, int, object]] = [(start, end, 1, name) for start, end, name in names]
    found += [(m.start, m.end, 0, m) for m in _phones.find(text)]
    masked = [(start, end) for start, end, _, _ in found]
    where = _places.find(text, home, masked)
    when = [m for m in _times.find(text, today) if not any(a < m.end and m.start < b for a, b in masked)]
    when = [m for m in when if not any(p.start < m.end and m.start < p.end for p in where)]
    found += [(m.start, m.end, _KINDS[m.kind], m) for m in when]
    found += [(m.start, m.end, 6, m) for m in where]
    marked.text = "".join(_replaced(text, sorted(found, key=lambda item: item[:2]), marked))
    # 张三、李四 and 张三和李四 become two marks side by side.
    marked.text = re.sub(f"(?<={NAME})(?:[、,和与及跟同]|\\s)\\s?(?={NAME})", "", marked.text)
    return marked


def _replaced(text: str, found: list[tuple[int, int, int, object]], marked: Marked) -> Iterator[str]:
    at = 0
    for start, end, kind, mention in found:
        store = _store(marked, kind)
        if start < at or len(store) >= _SIZE:
            continue
        yield text[at:start]
        yield chr(_FIRST + kind * _SIZE + len(store))
        store.append(mention)
        at = end
    yield text[at:]


def _store(marked: Marked, kind: int) -> list[object]:
    stores: list[object] = [marked.phones, marked.names, *marked.times, marked.places]
    store = stores[kind]
    if not isinstance(store, list):
        raise TypeError("every store of mentions is a list")
    return store
