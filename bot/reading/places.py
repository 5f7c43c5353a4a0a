"""Places in free Chinese text, as full official names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.checkin import Place, Whereabouts
from bot.reading import gazetteer
from bot.reading.gazetteer import MAINLAND_ZONE, OFFSHORE, Area, Home
from bot.reading.segments import word_bounds

ABBREVIATIONS = {
    "京": "北京",
    "津": "天津",
    "沪": "上海",
    "渝": "重庆",
    "粤": "广东",
    "穗": "广州",
    "港": "香港",
    "澳": "澳门",
    "浙": "浙江",
    "苏": "江苏",
    "闽": "福建",
    "鲁": "山东",
    "豫": "河南",
    "鄂": "湖北",
    "湘": "湖南",
    "赣": "江西",
    "皖": "安徽",
    "蓉": "成都",
    "杭": "杭州",
    "琼": "海南",
    "黔": "贵州",
    "滇": "云南",
    "藏": "西藏",
    "疆": "新疆",
    "晋": "山西",
    "陕": "陕西",
    "冀": "河北",
    "辽": "辽宁",
    "桂": "广西",
    "蒙": "内蒙古",
    "美": "美国",
    "日": "日本",
    "英": "英国",
    "韩": "韩国",
    "泰": "泰国",
    "法": "法国",
    "德": "德国",
    "俄": "俄罗斯",
    "台": "台湾",
    "深": "深圳",
}
_ABBREVIATED = re.compile(
    rf"(?:(?<=[在回返赴来抵离进留驻])|(?<=^))(?P<name>[{''.join(ABBREVIATIONS)}])(?=$|[\s,。.!;、了的呢啊吧]|工作|打工|务工|出差|期间|平安)"
)
_CUE_BEFORE = re.compile(r"(?:在|到|去|回|来|住|往|赴|抵|驻|从|离开|飞|人|再|上)$")
_NOT_A_STAY = re.compile(  # what a place lends its name to
    r"(?:火锅|拉面|烤鸭|啤酒|菜|话(?!费)|人(?!平安|在|都|很|挺|没|一切|安|好|身体|民|家)|时间|银行|大学|路|街(?!道)|牌|茶|酒|"
    r"(?:的|那边的?|这边的?)?(?:疫情|疫苗|天气|房价|新闻|地震|台风|特产|朋友|同学|客户|快递|车票|机票|酒店|景点|亲戚来|领导)|"
    r"队|版|卫视|日报|晚报|公司|集团|户口|籍|车牌|号码|出版社|会议精神)"
)
_LINK = re.compile(r"(?:的|,|\s|·|/|-|那边的?|这边的?|市区?的?|省)?")
_PLACE_TAIL = re.compile(
    r"市区?|工业园区?|开发区|高新区|新区|火?车?[东西南北]?站|机场|港|市里|老家|旅游|旅行|打工|地区|境内|自驾游|出差|游|一带|城里|农村|乡下|山区"
)
_LANDMARK = re.compile(r"医院|大学|学院|水库|公园|商场|大厦|饭店|宾馆|小区|体育|剧场|门(?!头)|医|路|街")
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:镇|乡|街道|苏木)(?!里|政府的|长)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text, text[start:end]; `inside` tells that it was said by a town of the home."""

    start: int
    end: int
    place: Place
    inside: bool = False
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    name: str
    areas: tuple[Area, ...]


