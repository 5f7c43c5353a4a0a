"""A check-in as it is said back."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.checkin import (
    Days,
    Place,
    Report,
    Safety,
    Whereabouts,
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


def test_all_that_was_understood_is_said_back() -> None:
    day = Days(date(2026, 12, 1), date(2026, 12, 1))
    report = Report(
        safety=Safety.SAFE,
        whereabouts=Whereabouts.AWAY,
        place=KUNSHAN,
        heading_to=Place("CN", "广东省"),
        leaves_on=day,
        returns_on=Days(date(2026, 12, 26), date(2026, 12, 31)),
        phone="13800138000",
    )
    said = summarise(report, TODAY, str)
    assert said == "平安，苏州昆山，要去广东，12月1日走，12月26日到31日回，新号码"
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
