"""Time zones by the cities people know."""

from __future__ import annotations

import pytest

from bot.reading.zones import city_of


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("America/Toronto", "多伦多"),
        ("Europe/London", "伦敦"),
        ("America/New_York", "纽约"),
        ("Asia/Tokyo", "东京"),
        ("Asia/Singapore", "新加坡"),
        ("Australia/Sydney", "悉尼"),
    ],
)
def test_a_zone_is_called_by_its_best_known_city(zone: str, city: str) -> None:
    assert city_of(zone) == city


def test_a_zone_no_table_has_keeps_its_own_name() -> None:
    assert city_of("Antarctica/South_Pole") == "South Pole"
