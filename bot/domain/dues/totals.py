"""Sums of a month or year, a branch a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain import month
from bot.domain.dues import arrears
from bot.domain.dues.standard import standard_in
from bot.domain.dues.standing import Standing, show_classes
from bot.domain.money import show_yuan


@dataclass(frozen=True, slots=True)
class Total:
    """A branch's sums for months: who owes dues, who has paid all of them, what is due and what was paid.

    Sums leave out whose amounts the reader may not see (`hidden` people).
    """

    due: int
    paid: int
    due_cents: int
    paid_cents: int
    without_standard: int
    hidden: int


def add_up(people: Sequence[Standing], months: Sequence[str]) -> Total:
    """Add up what these people owed and paid for these months; who is exempt is left out."""
    owing = [one for one in people if one.group != arrears.EXEMPT]
    open_ones = [one for one in owing if one.amounts]
    return Total(
        due=len(owing),
        paid=sum(all(one.is_paid(each) for each in months) for one in owing),
        due_cents=sum(_due(one, each) or 0 for one in open_ones for each in months),
        paid_cents=sum(sum(monthly(one, each) for each in months) for one in open_ones),
        without_standard=sum(_due(one, months[-1]) is None for one in open_ones),
        hidden=len(owing) - len(open_ones),
    )


def _due(one: Standing, month_: str) -> int | None:
    standard = standard_in(one.standards, month_)
    return standard.cents if standard else None


def monthly(one: Standing, month_: str) -> int:
    """Give what was paid for one month: of a payment over several its part, the rest to the last."""
    cents = 0
    for each in one.booked:
        paid = each.payment
        if paid.cents is None or not paid.first <= month_ <= paid.last:
            continue
        count = len(month.span(paid.first, paid.last))
        part = paid.cents // count
        cents += paid.cents - part * (count - 1) if month_ == paid.last else part
    return cents


def show_total(name: str, total: Total, people: Sequence[Standing]) -> str:
    """Write a branch's sums in two lines."""
    sums = f"应交 {show_yuan(total.due_cents)}，已交 {show_yuan(total.paid_cents)}"
    remarks = []
    if total.without_standard:
        remarks.append(f"{total.without_standard} 位没有登记标准")
    if total.hidden:
        remarks.append(f"{total.hidden} 位的金额只有党办和本人看得到，没有算")
    more = f"（{'；'.join(remarks)}）" if remarks else ""
    return (
        f"{name}：应交 {total.due} 人，已交 {total.paid} 人；{sums}{more}\n　到今天：{show_classes(people)}"
    )


def months_of(year: int | None, number: int | None, today: date) -> tuple[str, list[str]]:
    """Give how the months are called, and which they are: one month, or a year as far as it has come."""
    this_month = month.of_day(today)
    if number is not None:
        one = f"{year or today.year:04}-{number:02}"
        return month.show(one), [one]
    if year is None:
        return month.show(this_month), [this_month]
    last = min(f"{year:04}-12", this_month) if year <= today.year else f"{year:04}-12"
    return f"{year}年" + (f"（到{int(last[5:])}月）" if last[5:] != "12" else ""), month.span(
        f"{year:04}-01", last
    )


def cell(one: Standing, month_: str) -> str:
    """Write a month in the form: the amount, a tick where that is not to be seen or known, or nothing."""
    if not one.is_paid(month_):
        return ""
    cents = monthly(one, month_) if one.amounts else 0
    return yuan(cents) if cents else "√"


def yuan(cents: int) -> str:
    """Write an amount as a form holds it: 20.00."""
    return f"{cents // 100}.{cents % 100:02}"
