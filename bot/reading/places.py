"""Places in free Chinese text, as full official names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.checkin import Place, Whereabouts
from bot.reading import gazetteer, place_names, towns
from bot.reading.gazetteer import MAINLAND_ZONE, OFFSHORE, Area, Home
from bot.reading.place_names import Named
from bot.reading.towns import Town

_CUE = re.compile(r"(?:[在到去回来住往赴抵驻从飞]|离开|来自)$")
_THERE = re.compile("这边|这儿|这里|打工|务工|上班|出差")
_LINK = re.compile(r"(?:的|,|\s|·|/|-|那边的?|这边的?|市区?的?|省)?")
lies_in = gazetteer.lies_in
_STOPS = " \n,。.!?;:、()~…"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text, text[start:end]; `inside` tells that it was said by a town of the home."""

    start: int
    end: int
    place: Place
    inside: bool = False
    zone: str | None = None


def find(text: str, home: Home, masked: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """Find every place in a text, greater and smaller names together (江苏苏州昆山) as one mention.

    `masked` are the stretches that are something else: names of people, telephone numbers.
    """
    local = towns.find(text, home)
    at_home = [town for town in local if town.sure]
    taken = _covered(text, [*masked, *((town.start, town.end) for town in at_home)])
    named = [n for n in place_names.find(text, home) if taken.find(1, n.start, n.end) < 0]
    mentions: list[Mention] = []
    at = 0
    while at < len(named):
        mention, at = _chain(text, named, at, home)
        if mention:
            mentions.append(mention)
    return _with_towns(mentions, local, _covered(text, masked), home) if local else mentions


def _covered(text: str, spans: Sequence[tuple[int, int]]) -> bytearray:
    covered = bytearray(len(text))
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return covered


def _chain(text: str, named: list[Named], at: int, home: Home) -> tuple[Mention | None, int]:
    """Join the names from `at` on of which each lies inside the one before; give where to go on."""
    first = last = named[at]
    areas: Sequence[Area] = first.areas
    for index in range(at + 1, len(named)):
        smaller = named[index]
        if smaller.start - last.end > 4:
            break
        between = text[last.end : smaller.start]
        if between and not _LINK.fullmatch(between):
            break
        inside = [
            _below(great, small)
            for great in areas
            for small in smaller.areas
            if small.level > great.level
            and lies_in(small.place, great.place)
            and not (small.guard and "," in between)
        ]
        if not inside:
            break
        areas, last, at = inside, smaller, index
    if last is first:
        areas = _meant_alone(text, first, home)
    area = _choose(areas, home, alone=last is first)
    return (Mention(first.start, last.end, area.place, zone=area.zone) if area else None), at + 1


def _below(great: Area, small: Area) -> Area:
    place = small.place
    if place.country != "CN":
        place = Place(place.country, place.province or great.place.province, place.city or great.place.city)
    return Area(place, small.level, "", small.zone or great.zone)


def _meant_alone(text: str, named: Named, home: Home) -> list[Area]:
    """Give what a name may mean without a greater place before it."""
    if all(not area.guard for area in named.areas):
        return list(named.areas)
    cued = bool(_CUE.search(text[max(0, named.start - 2) : named.start]))
    if named.start == 0 or text[named.start - 1] in _STOPS:
        cued = cued or bool(_THERE.match(text, named.end))
    whole = (named.start == 0 or text[named.start - 1] in _STOPS) and (
        named.end == len(text) or text[named.end] in _STOPS
    )
    return [
        area
        for area in named.areas
        if not area.guard
        or (cued and (area.guard in "wc" or area.place == home.place))
        or (whole and area.guard == "w")
    ]


def _choose(areas: Sequence[Area], home: Home, *, alone: bool) -> Area | None:
    """Choose among what a name may mean; a county shared by several cities is known by its own name only."""
    if not areas or (areas[0].level < 2 and areas[0].place.country == "CN"):
        return areas[0] if areas else None
    for area in areas:
        near = area.level == 3 and area.place.city and area.place.city == home.place.city
        if near and not any(great.level == 2 and lies_in(area.place, great.place) for great in areas):
            return area
    best = [a for a in areas if a.level == areas[0].level and a.place.country == areas[0].place.country]
    if best[0].place.country != "CN" or best[0].level < 3:
        return best[0]
    if len({area.place.district for area in best}) > 1:
        kind = min(map(_kind, best))
        best = [area for area in best if _kind(area) == kind]
    first = best[0].place
    if any(area.place.district != first.district for area in best):
        return None
    if len(best) == 1:
        return best[0]
    shared = not alone and all(area.place.province == first.province for area in best)
    return Area(Place("CN", first.province if shared else None, None, first.district), 3, zone=MAINLAND_ZONE)


def _kind(area: Area) -> int:
    """Rank what a bare name means: cities, districts of municipalities, counties, other districts."""
    district = area.place.district or ""
    if district.endswith("市"):
        return 0
    if area.place.city == area.place.province:
        return 1
    return 3 if district.endswith("区") else 2


def _with_towns(
    mentions: list[Mention], local: Sequence[Town], masked: bytearray, home: Home
) -> list[Mention]:
    """Add the towns; one right behind a place is in it: 广东东莞长安镇 is in 东莞."""
    found = {mention.end: mention for mention in mentions}
    taken = masked
    for mention in mentions:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for town in local:
        if taken.find(1, town.start, town.end) >= 0:
            continue
        taken[town.start : town.end] = b"\1" * (town.end - town.start)
        if before := found.pop(town.start, None):
            found[town.end] = Mention(before.start, town.end, before.place, before.inside, before.zone)
        elif town.place:
            inside = town.place == home.place
            found[town.end] = Mention(town.start, town.end, town.place, inside, MAINLAND_ZONE)
    return sorted(found.values(), key=lambda mention: mention.start)


def is_home(place: Place, home: Home) -> bool:
    """Tell whether a place is the home or lies inside it."""
    return lies_in(place, home.place)


def contains_home(place: Place, home: Home) -> bool:
    """Tell whether the home lies inside a place."""
    return lies_in(home.place, place) and not (place.district and not place.province)


def whereabouts(place: Place, home: Home) -> Whereabouts | None:
    """Tell where a place is, seen from the home; None for an area that contains the home."""
    if place.country != "CN" or place.province in OFFSHORE:
        return Whereabouts.ABROAD
    if is_home(place, home):
        return Whereabouts.HOME
    return None if contains_home(place, home) else Whereabouts.AWAY


def zone_of_words(text: str, home: str) -> str | None:
    """Give the IANA time zone of the first place some words name (加拿大多伦多); None for no place."""
    mentions = find(text, gazetteer.home_of(home))
    return (mentions[0].zone or timezone_of(mentions[0].place)) if mentions else None


def timezone_of(place: Place) -> str | None:
    """Give the IANA time zone of a place by its city, division or country; None where no table has it."""
    if place.country == "CN":
        return OFFSHORE.get(place.province or "", MAINLAND_ZONE)
    for name in (place.city, place.province):
        for area in gazetteer.areas().get(name or "", ()):
            if area.place.country == place.country and area.zone:
                return area.zone
    return gazetteer.zone_of_country(place.country or "")
