"""Service stations elsewhere (驻沪服务站): for members who live in a place or work in a trade."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.command import Misfit
from bot.domain.member import Member
from bot.domain.progress import show_phone


@dataclass(frozen=True, slots=True)
class Plan:
    """A station to be made: its name, its place, and perhaps whose trade it is for, as written."""

    name: str
    place: str
    trade: str | None = None


def read_plan(words: str) -> Plan:
    """Read 驻沪服务站 上海 [行业 建筑]. Raises Misfit."""
    match = re.fullmatch(r"(?P<name>\S+)\s+(?P<place>\S+)(?:\s+(?:行业\s*)?(?P<trade>\S+))?", words.strip())
    if not match:
        raise Misfit(words)
    return Plan(match["name"], match["place"], match["trade"])


@dataclass(frozen=True, slots=True)
class Joining:
    """Who is to join or leave a station; no name: the sender. No station: the only one led."""

    names: tuple[str, ...]
    station: str | None
    leaves: bool


_STATION = re.compile(r"驻\S+|\S+(?:站|处|点)")


def read_joining(words: str) -> Joining:
    """Read 张三 李四 驻沪服务站, and 退出 张三 驻沪服务站. Raises Misfit."""
    parts = [part for part in re.split(r"[\s，,、：:]+", words) if part]
    leaves = any(part in {"退出", "移出", "离开", "不在"} for part in parts)
    stations = [part for part in parts if _STATION.fullmatch(part)]
    names = [
        part
        for part in parts
        if part not in stations and part not in {"退出", "移出", "离开", "不在", "加入"}
    ]
    if len(stations) > 1 or not (names or stations):
        raise Misfit(words)
    return Joining(tuple(names), stations[0] if stations else None, leaves)


def show_people(people: Sequence[tuple[Member, str]], *, first: int = 1) -> list[str]:
    """Number who belongs to a station, each with the branch, the telephone masked."""
    return [
        f"{place} {person.name} {branch} {_phone(person)}"
        for place, (person, branch) in enumerate(people, start=first)
    ]


def _phone(person: Member) -> str:
    return show_phone(person.phone, whole=False) if person.phone else "没有电话"
