import subprocess
import sys

import pytest

from bot.domain.checkin import Place, Whereabouts
from bot.reading import gazetteer, places

HUAIROU, GUSHI, HAIAN, PUTIAN = "北京市怀柔区", "河南省信阳市固始县", "江苏省南通市海安市", "福建省莆田市"

FOUND = [
    # full names, filled upward
    (HUAIROU, "上海浦东呢", "CN 上海市 上海市 浦东新区"),
    (HUAIROU, "江苏苏州昆山", "CN 江苏省 苏州市 昆山市"),
    (HUAIROU, "在昆山打工", "CN 江苏省 苏州市 昆山市"),
    (HUAIROU, "内蒙呢", "CN 内蒙古自治区 - -"),
    (HUAIROU, "新疆伊犁", "CN 新疆维吾尔自治区 伊犁哈萨克自治州 -"),
    (HUAIROU, "吉林延边", "CN 吉林省 延边朝鲜族自治州 -"),
    (HUAIROU, "湖北仙桃", "CN 湖北省 - 仙桃市"),
    (HUAIROU, "海南陵水过冬", "CN 海南省 - 陵水黎族自治县"),
    (HUAIROU, "广东东莞长安这边", "CN 广东省 东莞市 -"),
    (HUAIROU, "广东东莞长安镇", "CN 广东省 东莞市 -"),
    (HUAIROU, "人在重庆渝北", "CN 重庆市 重庆市 渝北区"),
    # names that are shared
    (HUAIROU, "朝阳区上班", "CN 北京市 北京市 朝阳区"),
    (HUAIROU, "在通州带孙子", "CN 北京市 北京市 通州区"),
    (HAIAN, "在通州的工地上", "CN 江苏省 南通市 通州区"),
    (GUSHI, "现在人在鼓楼区", "CN - - 鼓楼区"),
    (HUAIROU, "在大理", "CN 云南省 大理白族自治州 -"),
    (HUAIROU, "在大理市", "CN 云南省 大理白族自治州 大理市"),
    (HUAIROU, "在吉林", "CN 吉林省 - -"),
    (HUAIROU, "在德州", "CN 山东省 德州市 -"),
    (HUAIROU, "美国德州", "US 得克萨斯州 - -"),
    # the home and what lies in it
    (HUAIROU, "在怀柔", "CN 北京市 北京市 怀柔区"),
    (HUAIROU, "桥梓镇老宅子", "CN 北京市 北京市 怀柔区"),
    (HUAIROU, "怀北镇家里", "CN 北京市 北京市 怀柔区"),
    (PUTIAN, "在仙游", "CN 福建省 莆田市 仙游县"),
    (HUAIROU, "在京", "CN 北京市 北京市 -"),
    # abroad
    (HUAIROU, "加拿大多伦多", "CA - 多伦多 -"),
    (HUAIROU, "澳大利亚新南威尔士州悉尼", "AU 新南威尔士州 悉尼 -"),
    (HUAIROU, "美国加州圣何塞", "US 加利福尼亚州 圣何塞 -"),
    (HUAIROU, "迪拜", "AE - 迪拜 -"),
    (HUAIROU, "新加坡打工", "SG - - -"),
    (HUAIROU, "在纽约", "US - 纽约 -"),
    (HUAIROU, "刚果金", "CD - - -"),
    (HUAIROU, "在澳洲", "AU - - -"),
    (HUAIROU, "香港", "CN 香港特别行政区 - -"),
    (HUAIROU, "台湾台北市", "CN 台湾省 台北市 -"),
]


def place(text: str) -> Place:
    country, *rest = (None if part == "-" else part for part in text.split())
    return Place(country, *rest)


@pytest.mark.parametrize(("home", "text", "want"), FOUND)
def test_a_place_is_found_by_its_full_names(home: str, text: str, want: str) -> None:
    assert [m.place for m in places.find(text, gazetteer.home_of(home))] == [place(want)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "平安",
            "平安银行",
            "平安夜",
            "重庆火锅真香",
            "清华大学",
            "北京时间八点",
            "在中关村上班",
            "一切安康",
        ),
        *("在公安上班", "世界和平", "东方甄选", "上海的疫情怎么样", "合作愉快", "前途光明"),
    ],
)
def test_words_that_only_look_like_places_are_none(text: str) -> None:
    assert places.find(text, gazetteer.home_of(HUAIROU)) == []


