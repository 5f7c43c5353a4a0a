"""A message with each person, place, time and number replaced by one character: rules stay short.

The character's code tells the kind and which mention it is: in "在P,T回" P and T are such characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.reading import phones as _phones
from bot.reading import places as _places
from bot.reading import times as _times
from bot.reading.gazetteer import Home
from bot.reading.phrases import Kind

PHONE, NAME, PLACE = "[\ue000-\ue0ff]", "[\ue100-\ue1ff]", "[\ue200-\ue2ff]"
DAYS, PAST, VAGUE, LENGTH = "[\ue300-\ue3ff]", "[\ue400-\ue5ff]", "[\ue600-\ue6ff]", "[\ue700-\ue7ff]"
LONG_AGO = "[\ue500-\ue5ff]"  # these are past too
TIME = "[\ue300-\ue7ff]"
MARK = "[\ue000-\ue7ff]"
PLAIN = "[^\ue000-\ue7ff]"

_FIRST = 0xE000
_SIZE = 0x100  # mentions of one kind that are marked; more than any message needs
_PHONES, _NAMES, _PLACES = 0, 1, 2
_TIMES = {Kind.DAYS: 3, Kind.PAST: 4, Kind.LONG_AGO: 5, Kind.VAGUE: 6, Kind.LENGTH: 7}
# Nobody writes so much without a stop; a bound here keeps every rule's search short.
_LONGEST_CLAUSE = 160
_STOPS = r",。.!?;\n\s:…~、"
_CLAUSE = re.compile(rf"([^{_STOPS}]{{0,{_LONGEST_CLAUSE}}})([{_STOPS}]*)")
_BETWEEN_NAMES = re.compile(r"(?:[、,和与及跟同]|\s)\s?")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two marks of punctuation."""

    text: str
    start: int  # offset in the marked text
    sentence: int  # clauses up to a full stop have the same number
    asks: bool  # a question mark follows


@dataclass(slots=True)
class Marked:
    """A text in marks, with what each mark stands for."""

    plain: str
    text: str = ""
    stores: list[list[object]] = field(default_factory=lambda: [[] for _ in range(8)])
    # Of every mark: its offset in `text`, and where its words start and end in `plain`.
    marks: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def has_phones(self) -> bool:
        """Whether there are telephone numbers in it."""
        return bool(self.stores[_PHONES])

    @property
    def has_names(self) -> bool:
        """Whether people are named in it."""
        return bool(self.stores[_NAMES])

    def time(self, mark: str) -> _times.Mention:
        """Give the time a mark stands for."""
        found = self._meant(mark)
        assert isinstance(found, _times.Mention)
        return found

    def place(self, mark: str) -> _places.Mention:
        """Give the place a mark stands for."""
        found = self._meant(mark)
        assert isinstance(found, _places.Mention)
        return found

    def phone(self, mark: str) -> _phones.Mention:
        """Give the telephone number a mark stands for."""
        found = self._meant(mark)
        assert isinstance(found, _phones.Mention)
        return found

    def name(self, mark: str) -> str:
        """Give the person a mark stands for."""
        return str(self._meant(mark))

    def _meant(self, mark: str) -> object:
        kind, index = divmod(ord(mark) - _FIRST, _SIZE)
        return self.stores[kind][index]

    def words(self, start: int, end: int) -> str:
        """Give the words as written of a stretch of the marked text."""
        return self.plain[self._plain_offset(start) : self._plain_offset(end)]

    def _plain_offset(self, offset: int) -> int:
        index = bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1
        if index < 0:
            return offset
        at, start, end = self.marks[index]
        return start if offset == at else end + offset - at - 1

    def clauses(self) -> list[Clause]:
        """Split at punctuation."""
        found, sentence = [], 0
        for match in _CLAUSE.finditer(self.text):
            text, stop = match.groups()
            if text:
                found.append(Clause(text, match.start(), sentence, "?" in stop))
            sentence += any(c in "。.!?;\n" for c in stop)
        return found


def mark(text: str, today: date, home: Home, names: Sequence[tuple[int, int, str]]) -> Marked:
    """Replace every mention; `names` are (start, end, name) of the people in the text."""
    found: list[tuple[int, int, int, object]] = [(start, end, _NAMES, name) for start, end, name in names]
    found += [(m.start, m.end, _PHONES, m) for m in _phones.find(text)]
    masked = [(start, end) for start, end, _, _ in found]
    where = _places.find(text, home, masked)
    found += [(m.start, m.end, _PLACES, m) for m in where]
    taken = masked + [(m.start, m.end) for m in where]
    found += [
        (m.start, m.end, _TIMES[m.kind], m)
        for m in _times.find(text, today)
        if not any(a < m.end and m.start < b for a, b in taken)
    ]
    return _replace(text, sorted(found, key=lambda item: item[:2]))


def _replace(text: str, found: list[tuple[int, int, int, object]]) -> Marked:
    marked = Marked(text)
    pieces: list[str] = []
    at, length, last = 0, 0, -1
    for start, end, kind, mention in found:
        store = marked.stores[kind]
        if start < at or len(store) >= _SIZE:
            continue
        between = text[at:start]
        # 张三、李四 and 张三和李四 become two marks side by side.
        if kind == last == _NAMES and _BETWEEN_NAMES.fullmatch(between):
            between = ""
        pieces += (between, chr(_FIRST + kind * _SIZE + len(store)))
        length += len(between)
        marked.marks.append((length, start, end))
        length += 1
        store.append(mention)
        at, last = end, kind
    pieces.append(text[at:])
    marked.text = "".join(pieces)
    return marked
