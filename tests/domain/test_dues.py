"""Arrears: months that are over and not paid for, and the office's classes of them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.dues import arrears_class, months_behind

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("paid_until", "behind", "name"),
    [
        ("2027-03", 0, "按时"),
        ("2026-11", 0, "按时"),
        ("2026-10", 0, "按时"),  # November is not over
        ("2026-09", 1, "欠1–5个月"),
        ("2026-05", 5, "欠1–5个月"),
        ("2026-04", 6, "欠6–12个月"),
        ("2025-10", 12, "欠6–12个月"),
        ("2025-09", 13, "欠1–5年"),
        ("2021-10", 60, "欠1–5年"),
        ("2021-09", 61, "欠5年以上"),
    ],
)
def test_arrears_are_counted_in_months_that_are_over(paid_until: str, behind: int, name: str) -> None:
    assert months_behind(paid_until, TODAY) == behind
    assert arrears_class(paid_until, TODAY) == name
