"""No pattern of the reader may backtrack without bound: every message has to be read in a moment."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import bot.reading

sre_parse: Any = vars(re)["_parser"]  # re's own parser; no public name gives the parts of a pattern

SINGLE = {"LITERAL", "NOT_LITERAL", "IN", "ANY", "CATEGORY"}


def patterns() -> dict[str, str]:
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(bot.reading.__path__):
        loaded = importlib.import_module(f"bot.reading.{module.name}")
        for name, value in vars(loaded).items():
            found |= {f"{module.name}.{name}{place}": pattern for place, pattern in inside(value)}
    return found


def inside(value: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield "", value.pattern
    elif depth < 4:
        items: list[Any] = []
        if isinstance(value, (list, tuple)):
            items = list(value)
        elif isinstance(value, dict):
            items = list(value.values())
        elif hasattr(value, "__dict__") and type(value).__module__.startswith("bot.reading"):
            items = list(vars(value).values())
        elif hasattr(value, "__slots__") and type(value).__module__.startswith("bot.reading"):
            items = [getattr(value, slot) for slot in value.__slots__]
        for index, item in enumerate(items):
            yield from ((f"[{index}]{place}", pattern) for place, pattern in inside(item, depth + 1))


def endless(parsed: Any, *, atomic: bool = False) -> Iterator[str]:
    """Give the repetitions of a group that have no upper bound and may give back what they took."""
    for operation, argument in parsed:
        kind = str(operation)
        if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, body = argument
            group = not (len(body) == 1 and str(body[0][0]) in SINGLE)
            if group and most == sre_parse.MAXREPEAT and kind != "POSSESSIVE_REPEAT" and not atomic:
                yield f"{kind} of {body}"
            yield from endless(body)
        elif kind == "BRANCH":
            for alternative in argument[1]:
                yield from endless(alternative)
        elif kind == "SUBPATTERN":
            yield from endless(argument[-1])
        elif kind == "ATOMIC_GROUP":
            yield from endless(argument, atomic=True)
        elif kind in ("ASSERT", "ASSERT_NOT"):
            yield from endless(argument[1])
        elif kind == "GROUPREF_EXISTS":
            for alternative in argument[1:]:
                yield from endless(alternative or [])


def test_there_are_patterns_to_look_at() -> None:
    assert len(patterns()) > 100


@pytest.mark.parametrize("pattern", ["(?:ab|a)*c", "(?:a+)+b", "x(?:在|在外)*$"])
def test_an_endless_pattern_would_be_found(pattern: str) -> None:
    assert list(endless(sre_parse.parse(pattern)))


def test_no_pattern_backtracks_without_bound() -> None:
    found = {name: list(endless(sre_parse.parse(pattern))) for name, pattern in patterns().items()}
    assert {name: what for name, what in found.items() if what} == {}
