"""Who of a roll is meant by a WeChat nickname or a typed name. Nobody is ever guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Generic, TypeVar

from bot.reading import nicknames
from bot.reading.nicknames import Nickname, bare, southern, spoken, syllables
from bot.reading.people import COMPOUND, SURNAMES

Person = TypeVar("Person")
_Places = dict[str, list[int]]  # text to positions in the roll

# One wrong letter or character is no other name only where there are so many.
_LONG = 5
# What is mistaken for each other when it is drawn on a screen; what sounds alike is not needed here.
_LOOKALIKES = (
    "未末 土士 己已巳 日曰 人入 天夭 玉王主 大太犬 干千于 刀刁 毛手 午牛 由甲申 自白 目且 开井 元无 今令 "
    "见贝 乌鸟 戊戌戍 免兔 茶荼 苟荀 栗粟 毫亳 睛晴 准淮 昊吴 杲果 祟崇 冼洗 微徽 郎朗 析折 林材 陈阵 史吏 "
    "辛幸 师帅"
)
_SHAPE = str.maketrans({char: group[0] for group in _LOOKALIKES.split() for char in group})
_COMPOUND = (*COMPOUND, "万俟")
_NUMERALS = "一二三四五六七八九十"  # 老三 is the third child
_UNIT = re.compile(r"(?:党|总|支部){1,3}$|[省市县区]$")


class Likeness(IntEnum):
    """How near a nickname is to a name of the roll, the nearest first."""

    EXACT = 0  # 张三
    DRESSED = 1  # the very name is in it: 一支部-张三, 張三, 张三🌸
    SOUND = 2  # the same pinyin: 章三, Zhang San
    SLIP = 3  # a typing error or southern pinyin: 张珊 for 张三, 王未 for 王末, Zhagn San
    PART = 4  # a part of the name: 小李, 李书记, 秀兰, 阿依古丽


@dataclass(frozen=True, slots=True)
class Found(Generic[Person]):
    """Who may be meant, all equally near, in the roll's order; nobody where likeness is None."""

    people: tuple[Person, ...] = ()
    likeness: Likeness | None = None

    def one(self, at_least: Likeness = Likeness.PART) -> Person | None:
        """Give the one person meant; None for nobody, for several and for a likeness further off."""
        near = self.likeness is not None and self.likeness <= at_least
        return self.people[0] if near and len(self.people) == 1 else None


