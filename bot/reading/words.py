"""Many words to look for at once, without trying each of them at every character.

A regular expression of some hundred alternatives tries them all wherever it stands. Here each is kept under
the rarest character it cannot do without; only those whose character a text holds are searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

# re's own parser. It has no public name; without it every alternative is searched for, which is only slower.
_PARSER: Any = vars(re).get("_parser")
_ANY_TEXT = ""  # the key of what no character tells apart
_MANY = 24  # a class of more characters than these says nothing about a text
# The hundred most frequent characters of everyday Chinese, no good to tell texts apart.
_COMMON = frozenset(
    "的一是不了在人有我他这个们来到时大地为子中你说生年着就那和要她出也得里后自以会家可下而过天去能对小多"
    "然于心学么都好看起发当没成只如事把还用样道想作种开从无情面最但现前些所同日手又行意动方头经长儿回老很给平安"
)


@dataclass(frozen=True, slots=True)
class _Alternative:
    pattern: re.Pattern[str]
    holds: frozenset[str]  # characters that are in every match


class Words:
    """Alternatives of a regular expression, any of which may be found."""

    def __init__(self, *patterns: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Take patterns; each is cut at its own | into the alternatives that are searched for."""
        self.pattern, self._flags = "|".join(patterns), flags

    @cached_property
    def _by_character(self) -> dict[str, list[_Alternative]]:
        found: dict[str, list[_Alternative]] = {}
        for pattern in _alternatives(self.pattern):
            needed = _needed(_PARSER.parse(pattern)) if _PARSER else []
            holds = frozenset().union(*(characters for characters in needed if len(characters) == 1))
            alternative = _Alternative(re.compile(pattern, self._flags), holds)
            for character in min(needed, key=_cost, default=frozenset({_ANY_TEXT})):
                found.setdefault(character, []).append(alternative)
        return found

    @cached_property
    def _characters(self) -> frozenset[str]:
        return frozenset(self._by_character)

    def within(self, characters: frozenset[str]) -> tuple[re.Pattern[str], ...]:
        """Give the alternatives that may be found in a text of these characters (see `characters_of`)."""
        hit = characters & self._characters
        if not hit:
            return ()
        kept = self._by_character
        found = [one.pattern for character in hit for one in kept[character] if one.holds <= characters]
        return tuple(dict.fromkeys(found))

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first of the words in a text."""
        return first(self.within(characters_of(text)), text)


def characters_of(text: str) -> frozenset[str]:
    """Give what `Words.within` asks of a text."""
    return frozenset((*text, _ANY_TEXT))


def first(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    """Find what comes first in a text of some patterns."""
    found = (match for pattern in patterns if (match := pattern.search(text)))
    return min(found, key=lambda match: match.start(), default=None)


def every(patterns: Iterable[re.Pattern[str]], text: str) -> list[re.Match[str]]:
    """Find all that stands in a text of some patterns, in its order."""
    found = [match for pattern in patterns for match in pattern.finditer(text)]
    return sorted(found, key=lambda match: match.start())


def _alternatives(pattern: str) -> Iterator[str]:
    """Cut a pattern at the | that stand in no group and no class."""
    depth, in_class, escaped, start = 0, False, False, 0
    for at, char in enumerate(pattern):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and not depth:
            yield pattern[start:at]
            start = at + 1
    yield pattern[start:]


def _cost(characters: frozenset[str]) -> int:
    return sum(10 if character in _COMMON else 1 for character in characters)


def _needed(parsed: Any) -> list[frozenset[str]]:
    """Give sets of characters, one of each of which is in every match of a sequence."""
    found: list[frozenset[str]] = []
    for operation, argument in parsed:
        match str(operation):
            case "LITERAL":
                found.append(frozenset(chr(argument)))
            case "IN":
                found += _of_class(argument)
            case "SUBPATTERN":
                found += _needed(argument[-1])
            case "ATOMIC_GROUP":
                found += _needed(argument)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if argument[0]:
                found += _needed(argument[2])
            case "BRANCH":
                choices = [_needed(choice) for choice in argument[1]]
                if all(choices):
                    found.append(frozenset().union(*(min(choice, key=_cost) for choice in choices)))
    return found


def _of_class(items: Any) -> list[frozenset[str]]:
    characters: set[str] = set()
    for operation, argument in items:
        if str(operation) == "LITERAL":
            characters.add(chr(argument))
        elif str(operation) == "RANGE" and argument[1] - argument[0] < _MANY:
            characters.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return []
    return [frozenset(characters)]
