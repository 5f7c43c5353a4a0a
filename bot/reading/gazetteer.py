"""The tables of places in data/places: every name with the areas it may mean."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.domain.checkin import Place

TABLES = Path(__file__).resolve().parents[2] / "data" / "places"
MUNICIPALITIES = ("11", "12", "31", "50")
OFFSHORE = {"香港特别行政区": "Asia/Hong_Kong", "澳门特别行政区": "Asia/Macau", "台湾省": "Asia/Taipei"}
MAINLAND_ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Area:
    """One meaning of a name."""

    place: Place
    level: int  # 0 country, 1 province or division, 2 city, 3 district
    # "x": only right after a greater place; "c": also after 在, 去 …; "w": also as a whole clause; "": always
    guard: str = ""
    zone: str | None = None  # IANA


@dataclass(frozen=True, slots=True)
class Home:
    """The committee's home: a county, or a whole prefecture where place.district is None."""

    place: Place
    towns: frozenset[str]  # full names of its towns
    short_towns: frozenset[str]


@cache
def areas() -> dict[str, tuple[Area, ...]]:
    """Give every name, official and everyday, with its meanings; in China first, greater before smaller."""
    found: dict[str, list[Area]] = {}
    for names, area in [*_china(), *_abroad()]:
        for given in filter(None, names):
            name, _, guard = given.partition(":")
            meaning = Area(area.place, area.level, guard, area.zone) if guard else area
            found.setdefault(name, []).append(meaning)
    return {name: tuple(sorted(meanings, key=_rank)) for name, meanings in found.items()}


@cache
def lengths() -> dict[str, tuple[int, ...]]:
    """Give the lengths of the names that start with two characters, the longest first."""
    found: dict[str, set[int]] = {}
    for name in areas():
        found.setdefault(name[:2], set()).add(len(name))
    return {start: tuple(sorted(sizes, reverse=True)) for start, sizes in found.items()}


def _rank(area: Area) -> tuple[bool, float]:
    # Abroad a city goes before the division named after it: 纽约 is the city, 纽约州 the state.
    abroad = area.place.country != "CN"
    return abroad, 0.5 if abroad and area.level == 2 else area.level


def _rows(table: str) -> Iterator[list[str]]:
    with (TABLES / f"{table}.tsv").open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def _codes() -> dict[str, str]:
    return {row[0]: row[1].partition(":")[0] for row in _rows("china")}


def _china() -> Iterator[tuple[list[str], Area]]:
    yield ["中国:x"], Area(Place("CN"), 0, zone=MAINLAND_ZONE)
    for row in _rows("china"):
        code, name, shorts = [*row, ""][:3]
        place = place_of_code(code)
        zone = OFFSHORE.get(place.province or "", MAINLAND_ZONE)
        yield [name, *shorts.split(",")], Area(place, len(code) // 2, zone=zone)


@cache
def place_of_code(code: str) -> Place:
    """Give the place of an administrative code of two, four or six digits, filled upward."""
    codes = _codes()
    province = codes[code[:2]]
    city = province if code[:2] in MUNICIPALITIES else codes.get(code[:4]) if len(code) > 2 else None
    return Place("CN", province, city, codes[code] if len(code) == 6 else None)


def _abroad() -> Iterator[tuple[list[str], Area]]:
    for row in _rows("abroad"):
        kind, country, name, others, zone = [*row, "", ""][:5]
        names, full = [name, *others.split(",")], name.partition(":")[0]
        if kind in ("country", "citystate"):
            yield names, Area(Place(country), 0, zone=zone or None)
        elif kind == "division":
            yield names, Area(Place(country, full), 1, zone=zone)
        elif kind == "region":
            yield names[1:], Area(Place(country, full), 1)
        else:
            yield names, Area(Place(country, None, full), 2, zone=zone)


def lies_in(small: Place, great: Place) -> bool:
    """Tell whether a place is another one or lies inside it."""
    return small.country == great.country and all(
        wanted is None or wanted == given
        for wanted, given in (
            (great.province, small.province),
            (great.city, small.city),
            (great.district, small.district),
        )
        if not (great.country != "CN" and given is None)
    )


@cache
def home_of(name: str) -> Home:
    """Find the home by its full administrative name; a name not in the table gives a home without towns."""
    for code in _codes():
        place = place_of_code(code)
        parts = [part for part in (place.province, place.city, place.district) if part]
        if "".join(dict.fromkeys(parts)) == name or name == (place.province or "") + (place.district or "-"):
            return Home(place, *_towns(code))
    return Home(_split_unknown(name), frozenset(), frozenset())


def _split_unknown(name: str) -> Place:
    match = re.fullmatch(r"(.{1,7}?(?:省|自治区|市))?(.{1,7}?(?:市|州|盟|地区))?(.{2,12})?", name)
    if not match:
        return Place("CN", None, None, name or None)
    province, city, district = match.groups()
    return Place("CN", province, city or province, district)


def _towns(code: str) -> tuple[frozenset[str], frozenset[str]]:
    full = {
        town for row in _rows("towns") if row[0].startswith(code) for town in row[1:] for town in town.split()
    }
    short = {re.sub(r"(?:(?:民|满|回)族)?(?:镇|乡|街道|苏木)$", "", town) for town in full}
    return frozenset(full), frozenset(town for town in short if len(town) > 1)


def counties_with(town: str) -> tuple[Place, ...]:
    """Give the counties that have a town, township or subdistrict of this full name."""
    codes = _town_index().get(town)
    return tuple(map(place_of_code, codes.split())) if codes else ()


@cache
def _town_index() -> dict[str, str]:
    """Give the codes of the counties of every town, with a space between them."""
    found: dict[str, str] = {}
    for code, towns in _rows("towns"):
        if code in _codes():
            for town in towns.split():
                found[town] = f"{found[town]} {code}" if town in found else code
    return found


def country_name(country: str) -> str:
    """Give the Chinese name of a country (ISO code); the code itself where no table has it."""
    return _country_names().get(country, country)


@cache
def _country_names() -> dict[str, str]:
    return {row[1]: row[2] for row in _rows("abroad") if row[0] in ("country", "citystate")}


def zone_of_country(country: str) -> str | None:
    """Give the zone most people of a country (ISO code) live in."""
    return _country_zones().get(country)


@cache
def zones_of_country(country: str) -> frozenset[str]:
    """Give the zones of a country (ISO code) that its places in the table are in."""
    return frozenset(area.zone for _, area in _abroad() if area.place.country == country and area.zone)


@cache
def _country_zones() -> dict[str, str]:
    return {a.place.country or "": a.zone for _, a in _abroad() if a.level == 0 and a.zone}


@cache
def cities_of_zones() -> dict[str, str]:
    """Give each zone abroad its city that the table names first, mostly the best-known."""
    found: dict[str, str] = {}
    for _, area in _abroad():
        if area.level == 2 and area.zone and area.place.city:
            found.setdefault(area.zone, area.place.city)
    return found
