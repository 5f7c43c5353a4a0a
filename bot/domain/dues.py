"""Dues: how many months a member is behind, and the classes they are counted in."""

from __future__ import annotations

import re
from datetime import date

# The office's classes of arrears, each with the most months that fall into it.
ARREARS = (("按时", 0), ("欠1–5个月", 5), ("欠6–12个月", 12), ("欠1–5年", 60))
LONGEST = "欠5年以上"


def months_behind(paid_until: str, today: date) -> int:
    """Count the months that are over and not paid for; `paid_until` is the last month paid, as 2026-11."""
    match = re.fullmatch(r"(\d{4})-(\d\d)", paid_until)
    assert match, f"no month: {paid_until}"
    paid = int(match[1]) * 12 + int(match[2])
    return max(0, today.year * 12 + today.month - 1 - paid)


def arrears_class(paid_until: str, today: date) -> str:
    """Name the class of arrears; the present month is not behind before it is over."""
    behind = months_behind(paid_until, today)
    return next((name for name, most in ARREARS if behind <= most), LONGEST)
