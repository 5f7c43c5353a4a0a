"""Towns, townships and villages: by the home's table, elsewhere where one county alone has the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.checkin import Place
from bot.reading import gazetteer
from bot.reading.gazetteer import Home
from bot.reading.segments import is_crossed

_KINDS = re.compile(r"(?:镇|乡(?![村亲土愁音镇])|街道|苏木)(?!长)")
_LONGEST = 9  # characters of a town's full name that are compared
_COME = "在到去回来住"
_CUED = re.compile(rf"[{_COME}]")
# A town or village no table has is at home: 在朱家湾村. Words of the same build are not: 在农村, 回家乡.
_UNKNOWN = re.compile(
    rf"[{_COME}](?P<name>(?![我俺咱你他她它这那哪各每全本某几两整同隔邻别外什])[\u4e00-\u9fff]{{1,4}}?"
    r"(?<![家老故他异同下返回还归水梦小古集城重农山渔新关亚在到去了着过的己假])(?:镇|乡|村))"
    r"(?=$|[\s,。.!?;、里的家老这那呢养带种待呆住休过陪看平都一]|身体)"
)
_NO_VILLAGE = re.compile(r"奥运|城中|贫困|[他她你我们谁的了儿女婿娘婆岳姑舅姨叔伯哥姐弟妹]")


@dataclass(frozen=True, slots=True)
class Town:
    """A town at text[start:end] and the county or home it is in; None where several counties have one."""

    start: int
    end: int
    place: Place | None
    sure: bool = False  # by the home's table and full name: nothing else is meant


def find(text: str, home: Home) -> list[Town]:
    """Find the towns and villages named in a text, by their full names first."""
    found = [town for match in _KINDS.finditer(text) if (town := _in_tables(text, match.end(), home))]
    if "镇" in text or "乡" in text or "村" in text:
        found += [
            Town(match.start("name"), match.end("name"), home.place)
            for match in _UNKNOWN.finditer(text)
            if _is_unknown(match["name"])
        ]
    return found + list(_by_short_names(text, home))


def _in_tables(text: str, end: int, home: Home) -> Town | None:
    for start in range(max(0, end - _LONGEST), end - 2):
        name = text[start:end]
        if name in home.towns:
            return Town(start, end, home.place, sure=True)
        if counties := gazetteer.counties_with(name):
            return Town(start, end, counties[0] if len(counties) == 1 else None)
    return None


def _is_unknown(name: str) -> bool:
    return not gazetteer.counties_with(name) and not _NO_VILLAGE.search(name)


def _by_short_names(text: str, home: Home) -> Iterator[Town]:
    """Give the home's towns without 镇 or 乡 behind a word of staying or going (在桥梓)."""
    for cue in _CUED.finditer(text) if home.short_towns else ():
        start = cue.end()
        for end in range(min(start + 5, len(text)), start + 1, -1):
            if text[start:end] in home.short_towns and not is_crossed(text, end):
                yield Town(start, end, home.place)
                break
