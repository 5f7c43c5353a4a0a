"""Every name of the tables of places in ordinary sentences; what is not found is listed beside this file."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.checkin import Place
from bot.reading import gazetteer, places
from bot.reading.plain import normalise

HERE = Path(__file__).parent
HUAIROU, GUSHI, YICHUN = "北京市怀柔区", "河南省信阳市固始县", "江西省宜春市袁州区"
FRAMES = ("在{}打工，平安", "人在{}", "平安，{}", "{}，都好", "明天去{}")
Row = tuple[str, Place, list[str]]


def rows() -> Iterator[Row]:
    """Give code, place and names of every province, prefecture and county."""
    for line in (gazetteer.TABLES / "china.tsv").read_text(encoding="utf-8").splitlines():
        code, *names = line.replace("\t", ",").split(",")
        yield code, gazetteer.place_of_code(code), [name.partition(":")[0] for name in names if name]


def sharing() -> dict[str, list[Place]]:
    """Give the places of every name, the greater first."""
    found: dict[str, list[tuple[int, str, Place]]] = {}
    for code, place, names in rows():
        for name in names:
            found.setdefault(name, []).append((len(code), code, place))
    return {
        name: [place for _, _, place in sorted(some, key=lambda one: one[:2])] for name, some in found.items()
    }


def right(name: str, named: list[Place], home: Place) -> set[Place]:
    """Give what a name may rightly be read as by the rules of checkin-reading.md."""
    if len(named) == 1 or not named[0].city:
        return {named[0]}
    near = [place for place in named if place.district and place.city == home.city]
    if near:
        return set(near)
    if not named[0].district:
        return {named[0]}  # a prefecture before its city
    if all(place.district == named[0].district for place in named):
        return {Place("CN", None, None, named[0].district)}
    # 开平市 and 开平区: whichever one is usually called so; but not both, and no third.
    return {*named, *(Place("CN", None, None, place.district) for place in named)}


def read(text: str, home: gazetteer.Home) -> list[Place]:
    return [mention.place for mention in places.find(normalise(text), home)]


def failures() -> Iterator[str]:
    """Give code, name and the frames (by their number) in which a name of the table is not read rightly."""
    named = sharing()
    for number, home in enumerate(map(gazetteer.home_of, (HUAIROU, GUSHI, YICHUN))):
        for code, _, names in rows():
            # Each row is asked with one of the homes: what differs between them is what is shared.
            if int(code) % 3 != number:
                continue
            for name in names:
                want = right(name, named[name], home.place)
                missed = [
                    str(n)
                    for n, frame in enumerate(FRAMES, start=1)
                    if len(got := read(frame.format(name), home)) != 1 or got[0] not in want
                ]
                if missed:
                    yield f"{code}\t{name}\t{'word' if len(missed) == len(FRAMES) else 'wish'}"


def test_every_name_is_found_but_for_those_listed() -> None:
    listed = (HERE / "places_not_found.tsv").read_text(encoding="utf-8").splitlines()
    kept = set(listed[1:])
    found = set(failures())
    assert sorted(found - kept) == [], "read wrongly now"
    assert sorted(kept - found) == [], "read rightly now: take these out of the list"


def test_every_place_is_found_behind_the_greater_ones() -> None:
    home = gazetteer.home_of(HUAIROU)
    named = sharing()
    every = {code: names for code, _, names in rows()}
    wrong = []
    for code, place, names in rows():
        above = [every[code[:size]] for size in (2, 4) if code[:size] in every and size < len(code)]
        for which in (0, 1):
            # Where a place has no everyday name its full one serves.
            chain = [some[min(which, len(some) - 1)] for some in [*above, names]]
            # 伊犁伊宁 may be 伊宁市 or 伊宁县, 台湾新竹 likewise.
            inside = Place("CN", place.province, place.district and place.city)
            meant = [p for p in named[chain[-1]] if gazetteer.lies_in(p, inside)]
            got = read(f"在{''.join(chain)}打工，平安", home)
            if len(got) != 1 or got[0] not in meant:
                wrong.append(("".join(chain), got))
    assert wrong == []


def abroad(table: str) -> list[tuple[str, str, str]]:
    """Give (country, zone, name) of a list written by hand, beside this file."""
    lines = (HERE / f"abroad_{table}.tsv").read_text(encoding="utf-8").splitlines()
    fields = [line.split("\t") for line in lines]
    return [(country, zone, name) for country, zone, names in fields for name in names.split()]


def clocks(zone: str | None) -> list[object]:
    """Give a zone's offsets over a year: two names of one time are alike."""
    days = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 4, 7, 10)]
    return [day.astimezone(ZoneInfo(zone)).utcoffset() for day in days] if zone else []


def one(text: str) -> places.Mention | None:
    found = places.find(normalise(text), gazetteer.home_of(HUAIROU))
    return found[0] if len(found) == 1 else None


def test_every_country_is_found_with_its_time() -> None:
    wrong = [
        (name, frame, got)
        for country, zone, name in abroad("countries")
        for frame in FRAMES
        if not (got := one(frame.format(name)))
        or got.place != Place(country)
        or clocks(got.zone or places.timezone_of(got.place)) != clocks(zone)
    ]
    assert wrong == []


# A greater or Chinese place has the name too: these are found behind their country.
BEHIND_THEIR_COUNTRY = {
    *("US 圣地亚哥", "US 奥克兰", "US 长滩", "CA 汉密尔顿", "GB 纽卡斯尔"),
    *("SE 隆德", "KR 大田", "KR 全州", "ID 泗水", "VN 北江", "VN 平阳"),
}


def test_cities_abroad_are_found_with_their_time() -> None:
    cities = abroad("cities")
    wrong = []
    for country, zone, name in cities:
        behind = gazetteer.country_name(country) if f"{country} {name}" in BEHIND_THEIR_COUNTRY else ""
        got = one(f"在{behind}{name}读书，平安")
        if not got or got.place.country != country or not got.place.city or clocks(got.zone) != clocks(zone):
            wrong.append((name, got))
    assert wrong == []
    assert len(cities) > 500


def test_divisions_abroad_are_found_with_their_time() -> None:
    wrong = []
    for country, zone, name in abroad("divisions"):
        got = one(f"在{name}读书，平安")
        found = got and (got.place.country, bool(got.place.province), got.place.city)
        if not got or found != (country, True, None) or clocks(got.zone) != clocks(zone):
            wrong.append((name, got))
    assert wrong == []


@pytest.mark.parametrize("home", [HUAIROU, GUSHI])
def test_ordinary_sentences_name_no_place(home: str) -> None:
    sentences = (HERE / "places_none.txt").read_text(encoding="utf-8").splitlines()
    assert [s for s in sentences if read(s, gazetteer.home_of(home))] == []
    assert len(sentences) > 250


def test_sentences_that_name_a_place_are_read() -> None:
    lines = (HERE / "places_said.tsv").read_text(encoding="utf-8").splitlines()
    said = [
        (text, place) for place, texts in (line.split("\t") for line in lines) for text in texts.split("|")
    ]
    home = gazetteer.home_of(HUAIROU)
    wrong = [
        (text, found)
        for text, place in said
        if (found := read(text, home)) != [Place(*(part if part != "-" else None for part in place.split()))]
    ]
    assert wrong == []
    assert len(said) > 200
