"""The file of greetings as an office writes it down: read, and every mistake named with its key."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from datetime import date
from string import Formatter

from bot import almanac
from bot.domain import birthday
from bot.domain.birthday import LunarDay
from bot.domain.command import UserError
from bot.domain.greeting.occasion import ANNIVERSARY, BIRTHDAY
from bot.domain.greeting.wording import Festival, Texts, Wording

_LEAP_YEAR = 2000  # so that 2-29 is a day that festivals may have
_KNOWN = (*almanac.FESTIVALS, *almanac.SOLAR_TERMS)


def read_wording(content: Mapping[str, object]) -> Wording:
    """Read an office's file of greetings. Raises ValueError: every mistake on a line, with its key."""
    wrong = [
        f"{key}: not known here; a festival stands under festivals:"
        for key in content
        if key not in {"birthday", "anniversary", "festivals"}
    ]
    anniversary = content.get("anniversary")
    rounds = anniversary.get("round") if isinstance(anniversary, Mapping) else None
    read = Wording(
        _read_texts("birthday", content.get("birthday"), ("names",), wrong),
        _read_texts("anniversary", anniversary, ("names", "years"), wrong, "round"),
        _read_rounds(rounds, wrong),
        _read_festivals(content.get("festivals"), wrong),
    )
    if wrong:
        raise ValueError("\n".join(wrong))
    return read


def _read_rounds(value: object, wrong: list[str]) -> dict[int, Texts]:
    """Read the own words for some numbers of years."""
    given = value if isinstance(value, Mapping) else {}
    if value is not None and not isinstance(value, Mapping):
        wrong.append("anniversary.round: numbers of years are meant, each with its texts")
    found = {}
    for years, texts in given.items():
        where = f"anniversary.round.{years}"
        if isinstance(years, int) and not isinstance(years, bool) and years > 0:
            found[years] = _read_texts(where, texts, ("names", "years"), wrong)
        else:
            wrong.append(f"{where}: a number of years is meant, such as 10")
    return found


def _read_texts(where: str, value: object, known: Sequence[str], wrong: list[str], *more: str) -> Texts:
    """Read a text, a list of them, or lists under words, overseas and low_key."""
    given = value if isinstance(value, Mapping) else {"words": value}
    kinds = ("words", "overseas", "low_key")
    wrong += [
        f"{where}.{key}: not known here, {', '.join((*kinds, *more))} are"
        for key in given
        if key not in {*kinds, *more}
    ]
    found = {kind: _read_list(f"{where}.{kind}", given.get(kind), known, wrong) for kind in kinds}
    if not found["words"]:
        wrong.append(f"{where}: no text; write at least one under words:")
    return Texts(**found)


def _read_list(where: str, value: object, known: Sequence[str], wrong: list[str]) -> tuple[str, ...]:
    texts = [] if value is None else value if isinstance(value, list) else [value]
    found = []
    for place, text in enumerate(texts, 1):
        if isinstance(text, str) and text.strip():
            wrong += [f"{where}[{place}]: {problem}" for problem in _problems(text, known)]
            found.append(text.strip())
        else:
            wrong.append(f"{where}[{place}]: a text is meant, found {text!r}; put it in quotes")
    return tuple(found)


def _problems(text: str, known: Sequence[str]) -> list[str]:
    """List what is wrong with the placeholders of a text."""
    allowed = ", ".join(f"{{{name}}}" for name in known)
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        return [f"{error}; only {allowed} may stand in braces"]
    return [
        f"{{{name}}} is no placeholder; known here: {allowed}"
        for _, name, form, turned in parts
        if name is not None and (name not in known or form or turned)
    ]


def _read_festivals(value: object, wrong: list[str]) -> dict[str, Festival]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        wrong.append("festivals: the festivals by name are meant, each with its texts")
        return {}
    return {str(name): _read_festival(str(name), given, wrong) for name, given in value.items()}


def _read_festival(name: str, value: object, wrong: list[str]) -> Festival:
    where = f"festivals.{name}"
    texts = _read_texts(where, value, ("names",), wrong, "day")
    given = value.get("day") if isinstance(value, Mapping) else None
    day = None if given is None else _read_day(str(given))
    if name in {BIRTHDAY, ANNIVERSARY}:
        wrong.append(f"{where}: stands above, beside festivals:")
    elif given is not None and day is None:
        wrong.append(f"{where}.day: {given} is no day of a year; write 7-1, or 农历 12-23")
    elif given is None and name not in _KNOWN:
        near = difflib.get_close_matches(name, _KNOWN, 1, 0.4)
        hint = f"did you mean {near[0]}? If not, " if near else ""
        wrong.append(f"{where}: the almanac has no such day; {hint}say when it is, as in day: 7-1")
    return Festival(name, texts, day)


def _read_day(words: str) -> date | LunarDay | None:
    """Read 7-1, or 农历 12-23; None for no such day."""
    try:
        if words.startswith("农历"):
            return birthday.read_lunar(words.removeprefix("农历"))
        month, day = (int(part) for part in words.split("-"))
        return date(_LEAP_YEAR, month, day)
    except (UserError, ValueError):
        return None
