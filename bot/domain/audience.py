"""Whom an order is for, as the words in its head say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from bot.domain.command import chinese_number
from bot.domain.names import show_names


class Scope(StrEnum):
    """What kind of audience it is."""

    ALL = "all"
    SECRETARIES = "secretaries"
    BRANCHES = "branches"
    GENERAL = "general"  # general branches, with all branches below them
    OVERSEAS = "overseas"
    STATION = "station"  # service stations elsewhere; whoever belongs to one keeps the own branch
    PLACE = "place"
    PEOPLE = "people"

    @property
    def is_private(self) -> bool:
        """Whether each person is written to alone, so that no room learns who is meant."""
        return self in {Scope.PLACE, Scope.PEOPLE}

    @property
    def is_by_branch(self) -> bool:
        """Whether it reaches people in the rooms of their branches."""
        return self in {Scope.ALL, Scope.BRANCHES, Scope.GENERAL}


@dataclass(frozen=True, slots=True)
class Audience:
    """A kind of audience, and the names of the branches, people or place as they were typed."""

    scope: Scope
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Called:
    """A person as typed: 张三, 张三（第一支部）, 张三8000."""

    name: str
    branch: str | None = None
    tail: str | None = None  # the last digits of the telephone


_WORDS = {
    "全体": Scope.ALL,
    "书记": Scope.SECRETARIES,
    "支部": Scope.BRANCHES,
    "总支": Scope.GENERAL,
    "境外": Scope.OVERSEAS,
    "驻站": Scope.STATION,
}
# What clerks in a hurry write for them.
_SAME = {
    Scope.ALL: re.compile(r"全体(?:党员|同志|人员)(?:同志)?|全员|所有(?:人|党员)|全部党员"),
    Scope.BRANCHES: re.compile(r"(?:各|所有|全部)(?:党?支部|支部群)"),
    Scope.SECRETARIES: re.compile(r"(?:全体|各位|所有|各)?(?:党?支部)?书记(?:们|同志)?"),
    Scope.OVERSEAS: re.compile(r"(?:境外|国外|海外)(?:的?党员)?"),
}
_STATION = re.compile(r"驻[\u4e00-\u9fff]{1,10}")
_PLACE = re.compile(r"在[\u4e00-\u9fff]{2,12}")
_OF_PLACES = re.compile(r"[\u4e00-\u9fff]{2,12}")
_PERSON = re.compile(
    r"(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff·]{1,19})(?:[（(](?P<branch>[^（()）]{1,20})[)）])?(?P<tail>\d{2,11})?"
)
_UNIT = re.compile(r"第?[一二三四五六七八九十0-9０-９]{1,3}(?:党?支部|党?总支)")


def take_audience(words: Sequence[str]) -> tuple[list[Audience], list[str]]:
    """Take the words that say for whom out of an order's head; gives each audience named, and what is left.

    Behind 支部, 总支 or 在上海 every word that is left names one; where nothing says for whom, words that
    look like names of people do.
    """
    scopes = dict.fromkeys(scope for word in words if (scope := _scope_of(word)))
    left = [word for word in words if _whole_scope(word) is None]
    if not scopes:
        names = tuple(dict.fromkeys(_cut(left)))
        if names and all(_PERSON.fullmatch(name) for name in names):
            return [Audience(Scope.PEOPLE, names)], []
        return [], left
    found = []
    for scope in scopes:
        mine = left if scope in {Scope.BRANCHES, Scope.GENERAL} else []
        if scope is Scope.STATION:
            mine = left if any(_whole_scope(word) is scope for word in words) else _stations(left)
        mine = [word for word in left if _OF_PLACES.fullmatch(word)] if scope is Scope.PLACE else mine
        left = [word for word in left if word not in mine]
        named = _cut(word.removeprefix("支部") for word in mine)
        found.append(Audience(scope, tuple(dict.fromkeys(_complete_name(scope, name) for name in named))))
    return found, left


def _whole_scope(word: str) -> Scope | None:
    return _WORDS.get(word) or next((scope for scope, same in _SAME.items() if same.fullmatch(word)), None)


def _scope_of(word: str) -> Scope | None:
    if scope := _whole_scope(word):
        return scope
    if _PLACE.fullmatch(word):
        return Scope.PLACE
    if all(map(_STATION.fullmatch, _cut([word]))):
        return Scope.STATION
    if word.startswith("支部") or all(map(_UNIT.fullmatch, _cut([word]))):
        return Scope.GENERAL if word.endswith("总支") else Scope.BRANCHES
    return None


def _stations(words: Iterable[str]) -> list[str]:
    return [word for word in words if all(map(_STATION.fullmatch, _cut([word])))]


def _cut(words: Iterable[str]) -> list[str]:
    return [name for word in words for name in re.split(r"[,，、]", word) if name]


def _complete_name(scope: Scope, word: str) -> str:
    match scope:
        case Scope.BRANCHES:
            return branch_name(word)
        case Scope.GENERAL:
            return general_name(word)
        case Scope.PLACE:
            return f"在{word.removeprefix('在')}"
    return word


def branch_name(word: str) -> str:
    """Complete a branch as people shorten it: 三, 3 and 第三 give 第三支部; other names stay."""
    return _complete(word, "支部")


def general_name(word: str) -> str:
    """Complete a general branch as people shorten it: 二, 2 and 第二 give 第二总支; other names stay."""
    return _complete(word, "总支")


def _complete(word: str, kind: str) -> str:
    plain = unicodedata.normalize("NFKC", word)
    match = re.fullmatch(rf"第?([0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:党?{kind})?", plain)
    if not match:
        return word
    return f"第{chinese_number(int(match[1])) if match[1].isdigit() else match[1]}{kind}"


def read_person(word: str) -> Called:
    """Read a person as typed, with the branch or the end of the telephone that tells two of a name apart."""
    match = _PERSON.fullmatch(word)
    if match is None:
        return Called(word)
    name = re.sub(r"(?<=..)同志$", "", match["name"])
    return Called(name, branch_name(match["branch"]) if match["branch"] else None, match["tail"])


_EVERYWHERE = re.compile(r"第|党|总?支部?")
_NAMES_SHOWN = 20


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Give the known unit whose name shares most with a word, beside what all names share; or None."""

    def likeness(name: str) -> tuple[float, bool]:
        core, other = _EVERYWHERE.sub("", word), _EVERYWHERE.sub("", name)
        return SequenceMatcher(None, core, other).ratio(), core.startswith(other)

    best = max(known, key=likeness, default=None)
    return best if best and likeness(best)[0] > 0.5 else None


def show_unknown(word: str, known: Sequence[str]) -> str:
    """Say that there is no such unit, with the nearest one and what there is."""
    near = nearest(word, known)
    there_are = f"现有：{show_names(known, _NAMES_SHOWN, '个')}" if known else "这样的一个也还没有。"
    return f"没有“{word}”。" + (f"是{near}吗？" if near else "") + there_are