@pytest.mark.parametrize(
    ("home", "text", "want"),
    [
        (HUAIROU, "在怀柔", Whereabouts.HOME),
        (HUAIROU, "在密云", Whereabouts.AWAY),
        (HUAIROU, "在北京", None),
        (GUSHI, "在北京", Whereabouts.AWAY),
        (GUSHI, "在河南", None),
        (PUTIAN, "在仙游", Whereabouts.HOME),
        (HUAIROU, "在澳门", Whereabouts.ABROAD),
        (HUAIROU, "在台湾", Whereabouts.ABROAD),
        (HUAIROU, "在法国", Whereabouts.ABROAD),
    ],
)
def test_whereabouts_are_seen_from_the_home(home: str, text: str, want: Whereabouts | None) -> None:
    here = gazetteer.home_of(home)
    (found,) = places.find(text, here)
    assert places.whereabouts(found.place, here) is want


def test_a_place_inside_a_name_is_masked() -> None:
    assert places.find("杨安康在家", gazetteer.home_of(HUAIROU), [(0, 3)]) == []


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("CN 上海市 上海市 -", "Asia/Shanghai"),
        ("CN 台湾省 - -", "Asia/Taipei"),
        ("CN 香港特别行政区 - -", "Asia/Hong_Kong"),
        ("US - 洛杉矶 -", "America/Los_Angeles"),
        ("US 得克萨斯州 - -", "America/Chicago"),
        ("AU - 珀斯 -", "Australia/Perth"),
        ("FR - - -", "Europe/Paris"),
        ("XX - - -", None),
    ],
)
def test_a_place_has_its_time_zone(text: str, zone: str | None) -> None:
    assert places.timezone_of(place(text)) == zone


def test_every_zone_of_the_tables_exists() -> None:
    from zoneinfo import available_timezones

    said = {area.zone for meanings in gazetteer.areas().values() for area in meanings if area.zone}
    assert said <= available_timezones()


def test_an_unknown_home_is_kept_as_it_stands() -> None:
    home = gazetteer.home_of("某省某市某某区")
    assert (home.place.province, home.place.city, home.place.district) == ("某省", "某市", "某某区")


def test_importing_the_package_does_not_load_the_dictionary() -> None:
    code = "import bot.reading, sys; sys.exit('jieba' in sys.modules or 'cn2an' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_tables_are_small() -> None:
    assert sum(path.stat().st_size for path in gazetteer.TABLES.glob("*.tsv")) < 1_000_000


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("在桥梓镇，平安", "CN 北京市 北京市 怀柔区"),
        ("回桥梓了", "CN 北京市 北京市 怀柔区"),
        ("在朱家湾村，平安", "CN 北京市 北京市 怀柔区"),
        ("在李堡镇开店", "CN 江苏省 南通市 海安市"),
        ("广东东莞乌沙村", "CN 广东省 东莞市 -"),
    ],
)
def test_a_town_or_village_is_at_home_unless_a_table_or_the_words_say_where(text: str, want: str) -> None:
    found = places.find(text.replace("，", ","), gazetteer.home_of(HUAIROU))
    assert [m.place for m in found] == [place(want)]


@pytest.mark.parametrize(
    "text",
    [
        "在农村",
        "在家乡",
        "回老家乡下",
        "在中关村",
        "在奥运村",
        "住新农村",
        "在乡镇上班",
        "去古镇玩",
        "振兴乡村",
    ],
)
def test_words_built_like_towns_are_none(text: str) -> None:
    assert places.find(text, gazetteer.home_of(HUAIROU)) == []


@pytest.mark.parametrize("words", ["平安", "北京", "怀柔镇", "和平", "在镇", "东城西城"])
def test_repetition_is_read_without_deep_recursion(words: str) -> None:
    places.find((words * 2000)[:2000], gazetteer.home_of(HUAIROU))


def test_of_two_places_side_by_side_each_is_found() -> None:
    found = places.find("北京上海都去过", gazetteer.home_of(HUAIROU))
    assert [m.place.province for m in found] == ["北京市", "上海市"]
