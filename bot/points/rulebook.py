"""The rule file of points read and checked; every mistake is told with its file, key and a way out."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.config import ConfigError, read_yaml
from bot.domain.points.deed import CORRECTION, Deed
from bot.domain.points.rule import Extra, Rate, Rule, Rulebook

ROOT = Path(__file__).parents[2]
_RATE = ("points", "week", "year", "review")
_MOST = 1000  # points; more is a slip of the keyboard
# Points never gate dues, help, transfers or cases: an extra that bears such a name is refused.
_NEVER = re.compile(
    r"党费|缴费|求助|帮助|援助|救助|帮扶|慰问|困难|转接|转出|转入|转移|组织关系|介绍信|工单|建议|反映|代办|申诉|举报"
    r"|投诉|互助|办事|证明|dues|help|aid|transfer|case",
    re.IGNORECASE,
)


@cache
def load(path: str) -> Rulebook:
    """Read a rule file once, by its path from the program's folder. Raises ConfigError with every mistake."""
    file = ROOT / path
    content = read_yaml(file)
    reading = _Reading(file)
    book = reading.book(content)
    if reading.mistakes:
        raise ConfigError("\n".join(reading.mistakes))
    return book


class _Reading:
    """One reading of a file, with the mistakes met on the way."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.mistakes: list[str] = []

    def _wrong(self, key: str, text: str) -> None:
        self.mistakes.append(f"{self._path}: {key}: {text}")

    def book(self, content: object) -> Rulebook:
        """Make the rules of the file's content, as far as it can be read."""
        parts = self._mapping("the file", content, ("deeds", "claims", "extras"))
        deeds = self._mapping("deeds", parts.get("deeds"), tuple(Deed))
        rules: dict[str, Rule] = {}
        for deed in Deed:
            if deed not in deeds and parts.get("deeds"):
                self._wrong(f"deeds.{deed}", "missing; write it with points: 0 where it is to earn nothing")
            rules[deed] = self._rule(f"deeds.{deed}", deed, deeds.get(deed), claimed=False)
        taken = {*(rule.name for rule in rules.values()), *Deed, CORRECTION}
        for key, value in self._mapping("claims", parts.get("claims") or {}).items():
            if not re.fullmatch(r"[\u4e00-\u9fff]{2,10}", key):
                self._wrong(f"claims.{key}", "the word members type has 2 to 10 Chinese characters")
            if key in taken:
                self._wrong(f"claims.{key}", "the name stands among the deeds already; choose another")
            rules[key] = self._rule(f"claims.{key}", key, value, claimed=True)
        mark = sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:12]
        return Rulebook(rules, self._extras(parts.get("extras") or {}), mark)

    def _mapping(self, key: str, value: object, known: Sequence[str] | None = None) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            self._wrong(key, "holds no keys; take it from the delivered file")
            return {}
        found = {str(name): each for name, each in value.items()}
        for name in found if known is not None else ():
            if name not in (known or ()):
                near = difflib.get_close_matches(name, known or (), 1, 0.5)
                hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known or ())}"
                self._wrong(name if key == "the file" else f"{key}.{name}", f"unknown key; {hint}")
        return found

    def _rule(self, key: str, deed: str, value: object, *, claimed: bool) -> Rule:
        known = (*_RATE, "changes") if claimed else ("name", *_RATE, "changes")
        found = self._mapping(key, value if value is not None else {"points": 0}, known)
        first = self._rate(key, found, Rate(0), first=True)
        rates = [first]
        changes = found.get("changes") or []
        if not isinstance(changes, list):
            self._wrong(f"{key}.changes", "write a list: [{from: 2027-01-01, points: 2}]")
            changes = []
        for place, change in enumerate(changes, 1):
            where = f"{key}.changes.{place}"
            rates.append(self._rate(where, self._mapping(where, change, ("from", *_RATE)), rates[-1]))
        starts = [rate.start for rate in rates if rate.start]
        if any(later <= earlier for earlier, later in pairwise(starts)):
            self._wrong(f"{key}.changes", "write the earliest day first, each day once")
        name = found.get("name", deed)
        if not isinstance(name, str) or not re.fullmatch(r"\S{1,10}", name):
            self._wrong(f"{key}.name", f"write 1 to 10 characters (found {name!r})")
            name = deed
        return Rule(deed, name, tuple(rates), claimed)

    def _rate(self, key: str, found: Mapping[str, Any], before: Rate, *, first: bool = False) -> Rate:
        start = None if first else found.get("from")
        if not first and not isinstance(start, date):
            self._wrong(f"{key}.from", f"write a day: 2027-01-01 (found {start!r})")
            start = None
        if first and "points" not in found:
            self._wrong(f"{key}.points", "missing; write how many points it earns")
        review = found.get("review", before.review)
        if not isinstance(review, bool):
            self._wrong(f"{key}.review", f"write true or false (found {review!r})")
            review = True
        return Rate(
            self._number(f"{key}.points", found.get("points", before.points)) or 0,
            self._number(f"{key}.week", found.get("week", before.week)) or None,
            self._number(f"{key}.year", found.get("year", before.year)) or None,
            review,
            start,
        )

    def _number(self, key: str, value: object) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
            self._wrong(key, f"write a whole number from 0 to {_MOST} (found {value!r})")
            return 0
        return value

    def _extras(self, value: object) -> tuple[Extra, ...]:
        found = self._mapping("extras", value, ("enabled", "open"))
        enabled = found.get("enabled", False)
        if not isinstance(enabled, bool):
            self._wrong("extras.enabled", f"write true or false (found {enabled!r})")
        extras = []
        for place, each in enumerate(found.get("open") or [], 1):
            where = f"extras.open.{place}"
            one = self._mapping(where, each, ("name", "at"))
            name, at = str(one.get("name") or ""), self._number(f"{where}.at", one.get("at")) or 0
            if not 1 <= len(name) <= 30:
                self._wrong(f"{where}.name", "write what opens, in 1 to 30 characters")
            if not at:
                self._wrong(f"{where}.at", "write from how many points in a year it opens")
            if match := _NEVER.search(name):
                self._wrong(
                    f"{where}.name",
                    f"points never gate dues, help, transfers or cases (found {match[0]!r}); remove it",
                )
            extras.append(Extra(name, at))
        return tuple(sorted(extras, key=lambda one: one.at)) if enabled is True else ()