class Roll(Generic[Person]):
    """The people a nickname may mean, laid out to be found fast.

    `hints` gives what a nickname may say of a person beside the name, and so tells two of one name apart:
    the branch (一支部-张三), the residence (张三(昆山)).
    """

    def __init__(
        self,
        people: Iterable[Person],
        name: Callable[[Person], str],
        hints: Callable[[Person], Iterable[str | None]] = lambda person: (),
    ) -> None:
        self._people = tuple(people)
        self._hints = hints
        full = list(map(name, self._people))
        self._names = list(map(bare, full))
        self._first_parts = [bare(each.split("·")[0]) if "·" in each else "" for each in full]
        self._by_writing = _places([nicknames.written(each)] for each in full)
        self._by_name = _places([each] for each in self._names)
        self._longest = max(map(len, self._names), default=0)

    def find(self, nickname: str) -> Found[Person]:
        """Find who is meant: the people of the nearest likeness there is, nobody of those further off."""
        if exact := self._by_writing.get(nicknames.written(nickname)):
            return self._found(exact, Likeness.EXACT)
        seen = nicknames.take_apart(nickname, self._longest + 1)
        if seen.is_of_relative:
            return Found()
        for likeness, look in (
            (Likeness.DRESSED, self._dressed),
            (Likeness.SOUND, self._same_sound),
            (Likeness.SLIP, self._slipped),
            (Likeness.PART, self._by_part),
        ):
            if places := set(look(seen)):
                return self._found(self._told_apart(sorted(places), seen), likeness)
        return Found()

    def _found(self, places: list[int], likeness: Likeness) -> Found[Person]:
        return Found(tuple(self._people[place] for place in places), likeness) if places else Found()

    # What else is said.

    def _told_apart(self, places: list[int], seen: Nickname) -> list[int]:
        """Leave out who is of another branch than said; of several keep whom what is said fits."""
        said = [(place, self._fits(place, seen)) for place in places]
        fitting = [place for place, fits in said if fits]
        return fitting or [place for place, fits in said if fits is None]

    def _fits(self, place: int, seen: Nickname) -> bool | None:
        """Tell whether a person is of the branch said, or else hinted at; None where nothing tells."""
        hints = [hint for hint in self._hints(self._people[place]) if hint]
        numbers = {nicknames.branch_number(hint) for hint in hints} - {None}
        if seen.branch is not None and numbers:
            return seen.branch in numbers
        beside = [_UNIT.sub("", part) for run in seen.runs for part in run.split(self._names[place])]
        return any(len(part) > 1 and part in hint for part in beside for hint in hints) or None

    # The very name.

    def _dressed(self, seen: Nickname) -> Iterator[int]:
        found = [text for text in (*seen.runs, *seen.cores) if text in self._by_name]
        found = found or [name for run in seen.runs for name in self._at_ends(run)]
        for name in found:
            if not any(name != other and name in other for other in found):
                yield from self._by_name[name]

    def _at_ends(self, run: str) -> Iterator[str]:
        """Give names of three and more characters at a run's ends, whatever the rest says.

        A rest of one character makes another name (司马建国 is not 马建国).
        """
        for length in range(3, min(self._longest, len(run) - 2) + 1):
            if run[-length:] in self._by_name:
                yield run[-length:]
            if run[:length] in self._by_name and not nicknames.RELATIVE.match(run, length):
                yield run[:length]

    # The same sound.

    @cached_property
    def _by_letters(self) -> _Places:
        return _places(map(spoken, self._names))

    @cached_property
    def _by_southern(self) -> _Places:
        # Both ways: who writes Lijiangguo has heard jian-guo by syllables, but letters do not show them.
        return _places({*spoken(name, southern), *map(southern, spoken(name))} for name in self._names)

    def _same_sound(self, seen: Nickname) -> Iterator[int]:
        for letters in seen.letters:
            yield from self._by_letters.get(letters, ())
        yield from (place for place, apart in self._alike(seen) if apart == 0)

    def _alike(self, seen: Nickname) -> Iterator[tuple[int, int]]:
        """Give who sounds alike to a southern ear, and how many characters sound alike to that ear only."""
        for core in seen.cores:
            for place in {p for said in spoken(core, southern) for p in self._by_southern.get(said, ())}:
                apart = _apart(core, self._names[place])
                if apart is not None:
                    yield place, apart

    # Slips.

    @cached_property
    def _by_shape(self) -> _Places:
        return _places([drawn(name)] for name in self._names)

    @cached_property
    def _long_names(self) -> _Places:
        return {name: places for name, places in self._by_name.items() if len(name) >= _LONG}

    def _slipped(self, seen: Nickname) -> Iterator[int]:
        for letters in seen.letters:
            yield from self._by_southern.get(southern(letters), ())
            if not nicknames.is_readable(letters):  # what can be read is another name
                yield from _nearly(letters, self._by_letters)
        yield from (place for place, apart in self._alike(seen) if apart == 1)
        for core in seen.cores:
            yield from self._by_shape.get(drawn(core), ())
            yield from _nearly(core, self._long_names)
            for shorter in _undoubled(core):
                yield from self._by_name.get(shorter, ())

    # A part of the name.

    @cached_property
    def _by_parts(self) -> _Places:
        return _places(map(_parts, self._names, self._first_parts))

    def _by_part(self, seen: Nickname) -> Iterator[int]:
        for core in seen.cores:
            yield from self._by_parts.get(core, ())
        for char in seen.addressed:
            meant = self._by_parts.get(f"{char}…", ())  # the surname
            if (meant or char not in SURNAMES) and char not in _NUMERALS:
                yield from (*meant, *self._by_parts.get(f"…{char}", ()))


def drawn(name: str) -> str:
    """Give a bare name with one character for those that look alike."""
    return name.translate(_SHAPE)


def _places(texts: Iterable[Iterable[str]]) -> _Places:
    """List at which positions each text stands; nothing for no text."""
    found: _Places = defaultdict(list)
    for place, ones in enumerate(texts):
        for text in ones:
            if text:
                found[text].append(place)
    return dict(found)


def _parts(name: str, first: str) -> Iterator[str]:
    """Give what stands for a person beside the full name; a surname as 李…, the last character as …兰."""
    surname = name[:2] if name.startswith(_COMPOUND) and len(name) > 2 else name[:1]
    yield from (first, f"{surname}…", f"…{name[-1:]}")
    yield from (given for given in (name[len(surname) :],) if len(given) > 1)
    yield from (surname for _ in surname[1:])


def _apart(core: str, name: str) -> int | None:
    """Count the characters that sound alike to a southern ear only; None where one sounds otherwise.

    A word is no name (微笑 is not 魏晓) unless a surname, or the roll's, is at its front.
    """
    if len(core) != len(name) or not (
        core[0] in SURNAMES or core[0] == name[0] or core[1:] == name[1:] != name[-1:]
    ):
        return None
    count = 0
    for said, known in zip(syllables(core), syllables(name), strict=True):
        if set(said).isdisjoint(known):
            if set(map(southern, said)).isdisjoint(map(southern, known)):
                return None
            count += 1
    return count


def _nearly(text: str, names: _Places) -> Iterator[int]:
    """Give who is one slip away: a wrong, missing, extra or swapped letter or character."""
    if len(text) < _LONG or not names:
        return
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few nicknames need it
    from rapidfuzz.process import extract_iter  # noqa: PLC0415

    for name, _, _ in extract_iter(text, names.keys(), scorer=OSA.distance, score_cutoff=1):
        yield from names[name]


def _undoubled(core: str) -> Iterator[str]:
    """Give a text without a character typed twice; 王婷婷 is no slip for 王婷."""
    for at in range(1, len(core)):
        if core[at] == core[at - 1] and (at == 1 or len(core) > 3):
            yield core[:at] + core[at + 1 :]
