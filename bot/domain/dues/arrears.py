"""How many months a member is behind, and the classes they are counted in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.domain import month
from bot.domain.field import Field
from bot.domain.member import Status

# The office's classes of arrears, each with the most months that fall into it.
ARREARS = (("按时", 0), ("欠1–5个月", 5), ("欠6–12个月", 12), ("欠1–5年", 60))
LONGEST = "欠5年以上"
UNKNOWN = "没有登记"
EXEMPT = "不用交"
CLASSES = (*(name for name, _ in ARREARS), LONGEST)
# Six months without reason are what the Party's constitution (article 9) asks organisations to look at.
SERIOUS = 6
# Whose membership is stopped or kept for later pays no dues meanwhile; who has left owes nothing here.
_PAYS_NOTHING = frozenset({Status.SUSPENDED, Status.RETAINED, Status.MOVED, Status.DECEASED})


def months_behind(paid_until: str, today: date) -> int:
    """Count the months that are over and not paid for; `paid_until` is the last month paid, as 2026-11."""
    return max(0, month.count_of(month.of_day(today)) - 1 - month.count_of(paid_until))


def arrears_class(paid_until: str, today: date) -> str:
    """Name the class of arrears; the present month is not behind before it is over."""
    behind = months_behind(paid_until, today)
    return next((name for name, most in ARREARS if behind <= most), LONGEST)


def is_exempt(status: Status) -> bool:
    """Whether somebody of this status has no dues to pay here."""
    return status in _PAYS_NOTHING


def class_of(record: Mapping[Field, str | None], today: date) -> str:
    """Name the class of a record: of arrears, UNKNOWN or EXEMPT."""
    if is_exempt(Status(record.get(Field.STATUS) or Status.ACTIVE)):
        return EXEMPT
    until = record.get(Field.DUES_UNTIL)
    return arrears_class(until, today) if until else UNKNOWN


def extend(paid_until: str | None, paid: set[str]) -> str | None:
    """Give until when dues are paid without a gap, with these months paid beside.

    Where nothing was known, the earliest months paid count from then on.
    """
    if paid_until is None:
        if not paid:
            return None
        paid_until = min(paid)
    while month.step(paid_until, 1) in paid:
        paid_until = month.step(paid_until, 1)
    return paid_until
