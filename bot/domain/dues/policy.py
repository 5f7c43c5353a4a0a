"""The office's rules of dues, as data/rules/dues.yaml states them: reminders, declarations, bands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from bot.domain.dues.declaring import Band, Kind, Rule
from bot.domain.money import read_yuan


class PolicyError(ValueError):
    """The rules cannot be used; the text says which line, and what should stand there."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """When a member hears of open months, how often, and when the secretary alone does."""

    after_months: int
    every_days: int
    most: int
    day: int
    at: time
    abroad: bool
    summary_day: int
    words: tuple[str, ...]
    quiet: str


@dataclass(frozen=True, slots=True)
class Declarations:
    """When in January members are asked, and in which words."""

    day: int
    at: time
    question: str


@dataclass(frozen=True, slots=True)
class Policy:
    """All of it."""

    reminders: Reminders
    declarations: Declarations
    rule: Rule


def read_policy(content: object) -> Policy:
    """Read the rules. Raises PolicyError."""
    whole = _Section("", content)
    said, asked = whole.section("reminders"), whole.section("declarations")
    words = whole.texts("words")
    for text in words:
        _try_words(text)
    reminders = Reminders(
        said.number("after_months", 1, 60),
        said.number("every_days", 7, 366),
        said.number("most", 1, 12),
        said.number("day", 1, 28),
        said.hour("at"),
        said.flag("abroad"),
        said.number("summary_day", 1, 28),
        words,
        whole.text("quiet"),
    )
    declarations = Declarations(asked.number("day", 1, 28), asked.hour("at"), asked.text("question"))
    bands, fixed = whole.section("bands"), whole.section("fixed")
    rule = Rule(
        {kind: _bands(bands, kind) for kind in Kind if kind.needs_amount},
        {kind: fixed.yuan(kind) for kind in Kind if not kind.needs_amount},
    )
    return Policy(reminders, declarations, rule)


def _try_words(text: str) -> None:
    try:
        text.format(name="张三", until="2026年8月", months=2)
    except (KeyError, IndexError, ValueError) as error:
        raise PolicyError(
            f"words: only {{name}}, {{until}} and {{months}} may stand there: {text}"
        ) from error


def _bands(section: _Section, kind: Kind) -> tuple[Band, ...]:
    found = list[Band]()
    for entry in section.entries(kind):
        most = entry.yuan("up_to") if "up_to" in entry.keys else None
        if found and (found[-1].most is None or (most is not None and most <= found[-1].most)):
            raise PolicyError(
                f"bands.{kind}: each up_to must be higher than the one before, the last has none"
            )
        found.append(Band(most, entry.share("share")))
    if not found or found[-1].most is not None:
        raise PolicyError(f"bands.{kind}: the last band must have no up_to")
    return tuple(found)


class _Section:
    """A part of the file, read with the place of what is wrong in it."""

    def __init__(self, place: str, content: object) -> None:
        if not isinstance(content, Mapping):
            raise PolicyError(f"{place or 'the file'}: should hold keys with values")
        self.place = f"{place}." if place else ""
        self.content: Mapping[str, object] = content

    @property
    def keys(self) -> set[str]:
        return set(self.content)

    def section(self, key: str) -> _Section:
        return _Section(f"{self.place}{key}", self.content.get(key))

    def entries(self, key: str) -> list[_Section]:
        found = self.content.get(key)
        if not isinstance(found, Sequence) or isinstance(found, str):
            raise PolicyError(f"{self.place}{key}: should be a list")
        return [_Section(f"{self.place}{key}", each) for each in found]

    def number(self, key: str, least: int, most: int) -> int:
        found = self.content.get(key)
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
            raise PolicyError(f"{self.place}{key}: should be a number from {least} to {most}, not {found!r}")
        return found

    def flag(self, key: str) -> bool:
        found = self.content.get(key)
        if not isinstance(found, bool):
            raise PolicyError(f"{self.place}{key}: should be true or false, not {found!r}")
        return found

    def text(self, key: str) -> str:
        found = self.content.get(key)
        if not isinstance(found, str) or not found.strip():
            raise PolicyError(f"{self.place}{key}: should be a text")
        return found.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.content.get(key)
        if not isinstance(found, list) or not found or not all(isinstance(each, str) for each in found):
            raise PolicyError(f"{self.place}{key}: should be a list of texts")
        return tuple(found)

    def hour(self, key: str) -> time:
        try:
            return time.fromisoformat(self.text(key))
        except ValueError as error:
            raise PolicyError(f'{self.place}{key}: should be an hour such as "10:00"') from error

    def yuan(self, key: str) -> int:
        cents = read_yuan(self.text(key))
        if cents is None:
            raise PolicyError(f'{self.place}{key}: should be an amount in yuan such as "0.2"')
        return cents

    def share(self, key: str) -> int:
        match = re.fullmatch(r"(\d{1,2})(?:\.(\d{1,2}))?%", self.text(key))
        if match is None:
            raise PolicyError(f'{self.place}{key}: should be a share such as "0.5%"')
        return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
