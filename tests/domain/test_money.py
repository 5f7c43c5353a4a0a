"""Amounts of money: read, shown, written out."""

from __future__ import annotations

import pytest

from bot.domain.money import capital_yuan, read_yuan, show_yuan


@pytest.mark.parametrize(
    ("words", "cents"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("12.50", 1250),
        ("12.05元", 1205),
        ("12元", 1200),
        ("12块", 1200),
        ("¥12", 1200),
        ("￥１２．５", 1250),
        ("1,200", 120_000),
        ("1，200.00元", 120_000),
        ("120元5角", 12_050),
        ("120元5角3分", 12_053),
        ("0.5", 50),
        ("0", 0),
        ("1000000", 100_000_000),
    ],
)
def test_an_amount_is_read_in_cents(words: str, cents: int) -> None:
    assert read_yuan(words) == cents


@pytest.mark.parametrize(
    "words",
    [
        "",
        "12o",
        "abc",
        "12.345",
        "-12",
        "1000000.01",
        "12,00",
        "1.2.3",
        "12元元",
        "5角",
        "1e3",
        "十二",
        "9" * 3000,
    ],
)
def test_what_is_no_amount_is_refused(words: str) -> None:
    assert read_yuan(words) is None


@pytest.mark.parametrize(("cents", "shown"), [(1200, "12元"), (1250, "12.50元"), (5, "0.05元"), (0, "0元")])
def test_an_amount_is_shown_as_people_write_it(cents: int, shown: str) -> None:
    assert show_yuan(cents) == shown


@pytest.mark.parametrize(
    ("cents", "capital"),
    [
        (62_050, "陆佰贰拾元伍角整"),
        (100_000, "壹仟元整"),
        (100_500, "壹仟零伍元整"),
        (1_000_000, "壹万元整"),
        (1_000_100, "壹万零壹元整"),
        (10_010_003, "壹拾万零壹佰元零叁分"),
        (10_234_056, "壹拾万贰仟叁佰肆拾元伍角陆分"),
        (100_000_000, "壹佰万元整"),
        (5, "伍分"),
        (1_205, "壹拾贰元零伍分"),
        (50, "伍角整"),
        (0, "零元整"),
    ],
)
def test_an_amount_is_written_in_capital_numerals(cents: int, capital: str) -> None:
    assert capital_yuan(cents) == capital


def test_an_amount_below_nothing_has_no_capitals() -> None:
    with pytest.raises(ValueError, match="not negative"):
        capital_yuan(-1)
