"""How somebody's dues stand: for oneself, for who keeps them, in lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from bot.domain import month
from bot.domain.days import show_day
from bot.domain.dues import arrears
from bot.domain.dues.payment import Booked
from bot.domain.dues.standard import Standard, standard_in
from bot.domain.member import Member
from bot.domain.money import show_yuan

_PAYMENTS_SHOWN = 5
_FEW_MONTHS = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's dues: until when they are paid, what was booked, what a month costs.

    `amounts`: whether who reads this may see what is paid. They follow from an income where that was
    declared, and are then for the office and the person alone.
    """

    person: Member
    until: str | None
    group: str
    booked: tuple[Booked, ...]
    standards: tuple[Standard, ...]
    amounts: bool
    declared: bool

    @property
    def paid(self) -> set[str]:
        """The months of all payments."""
        return {one for each in self.booked for one in month.span(each.payment.first, each.payment.last)}

    def is_paid(self, one: str) -> bool:
        """Whether a month is paid for."""
        return (self.until is not None and one <= self.until) or one in self.paid

    def behind(self, today: date) -> int:
        """Count the months that are over and not paid without a gap; 0 where nothing is known or owed."""
        if self.until is None or self.group == arrears.EXEMPT:
            return 0
        return arrears.months_behind(self.until, today)

    def open_months(self, today: date) -> list[str]:
        """List the months that are over and not paid for."""
        if self.until is None or self.group == arrears.EXEMPT:
            return []
        last = month.step(month.of_day(today), -1)
        first = month.step(self.until, 1)
        return [one for one in month.span(first, last) if not self.is_paid(one)] if first <= last else []


def show_own(one: Standing, today: date, zone: tzinfo, how_to_pay: str) -> str:
    """Write somebody's own dues: kindly, with what is open and how to pay."""
    lines = [_own_state(one, today), _standard(one, today, "还没有登记，可以问问书记"), *_payments(one, zone)]
    return "\n".join([*lines, how_to_pay])


def _own_state(one: Standing, today: date) -> str:
    if one.group == arrears.EXEMPT:
        return f"您的状态是“{one.person.status.chinese}”，现在不用交党费。"
    if one.until is None:
        return "您的党费交到哪个月还没有登记，请问一下本支部书记。"
    missing = one.open_months(today)
    if not missing:
        return f"您的党费交到{month.show(one.until)}，都交齐了，谢谢。"
    which = f"（{month.show_all(missing)}）" if len(missing) <= _FEW_MONTHS else ""
    return f"您的党费交到{month.show(one.until)}，还有 {len(missing)} 个月没交{which}。有难处请和书记说。"


def _standard(one: Standing, today: date, missing: str) -> str:
    this_month = month.of_day(today)
    now = standard_in(one.standards, this_month)
    later = next((each for each in one.standards if each.from_month > this_month), None)
    if now is None and later is None:
        return f"每月标准：{missing}"
    if not one.amounts:
        return "每月标准：按本人申报，只有党办和本人看得到"
    parts = [show_yuan(now.cents) if now else missing]
    if later:
        parts.append(f"{month.show(later.from_month)}起 {show_yuan(later.cents)}")
    return f"每月标准：{'，'.join(parts)}"


def _payments(one: Standing, zone: tzinfo) -> list[str]:
    newest = sorted(one.booked, key=lambda each: each.id, reverse=True)[:_PAYMENTS_SHOWN]
    return (
        ["最近记的：", *(show_booked(each, zone, amounts=one.amounts) for each in newest)] if newest else []
    )


def show_booked(one: Booked, zone: tzinfo, *, amounts: bool) -> str:
    """Write a payment in a line: · 11月23日记 2026年10月至11月，40元（李四代交）."""
    paid = one.payment
    cents = f"，{show_yuan(paid.cents)}" if amounts and paid.cents is not None else ""
    payer = f"（{paid.payer}代交）" if paid.payer else ""
    day = show_day(paid.paid_on or one.at.astimezone(zone).date())
    return f"· {day} {month.show_span(paid.first, paid.last)}{cents}{payer}"


def show_person(one: Standing, today: date, zone: tzinfo) -> str:
    """Write somebody's dues for who keeps them."""
    if one.group == arrears.EXEMPT:
        state = f"{one.person.name}：{one.person.status.chinese}，现在不用交党费"
    elif one.until is None:
        state = f"{one.person.name}：交到哪个月没有登记。知道的话发：党费 {one.person.name} 交到 2026-11"
    else:
        missing = one.open_months(today)
        open_ones = f"，还没交 {len(missing)} 个月" if missing else ""
        state = f"{one.person.name}：交到{month.show(one.until)}，{one.group}{open_ones}"
    declared = f"{today.year}年的基数：{'已申报' if one.declared else '没有申报'}"
    return "\n".join([state, _standard(one, today, "没有登记"), declared, *_payments(one, zone)])


def show_line(one: Standing, today: date) -> str:
    """Write somebody's dues in a line of a list."""
    if one.group == arrears.EXEMPT:
        return f"{one.person.name} {one.person.status.chinese}，不用交"
    if one.until is None:
        return f"{one.person.name} 没有登记"
    behind = one.behind(today)
    return f"{one.person.name} 交到{month.show(one.until)}" + (f"，差 {behind} 个月" if behind else "")


def show_classes(people: Sequence[Standing]) -> str:
    """Count the classes in a line: 按时 3，欠1–5个月 1，没有登记 1."""
    counted = [
        (name, sum(one.group == name for one in people))
        for name in (*arrears.CLASSES, arrears.UNKNOWN, arrears.EXEMPT)
    ]
    return "，".join(f"{name} {number}" for name, number in counted if number)
