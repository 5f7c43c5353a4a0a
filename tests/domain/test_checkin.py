"""A check-in as it is said back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from bot.domain.checkin import (
    Days,
    Place,
    Report,
    Safety,
    Whereabouts,
    amend,
    show_days,
    show_place,
    summarise,
    thank,
)

TODAY = date(2026, 11, 23)
KUNSHAN = Place("CN", "江苏省", "苏州市", "昆山市")


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (KUNSHAN, "苏州昆山"),
        (Place("CN", "上海市", "上海市", "浦东新区"), "上海浦东新区"),
        (Place("CN", "北京市", "北京市", "通州区"), "北京通州区"),
        (Place("CN", "广东省"), "广东"),
        (Place("CN", "新疆维吾尔自治区", "喀什地区"), "喀什地区"),
        (Place("CN", "海南省", None, "陵水黎族自治县"), "海南陵水黎族自治县"),
        (Place("CN", "香港特别行政区"), "香港"),
        (Place("SG"), "某国"),
        (Place("DE", None, "慕尼黑"), "某国慕尼黑"),
        (Place("US", "加利福尼亚州"), "某国加利福尼亚州"),
        (Place(None), "某国"),
    ],
)
def test_a_place_is_shown_the_short_way(place: Place, shown: str) -> None:
    assert show_place(place, "某国") == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2026-12-31", "2026-12-31", "12月31日"),
        ("2026-12-26", "2026-12-31", "12月26日到31日"),
        ("2027-02-05", "2027-03-02", "2月5日到3月2日"),
        ("2026-12-31", "2027-01-01", "12月31日到1月1日"),
        ("2027-12-01", "2027-12-31", "2027年12月1日到31日"),
    ],
)
def test_days_are_shown_shortly(start: str, end: str, shown: str) -> None:
    assert show_days(Days(date.fromisoformat(start), date.fromisoformat(end)), TODAY) == shown


def test_a_day_said_roughly_is_said_back_roughly() -> None:
    day = Days(date(2027, 2, 10), date(2027, 2, 10), about=True)
    assert show_days(day, TODAY) == "2月10日前后"
    assert day == replace(day, about=False)


FULL = Report(
    safety=Safety.SAFE,
    whereabouts=Whereabouts.AWAY,
    place=KUNSHAN,
    heading_to=Place("CN", "广东省"),
    leaves_on=Days(date(2026, 12, 1), date(2026, 12, 1)),
    returns_on=Days(date(2026, 12, 26), date(2026, 12, 31)),
    phone="13800138000",
)


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"heading_to", "leaves_on", "phone"}, "平安，苏州昆山，12月26日到31日回"),
        ({"leaves_on", "returns_on"}, "平安，苏州昆山，要去广东，新号码"),
        ({"heading_to", "phone"}, "平安，昆山，12月28日前后回"),
        ({"phone"}, "平安，昆山，要去广东，12月28日前后回"),
        (set(), "平安，昆山，要去广东，12月28日前后回"),
    ],
)
def test_what_was_understood_is_said_shorter_before_less(without: set[str], said: str) -> None:
    assert summarise(replace(FULL, **dict.fromkeys(without)), TODAY, str) == said


_PLACES = (
    None,
    KUNSHAN,
    Place("CN", "海南省", None, "陵水黎族自治县"),
    Place("CN", "新疆维吾尔自治区", "伊犁哈萨克自治州", "察布查尔锡伯自治县"),
    Place("AE", None, "阿布扎比"),
    Place("BA"),
)
_DAYS = (
    None,
    Days(date(2026, 12, 31), date(2026, 12, 31)),
    Days(date(2026, 12, 26), date(2027, 1, 1)),
    Days(date(2027, 2, 5), date(2027, 3, 22)),
    Days(date(2027, 12, 1), date(2027, 12, 31)),
)


def test_no_summary_is_longer_than_twenty_characters() -> None:
    names = {"AE": "阿拉伯联合酋长国", "BA": "波斯尼亚和黑塞哥维那"}
    for safety, place, heading, leaves, returns, phone in product(
        (None, Safety.SAFE), _PLACES, _PLACES, _DAYS, _DAYS, (None, "13800138000")
    ):
        report = Report(None, safety, Whereabouts.AWAY, place, heading, leaves, returns, phone)
        said = summarise(report, TODAY, lambda code: names.get(code, ""))
        assert len(said) <= 20, said
        assert not safety or said.startswith("平安")
        assert "138" not in said


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (Report(), ""),
        (Report(safety=Safety.SAFE), "平安"),
        (Report(whereabouts=Whereabouts.HOME, place=KUNSHAN), "在家"),
        (Report(safety=Safety.HELP, whereabouts=Whereabouts.AWAY), ""),
    ],
)
def test_what_was_not_said_is_left_out(report: Report, said: str) -> None:
    assert summarise(report, TODAY, str) == said


def test_what_was_said_just_now_is_left_out_last() -> None:
    known = Report(
        safety=Safety.SAFE,
        place=Place("CN", "四川省", "成都市"),
        heading_to=Place("SG"),
        leaves_on=Days(date(2027, 1, 15), date(2027, 1, 15)),
        returns_on=Days(date(2027, 10, 1), date(2027, 10, 7)),
    )
    said = replace(known, place=None, returns_on=None)
    assert "回" in summarise(known, TODAY, str)
    assert summarise(known, TODAY, str, said=said).endswith("要去SG，1月15日走")


SUZHOU, HANGZHOU = Place("CN", "江苏省", "苏州市"), Place("CN", "浙江省", "杭州市")
FIRST = Report(
    safety=Safety.SAFE,
    whereabouts=Whereabouts.AWAY,
    place=SUZHOU,
    heading_to=HANGZHOU,
    leaves_on=Days(date(2026, 11, 25), date(2026, 11, 25)),
    returns_on=Days(date(2026, 11, 30), date(2026, 11, 30)),
    phone="13800138000",
)


@pytest.mark.parametrize(
    ("later", "changed"),
    [
        (Report(safety=Safety.SAFE), {}),
        (Report(safety=Safety.HELP), {"safety": Safety.HELP}),
        (Report(whereabouts=Whereabouts.AWAY, place=KUNSHAN), {"place": KUNSHAN}),
        (
            Report(whereabouts=Whereabouts.ABROAD),
            {"whereabouts": Whereabouts.ABROAD, "place": None},
        ),
        (Report(heading_to=KUNSHAN), {"heading_to": KUNSHAN}),
        (Report(phone="13900139000"), {"phone": "13900139000"}),
        # arrived where the journey went to
        (
            Report(whereabouts=Whereabouts.AWAY, place=replace(HANGZHOU, district="西湖区")),
            {"place": replace(HANGZHOU, district="西湖区"), "heading_to": None, "leaves_on": None},
        ),
        # at home: nothing to come back from
        (
            Report(whereabouts=Whereabouts.HOME),
            {"whereabouts": Whereabouts.HOME, "place": None, "returns_on": None},
        ),
    ],
)
def test_a_later_report_replaces_what_it_states(later: Report, changed: dict[str, Any]) -> None:
    assert amend(FIRST, later) == replace(FIRST, **changed)


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (["张三"], "已收到张三的平安"),
        (["张三", "李四"], "已收到张三、李四的平安"),
        (["张三", "李四", "王五"], "已收到张三、李四等 3 位的平安"),
    ],
)
def test_thanks_are_one_line_of_names(names: list[str], line: str) -> None:
    assert thank(names) == line