def find(text: str, home: Home, masked: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """Find every place in a text, greater and smaller names together (江苏苏州昆山) as one mention.

    `masked` are the stretches that are something else: names of people, telephone numbers.
    """
    at_home = _home_towns(text, home)
    taken = [*masked, *((m.start, m.end) for m in at_home)]
    named = [n for n in _names(text, home) if not any(a < n.end and n.start < b for a, b in taken)]
    mentions: list[Mention] = []
    at = 0
    while at < len(named):
        chain = _chain(text, named, at)
        at += len(chain)
        if mention := _resolve(text, chain, home):
            mentions.append(mention)
    taken += [(m.start, m.end) for m in mentions]
    mentions += at_home + [
        m for m in _other_towns(text, home) if not any(a < m.end and m.start < b for a, b in taken)
    ]
    return _merged_with_towns(text, sorted(mentions, key=lambda m: m.start))


def _names(text: str, home: Home) -> list[_Named]:
    areas, longest = gazetteer.areas(), gazetteer.longest_name()
    bounds: frozenset[int] | None = None
    found, at = [], 0
    while at < len(text):
        for length in range(min(longest, len(text) - at), 1, -1):
            meanings = areas.get(text[at : at + length])
            if meanings is None:
                continue
            bounds = bounds if bounds is not None else word_bounds(text)
            near = any(a.place.city == home.place.city and a.level == 3 and not a.guard for a in meanings)
            sure = (
                near
                and (at == 0 or text[at - 1] in "在到去回住 ,。")
                and not _LANDMARK.match(text, at + length)
            )
            if sure or _stands_alone(text, at, at + length, bounds, meanings):
                found.append(_Named(at, at + length, text[at : at + length], meanings))
                at += length
                break
        else:
            at += 1
    return found + [
        _Named(m.start("name"), m.end("name"), full := ABBREVIATIONS[m["name"]], areas[full])
        for m in _ABBREVIATED.finditer(text)
    ]


def _stands_alone(
    text: str, start: int, end: int, bounds: frozenset[int], meanings: tuple[Area, ...]
) -> bool:
    if _NOT_A_STAY.match(text, end):
        return False
    if all(area.guard for area in meanings):  # the segmenter does not know these names
        return True
    if start in bounds and end in bounds:
        return True
    # 上海浦东 and 人在 are words of the dictionary too: a cut inside such a word is right where places meet.
    whole = next((b for b in range(end, min(end + 6, len(text)) + 1) if b in bounds), end)
    first = next((b for b in range(start, max(start - 6, -1), -1) if b in bounds), start)
    return _is_made_of_places(text[first:start]) and _is_made_of_places(text[end:whole])


def _is_made_of_places(word: str) -> bool:
    areas = gazetteer.areas()
    if not word or word in areas or _PLACE_TAIL.fullmatch(word):
        return True
    return any(word[:i] in areas and word[i:] in areas for i in range(2, len(word) - 1))


def _chain(text: str, named: list[_Named], at: int) -> list[_Named]:
    chain = [named[at]]
    for candidate in named[at + 1 :]:
        between = text[chain[-1].end : candidate.start]
        if len(between) > 4 or not _LINK.fullmatch(between):
            break
        if not _inside_some(candidate, chain[-1]) and between:
            break
        chain.append(candidate)
    return chain


def _inside_some(small: _Named, great: _Named) -> bool:
    return any(lies_in(a.place, b.place) and a.level > b.level for a in small.areas for b in great.areas)


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


def _resolve(text: str, chain: list[_Named], home: Home) -> Mention | None:
    start, end = chain[0].start, chain[-1].end
    area: Area | None = None
    for named in chain:
        within = [a for a in named.areas if area and a.level > area.level and lies_in(a.place, area.place)]
        if area is None:
            area = _alone(text, named, home)
            if area is None and len(chain) > 1:
                # 通州南通 or an ordinary word before a place: start again from the next.
                return _resolve(text, chain[1:], home)
        elif within:
            area = _below(area, within[0])
    return Mention(start, end, area.place, zone=area.zone) if area else None


def _below(great: Area, small: Area) -> Area:
    place = small.place
    if place.country != "CN":
        place = Place(place.country, place.province or great.place.province, place.city or great.place.city)
    return Area(place, small.level, "", small.zone or great.zone)


def _alone(text: str, named: _Named, home: Home) -> Area | None:
    """Choose what a name means without a greater place before it."""
    cued = bool(_CUE_BEFORE.search(text[max(0, named.start - 3) : named.start]))
    near = [a for a in named.areas if a.level == 3 and a.place.city == home.place.city and a.place.city]
    open_ones = [a for a in named.areas if not a.guard or (a.guard == "w" and cued) or a.place == home.place]
    if near and any(a in open_ones for a in near) and all(a.level > 1 for a in open_ones):
        return near[0]
    if not open_ones:
        return None
    best = [
        a
        for a in open_ones
        if a.level == open_ones[0].level and a.place.country == open_ones[0].place.country
    ]
    if best[0].place.country != "CN" or len(best) == 1 or best[0].level < 3:
        return best[0]
    said = {a.place.district for a in best}
    return (
        Area(Place("CN", None, None, best[0].place.district), 3, "", MAINLAND_ZONE)
        if len(said) == 1
        else None
    )


def _home_towns(text: str, home: Home) -> list[Mention]:
    spans = [m.span() for town in home.towns for m in re.finditer(re.escape(town), text)]
    return [Mention(start, end, home.place, True, MAINLAND_ZONE) for start, end in spans]


def _other_towns(text: str, home: Home) -> list[Mention]:
    """Find towns by a short name, towns elsewhere, and those no table has, which are taken to be at home."""
    found = []
    for match in _TOWN.finditer(text):
        names = [text[start : match.end()] for start in range(match.start(), match.end() - 2)]
        place = next((c[0] for name in names if len(c := gazetteer.counties_with(name)) == 1), home.place)
        found.append(Mention(match.start(), match.end(), place, place == home.place, MAINLAND_ZONE))
    for town in home.short_towns:
        hits = re.finditer(rf"(?<=[在到回去来住]){re.escape(town)}", text)
        found += [Mention(m.start(), m.end(), home.place, True, MAINLAND_ZONE) for m in hits]
    return found


def _merged_with_towns(text: str, mentions: list[Mention]) -> list[Mention]:
    """Join a town to the place right before it: 广东东莞长安镇 is in 东莞, wherever else one may be."""
    merged: list[Mention] = []
    for mention in mentions:
        before = merged[-1] if merged else None
        if before and before.end == mention.start and text[mention.end - 1 : mention.end] in "镇乡道木":
            merged[-1] = Mention(before.start, mention.end, before.place, before.inside, before.zone)
        else:
            merged.append(mention)
    return merged


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
